import { expect, live, open, scrolled, searchField, section, test, title, titles } from "../fixtures.js";
import { elsewhere } from "../playwright.config.js";

const FOUR_LAYERS = "articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/";

test("reads an article from home, then a related one, then the one before it", async ({ page }) => {
  await open(page, "./");
  await expect(title(page)).toHaveText("Latest articles");
  const first = await titles(page).first().textContent();
  await titles(page).first().click();
  await expect(title(page)).toHaveText(first);
  await expect(page).toHaveTitle(new RegExp(`^${escaped(first)}`));

  const related = page.getByRole("region", { name: "Related articles" }).getByRole("heading").getByRole("link");
  const second = await related.first().textContent();
  await related.first().click();
  await expect(title(page)).toHaveText(second);

  const neighbours = page.getByRole("navigation", { name: "Older and newer articles" });
  const older = neighbours.getByRole("link", { name: /^Older/ });
  const third = (await older.textContent()).replace(/^Older\s*/, "");
  await older.click();
  await expect(title(page)).toHaveText(third);
  await neighbours.getByRole("link", { name: /^Newer/ }).click();
  await expect(title(page)).toHaveText(second);
  await neighbours.getByRole("link", { name: "All articles" }).click();
  await expect(title(page)).toHaveText("Latest articles");
});

test("opens a deep link cold and finds every layer with its author", async ({ page }) => {
  const answer = await page.goto(FOUR_LAYERS);
  expect(answer.status()).toBe(200);
  await expect(title(page)).toHaveText("Two thirds of the Senate: how a treaty is really ratified");
  for (const [name, by] of [
    ["Report", "Reported by senate.gov"],
    ["Opinion", /^The opinion of /],
    ["Action", /^What the editors of /],
    ["To Do", "Steps you can take"],
  ]) {
    const layer = page.getByRole("region", { name, exact: true });
    await expect(layer.getByRole("heading", { name, exact: true, level: 2 })).toBeVisible();
    await expect(layer.getByText(by).first()).toBeVisible();
  }
  await live(page);
  await expect(title(page)).toHaveText("Two thirds of the Senate: how a treaty is really ratified");
});

test("follows a link in the text to another article, and to a heading of one", async ({ page }) => {
  await open(page, "articles/grain-1972/");
  const text = page.getByRole("region", { name: "Report", exact: true });
  await text.getByRole("link", { name: "ABM Treaty" }).click();
  await expect(page).toHaveURL(/\/articles\/[^/]*abm-treaty[^/]*\/$/);
  await expect(title(page)).toContainText("ABM Treaty");
  await page.goBack();
  await expect(title(page)).toContainText("grain");

  await open(page, "articles/apollo-soyuz/");
  await text.getByRole("link", { name: "rules for ships" }).click();
  await expect(title(page)).toContainText("Incidents at Sea");
  await expect(text.getByRole("heading", { name: "The agreement" })).toBeInViewport();
});

test("unfolds a story in a list, compares its sources, and reads one of them", async ({ page }) => {
  await open(page, "categories/summits-and-diplomacy/");
  const entry = page.getByRole("main").getByRole("article").filter({ hasText: "and 2 more sources" });
  const folded = entry.getByRole("link", { name: /^Alaska summit ends with no truce/ });
  await expect(folded).toBeHidden();
  await entry.getByText("and 2 more sources").click();
  await expect(folded).toBeVisible();
  await entry.getByRole("link", { name: /^Compare/ }).click();
  await expect(title(page)).toBeFocused();
  const headlines = page.getByRole("region", { name: /^The headlines/ }).getByRole("link");
  await expect(headlines.filter({ hasText: /^Alaska summit ends/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "What each adds" })).toContainText("apnews.com");
  await headlines.filter({ hasText: /^Alaska summit ends/ }).click();
  await expect(title(page)).toHaveText(/^Alaska summit ends with no truce/);
});

test("says why an article is suggested", async ({ page }) => {
  await open(page, FOUR_LAYERS);
  const related = page.getByRole("region", { name: "Related articles" });
  await expect(related.getByText(/shared categor|same |earlier|later/).first()).toBeVisible();
});

test("goes back from an article to the same place in the list", async ({ page }) => {
  await open(page, "./");
  const link = titles(page).nth(12);
  await link.scrollIntoViewIfNeeded();
  const [name, before] = [await link.textContent(), await scrolled(page)];
  expect(before, "the article is far down").toBeGreaterThan(500);
  await link.click();
  await expect(title(page)).toHaveText(name);
  await expect.poll(() => scrolled(page), "an article begins at its top").toBe(0);
  await page.goBack();
  await expect(title(page)).toHaveText("Latest articles");
  await expect.poll(() => scrolled(page)).toBe(before);
  await page.goForward();
  await expect(title(page)).toHaveText(name);
});

test("opens the whole report, and prints it whole without opening it", async ({ page }) => {
  await open(page, FOUR_LAYERS);
  const report = page.getByRole("region", { name: "Report", exact: true });
  const isCut = () =>
    report.evaluate((region) =>
      [...region.querySelectorAll("*")].some(
        (part) => getComputedStyle(part).overflowY === "hidden" && part.scrollHeight > part.clientHeight + 1,
      ),
    );
  expect(await isCut(), "a long report is cut").toBe(true);
  await page.emulateMedia({ media: "print" });
  expect(await isCut(), "on paper it is not").toBe(false);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  const expand = report.getByText("Expand", { exact: true });
  await expand.evaluate((label) => label.scrollIntoView({ block: "center" }));
  const place = () => report.getByRole("paragraph").nth(2).evaluate((text) => Math.round(text.getBoundingClientRect().top));
  const read = await place();
  await expand.click();
  await expect.poll(isCut).toBe(false);
  expect(await place(), "what is being read stays where it is").toBe(read);
  await report.getByText("Show less", { exact: true }).click();
  await expect.poll(isCut).toBe(true);
});

test("jumps to a chapter from the contents of a long document", async ({ page }) => {
  await open(page, "articles/how-to-write-to-congress-so-that-it-is-read/");
  const entry = page.getByRole("navigation", { name: "Contents" }).getByRole("link").nth(4);
  const name = await entry.textContent();
  await entry.click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeInViewport();
  await page.reload();
  await expect(page.getByRole("heading", { name, exact: true })).toBeInViewport();
  await live(page);
  await page.goBack();
  await expect(page).not.toHaveURL(/#/);
  await expect(page.getByRole("heading", { name, exact: true })).not.toBeInViewport();
  await page.goForward();
  await expect(page.getByRole("heading", { name, exact: true })).toBeInViewport();
});

test("sees in the contents which chapter is being read", async ({ page }) => {
  await open(page, "articles/apollo-soyuz/");
  const entries = page.getByRole("navigation", { name: "Contents" }).getByRole("link");
  await expect(entries.and(page.locator("[aria-current]"))).toHaveCount(0);
  const chapter = await entries.nth(1).getAttribute("href");
  await page.locator(chapter).evaluate((heading) => heading.scrollIntoView());
  await expect(entries.nth(1)).toHaveAttribute("aria-current", "true");
  await page.evaluate(() => scrollTo(0, 0));
  await expect(entries.and(page.locator("[aria-current]"))).toHaveCount(0);
});

test("shares, copies and prints an article", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await open(page, FOUR_LAYERS);
  const tools = page.getByRole("group", { name: "This article" });
  await tools.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(new URL(FOUR_LAYERS, baseURL).href);
  await tools.getByRole("button", { name: "Print" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");
});

test("calls, writes to and looks up whom an article names, and signs its petition", async ({ page }) => {
  await open(page, FOUR_LAYERS);
  const todo = page.getByRole("region", { name: "To Do", exact: true });
  await expect(todo.getByRole("link", { name: /\d{3}-\d{4}/ }).first()).toHaveAttribute("href", /^tel:\+1\d{10}/);
  const petition = page.getByRole("link", { name: /^Sign Our Petition/ });
  await expect(petition.first()).toHaveAttribute("href", /^https:\/\//);
});

test("chooses dark colours, and finds them dark the next time", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "./");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: /follow the system/ }).click();
  await page.getByRole("button", { name: "Light colours" }).click();
  await expect(page.getByRole("button", { name: "Dark colours" })).toBeVisible();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await page.reload();
  expect(await paper(), "dark at once, before the app is there").toBe(dark);
  await live(page);
  await page.getByRole("button", { name: "Dark colours" }).click();
  await expect.poll(paper).toBe(light);
});

test("hears where each link has led: title, heading and description change", async ({ page }) => {
  await open(page, "./");
  const description = () => page.locator("meta[name=description]").getAttribute("content");
  let before = { title: await page.title(), description: await description() };
  for (const name of ["Categories", "Sources", "Search", "Subscribe", "Home"]) {
    await section(page, name).click();
    await expect(title(page)).toHaveText(name === "Home" ? "Latest articles" : name);
    await expect(title(page)).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(section(page, name)).toHaveAttribute("aria-current", /page|true/);
    const heading = await title(page).textContent();
    await expect(page.getByRole("status").filter({ hasText: heading })).toHaveCount(1);
    const after = { title: await page.title(), description: await description() };
    expect(after.title).not.toBe(before.title);
    expect(after.description).not.toBe(before.description);
    before = after;
  }
});

test("subscribes by a feed that is there, and copies its address", async ({ page, context, request }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "subscribe/");
  const everything = page.getByRole("region", { name: "Everything" });
  const address = await everything.getByRole("textbox").inputValue();
  await everything.getByRole("button", { name: /^Copy/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);

  const links = page.getByRole("main").getByRole("link", { name: /^Open / });
  expect(await links.count()).toBeGreaterThan(5);
  for (const href of await links.evaluateAll((links) => links.map((link) => link.href))) {
    const feed = await request.get(href);
    expect(feed.status(), href).toBe(200);
    expect(await feed.text(), href).toContain("<feed");
  }
  const offered = page.locator("link[rel=alternate][type='application/atom+xml']");
  await expect(offered.first()).toHaveAttribute("href", /feed\.xml$/);
});

test("reads the archive below another path, from the same files", async ({ page }) => {
  await open(page, `.${elsewhere}`);
  const first = await titles(page).first().textContent();
  await titles(page).first().click();
  await expect(title(page)).toHaveText(first);
  expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${elsewhere}articles/`));
  await section(page, "Search").click();
  await searchField(page).fill("treaty");
  await expect(titles(page).first()).toBeVisible();
  await titles(page).first().click();
  await expect(page.getByRole("region", { name: /^(Report|Text)$/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("region", { name: /^(Report|Text)$/ })).toBeVisible();
  expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${elsewhere}articles/`));
});

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
