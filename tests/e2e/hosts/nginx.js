// nginx as the sample `nginx.conf` sets it up: the directives it uses, read from the file, with nginx's own meaning.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const sample = fileURLToPath(new URL("../../../hosts/nginx.conf", import.meta.url));

/** What nginx's own mime.types say, as far as the folder needs it. */
const mime = {
  ".html": "text/html",
  ".js": "application/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".xml": "text/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain",
};

export async function nginx(folder) {
  const config = read(await readFile(sample, "utf8"));
  const server = config.find(([name]) => name === "server").at(-1);
  const one = (name) => server.find((directive) => directive[0] === name)?.slice(1) ?? [];
  const own = Object.fromEntries(
    server.find(([name]) => name === "types").at(-1).flatMap(([type, ...extensions]) => extensions.map((e) => [`.${e}`, type])),
  );
  const charset = one("charset")[0];
  // A file that is sent without one of these types gets no character set; text/html always has one.
  const withCharset = ["text/html", ...one("charset_types")];
  const lost = one("error_page")[1].slice(1);
  const added = server.filter(([name]) => name === "add_header");
  const maps = config.filter(([name]) => name === "map");
  return async ({ path, accepted }) => {
    const name = path.slice(1);
    const kind = await folder.kind(name);
    if (kind === "folder" && name !== "" && !name.endsWith("/")) {
      return { status: 301, headers: { location: `${encodeURI(path)}/`, ...headers(path, 301) }, body: Buffer.alloc(0) };
    }
    const status = kind ? 200 : 404;
    const file = kind === "file" ? name : kind === "folder" ? `${name}index.html` : lost;
    const type = own[extname(file)] ?? mime[extname(file)] ?? "application/octet-stream";
    const twin = one("gzip_static")[0] === "on" && (await folder.kind(`${file}.gz`)) === "file";
    const zipped = twin && /\bgzip\b/.test(accepted);
    return {
      status,
      headers: {
        "content-type": withCharset.includes(type) && charset ? `${type}; charset=${charset}` : type,
        ...headers(`/${file}`, status),
        ...(twin && one("gzip_vary")[0] === "on" && { vary: "Accept-Encoding" }),
        ...(zipped && { "content-encoding": "gzip" }),
      },
      body: await folder.read(zipped ? `${file}.gz` : file),
    };
  };

  /** Without "always" a header goes with these answers only. An error page is found by a redirect inside: its own path. */
  function headers(uri, status) {
    const fine = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308].includes(status);
    const out = {};
    for (const [, header, value, always] of added) {
      if (fine || always === "always") out[header.toLowerCase()] = filled(value, uri);
    }
    return out;
  }

  function filled(value, uri) {
    const map = maps.find(([, , variable]) => variable === value);
    if (!map) return value;
    const entries = map.at(-1);
    const found = entries.find(([pattern]) => pattern.startsWith("~") && new RegExp(pattern.slice(1)).test(uri));
    return (found ?? entries.find(([pattern]) => pattern === "default"))[1];
  }
}

/** Directives as lists of words; a block is a list of directives at the end of its own. */
function read(text) {
  const words = text.replace(/^\s*#.*$|\s#\s.*$/gm, "").match(/"(?:[^"\\]|\\.)*"|[{};]|[^\s{};]+/g);
  const block = () => {
    const out = [];
    let directive = [];
    for (;;) {
      const word = words.shift();
      if (word === undefined || word === "}") return out;
      if (word === ";") {
        out.push(directive);
        directive = [];
      } else if (word === "{") {
        out.push([...directive, block()]);
        directive = [];
      } else {
        directive.push(word.startsWith('"') ? word.slice(1, -1).replaceAll('\\"', '"') : word);
      }
    }
  };
  return block();
}
