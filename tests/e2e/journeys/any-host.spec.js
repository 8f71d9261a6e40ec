// One folder, one journey, every host: deep links, unknown addresses, types, caching, compression, and the app.
import { request as ask } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, live, searchField, section, test as base, title, titles } from "../fixtures.js";
import { hosts } from "../hosts/index.js";
import { elsewhere } from "../playwright.config.js";

const ARTICLE = "articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/";

const places = [
  ...Object.entries(hosts).map(([name, host]) => ({ name, host, path: "" })),
  { name: `a bare file server, below ${elsewhere}`, host: hosts["a bare file server"], path: elsewhere.slice(1) },
];

for (const { name, host, path } of places) {
  const test = base.extend({
    baseURL: async ({ baseURL }, use) => {
      const found = await fetch(new URL("/.hosts", baseURL)).then((answer) => answer.json());
      await use((found[name] ?? baseURL) + path);
    },
  });

  test.describe(name, () => {
    test("sends every kind of file as a browser wants it", async ({ baseURL }) => {
      const get = (path, headers) => answer(new URL(path, baseURL), headers);
      const page = await get(ARTICLE);
      expect(page.status).toBe(200);
      const start = /"(app\/start-[^"]+)"/.exec(page.text)[1];
      const starter = await get(start);
      const [app, wasm] = ["js", "wasm"].map((extension) => new RegExp(`app-[\\w-]+\\.${extension}`).exec(starter.text)[0]);
      const style = /style-[\w-]+\.css/.exec(starter.text)[0];
      const manifest = await get("data/manifest.json");
      const root = JSON.parse(manifest.text).search.root;
      const hashed = [`app/${app}`, `app/${wasm}`, `app/${style}`, `data/${root}`, `data/${JSON.parse(manifest.text).directory}`];
      for (const [path, type] of [
        [ARTICLE, "text/html"],
        ["", "text/html"],
        [hashed[0], /^(text|application)\/javascript/],
        [hashed[1], "application/wasm"],
        ["data/manifest.json", "application/json"],
        [hashed[2], "text/css"],
        [hashed[4], "application/json"],
        ["feed.xml", /^(application|text)\/xml/],
        ["sitemap.xml", /^(application|text)\/xml/],
        ["robots.txt", "text/plain"],
        [`${ARTICLE}index.txt`, "text/plain; charset=utf-8"],
        ["feeds.opml", /^text\/x-opml/],
        ["site.webmanifest", "application/manifest+json"],
        ["icon-192.png", "image/png"],
        ["favicon.svg", "image/svg+xml"],
      ]) {
        const { status, headers } = await get(path);
        expect.soft(status, path).toBe(200);
        if (type instanceof RegExp) expect.soft(headers["content-type"], path).toMatch(type);
        else expect.soft(headers["content-type"], path).toContain(type);
      }
      for (const path of hashed) {
        const kept = (await get(path)).headers["cache-control"] ?? "";
        if (host.forever) expect.soft(kept, path).toContain("max-age=31536000, immutable");
      }
      for (const path of ["", ARTICLE, "data/manifest.json", "feed.xml", "404.html"]) {
        const kept = (await get(path)).headers["cache-control"] ?? "";
        const asked = /no-cache|max-age=0/.test(kept);
        const minutes = Number(/max-age=(\d+)/.exec(kept)?.[1] ?? 0) <= 600;
        expect.soft(asked || (minutes && !kept.includes("immutable")), `${path}: ${kept}`).toBe(true);
      }
    });

    test("sends what was written, smaller where it can", async ({ baseURL }) => {
      for (const path of [ARTICLE, "feed.xml", "data/manifest.json"]) {
        const plain = await answer(new URL(path, baseURL), {});
        const small = await answer(new URL(path, baseURL), { "accept-encoding": "gzip, deflate, br" });
        expect(plain.headers["content-encoding"], path).toBeUndefined();
        expect(small.text, path).toBe(plain.text);
        if (plain.text.length > 1024) expect(small.headers["content-encoding"], path).toBe(host.encoding);
        if (small.headers["content-encoding"]) expect(small.bytes * 2, path).toBeLessThan(plain.bytes);
      }
    });

    test("sends headers for the whole site where a host can", async ({ baseURL }) => {
      const { headers } = await answer(new URL(ARTICLE, baseURL), {});
      if (!host.policy) return;
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
      expect(headers["permissions-policy"]).toContain("camera=()");
    });

    test("leads to the page with its slash, and says 404 of what is not there", async ({ baseURL }) => {
      const slashless = await answer(new URL(ARTICLE.slice(0, -1), baseURL), {});
      expect([301, 308]).toContain(slashless.status);
      const there = new URL(slashless.headers.location, new URL(ARTICLE.slice(0, -1), baseURL));
      expect(there.href).toBe(new URL(ARTICLE, baseURL).href);
      for (const path of ["sources/senate.gov", "categories/congress-and-war-powers"]) {
        expect([301, 308], path).toContain((await answer(new URL(path, baseURL), {})).status);
      }
      for (const path of ["articles/nowhere/", "nowhere", "articles/treaty%22%3E/", "%ff", "data/article-none.json"]) {
        const address = new URL(path, baseURL);
        let lost = await answer(address, {});
        // A host that can't know what is there gives the slash first, and then finds nothing.
        if (lost.status === 301) lost = await answer(new URL(lost.headers.location, address), {});
        expect(lost.status, path).toBe(404);
        expect(lost.headers["content-type"], path).toContain("text/html");
        expect(lost.text, path).toContain("<h1");
      }
    });

    test("is read, searched and reloaded", async ({ page, baseURL }) => {
      const first = await page.goto(`${baseURL}${ARTICLE}`);
      expect(first.status()).toBe(200);
      await live(page);
      const related = page.getByRole("region", { name: "Related articles" }).getByRole("heading").getByRole("link").first();
      const name = await related.textContent();
      await related.click();
      await expect(title(page)).toHaveText(name);
      await page.reload();
      await expect(title(page)).toHaveText(name);
      await live(page);
      await section(page, "Search").click();
      await searchField(page).fill("treaty");
      await expect(titles(page).first()).toBeVisible();
      await page.goto(`${baseURL}categories/congress-and-war-powers/?category=treaties-and-verification`);
      await expect(titles(page).first()).toBeVisible();
      const lost = await page.goto(`${baseURL}articles/treaty-of-nowhere/`);
      expect(lost.status()).toBe(404);
      await live(page);
      await expect(titles(page).first()).toBeVisible();
    });

    test("has nothing wrong that check-deploy could name", async ({ baseURL }) => {
      const bundler = process.env.DOVECOTE_BUNDLER;
      test.skip(!bundler, "DOVECOTE_BUNDLER names no program");
      const { stdout, stderr } = await promisify(execFile)(bundler, ["check-deploy", baseURL]);
      expect(stdout + stderr).not.toContain(": wrong: ");
    });
  });
}

/** One answer, without following anything, opened where it comes compressed. */
function answer(url, headers = {}) {
  return new Promise((resolve, reject) => {
    ask(url, { headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const body = Buffer.concat(parts);
        const encoding = response.headers["content-encoding"];
        const opened = encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
        resolve({ status: response.statusCode, headers: response.headers, bytes: body.length, text: opened.toString() });
      });
    })
      .on("error", reject)
      .end();
  });
}
