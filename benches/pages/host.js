// A folder behind a host that sends the best compression.
import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";

import { typeOf } from "../../tests/e2e/hosts/folder.js";
import { headersFor, readHeaders } from "../../tests/e2e/hosts/rules.js";

/** The folder with the headers of its `_headers` and the best compression, and pages that are not in it. An answer is made
 * once: what a host takes for it is no part of what is measured. */
export async function serve(folder, more = new Map()) {
  const rules = readHeaders(await folder.text("_headers"));
  const answers = new Map();
  const make = async (path) => {
    const name = path.endsWith("/") ? `${path.slice(1)}index.html` : path.slice(1);
    const extra = more.get(path);
    const there = extra !== undefined || (await folder.kind(name)) === "file";
    const file = there ? name : "404.html";
    const type = typeOf(file);
    const bytes = extra === undefined ? await folder.read(file).catch(() => Buffer.alloc(0)) : Buffer.from(extra);
    const text = /text|json|javascript|xml|wasm/.test(type);
    const body = text ? brotliCompressSync(bytes) : bytes;
    const own = extra === undefined ? headersFor(rules, path, true) : {};
    const headers = { "content-type": type, ...own, ...(text && { "content-encoding": "br" }), "content-length": body.length };
    return { status: there ? 200 : 404, headers, body };
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    if (!answers.has(path)) answers.set(path, await make(path));
    const { status, headers, body } = answers.get(path);
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
