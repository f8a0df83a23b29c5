// A workshop step by step with plain forms and links, for coach, projector and phones alike; with scripts the same
// journey, quicker.
import { content, expect, LivePhone, liveRoom, QUICK, spoken, test, Wall, words } from "../fixtures";

test.use({ settings: { ...QUICK, MAKEITSAFE_LIMITS__PARTICIPANT_READS_PER_MINUTE: "997" } });
test.describe.configure({ timeout: 180_000, mode: "parallel" });

const { polls, scenes, steps } = content("passwords");
const title = (id: string) => steps.find((step) => step.id === id)?.title.en ?? "";
/** A page without scripts loads itself anew after so long, and the longest of them a second or two later. */
const BY_ITSELF = 13_000;

test("a coach leads five phones through it", async ({ administrator, person, javaScriptEnabled }) => {
  const way = javaScriptEnabled === false ? "plain" : "stream";
  const { desk, code } = await liveRoom(administrator, "Plain steps");
  const wall = await Wall.open(await person({ viewport: { width: 1280, height: 800 } }));
  await desk.pair(wall);
  const phones: LivePhone[] = [];
  for (const language of ["en", "nl", "fr", "de", "en"] as const) {
    const one = new LivePhone(await person({ locale: `${language}-BE` }), way, language);
    await one.join(code);
    await one.expectAt({ calm: "phone_lobby" });
    phones.push(one);
  }
  const [first] = phones as [LivePhone, ...LivePhone[]];
  const vote = async (votes: string[]) => {
    for (const [place, one] of phones.entries()) {
      await one.look();
      await one.vote(votes[place] ?? "");
    }
  };

  await test.step("everybody goes on by themselves, nobody touches anything", async () => {
    await desk.goOn();
    await expect(desk.heading).toHaveText(title("opening"));
    await expect(wall.step.locator("h1")).toHaveText(title("opening"), { timeout: BY_ITSELF });
    for (const one of phones) await expect(one.says).toHaveText(one.run("phone_together"), { timeout: BY_ITSELF });
  });

  await test.step("the questions, with one phone in the middle of them", async () => {
    await desk.goOn();
    for (const one of phones) await one.expectAt("form");
    for (const one of phones.slice(1)) await one.decline();
    await first.begin();
    await first.choose("Q5", "true");
    if (first.js) {
      await first.expectSaved();
    } else {
      // Without scripts, changing the language is what sends a part of it.
      await first.page.locator(".language-menu summary").click();
      await first.page.getByRole("button", { name: "English", exact: true }).click();
    }
    await desk.look();
    await expect(desk.count("workshop.inside")).toHaveText("1", { timeout: BY_ITSELF });
    await desk.next.click();
    await expect(desk.page.getByText(words("refusal.in_form", "en", { count: "1" }), { exact: true })).toBeVisible();
    await desk.moves(() => desk.button("run.leave_form").click());
    await expect(desk.heading).toHaveText(title("story"));
  });

  await test.step("the story, scene by scene", async () => {
    await expect(async () => {
      await first.page.goto("/here");
      await expect(first.page.locator("form.vote")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: BY_ITSELF });
    const [scene] = scenes;
    await vote(["1", "1", "1", "0", "0"]);
    await desk.look();
    await expect(desk.next).toHaveText(words("run.next_reveal"), { timeout: BY_ITSELF });
    await desk.goOn();
    await expect(desk.page.locator(".choices-read > [data-chosen]")).toContainText(scene?.choices[1]?.text.en ?? "-");
    await expect(desk.page.locator(".stage .bar-share")).toHaveText(["3 of 5", "2 of 5"]);
    await expect(wall.step.locator("h1")).toHaveText(spoken(scene?.choices[1]?.text.en ?? ""), { timeout: BY_ITSELF });
    await first.look();
    await expect(first.page.locator(".chosen")).toContainText(scene?.choices[1]?.text.en ?? "-");
    await desk.goOn();
    await first.look();
    await expect(first.says).toHaveText(spoken(scenes.find(({ id }) => id === scene?.choices[1]?.next)?.text.en ?? ""), { timeout: BY_ITSELF });
  });

  await test.step("a poll, its answer changed before it is shown", async () => {
    await desk.jump(title("polls"));
    const right = polls[0]?.options.find((option) => option.right)?.value ?? "";
    const wrong = polls[0]?.options[0]?.value ?? "";
    await vote([wrong, wrong, right, right, wrong]);
    await first.vote(right);
    await expect(wall.step).toContainText(polls[0]?.question.en ?? "-", { timeout: BY_ITSELF });
    await desk.goOn();
    await expect(desk.page.locator(".stage .bar-share")).toHaveText(["3 of 5", "2 of 5"]);
    await expect(wall.page.locator(".bar-share")).toHaveText(["3 of 5", "2 of 5"], { timeout: BY_ITSELF });
    await first.look();
    await expect(first.page.locator(".bar-share")).toHaveText(["3 of 5", "2 of 5"], { timeout: BY_ITSELF });
  });

  await test.step("a step left out, and the end", async () => {
    await desk.tool("run.agenda");
    await desk.moves(() => desk.step(title("form-after")).getByRole("button", { name: words("run.drop"), exact: true }).click());
    await desk.jump(title("practice"));
    await expect(desk.next).toHaveText(words("run.next_step", "en", { title: title("close") }));
    await desk.goOn();
    await first.look();
    await expect(first.heading).toHaveText(first.text("finished_title"), { timeout: BY_ITSELF });
    await desk.close();
    await wall.pairingCode();
  });
});

test("what a coach types stays while the page keeps itself true", async ({ administrator, person, javaScriptEnabled }) => {
  const { desk, code } = await liveRoom(administrator, "Typing");
  await desk.goOn();
  const own = await desk.tool("run.own_poll");
  await own.getByLabel(words("run.question"), { exact: true }).fill("Who decides?");
  await own.getByLabel(words("run.option_n", "en", { number: "1" })).fill("Everybody");
  if (javaScriptEnabled === false) {
    // Longer than the page waits before it loads itself anew.
    await desk.page.waitForTimeout(BY_ITSELF);
  } else {
    await new LivePhone(await person(), "stream").join(code);
    await expect(desk.count("run.here")).toHaveText("1", { timeout: BY_ITSELF });
  }
  await expect(own.getByLabel(words("run.question"), { exact: true })).toHaveValue("Who decides?");
  await own.getByLabel(words("run.option_n", "en", { number: "2" })).fill("Nobody");
  await own.getByRole("button", { name: words("run.add_poll"), exact: true }).click();
  await expect(desk.next).toHaveText(words("run.next_step", "en", { title: "Who decides?" }));
});

test("what is chosen on a phone stays until it is sent", async ({ administrator, person, javaScriptEnabled }) => {
  const { desk, code } = await liveRoom(administrator, "Choosing slowly");
  await desk.goOn();
  const own = await desk.tool("run.own_poll");
  await own.getByLabel(words("run.question"), { exact: true }).fill("What helps?");
  await own.getByLabel(words("run.kind"), { exact: true }).selectOption({ label: words("run.kind_ticks") });
  for (const [place, text] of ["Asking", "Waiting", "Telling"].entries()) {
    await own.getByLabel(words("run.option_n", "en", { number: String(place + 1) })).fill(text);
  }
  await own.getByRole("button", { name: words("run.add_poll"), exact: true }).click();
  await desk.goOn();
  await expect(desk.heading).toHaveText("What helps?");
  const one = new LivePhone(await person({ locale: "en-BE" }), javaScriptEnabled === false ? "plain" : "stream");
  await one.join(code);
  const tick = (text: string) => one.page.locator("label.option", { hasText: text });
  await tick("Asking").click();
  // Somebody reads slowly; the coach shows the code to who comes late.
  await desk.tool("run.projector");
  await desk.moves(() => desk.button("run.panel_on").click());
  await one.page.waitForTimeout(one.js ? 2_000 : BY_ITSELF);
  await tick("Telling").click();
  await one.page.getByRole("button", { name: one.text("send"), exact: true }).click();
  await expect(one.saveState).toHaveText(one.run("phone_saved"));
  await expect(tick("Asking").locator("input")).toBeChecked();
  await expect(tick("Telling").locator("input")).toBeChecked();
});
