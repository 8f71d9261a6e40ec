// What every host does alike: finding a file in a folder, naming its type, shrinking it on the way.
import { readFile, stat } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";

/** Media types as the registry has them (mime-db), which most hosts follow. */
export const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".opml": "text/x-opml",
  ".webmanifest": "application/manifest+json",
};

/** The type of a file by its name. */
export function typeOf(name, known = types) {
  return known[extname(name)] ?? "application/octet-stream";
}

/** A folder of files, asked by decoded paths without a slash at their head. */
export class Folder {
  constructor(root) {
    this.root = resolve(root);
  }

  /** "file", "folder" (with an index.html in it) or undefined. */
  async kind(path) {
    const name = this.#name(path);
    if (name === undefined) return undefined;
    const found = await stat(name).catch(() => undefined);
    if (found?.isFile()) return path.endsWith("/") ? undefined : "file";
    if (!found?.isDirectory()) return undefined;
    const index = await stat(resolve(name, "index.html")).catch(() => undefined);
    return index?.isFile() ? "folder" : undefined;
  }

  async read(path) {
    return readFile(this.#name(path));
  }

  /** A text, empty where there is no such file. */
  async text(path) {
    return readFile(this.#name(path), "utf8").catch(() => "");
  }

  #name(path) {
    if (path === undefined || path.includes("\0")) return undefined;
    const name = resolve(this.root, path);
    return name === this.root || name.startsWith(this.root + sep) ? name : undefined;
  }
}

const shrink = {
  br: promisify((bytes, done) => brotliCompress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, done)),
  gzip: promisify(gzip),
};

/** Compresses on the way out as most hosts do: what is text, in the first of the host's encodings that the browser knows. */
export async function shrunk(body, type, accepted, encodings, smallest = 1024) {
  const isText = /^text\/|json|javascript|xml|wasm/.test(type);
  const encoding = encodings.find((encoding) => new RegExp(`\\b${encoding}\\b`).test(accepted));
  if (!isText || body.length < smallest || !encoding) return { body };
  return { body: await shrink[encoding](body), encoding };
}
