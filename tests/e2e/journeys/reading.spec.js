import { expect, live, open, routes, test } from "../fixtures.js";

test("read an article, follow a related one, go on to the previous", async ({ page }) => {
  await open(page, "./");
  const first = page.locator("main article h3 a, main article h2 a").first();
  const title = await first.innerText();
  await first.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page).toHaveTitle(new RegExp(`^${title.slice(0, 20).replace(/[^\w ]/g, ".")}`));
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  const related = page.getByRole("region", { name: "Related articles" }).getByRole("link").first();
  const next = (await related.innerText()).trim();
  await related.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(next);

  const older = page.locator("a[rel=next], a[rel=prev]").first();
  await older.click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(next);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(next);
});

test("turn the page of the archive and come back", async ({ page }) => {
  await open(page, "./");
  const newest = await page.locator("main article a").first().innerText();
  await page.getByRole("link", { name: /^Next/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latest articles, page 2");
  await expect(page.locator("main article a").first()).not.toHaveText(newest);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latest articles");
  await expect(page.locator("main article a").first()).toHaveText(newest);
});

test("open a deep link cold", async ({ page }) => {
  const answer = await page.goto(routes.article);
  expect(answer.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/CAATSA/);
  await live(page);
  for (const layer of ["Report", "Opinion", "Action", "To Do"]) {
    await expect(page.getByRole("heading", { name: layer, exact: true })).toBeVisible();
  }
  await expect(page.getByRole("link", { name: "Sign Our Petition" }).first()).toHaveAttribute("href", /^https:/);
});

test("come to an address that leads nowhere", async ({ page, context }) => {
  const answer = await context.request.get("articles/caatsa-how-congress/");
  expect(answer.status()).toBe(404);
});

test.describe(() => {
  // The browser itself reports the status of the page.
  test.use({ allowed: [/status of 404/] });
  test("find the nearest article behind a broken address", async ({ page }) => {
    await open(page, "articles/caatsa-how-congress/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    await page.getByRole("link", { name: /^CAATSA/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/CAATSA/);
  });
});

test("tick a step and find it ticked after reload", async ({ page }) => {
  await open(page, routes.article);
  const step = page.locator("[data-tick]").nth(1);
  await step.check();
  await expect(page.locator("#status")).toHaveText(/done/);
  await page.reload();
  await live(page);
  await expect(page.locator("[data-tick]").nth(1)).toBeChecked();
  await expect(page.locator("[data-tick]").nth(0)).not.toBeChecked();
});

test("expand a long report without script", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto(routes.article);
  const report = page.getByRole("region", { name: "Report" });
  const clamped = await report.evaluate((region) => region.offsetHeight);
  await page.getByText("Expand", { exact: true }).click();
  await expect(page.getByText("Show less", { exact: true })).toBeVisible();
  expect(await report.evaluate((region) => region.offsetHeight)).toBeGreaterThan(clamped);
  await context.close();
});

test("every kind of page shows its text with script off", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(routes)) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }), name).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" }), name).toBeVisible();
  }
  await context.close();
});

test("nothing is wider than a screen of 320 pixels", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [name, path] of Object.entries(routes).filter(([name]) => name !== "not found")) {
    await open(page, path);
    await expect(page.locator("html")).not.toHaveAttribute("data-loading", "");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, name).toBeLessThanOrEqual(320);
  }
});
