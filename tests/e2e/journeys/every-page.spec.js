import { accessible, expect, fits, open, test, title } from "../fixtures.js";
import { routes } from "../routes.js";

for (const { kind, path, whole } of routes) {
  test.describe(kind, () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [320, 1280]) {
        test(`can be used by everybody, ${colorScheme}, ${width} px wide`, async ({ page }) => {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.setViewportSize({ width, height: 800 });
          await open(page, path);
          await expect(whole(page)).toBeAttached();
          await expect(page.locator("html")).not.toHaveAttribute("data-loading");
          await fits(page);
          await accessible(page);
        });
      }
    }

    test("has one heading, a title, a description and the landmarks", async ({ page }) => {
      await open(page, path);
      await expect(whole(page)).toBeAttached();
      await expect(title(page)).toHaveCount(1);
      const heading = await title(page).textContent();
      await expect(page).toHaveTitle(/.+/);
      // The front page is called what the site is called.
      expect(await page.title()).toContain(kind === "home" ? "Truth and Resistance" : heading);
      await expect(page.locator("meta[name=description]")).toHaveAttribute("content", /\S{3}/);
      for (const landmark of ["banner", "main", "contentinfo"]) {
        await expect(page.getByRole(landmark)).toHaveCount(1);
      }
    });

    test("fits 320 px and large letters", async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await open(page, path);
      await expect(whole(page)).toBeAttached();
      await fits(page);
      // WCAG 1.4.12: a reader's own spacing must not push anything out.
      await page.evaluate(() => {
        // Built, not written into the page: the site's own policy refuses any other style.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }");
        document.adoptedStyleSheets.push(sheet);
      });
      await fits(page);
    });
  });
}

test("the filters of a category can be used by everybody when they are open on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, "categories/congress-and-war-powers/");
  await page.getByRole("main").getByText("Filters", { exact: true }).click();
  await expect(page.getByRole("form", { name: "Filters" })).toBeVisible();
  await fits(page);
  await accessible(page);
});

test("everything is still told apart in forced colours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, "./");
  await expect(title(page)).toBeVisible();
  await accessible(page);
});
