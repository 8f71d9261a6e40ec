// A static host and nothing more: a folder is its index.html, what is not there is 404.html with its status.
//
//     node server.js PORT [BASE ...]    serves DOVECOTE_SITE below each BASE (default "/")
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const [port = "4173", ...bases] = process.argv.slice(2);
if (bases.length === 0) bases.push("/");
// The longest first: "/" is the beginning of them all.
bases.sort((a, b) => b.length - a.length);

const site = resolve(process.env.DOVECOTE_SITE ?? fileURLToPath(new URL("../../target/dovecote/site", import.meta.url)));

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
  });
});
server.listen(Number(port), "127.0.0.1", () => {
  console.log(bases.map((base) => `http://127.0.0.1:${port}${base}`).join("\n"));
});

async function answer(request, response) {
  if (!["GET", "HEAD"].includes(request.method)) {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const { pathname } = new URL(request.url, "http://host");
  const base = bases.find((base) => pathname.startsWith(base));
  const found = base && (await find(decode(pathname.slice(base.length))));
  if (found?.folder) {
    response.writeHead(301, { location: `${pathname}/` }).end();
    return;
  }
  const name = found?.name ?? resolve(site, "404.html");
  const body = await readFile(name).catch(() => "Not found");
  response.writeHead(found ? 200 : 404, {
    "content-type": types[extname(name)] ?? "application/octet-stream",
    "content-length": Buffer.byteLength(body),
    // Each journey reads what is on the disk now.
    "cache-control": "no-cache",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** The file at a path: its name, or that it is a folder asked for without its slash. */
async function find(path) {
  if (path === undefined || path.includes("\0")) return undefined;
  const name = resolve(site, path);
  if (name !== site && !name.startsWith(site + sep)) return undefined;
  const kind = async (name) => stat(name).catch(() => undefined);
  const here = await kind(name);
  if (here?.isFile()) return path.endsWith("/") ? undefined : { name };
  const index = resolve(name, "index.html");
  if (!here?.isDirectory() || !(await kind(index))?.isFile()) return undefined;
  return path === "" || path.endsWith("/") ? { name: index } : { folder: true };
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
