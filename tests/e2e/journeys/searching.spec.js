import { accessible, expect, live, open, scrolled, searchField, section, test, title, titles } from "../fixtures.js";

const found = (page) => page.getByRole("main").getByRole("heading", { level: 2, name: /[\d,]+ articles?/ });

test("searches while typing, opens a hit, and comes back to the same hits at the same place", async ({ page }) => {
  await open(page, "./");
  await section(page, "Search").click();
  await searchField(page).pressSequentially("treaty", { delay: 40 });
  await expect(found(page)).toBeVisible();
  await expect(page).toHaveURL(/search\/\?q=treaty$/);
  await expect(searchField(page)).toBeFocused();
  await expect(searchField(page)).toHaveValue("treaty");
  await expect(page.getByRole("main").getByRole("mark").first()).toHaveText(/treat/i);

  const hits = await titles(page).allTextContents();
  const hit = titles(page).nth(Math.min(6, hits.length - 1));
  const name = await hit.textContent();
  await hit.scrollIntoViewIfNeeded();
  const before = await scrolled(page);
  expect(before).toBeGreaterThan(0);
  await hit.click();
  await expect(title(page)).toHaveText(name);

  await page.goBack();
  await expect(titles(page)).toHaveText(hits);
  await expect(searchField(page)).toHaveValue("treaty");
  await expect.poll(() => scrolled(page)).toBe(before);
});

test("opens somebody else's search cold, with its filters and order", async ({ page }) => {
  await open(page, "search/?q=treaty&category=arms-control-and-disarmament&sort=oldest");
  await expect(found(page)).toBeVisible();
  await expect(searchField(page)).toHaveValue("treaty");
  const filters = page.getByRole("form", { name: "Filters" });
  await expect(filters.getByRole("checkbox", { name: /^Arms Control & Disarmament/ })).toBeChecked();
  await expect(filters.getByRole("combobox", { name: "Sort" })).toHaveValue("oldest");
  const dates = page.getByRole("main").getByRole("article").getByRole("time");
  const stamps = await dates.evaluateAll((times) => times.map((time) => time.dateTime));
  expect(stamps.length).toBeGreaterThan(1);
  expect(stamps).toEqual([...stamps].sort());
});

test("narrows hits by a category, with a count that comes true", async ({ page }) => {
  await open(page, "search/?q=treaty");
  const filters = page.getByRole("form", { name: "Filters" });
  const box = filters.getByRole("group", { name: "Categories" }).getByRole("checkbox").first();
  const words = await box.evaluate((input) => input.labels[0].textContent);
  const count = Number(words.match(/(\d+) articles?$/)[1]);
  await box.check();
  await filters.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/q=treaty&category=/);
  await expect(found(page)).toHaveText(new RegExp(`^${count} articles?`));
  await expect(searchField(page)).toHaveValue("treaty");
});

test("is told in three different ways that there is nothing", async ({ page }) => {
  await open(page, "search/");
  await expect(page.getByRole("heading", { name: "How to ask" })).toBeVisible();

  await searchField(page).fill("xylophonequartz");
  await expect(page.getByRole("heading", { name: /^No article has .*xylophonequartz/ })).toBeVisible();

  await page.goto("search/?q=treaty&to=1901-01-01");
  await expect(page.getByRole("heading", { name: "The filters leave nothing" })).toBeVisible();
  await page.getByRole("link", { name: "Search without filters" }).click();
  await expect(found(page)).toBeVisible();
});

test("mistypes a word and still finds what was meant", async ({ page }) => {
  await open(page, "search/?q=tretay");
  const meant = page.getByRole("main").getByRole("link", { name: /treaty/i });
  await expect(meant.first()).toBeVisible();
});

test("finds words that stand together, and leaves a word out", async ({ page }) => {
  await open(page, "search/?q=treaty");
  await expect(found(page)).toBeVisible();
  const all = Number((await found(page).textContent()).match(/\d+/)[0]);
  const ask = async (text) => {
    await searchField(page).fill(text);
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(text)}$`));
    // The hits of the question before stay until the new ones are there.
    await expect(page.locator("html")).not.toHaveAttribute("data-loading");
    await expect(found(page)).toBeVisible();
    return Number((await found(page).textContent()).match(/\d+/)[0]);
  };
  const together = await ask('"arms control" treaty');
  expect(together).toBeGreaterThan(0);
  const without = await ask("treaty -senate");
  const withIt = await ask("treaty senate");
  expect(without + withIt).toBe(all);
});

test("presses the slash to search, from the keyboard to the first hit", async ({ page }) => {
  await open(page, "search/");
  await expect(title(page)).toHaveText("Search");
  await page.keyboard.press("/");
  await expect(searchField(page)).toBeFocused();
  await page.keyboard.type("hotline");
  await expect(found(page)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=hotline$/);
  await expect(page.getByRole("status").filter({ hasText: /\d articles?/ })).toHaveCount(1);
});

test("goes to an address that leads nowhere and finds the article that was meant", async ({ page }) => {
  await open(page, "articles/two-thirds-of-the-senate/");
  await expect(title(page)).toHaveText("Page not found");
  const near = page.getByRole("region", { name: "Articles with an address like it" });
  await near.getByRole("link", { name: /^Two thirds of the Senate/ }).click();
  await expect(title(page)).toHaveText(/^Two thirds of the Senate/);
});

test("finishes a word from the list below the field, by keyboard alone", async ({ page }) => {
  await open(page, "search/");
  const field = searchField(page);
  const list = page.getByRole("listbox", { name: "Ways to finish the word" });
  await field.pressSequentially("inspec", { delay: 40 });
  await expect(list).toBeVisible();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await accessible(page);
  const option = list.getByRole("option").first();
  const word = await option.textContent();
  expect(word).toMatch(/^inspec/);

  // Escape leaves what was typed; an arrow opens the list again.
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(field).toHaveValue("inspec");
  await page.keyboard.press("ArrowDown");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", await option.getAttribute("id"));
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(word);
  await expect(field).toBeFocused();
  await expect(list).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`q=${word}$`));
  await expect(found(page)).toBeVisible();
});

test("takes a word from the list with the mouse", async ({ page }) => {
  await open(page, "search/");
  await searchField(page).pressSequentially("treaty inspec", { delay: 40 });
  const option = page.getByRole("option").first();
  const words = await option.textContent();
  await option.click();
  await expect(searchField(page)).toHaveValue(words);
  await expect(searchField(page)).toBeFocused();
  await expect(found(page)).toBeVisible();
});

test("sees how the question was read, and takes a part of it away", async ({ page }) => {
  await open(page, "search/?q=treaty+-senate");
  const parts = page.getByRole("list", { name: "Parts of the question" });
  await expect(parts.getByRole("listitem")).toHaveCount(2);
  await parts.getByRole("link", { name: "Remove from the question: not senate" }).click();
  await expect(page).toHaveURL(/q=treaty$/);
  await expect(searchField(page)).toHaveValue("treaty");
  await expect(parts).toBeHidden();

  await page.goto('search/?q=tretay+"open');
  await expect(page.getByText(/^No article has .*tretay.*; these have .*treaty/)).toBeVisible();
  await expect(page.getByText("A quotation mark was closed at the end.")).toBeVisible();
});

test("is told what leaves nothing, and goes to the nearest question that finds something", async ({ page }) => {
  await open(page, 'search/?q=treaty+"xylophone+quartz"');
  await expect(page.getByText(/^Nothing is left because of .*xylophone quartz/)).toBeVisible();
  const near = page.getByRole("main").getByRole("link", { name: /^[\d,]+ articles? for treaty$/ });
  const count = (await near.textContent()).match(/[\d,]+/)[0];
  await near.click();
  await expect(found(page)).toHaveText(new RegExp(`^${count} articles?`));

  await page.goto("search/?q=treaty&to=1901-01-01");
  const without = page.getByRole("main").getByRole("link", { name: `${count} articles`, exact: true });
  await without.click();
  await expect(found(page)).toHaveText(new RegExp(`^${count} articles?`));
});

test("follows a hit to the passage that answers, and on to the next place", async ({ page }) => {
  await open(page, "search/?q=treaty");
  const places = page.getByRole("main").getByRole("link", { name: /^\d+ places$/ }).first();
  const total = Number((await places.textContent()).match(/\d+/)[0]);
  const href = await places.getAttribute("href");
  const words = decodeURIComponent(href.split("text=")[1]);
  await places.click();
  await expect(page).toHaveURL(/articles\/.*#find=[^:]*$/);
  await expect(page.getByRole("main").getByText(words).first()).toBeInViewport();

  const bar = page.getByRole("search", { name: "Words found" });
  await expect(bar.getByText(new RegExp(`^Place \\d+ of ${total}$`))).toBeVisible();
  const at = async () => Number((await bar.textContent()).match(/Place (\d+)/)[1]);
  const marked = () => page.evaluate(() => ["found", "found-now"].map((name) => CSS.highlights.get(name)?.size ?? 0));
  expect(await marked()).toEqual([total - 1, 1]);
  await accessible(page);

  // The keyboard goes on from there: to every place, and round.
  await expect(bar.getByRole("button", { name: "Next place" })).toBeFocused();
  const begun = await at();
  for (let step = 1; step <= total; step++) {
    await page.keyboard.press("Enter");
    expect(await at()).toBe(((begun - 1 + step) % total) + 1);
    const inView = await page.evaluate(() => {
      const [range] = CSS.highlights.get("found-now");
      const { top, bottom, height } = range.getBoundingClientRect();
      return /treat/i.test(range.toString()) && height > 0 && top >= 0 && bottom <= innerHeight;
    });
    expect(inView).toBe(true);
  }
  await bar.getByRole("button", { name: "Previous place" }).click();
  expect(await at()).toBe(((begun - 2 + total) % total) + 1);
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  expect(await marked()).toEqual([0, 0]);
  await expect(page.locator("main :focus")).toContainText(/treat/i);

  await page.goBack();
  await expect(found(page)).toBeVisible();
  await page.goForward();
  await expect(bar).toBeVisible();
  await section(page, "Home").click();
  await expect(bar).toHaveCount(0);

  // As another tab, or another reader, gets it.
  await page.goto(href.startsWith("/") ? href : new URL(href, page.url()).href);
  await expect(bar).toBeVisible();
  expect(await marked()).toEqual([total - 1, 1]);
});

test("opens a shortened report where a place stands in it", async ({ page }) => {
  await open(page, "search/?q=treaty");
  await expect(found(page)).toBeVisible();
  const clamped = await page.evaluate(async () => {
    for (const link of document.querySelectorAll(".hit-places a")) {
      const [, shortened = ""] = (await (await fetch(link.href)).text()).split('"clamp-text');
      if (/treat(y|ies)/i.test(shortened.split("clamp-bar")[0])) return link.getAttribute("href");
    }
  });
  const hidden = () => page.evaluate(() => {
    const text = document.querySelector(".clamp-text");
    return text.scrollHeight - text.clientHeight;
  });
  await page.locator(`.hit-places a[href="${clamped}"]`).click();
  const bar = page.getByRole("search", { name: "Words found" });
  const total = Number((await bar.textContent()).match(/of (\d+)/)[1]);
  for (let step = 0; step < total; step++) await bar.getByRole("button", { name: "Next place" }).click();
  await expect.poll(hidden).toBe(0);
});

test("narrows to a period, with a count that comes true", async ({ page }) => {
  await open(page, "search/?q=treaty");
  // Years, or the months where all articles are of one year.
  const item = page.getByRole("list", { name: /^(Years|Months)$/ }).getByRole("listitem").first();
  const count = (await item.textContent()).match(/[\d,]+$/)[0];
  await item.getByRole("link").click();
  await expect(page).toHaveURL(/from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d/);
  await expect(found(page)).toHaveText(new RegExp(`^${count} articles?`));
});

test("is content with any of several categories", async ({ page }) => {
  await open(page, "search/?q=treaty&category=arms-control-and-disarmament&category=treaties-and-verification");
  const both = Number((await found(page).textContent()).match(/\d+/)[0]);
  const filters = page.getByRole("form", { name: "Filters" });
  await filters.getByRole("checkbox", { name: "Any of these is enough" }).check();
  await filters.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/match=any/);
  await expect(filters.getByRole("checkbox", { name: "Any of these is enough" })).toBeChecked();
  const any = async () => Number((await found(page).textContent()).match(/\d+/)[0]);
  await expect.poll(any).toBeGreaterThan(both);
});

test("finds what was looked for before, and has it forgotten", async ({ page }) => {
  await open(page, "search/");
  await searchField(page).fill("hotline");
  await expect(found(page)).toBeVisible();
  await titles(page).first().click();
  await section(page, "Search").click();
  const recent = page.getByRole("region", { name: "Looked for on this device" });
  await recent.getByRole("link", { name: "hotline" }).click();
  await expect(found(page)).toBeVisible();
  await section(page, "Search").click();
  await recent.getByRole("button", { name: "Forget hotline" }).click();
  await expect(recent).toBeHidden();
});

test("finds the page as it was when the app starts, with examples and what was looked for before", async ({ page }) => {
  await open(page, "search/");
  await searchField(page).fill("hotline");
  await expect(found(page)).toBeVisible();
  await titles(page).first().click();
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      window.moved = (window.moved ?? 0) + list.getEntries().reduce((sum, entry) => sum + entry.value, 0);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto("search/");
  const heading = page.getByRole("heading", { name: "For example" });
  await expect(heading).toBeVisible();
  await live(page);
  await expect(page.getByRole("region", { name: "Looked for on this device" })).toBeVisible();
  await expect(heading).toBeVisible();
  expect(await page.evaluate(() => window.moved ?? 0)).toBe(0);
  await page.getByRole("main").getByRole("link", { name: "Treaties & Verification" }).click();
  await expect(found(page)).toBeVisible();
});

test("leaves measures of itself for whoever looks for them", async ({ page }) => {
  await open(page, "search/");
  await searchField(page).fill("treaty");
  await expect(found(page)).toBeVisible();
  for (const name of ["search:index", "search:query", "search:paint"]) {
    const measured = () => page.evaluate((name) => performance.getEntriesByName(name, "measure").length, name);
    await expect.poll(measured, name).toBeGreaterThan(0);
  }
});

test.describe("when a part of the index arrives damaged", () => {
  test("finds all the same: it is fetched again", async ({ page }) => {
    const met = new Set();
    await page.route("**/data/search-*", async (route) => {
      const address = route.request().url();
      if (met.has(address)) return route.continue();
      met.add(address);
      return route.fulfill({ status: 200, body: "not what was asked for" });
    });
    await open(page, "search/?q=treaty");
    await expect(found(page)).toBeVisible();
    expect(met.size).toBeGreaterThan(0);
  });

  test("is told so when it stays damaged, and finds once it is whole", async ({ page }) => {
    await page.route("**/data/search-*", (route) => route.fulfill({ status: 200, body: "not what was asked for" }));
    await open(page, "search/?q=treaty");
    const failure = page.getByRole("alert");
    await expect(failure).toContainText("Part of the search index could not be loaded.");
    await page.unroute("**/data/search-*");
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(found(page)).toBeVisible();
  });
});
