import { expect, live, open, section, test, title, titles } from "../fixtures.js";

const ARTICLE = "articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/";
const steps = (page) => page.getByRole("region", { name: "To Do", exact: true }).getByRole("checkbox", { name: /^Done: / });

test("ticks a step off and finds it ticked after a reload", async ({ page }) => {
  await open(page, ARTICLE);
  await steps(page).nth(1).check();
  await expect(page.getByRole("status").filter({ hasText: "Step marked as done." })).toHaveCount(1);
  await page.reload();
  await live(page);
  await expect(steps(page).nth(1)).toBeChecked();
  await expect(steps(page).first()).not.toBeChecked();
  await steps(page).nth(1).uncheck();
  await page.reload();
  await live(page);
  await expect(steps(page).nth(1)).not.toBeChecked();
});

test("finds a step ticked in one article, and none in another", async ({ page }) => {
  await open(page, ARTICLE);
  await steps(page).first().check();
  await section(page, "Home").click();
  await expect(title(page)).toHaveText("Latest articles");
  await page.goBack();
  await expect(title(page)).toHaveText(/^Two thirds of the Senate/);
  await expect(steps(page).first()).toBeChecked();
  await page.goto("articles/the-war-powers-resolution-sixty-days-and-what-congress-can-do-with-them/");
  await live(page);
  await expect(steps(page).first()).toBeVisible();
  await expect(steps(page).first()).not.toBeChecked();
});

test.describe("with storage blocked", () => {
  test.beforeEach(async ({ page }) => {
    // As a browser does that was told to keep nothing.
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("Access is denied for this document.", "SecurityError");
          },
        });
      }
    });
  });

  test("reads, searches and ticks all the same, and is told that nothing is kept", async ({ page }) => {
    await open(page, ARTICLE);
    await steps(page).first().check();
    await expect(page.getByRole("status").filter({ hasText: "This browser keeps nothing" })).toHaveCount(1);
    await expect(steps(page).first()).toBeChecked();
    await page.getByRole("button", { name: /follow the system/ }).click();
    await expect(page.getByRole("button", { name: "Light colours" })).toBeVisible();

    await section(page, "Home").click();
    await expect(titles(page).first()).toBeVisible();
    await page.goBack();
    await expect(steps(page).first()).toBeChecked();

    await section(page, "Search").click();
    await page.getByRole("main").getByRole("combobox", { name: "Words to look for" }).fill("treaty");
    await expect(titles(page).first()).toBeVisible();
  });
});
