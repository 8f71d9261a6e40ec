// What does a search cost in a real browser? Prints bytes and times of a cold and a warm search through a built site.
//
//     CHROME=... node search-cost.js SITE QUERY ...     SITE as `cargo bench --bench search -- --site SITE ARTICLES` left it
//
// Cold: a line of 1.6 Mbit/s and 150 ms, which all requests share, those of the worker too; the search page is opened and the
// first query typed. Warm: no limit; every query is typed letter by letter, its words new at first and known the second time, and
// the page's own measures are read. Compressed as a host with brotli twins would send it.
import { chromium } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [site, ...queries] = process.argv.slice(2);
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

const sent = new Map();
async function body(name) {
  if (!sent.has(name)) {
    const bytes = await readFile(join(site, name));
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    sent.set(name, packed.length * 20 < bytes.length * 19 ? [packed, "br"] : [bytes, undefined]);
  }
  return sent.get(name);
}

// The line: how long a request is on its way, and bytes in a millisecond, or none when there is no limit.
let line;
let free = 0;
const until = (time) => new Promise((passed) => setTimeout(passed, time - performance.now()));
async function send(response, bytes) {
  if (!line) return response.end(bytes);
  for (let at = 0; at < bytes.length; at += 1460) {
    const piece = bytes.subarray(at, at + 1460);
    free = Math.max(free, performance.now()) + piece.length / line.rate;
    await until(free);
    response.write(piece);
  }
  response.end();
}

const server = createServer(async (request, response) => {
  if (line) await until(performance.now() + line.latency);
  let name = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
  if (name.endsWith("/")) name += "index.html";
  try {
    const [bytes, encoding] = await body(name);
    const headers = { "content-type": types[extname(name)] ?? "application/octet-stream", "content-length": bytes.length };
    if (encoding) headers["content-encoding"] = encoding;
    // Names with a hash are kept for good.
    headers["cache-control"] = /-[\w-]{16,}\./.test(name) ? "public, max-age=31536000, immutable" : "no-cache";
    response.writeHead(200, headers);
    await send(response, bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const base = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--headless=new", "--no-sandbox", "--disable-gpu"] });

// Looked for in every frame: a test tool's own waiting would be counted.
const appears = (page, selector) => page.waitForFunction((selector) => document.querySelector(selector) !== null, selector, { polling: "raf" });
const live = (page) => appears(page, "html[data-app=live]");
const found = (page, least = 1) => appears(page, `#main .hits > li:nth-of-type(${least})`);
const field = (page) => page.locator("#q");
const kind = (url) => {
  const name = new URL(url).pathname;
  if (/\/app\/search-/.test(name)) return "engine";
  if (/\/data\/search-/.test(name)) return "index";
  if (/\/data\/article-/.test(name)) return "articles";
  return "page and app";
};

async function newPage() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bytes = {};
  const weigh = async (request) => {
    const sizes = await request.sizes().catch(() => undefined);
    const of = kind(request.url());
    const all = (bytes[of] ??= { files: 0, bytes: 0 });
    all.files += 1;
    all.bytes += (sizes?.responseBodySize ?? 0);
  };
  page.on("requestfinished", weigh);
  return { context, page, bytes };
}

const asked = queries[0];

async function type(page, query) {
  await field(page).fill("");
  await field(page).pressSequentially(query, { delay: 120 });
  await page.waitForTimeout(300);
}

// What is asked for is compressed the first time, which no host does: all of it is asked for once, slowly enough to be sent.
{
  const { context, page } = await newPage();
  await page.goto(`${base}search/`);
  await live(page);
  for (const query of queries) {
    await field(page).fill("");
    for (const letter of query) {
      await field(page).pressSequentially(letter);
      await page.waitForTimeout(400);
    }
  }
  await page.waitForTimeout(1500);
  await context.close();
}

// Cold.
{
  const { context, page, bytes } = await newPage();
  line = { latency: 150, rate: 200 };
  const begun = Date.now();
  await page.goto(`${base}search/`, { waitUntil: "commit" });
  await live(page);
  const started = Date.now() - begun;
  await field(page).fill(asked);
  await found(page);
  const first = Date.now() - begun;
  await found(page, 10);
  console.log(`cold, slow line: app live after ${started} ms, first hits after ${first} ms, ten after ${Date.now() - begun} ms`, bytes);
  line = undefined;
  await context.close();
}
{
  const { context, page, bytes } = await newPage();
  await page.goto(`${base}search/`);
  await live(page);
  await page.waitForLoadState("networkidle");
  const before = structuredClone(bytes);
  console.log("before typing", before);
  await field(page).fill(asked);
  await found(page);
  await page.waitForTimeout(300);
  console.log(`first answer to "${asked}"`, bytes);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1500);
  console.log("with the facets, once typing has rested", bytes);

  // Warm.
  const long = await page.evaluateHandle(() => {
    const tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
    return tasks;
  });
  for (const round of [1, 2]) {
    await page.evaluate(() => performance.clearMeasures());
    for (const query of queries) await type(page, query);
    for (const name of ["search:query", "search:paint"]) {
      const times = await page.evaluate((name) => performance.getEntriesByName(name, "measure").map((entry) => entry.duration), name);
      times.sort((a, b) => a - b);
      const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1);
      console.log(`typed, round ${round}, ${name}: ${times.length} keys, median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
    }
  }
  console.log("tasks over 50 ms on the main thread:", await long.jsonValue());
  await context.close();
}
await browser.close();
server.close();
