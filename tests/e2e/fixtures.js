// What every journey has: a page that stays silent and speaks to nobody, and a few words for what a person does.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";

export const test = base.extend({
  // Messages that a journey brings about on purpose, as regular expressions. Everything else on the console fails it.
  allowed: [[], { option: true }],

  page: async ({ page, allowed, baseURL }, use) => {
    const said = [];
    const missing = new Set();
    const hear = (text, url = "") => {
      // The browser itself reports an address that the host answers with its not-found page.
      const expected = missing.has(url) && text.startsWith("Failed to load resource");
      if (!expected && !allowed.some((pattern) => pattern.test(text))) said.push(url ? `${text} (${url})` : text);
    };
    const hearConsole = (message) => {
      if (["error", "warning"].includes(message.type())) hear(message.text(), message.location().url);
    };
    page.on("console", hearConsole);
    page.on("worker", (worker) => worker.on("console", hearConsole));
    page.on("pageerror", (error) => hear(String(error)));
    // What the policy or Trusted Types refuse is said on the console by us too: a browser may call it less than an error.
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`refused by ${event.effectiveDirective}: ${event.blockedURI} ${event.sample} (${event.disposition})`));
    });
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.status() === 404) missing.add(response.url());
    });
    // Nothing leaves the device, so nothing is asked of anybody but the host.
    const elsewhere = [];
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== new URL(baseURL).origin) elsewhere.push(request.url());
    });
    await use(page);
    expect(said, "the console stays silent").toEqual([]);
    expect(elsewhere, "nobody but the host is asked for anything").toEqual([]);
  },
});

export { expect };

/** Opens an address and waits until the app has taken the page over. */
export async function open(page, path) {
  await page.goto(path);
  await live(page);
}

/** Waits until the app has taken the page over. Until then links and forms work as everywhere; the rest does not. */
export async function live(page) {
  await expect(page.locator("html")).toHaveAttribute("data-app", "live");
}

/** The page's heading. */
export function title(page) {
  return page.getByRole("main").getByRole("heading", { level: 1 });
}

/** The titles in a list of articles, in its order. */
export function titles(page) {
  return page.getByRole("main").getByRole("article").getByRole("heading").getByRole("link");
}

/** A link of the masthead. */
export function section(page, name) {
  return page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });
}

/** The search field of the page. */
export function searchField(page) {
  return page.getByRole("main").getByRole("combobox", { name: "Words to look for" });
}

/** How far the page is scrolled. */
export function scrolled(page) {
  return page.evaluate(() => window.scrollY);
}

/** Nothing sticks out to the side. */
export async function fits(page) {
  const { content, room } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(content, "the page is as wide as the window").toBeLessThanOrEqual(room);
}

/** No violation of WCAG 2.2, levels A and AA, that a machine can find. */
export async function accessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(" ")}\n${node.failureSummary}`),
  );
  expect(told).toEqual([]);
}

/** Presses Tab until `locator` has the focus, as somebody without a mouse does; fails after `most` stops. */
export async function tabTo(page, locator, { key = "Tab", most = 200 } = {}) {
  await expect(locator).toBeVisible();
  for (let stops = 0; stops < most; stops += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(locator, `within ${most} presses of ${key}`).toBeFocused();
}
