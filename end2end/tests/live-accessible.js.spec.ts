// The pages of a live workshop: no violation in either theme on a phone and at a desk, and room enough on small
// and on enlarged screens.
import type { Page } from "@playwright/test";
import { content, expect, expectAccessible, FOLLOWS, LivePhone, liveRoom, QUICK, test, Wall, words } from "../fixtures";

test.use({ settings: { ...QUICK, MAKEITSAFE_LIMITS__PARTICIPANT_READS_PER_MINUTE: "998" } });
test.describe.configure({ timeout: 240_000, mode: "parallel" });

const { polls, steps } = content("passwords");
const title = (id: string) => steps.find((step) => step.id === id)?.title.en ?? "";
const RIGHT = polls[0]?.options.find(({ right }) => right)?.value ?? "";
/** WCAG 1.4.10 asks for 320 pixels; the second is a laptop's screen at 200 %. */
const SMALL = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
];

/** Nothing is wider than the screen, and what matters can be reached. */
async function expectRoom(page: Page, name: string, what: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of SMALL) {
    await page.setViewportSize(size);
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(over, `${name} at ${size.width}`).toBeLessThanOrEqual(0);
    const control = page.locator(what).first();
    await control.scrollIntoViewIfNeeded();
    await expect(control, `${name} at ${size.width}`).toBeInViewport({ ratio: 0.9 });
    // Nothing lies over it.
    await control.click({ trial: true });
  }
  if (before) await page.setViewportSize(before);
}

test("console and helper", async ({ administrator, person, complaints }) => {
  complaints.expect(/status of 422/);
  const { desk, code } = await liveRoom(administrator, "Accessible console");
  const look = async (name: string, what = "[data-key~=next]") => {
    await expectAccessible(desk.page, name);
    await expectRoom(desk.page, name, what);
  };
  for (const tool of ["run.agenda", "run.projector", "run.own_poll", "run.own_film", "run.keys"]) await desk.tool(tool);
  await look("console, lobby, every tool open");
  await desk.tool("run.helper");
  await desk.moves(() => desk.button("run.helper_make").click());
  await expectAccessible(desk.page, "console with a PIN");
  const pin = await desk.page.locator("[data-live=helper] .join-code").innerText();

  const helper = await person();
  await helper.goto("/helper");
  await expectAccessible(helper, "helper outside");
  await new LivePhone(helper, "stream").join(code);
  await helper.goto("/helper");
  await expectAccessible(helper, "PIN");
  for (const typed of ["no PIN", pin]) {
    await helper.getByLabel(words("run.helper_pin"), { exact: true }).fill(typed);
    await helper.getByRole("button", { name: words("run.helper_go"), exact: true }).click();
    if (typed !== pin) await expectAccessible(helper, "wrong PIN");
  }
  await desk.page.reload();
  await desk.jump(title("polls"));
  await look("console, poll");
  await expect(helper.getByRole("heading", { level: 1 })).toHaveText(title("polls"), { timeout: FOLLOWS });
  await expectAccessible(helper, "helper, poll");
  await expectRoom(helper, "helper", "[data-key~=next]");

  for (let number = 0; number < 5; number++) {
    const one = new LivePhone(await person({ javaScriptEnabled: false, locale: "en-BE" }), "plain");
    await one.join(code);
    await one.vote(number < 3 ? RIGHT : (polls[0]?.options[0]?.value ?? ""));
  }
  await expect(desk.count("run.answered")).toHaveText("5", { timeout: FOLLOWS });
  await desk.goOn();
  await expect(desk.page.locator(".stage .vote-bars")).toBeVisible();
  await look("console, revealed");
  await desk.jump(title("story"));
  // Nobody has voted: the coach chooses.
  await look("console, story", ".choices-read button");
  await desk.jump(title("form-before"));
  const inside = new LivePhone(await person({ locale: "en-BE" }), "stream");
  await inside.join(code);
  await inside.begin();
  await expect(desk.count("workshop.inside")).toHaveText("1", { timeout: FOLLOWS });
  await desk.next.click();
  await expect(desk.button("run.leave_open")).toBeVisible();
  await expectAccessible(desk.page, "console, leave the form?");
});

test("projector and phone", async ({ administrator, person }) => {
  const { desk, code } = await liveRoom(administrator, "Accessible wall");
  const wall = await Wall.open(await person({ viewport: { width: 1280, height: 800 } }));
  await wall.pairingCode();
  await expectAccessible(wall.page, "projector, pairing");
  await desk.pair(wall);
  const one = new LivePhone(await person({ locale: "en-BE" }), "stream");
  await one.join(code);
  const both = async (name: string, what?: string) => {
    await expectAccessible(wall.page, `projector, ${name}`);
    await expectAccessible(one.page, `phone, ${name}`);
    if (what) await expectRoom(one.page, `phone, ${name}`, what);
  };
  await both("lobby");
  await desk.goOn();
  await expect(wall.step.locator("h1")).toHaveText(title("opening"), { timeout: FOLLOWS });
  await expectAccessible(wall.page, "projector, opening");

  await desk.jump(title("story"));
  await expect(one.page.locator("form.vote")).toBeVisible({ timeout: FOLLOWS });
  await both("story", "label.option:last-of-type");
  await one.vote("1");
  await desk.moves(() => desk.button("run.choose_this").nth(1).click());
  await expect(one.page.locator(".chosen")).toBeVisible({ timeout: FOLLOWS });
  await both("story, chosen");

  await desk.jump(title("polls"));
  await expect(one.says).toHaveText(polls[0]?.question.en ?? "", { timeout: FOLLOWS });
  await one.vote(RIGHT);
  for (let number = 0; number < 4; number++) {
    const other = new LivePhone(await person({ javaScriptEnabled: false, locale: "en-BE" }), "plain");
    await other.join(code);
    await other.vote(number < 2 ? RIGHT : (polls[0]?.options[0]?.value ?? ""));
  }
  await wall.expectCounting(5);
  await both("poll", "label.option:last-of-type");
  await desk.goOn();
  await expect(wall.results.locator(".vote-bars")).toBeVisible({ timeout: FOLLOWS });
  await expect(one.results).toBeVisible({ timeout: FOLLOWS });
  await both("results", "main a.button");

  await desk.tool("run.projector");
  await desk.moves(() => desk.button("run.blank_on").click());
  await expect(wall.page.locator("main.wall[data-dark]")).toBeVisible({ timeout: FOLLOWS });
  await expectAccessible(wall.page, "projector, dark");
  await desk.jump(title("close"));
  await expect(wall.page.locator(".wall-help")).toBeVisible({ timeout: FOLLOWS });
  await expectAccessible(wall.page, "projector, the end");
});
