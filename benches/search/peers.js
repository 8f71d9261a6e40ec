// What a search costs here and with others, on the same articles and queries, in the same browser and run.
//
//     node peers.js SITE FOLDER     SITE as `cargo bench --bench search -- --site SITE ARTICLES` left it,
//                                   FOLDER as `-- --peers FOLDER ARTICLES` left it
//
// Cold: everything that is fetched, the engine included, until the first ten hits could be shown; each in a browser that knows
// nothing yet. Warm: the time from a query to its hits with what was fetched at hand. All are given titles and texts, look for
// beginnings of words, and bear typing errors where they can. Compressed as a host with brotli twins sends it.
import { readFile, readdir, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import MiniSearch from "minisearch";
import { close as closePagefind, createIndex } from "pagefind";
import puppeteer from "puppeteer-core";

const [site, folder] = process.argv.slice(2);
/** Queries asked cold, each in a browser of its own; all are asked warm. */
const COLD = 8;

const lines = (await readFile(join(folder, "stories.jsonl"), "utf8")).trimEnd().split("\n");
const stories = lines.map((line) => JSON.parse(line));
const queries = JSON.parse(await readFile(join(folder, "queries.json"), "utf8"));

// The others' indexes.
const options = { fields: ["title", "text"], storeFields: ["title"] };
const minisearch = new MiniSearch(options);
minisearch.addAll(stories);
const miniIndex = Buffer.from(JSON.stringify(minisearch));
const pagefind = join(folder, "pagefind");
await rm(pagefind, { recursive: true, force: true });
const { index } = await createIndex();
for (const { id, title, text } of stories) {
  await index.addCustomRecord({ url: `/${id}/`, content: text, language: "en", meta: { title } });
}
await index.writeFiles({ outputPath: pagefind });
await closePagefind();

const types = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const packed = (bytes) => {
  const quality = bytes.length > 1 << 20 ? 5 : 11;
  const out = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  return out.length * 20 < bytes.length * 19 ? out : bytes;
};

// One server for all: it counts what it sends.
const blank = Buffer.from("<!doctype html><title>Search</title>");
const library = await readFile(new URL("node_modules/minisearch/dist/es/index.js", import.meta.url));
async function file(path) {
  if (path === "/") return [blank, ".html"];
  if (path === "/minisearch/library.js") return [library, ".js"];
  if (path === "/minisearch/index.json") return [miniIndex, ".json"];
  const [, root, ...rest] = path.split("/");
  const from = { ours: site, pagefind }[root];
  if (!from) throw new Error(path);
  return [await readFile(join(from, ...rest)), extname(path)];
}
const sent = new Map();
let bytes = 0;
let requests = 0;
const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
  try {
    if (!sent.has(path)) {
      const [plain, extension] = await file(path);
      const body = packed(plain);
      const headers = { "content-type": types[extension] ?? "application/octet-stream", "cache-control": "max-age=3600" };
      if (body !== plain) headers["content-encoding"] = "br";
      sent.set(path, [body, headers]);
    }
    const [body, headers] = sent.get(path);
    if (path !== "/") {
      bytes += body.length;
      requests += 1;
    }
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const base = `http://127.0.0.1:${server.address().port}`;

// Each engine: how it starts in a page, leaving `ask(query)` there, which gives the number of hits shown.
const starter = (await readdir(join(site, "app"))).find((name) => name.startsWith("search-worker-"));
const manifest = JSON.parse(await readFile(join(site, "data/manifest.json"), "utf8"));
const engines = {
  Dovecote: async ({ starter, root }) => {
    const worker = new Worker(`/ours/app/${starter}`, { type: "module" });
    const heard = (wanted) => new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.failed) reject(new Error(data.failed.sentence));
        if (data === wanted || data[wanted]) resolve(data[wanted]);
      };
    });
    await heard("ready");
    worker.postMessage({ init: { base: `${location.origin}/ours/`, root } });
    globalThis.ask = async (text) => {
      const answer = heard("answer");
      worker.postMessage({ ask: { id: 1, text, limit: 10, detail: "hits" } });
      return (await answer).hits.length;
    };
  },
  MiniSearch: async ({ options }) => {
    const { default: MiniSearch } = await import("/minisearch/library.js");
    const index = MiniSearch.loadJSON(await (await fetch("/minisearch/index.json")).text(), options);
    globalThis.ask = (text) => index.search(text, { prefix: true, fuzzy: 0.2 }).slice(0, 10).length;
  },
  Pagefind: async () => {
    const engine = await import("/pagefind/pagefind.js");
    await engine.init();
    globalThis.ask = async (text) => {
      const { results } = await engine.search(text);
      return (await Promise.all(results.slice(0, 10).map((result) => result.data()))).length;
    };
  },
};

async function folderSize(path, keep = () => true) {
  let [files, size] = [0, 0];
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !keep(entry.name)) continue;
    files += 1;
    size += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return [files, size];
}
const sizes = {
  Dovecote: await folderSize(join(site, "data"), (name) => name.startsWith(`search-`)),
  MiniSearch: [1, packed(miniIndex).length],
  Pagefind: await folderSize(pagefind),
};

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME || "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
const given = { starter, root: manifest.search.root, options };
async function fresh(start) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await page.evaluate(start, given);
  return { context, page };
}
const middle = (list, share = 0.5) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
console.log(`${stories.length} articles`);
console.log("             index kB    files   cold kB  requests   cold ms   warm ms: median    p95   queries with hits");
for (const [name, start] of Object.entries(engines)) {
  const cold = { bytes: [], requests: [], ms: [] };
  for (const query of queries.slice(0, COLD)) {
    [bytes, requests] = [0, 0];
    const begun = performance.now();
    const { context, page } = await fresh(start);
    await page.evaluate((query) => ask(query), query);
    cold.ms.push(performance.now() - begun);
    cold.bytes.push(bytes);
    cold.requests.push(requests);
    await context.close();
  }
  const { context, page } = await fresh(start);
  const times = await page.evaluate(async (queries) => {
    const times = [];
    // The first round fetches.
    for (const round of [0, 1, 2, 3]) {
      for (const query of queries) {
        const begun = performance.now();
        const hits = await ask(query);
        if (round > 0) times.push([performance.now() - begun, hits]);
      }
    }
    return times;
  }, queries);
  await context.close();
  const warm = times.map(([ms]) => ms);
  const having = times.filter(([, hits]) => hits > 0).length / times.length;
  const [files, size] = sizes[name];
  const cells = [
    (size / 1000).toFixed(0).padStart(9), String(files).padStart(8), (middle(cold.bytes) / 1000).toFixed(1).padStart(9),
    String(middle(cold.requests)).padStart(9), middle(cold.ms).toFixed(0).padStart(9), middle(warm).toFixed(2).padStart(18),
    middle(warm, 0.95).toFixed(2).padStart(8), `${(having * 100).toFixed(0)} %`.padStart(12),
  ];
  console.log(name.padEnd(12) + cells.join(" "));
}
await browser.close();
server.close();
