import { expect, test, title, titles } from "../fixtures.js";

test.use({ javaScriptEnabled: false });

test("reads with scripts off: home, an article, its related ones, a category", async ({ page }) => {
  await page.goto("./");
  const name = await titles(page).first().textContent();
  await titles(page).first().click();
  await expect(title(page)).toHaveText(name);
  const related = page.getByRole("region", { name: "Related articles" }).getByRole("heading").getByRole("link").first();
  const second = await related.textContent();
  await related.click();
  await expect(title(page)).toHaveText(second);
  await page.goto("categories/");
  await page.getByRole("main").getByRole("link", { name: "Congress & War Powers", exact: true }).click();
  await expect(title(page)).toHaveText("Congress & War Powers");
  await expect(titles(page).first()).toBeVisible();
});

test("opens a clamped report with scripts off", async ({ page }) => {
  await page.goto("articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/");
  const report = page.getByRole("region", { name: "Report", exact: true });
  const height = () => report.evaluate((region) => region.offsetHeight);
  const clamped = await height();
  await report.getByText("Expand", { exact: true }).click();
  await expect(report.getByRole("checkbox", { name: "Show less" })).toBeChecked();
  expect(await height()).toBeGreaterThan(clamped);
});

test("is offered nothing that needs scripts", async ({ page }) => {
  await page.goto("articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/");
  await expect(title(page)).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: /^Done: / })).toHaveCount(0);
});

test("is told that search needs scripts", async ({ page }) => {
  await page.goto("search/?q=treaty");
  const words = page.getByRole("main").locator("noscript");
  await expect(words).toBeVisible();
  expect(await words.evaluate((element) => element.textContent)).toContain("needs scripts");
});
