// Hosts as they behave, each as little more than what sets it apart. What they do was taken from their own documentation.
//
// A host is `async (folder) => async ({ path, query, accepted }) => answer`: `path` is decoded and begins with a slash,
// `accepted` is the request's Accept-Encoding, and the answer has `status`, `headers` and `body`.
import { cloudFront } from "./cloudfront.js";
import { Folder, shrunk, typeOf, types } from "./folder.js";
import { nginx } from "./nginx.js";
import { headersFor, readHeaders } from "./rules.js";

export { Folder };

/** A static host and nothing more: a folder is its index.html, what is not there is 404.html with its status. */
async function bare(folder) {
  return async ({ path }) => {
    const found = await page(folder, path);
    if (found.to) return moved(301, found.to);
    const headers = { "content-type": typeOf(found.file), "cache-control": "no-cache" };
    return { status: found.status, headers, body: await folder.read(found.file) };
  };
}

/** GitHub Pages: no header can be set, everything is kept for ten minutes, gzip only. */
async function gitHubPages(folder) {
  const known = { ...types, ".js": "application/javascript; charset=utf-8", ".json": "application/json; charset=utf-8" };
  return async ({ path, accepted }) => {
    let found = await page(folder, path);
    // A page without its extension is found too.
    if (found.status === 404 && (await folder.kind(`${path.slice(1)}.html`)) === "file") {
      found = { status: 200, file: `${path.slice(1)}.html` };
    }
    if (found.to) return moved(301, found.to);
    const type = typeOf(found.file, known);
    const { body, encoding } = await shrunk(await folder.read(found.file), type, accepted, ["gzip"]);
    const headers = {
      "content-type": type,
      "cache-control": "max-age=600",
      "access-control-allow-origin": "*",
      vary: "Accept-Encoding",
      ...(encoding && { "content-encoding": encoding }),
    };
    return { status: found.status, headers, body };
  };
}

/** Netlify: `_headers`, whose rules add up; a folder's page also without its slash, by a redirect. */
async function netlify(folder) {
  return ruled(folder, { "cache-control": "public, max-age=0, must-revalidate" }, 301, false);
}

/** Cloudflare Pages: `_headers`, where a rule can take a header away again; addresses lose `.html` and `index.html`. */
async function cloudflarePages(folder) {
  const own = {
    "cache-control": "public, max-age=0, must-revalidate",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
  };
  const inner = await ruled(folder, own, 308, true);
  return async (request) => {
    const { path } = request;
    if (path.endsWith("/index.html")) return moved(308, path.slice(0, -"index.html".length));
    if (path.endsWith(".html") && (await folder.kind(path.slice(1))) === "file") return moved(308, path.slice(0, -5));
    if ((await folder.kind(`${path.slice(1)}.html`)) === "file") {
      return inner({ ...request, path: `${path}.html` });
    }
    return inner(request);
  };
}

/** A host that reads `_headers` and compresses what it sends. `removes` says whether "! Name" takes a header away. */
async function ruled(folder, own, status, removes) {
  const rules = readHeaders(await folder.text("_headers"));
  return async ({ path, accepted }) => {
    const found = await page(folder, path);
    if (found.to) return moved(status, found.to);
    const type = typeOf(found.file);
    const { body, encoding } = await shrunk(await folder.read(found.file), type, accepted, ["br", "gzip"]);
    const headers = {
      ...own,
      "content-type": type,
      ...headersFor(rules, path, removes),
      vary: "Accept-Encoding",
      ...(encoding && { "content-encoding": encoding }),
    };
    return { status: found.status, headers, body };
  };
}

/** What a path leads to: a file with a status, or where its page is. */
async function page(folder, path) {
  const name = path.slice(1);
  const kind = await folder.kind(name);
  if (kind === "file") return { status: 200, file: name };
  if (kind === "folder") {
    if (name === "" || name.endsWith("/")) return { status: 200, file: `${name}index.html` };
    return { to: `${path}/` };
  }
  return { status: 404, file: "404.html" };
}

function moved(status, to) {
  const location = to.split("/").map(encodeURIComponent).join("/");
  return { status, headers: { location }, body: Buffer.alloc(0) };
}

/** What a host can do, for who asks whether it did. `forever`: it keeps what is named by its content. */
export const hosts = {
  "a bare file server": { serve: bare, forever: false, encoding: undefined, policy: false },
  "GitHub Pages": { serve: gitHubPages, forever: false, encoding: "gzip", policy: false },
  Netlify: { serve: netlify, forever: true, encoding: "br", policy: true },
  "Cloudflare Pages": { serve: cloudflarePages, forever: true, encoding: "br", policy: true },
  "S3 behind CloudFront": { serve: cloudFront, forever: true, encoding: "br", policy: true },
  nginx: { serve: nginx, forever: true, encoding: "gzip", policy: true },
};
