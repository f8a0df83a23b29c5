// The README's pictures, taken from the demonstration: pictures.mjs BINARY [FOLDER]
// A database of its own in a temporary folder, a free port; nothing is left behind.
import { chromium, request } from "@playwright/test";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Largest picture, in bytes: the README stays light. */
const LARGEST = 120_000;
/** Phones in the coach's picture: inside the form, and done. */
const INSIDE = 4;
const DONE = 13;

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1.5 };
const desk = { viewport: { width: 1200, height: 750 } };

const [binary, out = "docs/pictures"] = process.argv.slice(2);
if (!binary) throw new Error("pictures.mjs BINARY [FOLDER]");

const folder = mkdtempSync(join(tmpdir(), "make-it-safe-pictures-"));
const database = `sqlite:${join(folder, "demo.db")}`;
const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MAKEITSAFE_")));
const run = { cwd: folder, env: settings };

const filled = spawnSync(resolve(binary), ["demo", "--database", database], run);
if (filled.status !== 0) throw new Error(`no demonstration: ${filled.stderr}`);
const server = spawn(resolve(binary), ["serve", "--database", database, "--listen", "127.0.0.1:0"], run);

async function address() {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /^listening on (http:\/\/\S+)/.exec(line);
    if (found) return found[1];
  }
  throw new Error("the server ended before it listened");
}

/** Phones that stand in the open workshop, some of them done. */
async function fillRoom(origin, link) {
  for (let number = 0; number < INSIDE + DONE; number += 1) {
    const one = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
    await one.get(link);
    const form = { wave: "before", Q5: "true", Q6: "unsure", Q11: "4" };
    const reply = await one.post("/here", { form: number < INSIDE ? { ...form, lang: "en" } : form });
    if (!reply.ok()) throw new Error(`a phone was refused: ${reply.status()}`);
    await one.dispose();
  }
}

async function take(page, name, options = {}) {
  const path = join(out, `${name}.png`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: "disabled", ...options });
  const { size } = statSync(path);
  console.log(`${path}  ${Math.ceil(size / 1000)} KB`);
  if (size > LARGEST) throw new Error(`${path} has ${size} bytes, more than ${LARGEST}`);
}

async function takeAll(browser, origin) {
  const open = async (options, door) => {
    const context = await browser.newContext({ colorScheme: "light", locale: "en", reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    await page.goto(origin);
    if (door) await page.locator(`button[name=door][value=${door}]`).click();
    return page;
  };

  const front = await open(phone);
  if ((await front.locator("link[rel=stylesheet]").count()) === 0) throw new Error(`${binary} was built without its site`);
  await take(front, "front");

  const teenager = await open(phone, "participant");
  await teenager.locator("html[data-ready]").waitFor({ state: "attached" });
  await teenager.locator("[data-go=yes]").click();
  await teenager.locator("[data-question=Q5] label.option").first().click();
  await teenager.locator(".save-state[data-state=saved]").waitFor();
  await take(teenager, "question");

  const coach = await open(desk, "coach");
  const code = (await coach.locator(".join-code").innerText()).replaceAll(/\s/g, "");
  await fillRoom(origin, `/j/${code}`);
  await coach.reload();
  await take(coach, "coach");

  const manager = await open(desk, "manager");
  // Pictures load when they come near.
  const first = manager.locator("main figure").first();
  await first.evaluate((figure) => scrollTo(0, figure.getBoundingClientRect().top + scrollY - 100));
  await manager.waitForLoadState("networkidle");
  await take(manager, "results");
}

try {
  const origin = await address();
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  await takeAll(browser, origin).finally(() => browser.close());
} finally {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}
