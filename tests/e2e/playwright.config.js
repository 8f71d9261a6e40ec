// Journeys through the release site in one real browser, served as a plain static host would serve it.
import { defineConfig } from "@playwright/test";

const port = Number(process.env.DOVECOTE_PORT ?? 4173);

export default defineConfig({
  testDir: "journeys",
  // Two cores, one browser each at most: more only makes them wait for one another.
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROME || undefined,
      args: [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node server.js ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
