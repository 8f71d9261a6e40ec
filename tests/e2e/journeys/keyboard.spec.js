import { expect, open, searchField, section, tabTo, test, title, titles } from "../fixtures.js";

test("does everything by keyboard alone", async ({ page }) => {
  await open(page, "./");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  // The first stop after the jump is inside the content, not in the masthead again.
  await page.keyboard.press("Tab");
  const inMain = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
  expect(inMain).toBe(true);

  const first = titles(page).first();
  const name = await first.textContent();
  await tabTo(page, first);
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(name);
  await expect(title(page)).toBeFocused();

  await tabTo(page, section(page, "Categories"), { key: "Shift+Tab" });
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Categories");
  const category = page.getByRole("main").getByRole("link", { name: "Congress & War Powers", exact: true });
  await tabTo(page, category);
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Congress & War Powers");

  const filters = page.getByRole("form", { name: "Filters" });
  const box = filters.getByRole("checkbox", { name: /^Treaties & Verification/ });
  await tabTo(page, box);
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
  await tabTo(page, filters.getByRole("button", { name: "Apply" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/category=treaties-and-verification/);
  const hit = titles(page).filter({ hasText: /^Two thirds of the Senate/ });
  await tabTo(page, hit);
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(/^Two thirds of the Senate/);

  const report = page.getByRole("region", { name: "Report", exact: true });
  await tabTo(page, report.getByRole("checkbox"));
  await page.keyboard.press("Space");
  await expect(report.getByRole("checkbox", { name: "Show less" })).toBeChecked();
  const step = page.getByRole("region", { name: "To Do", exact: true }).getByRole("checkbox").first();
  await tabTo(page, step);
  await page.keyboard.press("Space");
  await expect(step).toBeChecked();

  await tabTo(page, section(page, "Search"), { key: "Shift+Tab" });
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Search");
  await tabTo(page, searchField(page));
  await page.keyboard.type("hotline");
  await expect(titles(page).first()).toBeVisible();
  const found = await titles(page).first().textContent();
  await tabTo(page, titles(page).first());
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(found);
});

test("always sees where the focus is", async ({ page }) => {
  await open(page, "articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/");
  const unseen = [];
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return undefined;
      // A box that is drawn by its label shows the focus there.
      const drawn = at.matches("input[type=checkbox]") ? [at, ...at.labels] : [at];
      const marked = drawn.some((element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      });
      const { width, height } = at.getBoundingClientRect();
      return { name: at.textContent.trim() || at.outerHTML, ok: marked && width > 0 && height > 0 };
    });
    if (seen === undefined) break;
    if (!seen.ok) unseen.push(seen.name);
  }
  expect(unseen).toEqual([]);
});
