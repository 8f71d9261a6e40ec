// Journeys through the release site in one real browser, served as a plain static host would serve it.
//
// `cargo xtask test` sets all of it up. By hand, with a site in target/dovecote/site: `CHROME=... npx playwright test`.
import { defineConfig } from "@playwright/test";

const port = process.env.DOVECOTE_PORT ?? "4173";

/** The folder has no address in it: the same bytes are served below a second path, for one journey. */
export const elsewhere = "/an/archive/";

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  fullyParallel: true,
  // More than the cores of a small machine would only make them wait for one another.
  workers: 2,
  // An audit of a long page takes a slow machine its time.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // A journey that passes at the second attempt is broken at the first.
  retries: 0,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    // Records every journey to the disk, which takes as long as the journeys: only when it is asked for.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: process.env.CHROME || undefined,
      args: [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node server.js ${port} / ${elsewhere}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
