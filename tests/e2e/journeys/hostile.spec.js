// An archive of hostile documents, in a browser: nothing they say runs, on any route, as the host sent it or drawn anew.
import { expect, live, searchField, test as base, title, titles } from "../fixtures.js";

const test = base.extend({
  baseURL: async ({ baseURL }, use) => {
    const found = await fetch(new URL("/.hosts", baseURL)).then((answer) => answer.json());
    await use(found.hostile);
  },
  // Whatever runs says so: every string calls this, and what opens a dialog or another page is heard of too.
  page: async ({ page }, use) => {
    const ran = [];
    page.on("dialog", (dialog) => {
      ran.push(`a dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    page.on("popup", (popup) => ran.push(`a window: ${popup.url()}`));
    await page.exposeFunction("dovecoteTold", (what) => ran.push(what));
    await page.addInitScript(() => {
      window.dovecoteRan = (number) => window.dovecoteTold(`string ${number}`);
      window.DOVECOTERAN = window.dovecoteRan;
    });
    await use(page);
    expect(ran, "nothing of a document runs").toEqual([]);
  },
});

/** Elements and attributes that no part of ours makes, and addresses with another scheme. */
async function clean(page) {
  const found = await page.evaluate(() => {
    const tags = "iframe,object,embed,base,math,video,audio,image,template,marquee,dialog,frame,frameset,foreignObject,animate,use,img,textarea";
    const out = [...document.querySelectorAll(tags)].map((element) => element.outerHTML);
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^formaction$|^autofocus$/.test(name)) out.push(`${name}=${value}`);
      }
    }
    for (const link of document.links) {
      if (!["http:", "https:", "mailto:", "tel:"].includes(link.protocol)) out.push(link.outerHTML);
    }
    if (document.querySelectorAll("script:not([type='application/ld+json'])").length > 1) out.push("another script");
    if (document.querySelectorAll("[id=main]").length !== 1) out.push("another #main");
    return out;
  });
  expect(found).toEqual([]);
}

const ROUTES = ["./", "page/2/", "categories/", "sources/", "search/", "subscribe/", "about/", "nowhere/"];

test("runs nothing on any page as it was written, nor when the app has taken it over", async ({ page }) => {
  test.setTimeout(150_000);
  for (const path of ROUTES) {
    await page.goto(path);
    await clean(page);
    await live(page);
    await clean(page);
  }
  // Everything that the lists lead to: articles, categories, sources.
  const paths = new Set();
  for (const list of ["./", "categories/", "sources/"]) {
    await page.goto(list);
    const hrefs = await page.locator("main a[href]").evaluateAll((links) => links.map((link) => link.href));
    for (const href of hrefs.filter((href) => href.startsWith(new URL(page.url()).origin)).slice(0, 60)) paths.add(href);
  }
  expect(paths.size).toBeGreaterThan(60);
  for (const path of paths) {
    await page.goto(path, { waitUntil: "domcontentloaded" });
    await clean(page);
  }
});

test("runs nothing on pages that the app draws", async ({ page }) => {
  test.setTimeout(150_000);
  await page.goto("./");
  await live(page);
  const origin = new URL(page.url()).origin;
  const seen = new Set();
  for (const list of ["./", "page/2/", "categories/", "sources/"]) {
    await page.goto(list);
    await live(page);
    const count = Math.min(await titles(page).count(), 24);
    for (let at = 0; at < count; at += 1) {
      const link = titles(page).nth(at);
      const name = await link.textContent();
      await link.click();
      await expect(title(page)).toHaveText(name);
      await clean(page);
      seen.add(name);
      await page.goBack();
      await expect(titles(page).nth(at)).toHaveText(name);
    }
    // In categories and sources the links are no articles.
    const links = page.getByRole("main").getByRole("listitem").getByRole("link");
    // Counted once: after going back the page that was left is still there for a moment.
    const others = count === 0 ? Math.min(await links.count(), 16) : 0;
    for (let at = 0; at < others; at += 1) {
      await links.nth(at).click();
      await expect(page.locator("html")).not.toHaveAttribute("data-loading");
      await clean(page);
      await page.goBack();
      await expect(page).toHaveURL(new URL(list, `${origin}/`).href);
    }
  }
  expect(seen.size).toBeGreaterThan(30);
});

test("runs nothing of a query, a filter, a path or a fragment", async ({ page }) => {
  test.setTimeout(150_000);
  for (const text of [
    "<script>dovecoteRan(1)</script>",
    "\"><img src=x onerror=dovecoteRan(2)>",
    "'><svg onload=dovecoteRan(3)>",
    "javascript:dovecoteRan(4)",
    "</title><script>dovecoteRan(5)</script>",
    "{{constructor.constructor('dovecoteRan(6)')()}}",
    "${dovecoteRan(7)}",
    "title:<img/src=x/onerror=dovecoteRan(8)> OR source:\"><b>",
    "\u0000<\u0000script>dovecoteRan(9)</script>",
    "%3Cscript%3EdovecoteRan(10)%3C/script%3E",
    "&lt;img src=x onerror=dovecoteRan(11)&gt;",
    "onerror",
  ]) {
    const value = encodeURIComponent(text);
    for (const path of [
      `search/?q=${value}`,
      `search/?category=${value}&source=${value}&from=${value}&to=${value}&sort=${value}&page=${value}`,
      `search/?q=onerror&${value}=${value}#${value}`,
      `?${value}#${value}`,
      `articles/${value}/`,
      `categories/${value}/?category=${value}`,
      `sources/${value}/`,
    ]) {
      await page.goto(path);
      await live(page);
      await expect(page.locator("html")).not.toHaveAttribute("data-loading");
      await clean(page);
    }
  }
  await page.goto("search/");
  await live(page);
  for (const text of ["\"><img src=x onerror=dovecoteRan(20)>", "<svg onload=dovecoteRan(21)>", "dovecoteran"]) {
    await searchField(page).fill(text);
    await expect(page).toHaveURL(/q=/);
    await expect(page.locator("html")).not.toHaveAttribute("data-loading");
    await clean(page);
  }
});
