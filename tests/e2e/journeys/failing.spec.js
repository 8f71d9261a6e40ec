import { expect, open, routes, test } from "../fixtures.js";

test("read and tick where storage is blocked", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
  });
  await open(page, routes.article);
  await page.locator("[data-tick]").first().check();
  await expect(page.locator("#status")).toHaveText(/until the page is closed/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latest articles");
});

test.describe(() => {
  test.use({ allowed: [/Failed to load resource|ERR_FAILED|integrity/] });

  test("a page that does not arrive can be asked for again", async ({ page }) => {
    await open(page, "./");
    await page.route("**/data/article-*", (route) => route.abort());
    await page.locator("main article h3 a").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page did not load");
    await page.unroute("**/data/article-*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.locator("article[data-slug]")).toBeVisible();
  });

  test("a damaged file is refused", async ({ page }) => {
    await open(page, "./");
    await page.route("**/data/article-*", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace("a", "b") });
    });
    await page.locator("main article h3 a").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page did not load");
  });

  test("a page whose app can't be had stays readable and says so once", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(routes.article);
    await expect(page.locator("html")).toHaveAttribute("data-app", "failed");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/CAATSA/);
    await expect(page.locator("#notice")).toContainText("can still be read");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latest articles");
  });
});
