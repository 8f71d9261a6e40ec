// What a reader waits for, measured in a real browser: first and largest paint, blocked time, moved layout and bytes by
// Lighthouse on slow 4G and a phone, both simulated (its default) and applied, and the way from a tap to the next article.
// In the same run stand the floor, a page of the same text written by hand, and the same articles made by others.
//
//     node main.js audit SITE               Lighthouse's four scores on every kind of route
//     node main.js peers SEEDS FOLDER       the articles as sites of others, below a folder
//     node main.js measure SITE [PEER ...]  paint, blocked time, bytes and navigation, site by site
import { readdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";

import puppeteer from "puppeteer-core";

import { Folder } from "../../tests/e2e/hosts/folder.js";
import { floor } from "./floor.js";
import { serve } from "./host.js";
import { look, paint } from "./look.js";
import { build } from "./peers.js";
import { LINES, taps } from "./taps.js";

const [command, ...given] = process.argv.slice(2);

/** Looks at a page. Fewer, and one that another program disturbed decides. */
const RUNS = Number(process.env.RUNS) || 5;

if (command === "peers") {
  await build(...given);
} else {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME || "/usr/bin/chromium",
    args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    if (command === "audit") for (const site of given) await audit(browser, site);
    else if (command === "measure") await measure(browser, ...given);
    else throw new Error("usage: main.js audit SITE ... | peers SEEDS FOLDER | measure SITE [PEER ...]");
  } finally {
    await browser.close();
  }
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

async function audit(browser, site) {
  const { origin, close } = await serve(new Folder(site));
  console.log(`\n${basename(site)}: performance, accessibility, best practices, SEO`);
  for (const path of await routesOf(site)) {
    const lhr = await look(browser, origin + path, ["performance", "accessibility", "best-practices", "seo"]);
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

async function measure(browser, site, ...others) {
  const floors = new Map();
  const hosts = await Promise.all([site, ...others].map((folder) => serve(new Folder(folder), folder === site ? floors : undefined)));
  const names = ["ours", ...others.map((folder) => basename(folder)), "floor"];
  console.log(`\n${basename(site)} articles`);
  for (const page of ["home", "article"]) {
    const paths = await Promise.all([site, ...others].map((folder) => (page === "home" ? "" : articleOf(folder))));
    floors.set(`/floor/${page}/`, await floor(browser, hosts[0].origin + paths[0]));
    const addresses = [...hosts.map(({ origin }, at) => origin + paths[at]), `${hosts[0].origin}floor/${page}/`];
    for (const method of ["simulate", "devtools"]) {
      const figures = addresses.map(() => []);
      // In turns, so that what else the machine does meets all alike.
      for (let run = 0; run < RUNS; run += 1) {
        for (const [at, address] of addresses.entries()) {
          figures[at].push(paint(await look(browser, address, ["performance"], method)));
        }
      }
      const of = (at, what) => middle(figures[at].map((run) => run[what]));
      const floorOf = (what) => of(addresses.length - 1, what);
      const compared = (at, what) => `${of(at, what).toFixed(0)} ms (${(of(at, what) / floorOf(what)).toFixed(2)})`;
      console.log(`  ${page}, slow 4G ${method === "simulate" ? "simulated" : "applied"}`);
      for (const [at, name] of names.entries()) {
        console.log(
          `    ${name.padEnd(10)} first paint ${compared(at, "first")}, largest ${compared(at, "largest")}, blocked ` +
            `${of(at, "blocked").toFixed(0)} ms, moved ${of(at, "moved").toFixed(3)}, ${(of(at, "bytes") / 1000).toFixed(1)} kB in all`,
        );
      }
    }
    const [own, least] = [await new Folder(site).read(`${paths[0]}index.html`), floors.get(`/floor/${page}/`)];
    console.log(`  ${page}: the page itself ${brotliCompressSync(own).length} bytes, the floor ${brotliCompressSync(least).length}`);
  }
  for (const [line, conditions] of LINES) {
    console.log(`  tap to the next article painted, ${line}`);
    for (const [at, { origin }] of hosts.entries()) {
      const cold = await taps(browser, origin, conditions, 0);
      const hovered = await taps(browser, origin, conditions, 300);
      console.log(`    ${names[at].padEnd(10)} ${spread(cold)} cold, ${spread(hovered)} after 300 ms of hovering`);
    }
  }
  for (const { close } of hosts) close();
}

/** The path of the article in the middle: a folder, or a page by its name. */
async function articleOf(site) {
  const entries = await readdir(resolve(site, "articles"), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() || /^document.*\.html$/.test(entry.name)).map((entry) =>
    encodeURIComponent(entry.name) + (entry.isDirectory() ? "/" : ""));
  return `articles/${names.sort()[names.length >> 1]}`;
}

function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

function spread(times) {
  return `${middle(times).toFixed(0)} ms (best ${Math.min(...times).toFixed(0)})`;
}
