// In the middle of a poll the server, the network or the scripts are away for a while: everything comes back by
// itself, and no vote is lost.
import { content, expect, FOLLOWS, LivePhone, liveRoom, QUICK, test, Wall, words } from "../fixtures";

test.use({ settings: { ...QUICK, MAKEITSAFE_LIMITS__PARTICIPANT_READS_PER_MINUTE: "999" } });
test.describe.configure({ timeout: 120_000 });

const { polls, steps } = content("passwords");
const POLLS = steps.find(({ id }) => id === "polls")?.title.en ?? "";
const [first] = polls;
const [wrong = "", , right = ""] = first?.options.map(({ value }) => value) ?? [];
/** Everything is back within this time. */
const BACK = 15_000;

test("the server is stopped and started again", async ({ server, administrator, person, complaints }) => {
  complaints.expect(/ERR_(CONNECTION|INCOMPLETE|EMPTY|NETWORK|SOCKET)/);
  const { desk, code } = await liveRoom(administrator, "Restart");
  const wall = await Wall.open(await person({ viewport: { width: 1280, height: 800 } }));
  await desk.pair(wall);
  const early = new LivePhone(await person({ locale: "nl-BE" }), "stream", "nl");
  const meanwhile = new LivePhone(await person({ locale: "en-BE" }), "stream");
  const silent = new LivePhone(await person({ locale: "en-BE" }), "stream");
  const plain = new LivePhone(await person({ locale: "en-BE", javaScriptEnabled: false }), "plain");
  const all = [early, meanwhile, silent, plain];
  for (const one of all) await one.join(code);
  await desk.jump(POLLS);
  await plain.look();
  await plain.vote(wrong);
  await expect(early.page.locator("form.vote")).toBeVisible({ timeout: FOLLOWS });
  await early.vote(right);
  await expect(meanwhile.page.locator("form.vote")).toBeVisible({ timeout: FOLLOWS });
  await wall.expectCounting(2);
  const version = await desk.version.inputValue();

  await server.stop();
  await meanwhile.page.locator("label.option", { has: meanwhile.page.locator(`input[value="${right}"]`) }).click();
  await expect(meanwhile.saveState).toHaveText(meanwhile.text("not_sent"));
  for (const { page } of [desk, wall, meanwhile, silent]) {
    await expect(page.locator("[data-connection]")).toHaveText(words("run.lost"), { timeout: 20_000 });
  }
  await expect(early.page.locator("[data-connection]")).toHaveText(early.run("lost"), { timeout: 20_000 });
  // Nothing that was on a screen is gone.
  for (const one of [early, meanwhile, silent]) await expect(one.page.locator("form.vote")).toBeVisible();
  await expect(wall.step).toContainText(first?.question.en ?? "");

  await server.run();
  const back = Date.now() + BACK;
  const left = () => Math.max(1, back - Date.now());
  await Promise.all([
    ...[desk, wall, early, meanwhile, silent].map(({ page }) => expect(page.locator("[data-connection]")).toHaveText("", { timeout: BACK })),
    meanwhile.expectVote(right, BACK),
  ]);
  await expect(wall.page.locator(".wall-foot > span").nth(1)).toHaveText(/^3 /, { timeout: left() });
  await expect(desk.count("run.answered")).toHaveText("3", { timeout: left() });
  await expect(desk.version).toHaveValue(version);
  await early.reload();
  await early.expectVote(right);

  // Votes from before and after count together, and the room goes on at once.
  await silent.vote(wrong);
  const late = new LivePhone(await person({ locale: "en-BE", javaScriptEnabled: false }), "plain");
  await late.join(code);
  await late.vote(right);
  await wall.expectCounting(5);
  await desk.goOn();
  await expect(wall.page.locator(".bar-share")).toHaveText(["3 of 5", "2 of 5"], { timeout: FOLLOWS });
  await Promise.all([early, meanwhile, silent, plain].map(async (one) => {
    await one.look();
    await expect(one.results).toBeVisible({ timeout: FOLLOWS });
  }));
});

test("the power fails while the story runs", async ({ server, administrator, person, complaints }) => {
  complaints.expect(/ERR_(CONNECTION|INCOMPLETE|EMPTY|NETWORK|SOCKET)/);
  const { desk, code } = await liveRoom(administrator, "Power cut");
  const one = new LivePhone(await person({ locale: "en-BE" }), "stream");
  await one.join(code);
  await desk.jump(steps.find(({ id }) => id === "story")?.title.en ?? "");
  await expect(one.page.locator("form.vote")).toBeVisible({ timeout: FOLLOWS });
  await one.vote("1");
  await server.kill();
  await server.run();
  await expect(desk.page.locator("[data-connection]")).toHaveText("", { timeout: BACK });
  await expect(desk.count("run.answered")).toHaveText("1", { timeout: BACK });
  await desk.moves(() => desk.button("run.choose_this").nth(1).click());
  await expect(one.page.locator(".chosen")).toBeVisible({ timeout: BACK });
});

for (const movedOn of [false, true]) {
  const name = movedOn ? "a vote without network that comes too late is let go" : "a vote without network is sent once it is back";
  test(name, async ({ administrator, person, complaints }) => {
    complaints.expect(/ERR_INTERNET_DISCONNECTED/);
    const { desk, code } = await liveRoom(administrator, "Offline vote");
    const one = new LivePhone(await person({ locale: "en-BE" }), "stream");
    await one.join(code);
    await desk.jump(POLLS);
    await expect(one.page.locator("form.vote")).toBeVisible({ timeout: FOLLOWS });
    await one.page.context().setOffline(true);
    await one.page.locator("label.option", { has: one.page.locator(`input[value="${right}"]`) }).click();
    await expect(one.saveState).toHaveText(one.text("not_sent"));
    if (movedOn) await desk.goOn();
    await one.page.context().setOffline(false);
    if (movedOn) {
      await expect(one.results).toBeVisible({ timeout: BACK });
      await expect(one.page.locator("form.vote")).toHaveCount(0);
      await expect(desk.count("run.answered")).toHaveText("0");
    } else {
      await one.expectVote(right, BACK);
      await expect(desk.count("run.answered")).toHaveText("1", { timeout: FOLLOWS });
    }
  });
}

test("an answer tapped before the scripts have come is not lost", async ({ administrator, person }) => {
  const { desk, code } = await liveRoom(administrator, "Early tap, live");
  await desk.jump(POLLS);
  const one = new LivePhone(await person({ locale: "en-BE" }), "stream");
  let release = () => {};
  const held = new Promise<void>((go) => (release = go));
  await one.page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await one.enter(code);
  await one.page.locator("label.option", { has: one.page.locator(`input[value="${right}"]`) }).click();
  release();
  await one.started();
  // Scripted, there is no button to send it with.
  await one.expectVote(right);
  await expect(desk.count("run.answered")).toHaveText("1", { timeout: FOLLOWS });
});
