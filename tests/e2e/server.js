// Serves the site as hosts do: DOVECOTE_SITE at PORT as a bare file server does, below "/" and below a second path, and
// as every other host does at a port of its own; the hostile archive (DOVECOTE_HOSTILE) and the one in packs (DOVECOTE_PACKED)
// likewise. `/.hosts` says where.
//
//     node server.js PORT [BASE ...]
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { Folder, hosts } from "./hosts/index.js";

const [port = "4173", ...bases] = process.argv.slice(2);
if (bases.length === 0) bases.push("/");
// The longest first: "/" is the beginning of them all.
bases.sort((a, b) => b.length - a.length);

const folder = (name) =>
  new Folder(process.env[`DOVECOTE_${name.toUpperCase()}`] ?? fileURLToPath(new URL(`../../target/dovecote/${name}`, import.meta.url)));
const site = folder("site");

const places = {};
for (const [name, { serve }] of Object.entries(hosts)) {
  const bare = name === "a bare file server";
  places[name] = await listen(await serve(site), bare ? Number(port) : 0, bare ? bases : ["/"]);
}
// With the policy as a header too.
places.hostile = await listen(await hosts.Netlify.serve(folder("hostile")), 0, ["/"]);
places.packed = await listen(await hosts.Netlify.serve(folder("packed")), 0, ["/"]);
console.log(places);

/** Listens, and says where. */
async function listen(answer, port, bases) {
  const server = createServer((request, response) => {
    respond(answer, bases, request, response).catch((error) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return `http://127.0.0.1:${server.address().port}/`;
}

async function respond(answer, bases, request, response) {
  if (!["GET", "HEAD"].includes(request.method)) {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const { pathname, search } = new URL(request.url, "http://host");
  if (pathname === "/.hosts") {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(places));
    return;
  }
  const base = bases.find((base) => pathname.startsWith(base));
  const path = base && decode(pathname.slice(base.length - 1));
  const { status, headers, body } = await answer({
    // A path that nobody can read leads nowhere.
    path: path ?? "/\0",
    query: search,
    accepted: request.headers["accept-encoding"] ?? "",
  });
  if (headers.location?.startsWith("/")) headers.location = base.slice(0, -1) + headers.location;
  response.writeHead(status, { ...headers, "content-length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
