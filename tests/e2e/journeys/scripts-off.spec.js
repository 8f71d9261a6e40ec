import { expect, fits, test, title, titles } from "../fixtures.js";
import { routes } from "../routes.js";

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

for (const { kind, path } of routes) {
  test(`shows its text, its links and no promise it cannot keep, with scripts off: ${kind}`, async ({ page }) => {
    await page.goto(path);
    await expect(title(page)).toBeVisible();
    const main = page.getByRole("main");
    expect((await main.innerText()).trim().length, "text").toBeGreaterThan(40);
    await fits(page);
    // Every link that stays on the site leads to a page or a file.
    const links = await page.locator("a[href]:not([href^='#'])").evaluateAll((links) =>
      links.map((link) => link.href.split("#")[0]).filter((href) => new URL(href).origin === location.origin));
    expect(links.length).toBeGreaterThan(5);
    for (const href of new Set(links.slice(0, 12))) expect((await page.request.get(href)).status(), href).toBe(200);
    // What needs the app is not there: a button, a tick, a line that says it is being loaded.
    await expect(page.getByRole("button").and(page.locator("[data-action]"))).toHaveCount(0);
    await expect(page.getByText(/Loading|Searching/)).toHaveCount(0);
  });
}

test("jumps to a chapter with scripts off", async ({ page }) => {
  await page.goto("articles/how-to-write-to-congress-so-that-it-is-read/");
  const entry = page.getByRole("navigation", { name: "Contents" }).getByRole("link").nth(4);
  const name = await entry.textContent();
  await entry.click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeInViewport();
});

test("is printed whole with scripts off", async ({ page }) => {
  await page.goto("articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/");
  await page.emulateMedia({ media: "print" });
  const cut = await page.getByRole("region", { name: "Report", exact: true }).evaluate((region) =>
    [...region.querySelectorAll("*")].some(
      (part) => getComputedStyle(part).overflowY === "hidden" && part.scrollHeight > part.clientHeight + 1,
    ));
  expect(cut).toBe(false);
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
