import { expect, open, routes, test } from "../fixtures.js";

const count = (page) => page.locator("main .extent");

test("filter a category by two more categories and a source, all in the address", async ({ page }) => {
  await open(page, "search/?q=treaty");
  const boxes = page.getByRole("group", { name: "Categories" }).getByRole("checkbox");
  await boxes.first().check();
  await expect(page).toHaveURL(/category=/);
  await expect(page.getByRole("list", { name: "Active filters" }).getByRole("listitem").first()).toBeVisible();
  const source = page.getByRole("group", { name: "Sources" }).getByRole("checkbox").first();
  await source.check();
  await expect(page).toHaveURL(/source=/);
  const narrowed = await count(page).innerText();
  await page.reload();
  await expect(count(page)).toHaveText(narrowed);
});

test("narrow a category page, and widen it again", async ({ page }) => {
  await open(page, routes.category);
  const all = await count(page).innerText();
  const box = page.getByRole("group", { name: "Categories" }).getByRole("checkbox").first();
  const promised = await page.locator(".choice-count").first().innerText();
  await box.check();
  await expect(page).toHaveURL(/category=/);
  await expect(count(page)).toHaveText(new RegExp(`^${promised.match(/\d+/)[0]} article`));
  await page.getByRole("list", { name: "Active filters" }).getByRole("link").first().click();
  await expect(page).not.toHaveURL(/category=/);
  await expect(count(page)).toHaveText(all);
});

test("search while typing, open a hit, come back to the same results and place", async ({ page }) => {
  await open(page, "search/");
  await page.getByRole("searchbox").pressSequentially("treaty senate");
  await expect(page).toHaveURL(/q=treaty%20senate/);
  await expect(page.locator("mark").first()).toBeVisible();
  const results = await count(page).innerText();
  await page.getByRole("main").getByRole("article").nth(3).scrollIntoViewIfNeeded();
  const hit = page.getByRole("main").getByRole("article").nth(3).getByRole("heading").getByRole("link");
  const title = await hit.innerText();
  const before = await page.evaluate(() => scrollY);
  await hit.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await page.goBack();
  await expect(count(page)).toHaveText(results);
  await expect(page.getByRole("searchbox")).toHaveValue("treaty senate");
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
});

test("three ways to find nothing are three different answers", async ({ page }) => {
  await open(page, "search/");
  await expect(page.locator("main")).not.toContainText(/No articles/i);
  await page.goto("search/?q=xylophonequartz");
  await expect(page.locator("main")).toContainText("xylophonequartz");
  await page.goto("search/?q=apollo&source=senate.gov");
  await expect(page.locator("main")).toContainText(/filter/i);
});

test("a worker that can't start leaves search working, with the same hits", async ({ page, browser, baseURL }) => {
  await open(page, "search/?q=senate");
  await expect(page.locator("mark").first()).toBeVisible();
  const titles = await page.getByRole("main").getByRole("article").getByRole("heading").allInnerTexts();
  const context = await browser.newContext({ baseURL });
  const lame = await context.newPage();
  await lame.addInitScript(() => { window.Worker = class { constructor() { throw new Error("no workers"); } }; });
  await lame.goto("search/?q=senate");
  await expect(lame.locator("mark").first()).toBeVisible();
  expect(await lame.getByRole("main").getByRole("article").getByRole("heading").allInnerTexts()).toEqual(titles);
  await context.close();
});

test("everything by keyboard alone", async ({ page }) => {
  await open(page, "./");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  const link = page.locator("main article a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Search");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("hotline");
  await expect(page).toHaveURL(/q=hotline/);
  await expect(page.getByRole("searchbox")).toBeFocused();
});
