// A static host and nothing more: a folder is its index.html, what is not there is 404.html with its status.
// node server.js PORT [BASE]   serves DOVECOTE_SITE below BASE (default "/")
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const [port = "4173", base = "/"] = process.argv.slice(2);
const site = process.env.DOVECOTE_SITE ?? "../../target/dovecote/site";
const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
  ".wasm": "application/wasm", ".xml": "application/xml", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
  ".css": "text/css; charset=utf-8", ".bin": "application/octet-stream",
};

createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
  const found = path.startsWith(base) ? await file(path.slice(base.length)) : undefined;
  if (found?.redirect) {
    response.writeHead(301, { location: encodeURI(base + found.redirect) }).end();
    return;
  }
  const name = found?.name ?? join(site, "404.html");
  const body = await readFile(name);
  response.writeHead(found ? 200 : 404, {
    "content-type": types[extname(name)] ?? "application/octet-stream",
    "cache-control": "no-cache",
  });
  response.end(body);
}).listen(Number(port), "127.0.0.1");

async function file(path) {
  const name = join(site, normalize(path));
  if (!name.startsWith(normalize(site))) return undefined;
  const here = await stat(name).catch(() => undefined);
  if (here?.isFile()) return { name };
  if (!here?.isDirectory()) return undefined;
  const index = join(name, "index.html");
  if (!(await stat(index).catch(() => undefined))) return undefined;
  return path === "" || path.endsWith("/") ? { name: index } : { redirect: `${path}/` };
}
