// What Lighthouse sees: mobile, slow 4G and a phone.
import lighthouse from "lighthouse";

/** What Lighthouse says of a page. Where it lost sight of it, which happens on a busy machine, it looks again. */
export async function look(browser, url, onlyCategories, throttlingMethod = "simulate") {
  for (let left = 2; ; left -= 1) {
    const page = await browser.newPage();
    try {
      const { lhr } = await lighthouse(url, { onlyCategories, throttlingMethod, output: "json", logLevel: "silent" }, undefined, page);
      const lost = Object.values(lhr.categories).some(({ score }) => score === null);
      if (!lost || left === 0) return lhr;
    } finally {
      await page.close();
    }
  }
}

/** The figures of a report that a reader feels. Milliseconds and bytes. */
export function paint({ audits }) {
  const value = (id) => audits[id]?.numericValue ?? 0;
  return {
    first: value("first-contentful-paint"),
    largest: value("largest-contentful-paint"),
    blocked: value("total-blocking-time"),
    moved: value("cumulative-layout-shift"),
    bytes: value("total-byte-weight"),
  };
}
