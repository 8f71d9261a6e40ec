// What a reader waits for, measured in a real browser: first and largest paint, blocked time, moved layout and bytes by
// Lighthouse (slow 4G and a phone, applied: the usual simulation counts against the paint whatever a host on the same machine
// has sent before it, icons and all), and the way from a tap to the next article. Beside each page stands the floor: a page of
// the same text, written by hand as plainly as can be.
//
//     node main.js audit SITE           Lighthouse's four scores on every kind of route
//     node main.js measure SITE ...     paint, blocked time, bytes and navigation of each site
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";

import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

import { Folder, typeOf } from "../../tests/e2e/hosts/folder.js";
import { headersFor, readHeaders } from "../../tests/e2e/hosts/rules.js";

const [command, ...sites] = process.argv.slice(2);

/** Looks at a page. Fewer, and one that another program disturbed decides. */
const RUNS = 5;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME || "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  if (command === "audit") for (const site of sites) await audit(site);
  else if (command === "measure") for (const site of sites) await measure(site);
  else throw new Error("usage: main.js audit|measure SITE ...");
} finally {
  await browser.close();
}

/** Every kind of route, with a page of each. */
async function routesOf(site) {
  const one = async (folder) => {
    const names = await readdir(resolve(site, folder), { withFileTypes: true }).catch(() => []);
    const found = names.filter((name) => name.isDirectory()).map(({ name }) => `${folder}/${encodeURIComponent(name)}/`);
    return found.sort()[found.length >> 1];
  };
  const some = [await one("articles"), await one("stories"), await one("categories"), await one("sources")];
  return ["", "page/2/", ...some, "categories/", "sources/", "search/", "subscribe/", "about/", "404.html"].filter(
    (path) => path !== undefined,
  );
}

async function audit(site) {
  const { origin, close } = await serve(new Folder(site));
  console.log(`\n${basename(site)}: performance, accessibility, best practices, SEO`);
  for (const path of await routesOf(site)) {
    const lhr = await look(origin + path, ["performance", "accessibility", "best-practices", "seo"]);
    const scores = Object.values(lhr.categories).map(({ score }) => Math.round(score * 100));
    console.log(`${scores.map((score) => String(score).padStart(4)).join("")}  /${path}`);
    for (const { auditRefs } of Object.values(lhr.categories)) {
      for (const { id, weight } of auditRefs) {
        const { score, title, details } = lhr.audits[id];
        if (weight > 0 && score !== null && score < 1) console.log(`        ${id}: ${title} (${score}) ${told(details)}`);
      }
    }
  }
  close();
}

/** The first few things that an audit found. */
function told(details) {
  const items = details?.items?.slice(0, 3) ?? [];
  return items.map((item) => item.node?.snippet ?? item.url ?? item.description ?? "").join(" ").slice(0, 300);
}

async function measure(site) {
  const folder = new Folder(site);
  const floors = new Map();
  const { origin, close } = await serve(folder, floors);
  const [home, , article] = await routesOf(site);
  console.log(`\n${basename(site)}`);
  for (const [name, path] of [["home", home], ["article", article]]) {
    floors.set(`/floor/${name}/`, await floor(origin + path));
    // In turns, so that what else the machine does meets both alike.
    const [ours, theirs] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      ours.push(paint(await look(origin + path, ["performance"], "devtools")));
      theirs.push(paint(await look(`${origin}floor/${name}/`, ["performance"], "devtools")));
    }
    const [own, bottom] = [ours, theirs].map((runs) => (what) => middle(runs.map((run) => run[what])));
    const compared = (what) => `${own(what).toFixed(0)} ms, floor ${bottom(what).toFixed(0)} (${(own(what) / bottom(what)).toFixed(2)})`;
    const [document, least] = [await folder.read(`${path}index.html`), floors.get(`/floor/${name}/`)].map((page) => brotliCompressSync(page).length);
    console.log(
      `  ${name}: first paint ${compared("first")}; largest ${compared("largest")}; blocked ${own("blocked").toFixed(0)} ms, ` +
        `floor ${bottom("blocked").toFixed(0)}; moved ${own("moved").toFixed(3)}; page ${document} bytes, floor ${least}; all ${own("bytes")}`,
    );
  }
  for (const [line, conditions] of [
    ["slow 4G", { latency: 150, download: (1.6 * 1024 * 1024) / 8, upload: (750 * 1024) / 8 }],
    ["a fast line", undefined],
  ]) {
    const cold = await taps(origin, conditions, 0);
    const hovered = await taps(origin, conditions, 300);
    console.log(`  tap to the next article painted, ${line}: ${spread(cold)} cold, ${spread(hovered)} after 300 ms of hovering`);
  }
  close();
}

/** What Lighthouse says of a page. Where it lost sight of it, which happens on a busy machine, it looks again. */
async function look(url, onlyCategories, throttlingMethod = "simulate") {
  for (let left = 2; ; left -= 1) {
    const page = await browser.newPage();
    try {
      const { lhr } = await lighthouse(url, { onlyCategories, throttlingMethod, output: "json", logLevel: "silent" }, undefined, page);
      const lost = Object.values(lhr.categories).some(({ score }) => score === null);
      if (!lost || left === 0) return lhr;
    } finally {
      await page.close();
    }
  }
}

function paint({ audits }) {
  const value = (id) => audits[id]?.numericValue ?? 0;
  return {
    first: value("first-contentful-paint"),
    largest: value("largest-contentful-paint"),
    blocked: value("total-blocking-time"),
    moved: value("cumulative-layout-shift"),
    bytes: value("total-byte-weight"),
  };
}

function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

function spread(times) {
  return `${middle(times).toFixed(0)} ms (best ${Math.min(...times).toFixed(0)})`;
}

/** The text of a page in plain tags, with as much style as somebody writes by hand. */
async function floor(url) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const parts = await page.$$eval("main :is(h1, h2, h3, p, li)", (elements) =>
    elements
      .filter((element) => !element.querySelector("h1, h2, h3, p, li"))
      .map((element) => [element.localName === "li" ? "p" : element.localName, element.textContent, element.querySelector("a")?.href]));
  await page.close();
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const body = parts.map(([tag, text, href]) =>
    href ? `<${tag}><a href="${escaped(href)}">${escaped(text)}</a></${tag}>` : `<${tag}>${escaped(text)}</${tag}>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Floor</title><link rel="icon" href="/favicon.svg">
<style>body{max-width:40rem;margin:auto;padding:1rem;font:1.1rem/1.5 Georgia,serif}h1{line-height:1.2}a{color:#036}</style>
<nav><a href="/">Home</a></nav><main>${body.join("\n")}</main></html>`;
}

/** Milliseconds from a tap on a link of home to the frame that shows the article, some dozen times. */
async function taps(origin, conditions, hover) {
  const times = [];
  for (let at = 0; at < 9; at += 1) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    // Motion is for those who welcome it; here the moment counts when the article stands.
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await page.setViewport({ width: 400, height: 800, hasTouch: true, isMobile: true });
    await page.goto(origin, { waitUntil: "load" });
    await page.waitForSelector("html[data-app=live]");
    // What a reader has had by the time they tap: the facts of the site.
    await page.waitForNetworkIdle({ idleTime: 300 });
    if (conditions) await page.emulateNetworkConditions(conditions);
    // Far down, where nothing was fetched ahead; another each time.
    const link = (await page.$$("main article :is(h2, h3) a[data-file]")).at(-1 - at);
    await link.evaluate((link, hover) => {
      window.tapped = new Promise((done) => {
        const before = document.querySelector("main h1").textContent;
        document.addEventListener("click", () => {
          const start = performance.now();
          const watch = () => {
            if (document.querySelector("main h1").textContent === before) return requestAnimationFrame(watch);
            // The frame that this is called in shows it; the task after has it on the screen.
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
          };
          watch();
        }, { capture: true, once: true });
      });
      link.scrollIntoView({ block: "center" });
      if (hover) link.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      return new Promise((done) => setTimeout(done, hover)).then(() => void setTimeout(() => link.click()));
    }, hover);
    times.push(await page.evaluate(() => window.tapped));
    await context.close();
  }
  return times;
}

/** The folder with the headers of its `_headers` and the best compression, and pages that are not in it. */
async function serve(folder, more = new Map()) {
  const rules = readHeaders(await folder.text("_headers"));
  const small = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const name = path.endsWith("/") ? `${path.slice(1)}index.html` : path.slice(1);
    const there = more.has(path) || (await folder.kind(name)) === "file";
    const file = there ? name : "404.html";
    const type = more.has(path) ? typeOf("index.html") : typeOf(file);
    const headers = { "content-type": type, ...(more.has(path) ? {} : headersFor(rules, path, true)) };
    if (!small.has(path)) {
      const bytes = more.has(path) ? Buffer.from(more.get(path)) : await folder.read(file);
      const text = /text|json|javascript|xml|wasm/.test(type);
      small.set(path, { body: text ? brotliCompressSync(bytes) : bytes, text });
    }
    const { body, text } = small.get(path);
    response.writeHead(there ? 200 : 404, { ...headers, ...(text && { "content-encoding": "br" }), "content-length": body.length });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
