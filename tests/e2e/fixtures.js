// What every journey has: a page whose console must stay silent, and a few words for what a person does.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";

export const test = base.extend({
  // Messages a journey expects, as regular expressions; everything else on the console fails it.
  allowed: [[], { option: true }],
  page: async ({ page, allowed }, use) => {
    const said = [];
    const hear = (text) => {
      if (!allowed.some((pattern) => pattern.test(text))) said.push(text);
    };
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) hear(message.text());
    });
    page.on("pageerror", (error) => hear(String(error)));
    await use(page);
    expect(said, "the console stays silent").toEqual([]);
  },
});

export { expect };

/** Opens an address and waits until the app has taken the page over. */
export async function open(page, path) {
  await page.goto(path);
  await live(page);
}

/** Waits until the app has taken the page over. */
export async function live(page) {
  await expect(page.locator("html")).toHaveAttribute("data-app", "live");
}

/** No violation of WCAG 2.2 A and AA that a machine can find. */
export async function accessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
  expect(told).toEqual([]);
}

/** One address of every kind of page. */
export const routes = {
  home: "./",
  "second page of home": "page/2/",
  article: "articles/caatsa-how-congress-wrote-itself-into-russia-sanctions/",
  "article with contents": "articles/how-arms-control-is-verified-a-plain-glossary/",
  categories: "categories/",
  category: "categories/treaties-and-verification/",
  sources: "sources/",
  source: "sources/history.state.gov/",
  search: "search/",
  "search with results": "search/?q=treaty",
  "search without results": "search/?q=xylophonequartz",
  subscribe: "subscribe/",
  about: "about/",
  "not found": "no/such/page/",
};
