import { expect, open, section, test, title, titles } from "../fixtures.js";

const filters = (page) => page.getByRole("form", { name: "Filters" });
const box = (page, group, name) => filters(page).getByRole("group", { name: group }).getByRole("checkbox", { name });

/** The number that stands at a box: how many articles would be left. */
async function promised(box) {
  const words = await box.evaluate((input) => input.labels[0].textContent);
  return Number(words.match(/([\d,]+) articles?$/)[1].replace(",", ""));
}

test("narrows a category by two more and by a source, with counts that come true", async ({ page }) => {
  await open(page, "./");
  await section(page, "Categories").click();
  await expect(title(page)).toHaveText("Categories");
  await page.getByRole("main").getByRole("link", { name: "Arms Control & Disarmament", exact: true }).click();
  await expect(title(page)).toHaveText("Arms Control & Disarmament");
  await expect(filters(page)).toBeVisible();

  let left = await titles(page).count();
  for (const [group, name, key] of [
    ["Categories", /^Treaties & Verification/, "category=treaties-and-verification"],
    ["Categories", /^U\.S\.–Russia Relations/, "category=us-russia-relations"],
    ["Sources", /^history\.state\.gov/, "source=history.state.gov"],
  ]) {
    const expected = await promised(box(page, group, name));
    expect(expected).toBeGreaterThan(0);
    expect(expected).toBeLessThanOrEqual(left);
    await box(page, group, name).check();
    await filters(page).getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(new RegExp(key.replaceAll(".", "\\.")));
    await expect(titles(page)).toHaveCount(expected);
    await expect(box(page, group, name)).toBeChecked();
    left = expected;
  }
  for (const article of await page.getByRole("main").getByRole("article").all()) {
    const categories = article.getByRole("list", { name: "Categories" });
    for (const name of ["Arms Control & Disarmament", "Treaties & Verification", "U.S.–Russia Relations"]) {
      await expect(categories.getByRole("link", { name, exact: true })).toBeVisible();
    }
    await expect(article.getByRole("link", { name: "history.state.gov" })).toBeVisible();
  }

  // The address says it all: the same in a fresh page.
  const kept = await titles(page).allTextContents();
  await page.reload();
  await expect(titles(page)).toHaveText(kept);
  await expect(title(page)).toHaveText("Arms Control & Disarmament");

  const active = page.getByRole("list", { name: "Active filters" });
  await active.getByRole("link", { name: "Remove filter: history.state.gov" }).click();
  await expect(active.getByRole("link", { name: /^Remove filter/ })).toHaveCount(2);
  await page.goBack();
  await expect(titles(page)).toHaveText(kept);
  await active.getByRole("link", { name: "Clear all" }).click();
  await expect(active).toBeHidden();
  await expect(page).toHaveURL(/categories\/arms-control-and-disarmament\/$/);
});

test("stays in a category when any of others is enough", async ({ page }) => {
  const others = "category=us-russia-relations&category=treaties-and-verification";
  await open(page, `categories/summits-and-diplomacy/?${others}&match=any`);
  // The page as the host sent it shows all of the category.
  await expect(page.getByRole("list", { name: "Active filters" })).toBeVisible();
  await expect(titles(page).first()).toBeVisible();
  for (const article of await page.getByRole("main").getByRole("article").all()) {
    const categories = article.getByRole("list", { name: "Categories" });
    await expect(categories.getByRole("link", { name: "Summits & Diplomacy", exact: true })).toBeVisible();
  }
});

test("leaves the focus on the box that was ticked, wherever it goes", async ({ page }) => {
  await open(page, "search/?q=treaty");
  const boxes = filters(page).getByRole("group", { name: "Categories" }).getByRole("checkbox");
  await expect(boxes.nth(2)).toBeVisible();
  const value = await boxes.nth(2).getAttribute("value");
  await boxes.nth(2).focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(new RegExp(`category=${value}`));
  await expect(boxes.first()).toHaveValue(value);
  await expect(boxes.first()).toBeFocused();
  // So that the next key takes it back.
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/q=treaty$/);
  // The same question asked again is no step of the way back.
  const steps = await page.evaluate(() => history.length);
  await page.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
  expect(await page.evaluate(() => history.length)).toBe(steps);
});

test("narrows a category to some days", async ({ page }) => {
  await open(page, "categories/arms-control-and-disarmament/");
  const from = filters(page).getByLabel("From");
  const day = "2025-08-28";
  await from.fill(day);
  await filters(page).getByLabel("To", { exact: true }).fill(day);
  await filters(page).getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=${day}`));
  await expect(page.getByRole("main").getByRole("region")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Thursday, August 28, 2025" })).toBeVisible();
});

test("looks through the categories, empty ones among them", async ({ page }) => {
  await open(page, "categories/");
  const names = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link");
  expect(await names.count()).toBeGreaterThan(5);
  for (const address of await names.evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    await page.goto(new URL(address, page.url()).href);
    await expect(title(page)).toBeVisible();
    const shown = (await titles(page).count()) > 0;
    const said = await page.getByText("Nothing stands here yet.").isVisible();
    expect(shown !== said, address).toBe(true);
    await page.goBack();
  }
});

test("follows a source to everything it reported", async ({ page }) => {
  await open(page, "sources/");
  const source = page.getByRole("main").getByRole("listitem").filter({ hasText: "senate.gov" });
  const count = Number((await source.textContent()).match(/(\d+) articles?/)[1]);
  await source.getByRole("link").click();
  await expect(title(page)).toHaveText("senate.gov");
  await expect(titles(page)).toHaveCount(count);
});

test("turns the pages of the archive and comes to its end", async ({ page }) => {
  await open(page, "./");
  const pages = page.getByRole("navigation", { name: "Pages" });
  // The other articles of a story are folded behind one of them.
  const folded = page.getByRole("main").getByRole("article").locator("details a[data-file]");
  const seen = new Set([...(await titles(page).allTextContents()), ...(await folded.allTextContents())]);
  for (let number = 2; await pages.getByRole("link", { name: "Next" }).isVisible(); number += 1) {
    await pages.getByRole("link", { name: "Next" }).click();
    await expect(title(page)).toHaveText(`Latest articles, page ${number}`);
    for (const name of [...(await titles(page).allTextContents()), ...(await folded.allTextContents())]) seen.add(name);
  }
  const total = await page.getByText(/^[\d,]+ articles, newest first/).textContent();
  expect(seen.size).toBe(Number(total.match(/^[\d,]+/)[0].replace(",", "")));
});

test("asks a search for articles with an opinion, as many as were promised", async ({ page }) => {
  await open(page, "search/?q=treaty");
  const layer = page.getByRole("list", { name: "Layers" }).getByRole("link", { name: /^With an opinion/ });
  const promised = Number((await layer.textContent()).match(/\d+$/)[0]);
  await layer.click();
  await expect(page).toHaveURL(/has%3Aopinion|has:opinion/);
  await expect(page.getByRole("main").getByText(new RegExp(`^${promised} articles`))).toBeVisible();
  // Asked once, it is no longer offered, and is taken out as any other part of the question.
  await expect(layer).toBeHidden();
  const parts = page.getByRole("list", { name: "Parts of the question" });
  await parts.getByRole("link", { name: /has: opinion/ }).click();
  await expect(layer).toBeVisible();
});
