import { expect, live, open, searchField, section, test, title, titles } from "../fixtures.js";

const LOST = /Failed to load resource: net::ERR_/;

test.describe("on a line that fails", () => {
  test.use({ allowed: [LOST] });

  test("is told so instead of an article, tries again, and reads it", async ({ page }) => {
    let lost = 0;
    await page.route("**/data/article-*", (route) => {
      lost += 1;
      return route.abort();
    });
    await open(page, "./");
    const name = await titles(page).first().textContent();
    await titles(page).first().click();
    const failure = page.getByRole("alert");
    await expect(failure).toContainText("Check the connection and try again.");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    const again = failure.getByRole("button", { name: "Try again" });
    const before = lost;
    await again.click();
    // Each attempt asks twice.
    await expect.poll(() => lost).toBeGreaterThanOrEqual(before + 2);
    await expect(page.locator("html")).not.toHaveAttribute("data-loading");
    await expect(failure).toBeVisible();

    await page.unroute("**/data/article-*");
    await again.click();
    await expect(title(page)).toHaveText(name);
    await expect(failure).toBeHidden();
  });

  test("is told so instead of hits, tries again, and finds them", async ({ page }) => {
    await open(page, "search/");
    await page.route("**/data/**", (route) => route.abort());
    await searchField(page).fill("treaty");
    const failure = page.getByRole("alert");
    await expect(failure).toBeVisible();
    await expect(titles(page)).toHaveCount(0);
    await page.unroute("**/data/**");
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(titles(page).first()).toBeVisible();
    await expect(searchField(page)).toHaveValue("treaty");
  });

  test("goes on through the pages although the first facts never came", async ({ page }) => {
    await page.route("**/data/manifest.json", (route) => route.abort());
    await open(page, "./");
    const first = titles(page).first();
    const name = await first.textContent();
    await first.click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.unroute("**/data/manifest.json");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(title(page)).toHaveText(name);
  });
});

test.describe("on a host that stumbles", () => {
  test.use({ allowed: [/status of 503/] });

  test("is told that the host answered with an error, and how to go on", async ({ page }) => {
    await page.route("**/data/article-*", (route) => route.fulfill({ status: 503, body: "busy" }));
    await open(page, "./");
    await titles(page).first().click();
    await expect(page.getByRole("alert")).toContainText("503");
    await page.unroute("**/data/article-*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("region", { name: /^(Report|Text)$/ })).toBeVisible();
  });
});

test("follows two links quickly and gets the second", async ({ page }) => {
  await page.goto("./");
  const slow = await titles(page).first().getAttribute("data-file");
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(`**/data/*${slow}*`, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.reload();
  await live(page);
  await titles(page).first().click();
  const second = await titles(page).nth(1).textContent();
  await titles(page).nth(1).click();
  await expect(title(page)).toHaveText(second);
  release();
  // The slow answer has come when the browser rests; it changes nothing.
  await page.waitForLoadState("networkidle");
  await expect(title(page)).toHaveText(second);
});

test.describe("in a browser where no worker can start", () => {
  const ask = async (page, text) => {
    await searchField(page).fill(text);
    await expect(page).toHaveURL(new RegExp(`q=${text}$`));
    await expect(titles(page).first()).toBeVisible();
    await expect(page.locator("html")).not.toHaveAttribute("data-loading");
    return titles(page).allTextContents();
  };
  const words = ["treaty", "hotline", "senate", "grain"];

  async function hits(page) {
    await open(page, "search/");
    const all = [];
    for (const word of words) all.push(await ask(page, word));
    return all;
  }

  test("searches all the same and finds the same", async ({ page, browser, baseURL }) => {
    const other = await browser.newPage({ baseURL });
    const expected = await hits(other);
    await other.close();
    await page.addInitScript(() => {
      window.Worker = class {
        constructor() {
          throw new DOMException("Workers are off.", "SecurityError");
        }
      };
    });
    expect(await hits(page)).toEqual(expected);
  });

  test("searches all the same when the worker dies as it starts", async ({ page, browser, baseURL }) => {
    const other = await browser.newPage({ baseURL });
    const expected = await hits(other);
    await other.close();
    // Once: on the page's own thread the same file is what it should be.
    await page.route("**/app/search-worker-*.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "throw new Error('dead')" }), { times: 1 });
    expect(await hits(page)).toEqual(expected);
  });
});

test.describe("on a line that damages what it carries", () => {
  test.use({ allowed: [/Failed to load resource: net::ERR_/] });

  test("is never shown a damaged article, is told which file it was, and tries again", async ({ page }) => {
    let asked = 0;
    await page.route("**/data/article-*", async (route) => {
      asked += 1;
      const answer = await route.fetch();
      const body = await answer.body();
      // One bit of one byte.
      if (body.length) body[body.length >> 1] ^= 1;
      await route.fulfill({ response: answer, body });
    });
    await open(page, "./");
    const name = await titles(page).first().textContent();
    const file = await titles(page).first().getAttribute("data-file");
    await titles(page).first().click();
    const failure = page.getByRole("alert");
    await expect(failure).toContainText("damaged");
    await expect(failure).toContainText(file);
    expect(asked, "it was asked for again by itself").toBeGreaterThanOrEqual(2);
    await page.unroute("**/data/article-*");
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(title(page)).toHaveText(name);
  });
});

test.describe("in a browser that cannot run the app", () => {
  test.use({ allowed: [LOST] });

  test("is told so once, and reads everything", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("./");
    await expect(page.getByRole("status").filter({ hasText: "Everything on this page can still be read." })).toBeVisible();
    const name = await titles(page).first().textContent();
    await titles(page).first().click();
    await expect(title(page)).toHaveText(name);
    await expect(page.getByRole("button", { name: "Copy link" })).toBeHidden();
    await expect(page.getByRole("region", { name: "Related articles" }).getByRole("link").first()).toBeVisible();
  });
});

test.describe("while the site changes", () => {
  test.use({ allowed: [/status of 404/] });

  test("leaves a page open, and still reads on", async ({ page }) => {
    await page.goto("./");
    const link = titles(page).first();
    const name = await link.textContent();
    // The article's file has another name now; the hint in the open page is out of date.
    const gone = `article-${"A".repeat(22)}.json`;
    await link.evaluate((anchor, gone) => anchor.setAttribute("data-file", gone), gone);
    await live(page);
    await link.click();
    await expect(title(page)).toHaveText(name);
    await live(page);
  });

  test("searches on in the new index", async ({ page }) => {
    // The first facts are those of the version before, whose index is no longer there.
    let asked = 0;
    await page.route("**/data/manifest.json", async (route) => {
      const response = await route.fetch();
      const manifest = await response.json();
      asked += 1;
      if (asked === 1) manifest.search.root = `search-${"A".repeat(16)}.bin`;
      await route.fulfill({ response, json: manifest });
    });
    await open(page, "search/");
    await searchField(page).fill("treaty");
    await expect(titles(page).first()).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(asked).toBe(2);
    await searchField(page).fill("treaty moscow");
    await expect(page.getByRole("main")).toContainText("moscow");
    expect(asked).toBe(2);
  });
});

test.describe("on a line that fails half way", () => {
  test.use({ allowed: [LOST] });

  test("keeps the hits that came first", async ({ page }) => {
    await open(page, "search/");
    const named = new Set();
    await page.route("**/data/article-*", (route) => {
      named.add(new URL(route.request().url()).pathname);
      return named.size > 6 ? route.abort() : route.continue();
    });
    await searchField(page).fill("treaty");
    await expect(titles(page)).toHaveCount(6);
    // The others were asked for, and did not come.
    await expect.poll(() => named.size).toBeGreaterThan(6);
    await expect(page.locator("html")).not.toHaveAttribute("data-loading");
    await expect(titles(page)).toHaveCount(6);
    await expect(page.getByRole("alert")).toHaveCount(0);
    // A question of its own is answered in words.
    await searchField(page).fill("senate");
    await expect(page.getByRole("alert")).toBeVisible();
  });
});
