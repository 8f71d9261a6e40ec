// The app does not come, comes damaged, or breaks while it runs: the page stays, and says so once.
import { expect, live, open, searchField, section, test, title, titles } from "../fixtures.js";

const ARTICLE = "articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/";
const CALM = "Everything on this page can still be read.";

/** What the page says of the app, everywhere it could be said. */
function notice(page) {
  return page.getByRole("status").filter({ hasText: CALM });
}

/** The next time the app looks for its window there is none, which it does not expect: it panics. */
function breakApp() {
  let broken = false;
  Object.defineProperty(Window, Symbol.hasInstance, {
    value: (thing) => {
      const seen = broken;
      broken = true;
      return seen && thing === window;
    },
  });
}

/** The article is whole, said once what is wrong, and links lead on as plain links. */
async function stays(page, text) {
  await expect(notice(page)).toHaveCount(1);
  expect(await page.getByRole("main").textContent(), "not a word is lost").toBe(text);
  await expect(page.getByRole("alert")).toHaveCount(0);
  const related = page.getByRole("region", { name: "Related articles" }).getByRole("heading").getByRole("link").first();
  const name = await related.textContent();
  await related.click();
  await expect(title(page)).toHaveText(name);
}

/** The text of the article as the host sent it. */
async function sent(browser, baseURL) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(ARTICLE);
  const text = await page.getByRole("main").textContent();
  await context.close();
  return text;
}

test.describe("an app that", () => {
  test.use({ allowed: [/Failed to load resource|panicked|RuntimeError|unreachable|integrity|instantiateStreaming/] });

  for (const [how, prepare] of [
    ["never arrives", (page) => page.route("**/app/app-*.wasm", (route) => route.abort())],
    ["has no glue", (page) => page.route("**/app/app-*.js", (route) => route.abort())],
    ["is refused by the host", (page) => page.route("**/app/app-*.wasm", (route) => route.fulfill({ status: 403, body: "no" }))],
    [
      "arrives cut short",
      (page) =>
        page.route("**/app/app-*.wasm", async (route) => {
          const answer = await route.fetch();
          const body = await answer.body();
          const headers = { ...answer.headers(), "content-length": String(body.length >> 1) };
          await route.fulfill({ status: 200, headers, body: body.subarray(0, body.length >> 1) });
        }),
    ],
    [
      "arrives as a page of the host",
      (page) => page.route("**/app/app-*.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<p>Wait" })),
    ],
    ["has no WebAssembly to run in", (page) => page.addInitScript(() => delete window.WebAssembly)],
    ["panics as it starts", (page) => page.addInitScript(breakApp)],
  ]) {
    test(`${how} leaves the article as it was`, async ({ page, browser, baseURL }) => {
      await prepare(page);
      const text = await sent(browser, baseURL);
      await page.goto(ARTICLE);
      await expect(page.locator("html")).toHaveAttribute("data-app", "failed");
      await stays(page, text);
      // The page that was led to asks for the app as well.
      await page.unrouteAll({ behavior: "ignoreErrors" });
    });
  }

  test("panics while it runs leaves the article as it is", async ({ page }) => {
    await open(page, "./");
    await titles(page).first().click();
    await expect(page.getByRole("region", { name: /^(Report|Text)$/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "Related articles" })).toBeVisible();
    const text = await page.getByRole("main").textContent();
    await page.evaluate(breakApp);
    // Whatever is done next finds it out.
    await page.keyboard.press("/");
    await expect(page.locator("html")).toHaveAttribute("data-app", "failed");
    await stays(page, text);
  });

  test("panics on a link follows it as a plain link", async ({ page }) => {
    await open(page, ARTICLE);
    await page.evaluate(breakApp);
    await section(page, "Categories").click();
    await expect(title(page)).toHaveText(/.+/);
    // The second time at the latest, the link is the browser's own.
    if ((await title(page).textContent()) !== "Categories") await section(page, "Categories").click();
    await expect(title(page)).toHaveText("Categories");
  });

  test("panics while somebody types keeps what was typed", async ({ page }) => {
    await open(page, "search/");
    await searchField(page).fill("treaty");
    await expect(titles(page).first()).toBeVisible();
    await page.evaluate(breakApp);
    await searchField(page).pressSequentially(" senate");
    await expect(searchField(page)).toHaveValue("treaty senate");
    await expect(titles(page).first()).toBeVisible();
    await expect(notice(page)).toHaveCount(1);
    // The form is a form again.
    await searchField(page).press("Enter");
    await expect(page).toHaveURL(/q=treaty(\+|%20)senate/);
    await live(page);
    await expect(titles(page).first()).toBeVisible();
  });
});
