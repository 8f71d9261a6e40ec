import { accessible, open, routes, test } from "../fixtures.js";

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, allowed: [/status of 404/] });
      for (const [name, path] of Object.entries(routes)) {
        test(`no violation on ${name}`, async ({ page }) => {
          await open(page, path);
          await page.waitForFunction(() => document.documentElement.dataset.loading === undefined);
          await accessible(page);
        });
      }
    });
  }
}
