// An archive for a host that takes few files: the data of articles lie in packs, and a reader notices nothing.
import { expect, live, open, searchField, test as base, title, titles } from "../fixtures.js";

const test = base.extend({
  baseURL: async ({ baseURL }, use) => {
    const found = await fetch(new URL("/.hosts", baseURL)).then((answer) => answer.json());
    await use(found.packed);
  },
});

/** Data files that are asked for. */
function asked(page) {
  const names = [];
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname.split("/data/")[1];
    if (name) names.push(name);
  });
  return names;
}

test("reads one article after the other from packs", async ({ page }) => {
  const names = asked(page);
  await open(page, "./");
  const first = await titles(page).nth(3).textContent();
  await titles(page).nth(3).click();
  await expect(title(page)).toHaveText(first);
  expect(names.some((name) => name.startsWith("articles-"))).toBe(true);
  const related = page.getByRole("region", { name: "Related articles" }).getByRole("heading").getByRole("link");
  const second = await related.first().textContent();
  await related.first().click();
  await expect(title(page)).toHaveText(second);
  const older = page.getByRole("navigation", { name: "Older and newer articles" }).getByRole("link", { name: /^Older/ });
  const third = (await older.textContent()).replace(/^Older\s*/, "");
  await older.click();
  await expect(title(page)).toHaveText(third);
  expect(names.filter((name) => /^(article|around)-/.test(name))).toEqual([]);
  // The page as the host has it says the same.
  await page.reload();
  await expect(title(page)).toHaveText(third);
  await live(page);
});

test("finds an article by its address alone", async ({ page }) => {
  await open(page, "./");
  const link = titles(page).nth(5);
  const name = await link.textContent();
  await link.evaluate((anchor) => anchor.removeAttribute("data-file"));
  await link.click();
  await expect(title(page)).toHaveText(name);
});

test("searches packs, shows passages and follows a hit", async ({ page }) => {
  const names = asked(page);
  await open(page, "search/");
  await searchField(page).fill("senate treaty");
  const hits = page.getByRole("main").getByRole("article");
  await expect(hits.nth(2)).toBeVisible();
  await expect(page.getByRole("main").getByRole("mark").first()).toHaveText(/senat|treat/i);
  const name = await titles(page).first().textContent();
  await titles(page).first().click();
  await expect(title(page)).toHaveText(name);
  expect(names.filter((name) => name.startsWith("article-"))).toEqual([]);
});

test("refuses a pack with a flipped byte", async ({ page }) => {
  await page.route("**/data/articles-*", async (route) => {
    const answer = await route.fetch();
    const body = Buffer.from(await answer.body());
    body[body.length >> 1] ^= 1;
    await route.fulfill({ response: answer, body });
  });
  await open(page, "./");
  await titles(page).first().click();
  await expect(page.getByText(/arrived damaged/)).toBeVisible();
});
