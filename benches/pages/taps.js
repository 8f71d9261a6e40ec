// The way from a tap on a link of home to the next article on the screen.

/** Lines that taps are measured on: milliseconds of latency, bytes a second. */
export const LINES = [
  ["slow 4G", { latency: 150, download: (1.6 * 1024 * 1024) / 8, upload: (750 * 1024) / 8 }],
  ["a fast line", undefined],
];

/** Milliseconds from a tap to the frame that shows the article, some times over. In a page that stays, the frame after its
 * heading has changed; where the browser goes to another page, the first paint of that. */
export async function taps(browser, origin, conditions, hover) {
  const times = [];
  for (let at = 0; at < 9; at += 1) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    // Motion is for those who welcome it; here the moment counts when the article stands.
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await page.setViewport({ width: 400, height: 800, hasTouch: true, isMobile: true });
    await page.evaluateOnNewDocument(watchPaint);
    await page.goto(origin, { waitUntil: "load" });
    if (await page.$("html[data-root]")) await page.waitForSelector("html[data-app=live]");
    // What a reader has had by the time they tap: the facts of the site.
    await page.waitForNetworkIdle({ idleTime: 300 });
    if (conditions) await page.emulateNetworkConditions(conditions);
    // Far down, where nothing was fetched ahead; another each time.
    const own = await page.$$("main article :is(h2, h3) a[data-file]");
    const links = own.length > 0 ? own : await page.$$('main a[href*="articles/"]');
    await links.at(-1 - at).evaluate(tap, hover);
    times.push(await took(page));
    await context.close();
  }
  return times;
}

/** In a new page: when it was tapped for, how long its first paint took from there. */
function watchPaint() {
  const tapped = Number(sessionStorage.getItem("tapped"));
  if (!tapped) return;
  new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName("first-contentful-paint");
    if (first) sessionStorage.setItem("took", String(performance.timeOrigin + first.startTime - tapped));
  }).observe({ type: "paint", buffered: true });
}

/** In the page: points at a link, and taps it. */
async function tap(link, hover) {
  const before = document.querySelector("main h1")?.textContent;
  document.addEventListener(
    "click",
    () => {
      const start = performance.now();
      sessionStorage.setItem("tapped", String(performance.timeOrigin + start));
      const watch = () => {
        const now = document.querySelector("main h1")?.textContent;
        if (now === undefined || now === before) return requestAnimationFrame(watch);
        // The frame that this is called in shows it; the task after has it on the screen.
        requestAnimationFrame(() => setTimeout(() => sessionStorage.setItem("took", String(performance.now() - start))));
      };
      watch();
    },
    { capture: true, once: true },
  );
  link.scrollIntoView({ block: "center" });
  if (hover) for (const kind of ["pointerover", "mouseover"]) link.dispatchEvent(new PointerEvent(kind, { bubbles: true }));
  await new Promise((done) => setTimeout(done, hover));
  setTimeout(() => link.click());
}

async function took(page) {
  for (let left = 600; left > 0; left -= 1) {
    // Between two pages there is none to ask.
    const time = await page.evaluate(() => sessionStorage.getItem("took")).catch(() => null);
    if (time !== null) return Number(time);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("nothing came of a tap");
}
