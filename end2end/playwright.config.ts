// Browser tests: every spec runs with and without JavaScript, except `*.js.spec.ts`, which is about
// what only JavaScript does. Each worker starts its own server (fixtures/server.ts).
import { defineConfig, devices } from "@playwright/test";
import type { ServerOptions } from "./fixtures/server";

const asRoot = process.getuid?.() === 0;

export default defineConfig<object, ServerOptions>({
  testDir: "tests",
  outputDir: "test-results",
  reporter: "list",
  forbidOnly: Boolean(process.env["CI"]),
  // A test that passes only the second time has found something.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  use: {
    ...devices["Desktop Chrome"],
    // 360 x 740 first: most people here hold a phone. Staff journeys widen the window themselves.
    viewport: { width: 360, height: 740 },
    trace: "retain-on-failure",
    actionTimeout: 10_000,
    launchOptions: {
      ...(process.env["CHROMIUM"] ? { executablePath: process.env["CHROMIUM"] } : {}),
      // A browser of root has no sandbox; the others keep it from calling home.
      args: [
        ...(asRoot ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  projects: [
    { name: "js" },
    { name: "no-js", testIgnore: "**/*.js.spec.ts", use: { javaScriptEnabled: false } },
  ],
});
