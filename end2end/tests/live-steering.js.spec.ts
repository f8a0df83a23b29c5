// Leading the room: two coaches, a peer helper, phones still in the form, keys, steps of one's own, too few votes.
import type { BrowserContextOptions, Page } from "@playwright/test";
import { account, Console, content, expect, FOLLOWS, LivePhone, liveRoom, Phone, QUICK, spoken, test, Wall, words } from "../fixtures";

test.use({ settings: { ...QUICK, MAKEITSAFE_LIMITS__PARTICIPANT_READS_PER_MINUTE: "1000" } });
test.describe.configure({ timeout: 120_000, mode: "parallel" });

const DESK = { viewport: { width: 1280, height: 800 } };
/** Titles of the steps of the passwords module, by their names. */
const TITLES = Object.fromEntries(content("passwords").steps.map(({ id, title }) => [id, title.en])) as Record<string, string>;
const title = (id: string) => TITLES[id] ?? "";
/** Its first poll. */
const POLL = content("passwords").polls[0];

type Person = (options?: BrowserContextOptions) => Promise<Page>;

/** Phones without scripts: quick to come and go. */
async function phones(person: Person, code: string, count: number): Promise<LivePhone[]> {
  const all: LivePhone[] = [];
  for (let number = 0; number < count; number++) {
    const one = new LivePhone(await person({ javaScriptEnabled: false, locale: "en-BE" }), "plain");
    await one.join(code);
    all.push(one);
  }
  return all;
}

/** Each phone looks and votes; what they vote, in their order. */
async function vote(all: LivePhone[], votes: string[]): Promise<void> {
  for (const [place, value] of votes.entries()) {
    await all[place]?.look();
    await all[place]?.vote(value);
  }
}

async function openWall(person: Person, desk: Console): Promise<Wall> {
  const wall = await Wall.open(await person(DESK));
  await desk.pair(wall);
  return wall;
}

test("two coaches press Next at the same time: one step, and the slower is told", async ({ administrator, staff, person }) => {
  const { project, path, desk, code } = await liveRoom(administrator, "Two coaches");
  const who = account("second-coach");
  const second = await staff();
  const link = await administrator.inviteCoach(project, who);
  await second.page.goto(link);
  await second.acceptInvitation(link, who);
  await second.page.goto(`${path}/run`);
  await administrator.page.goto(`${path}/run`);
  const other = new Console(second.page);
  for (const { page } of [desk, other]) await expect(page.locator("html[data-ready]")).toBeAttached({ timeout: 20_000 });
  const before = Number(await desk.version.inputValue());

  // The second coach's wish is on its way while the first one's is done.
  let release = () => {};
  const held = new Promise<void>((go) => (release = go));
  await other.page.route(/\/run$/, async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });
  const sent = other.page.waitForRequest((request) => request.method() === "POST");
  await other.next.click();
  await sent;
  await desk.goOn();
  release();

  const told = other.page.getByText(words("refusal.somebody_faster"), { exact: true });
  await expect(told).toBeVisible();
  for (const one of [desk, other]) {
    await expect(one.heading).toHaveText(title("opening"), { timeout: FOLLOWS });
    await expect(one.version).toHaveValue(String(before + 1));
  }
  // It stays long enough to be read, also when the room is busy.
  const [one] = await phones(person, code, 1);
  await expect(other.count("run.here")).toHaveText("1", { timeout: FOLLOWS });
  await one?.look();
  await expect(told).toBeVisible();
});

test("a peer helper goes through the steps, and sees neither answers nor settings", async ({ administrator, person, complaints }) => {
  complaints.expect(/status of (403|422)/);
  const { path, desk, code } = await liveRoom(administrator, "Peer helper");
  const page = await person();
  await page.goto("/helper");
  await expect(page.getByText(words("run.helper_join_first"), { exact: true })).toBeVisible();
  const one = new Phone(page, true);
  await one.join(code);
  await desk.tool("run.helper");
  await desk.moves(() => desk.button("run.helper_make").click());
  const pin = await desk.page.locator("[data-live=helper] .join-code").innerText();
  expect(pin).toMatch(/^\d{4}$/);

  const enter = async (typed: string) => {
    await page.getByLabel(words("run.helper_pin"), { exact: true }).fill(typed);
    await page.getByRole("button", { name: words("run.helper_go"), exact: true }).click();
  };
  await page.goto("/helper");
  await enter(pin === "1234" ? "4321" : "1234");
  await expect(page.getByText(words("problem.pin_unknown")).first()).toBeVisible();
  await enter(pin);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(words("run.lobby"));
  await expect(page.locator("html[data-ready]")).toBeAttached({ timeout: 20_000 });
  await page.locator("[data-key~=next]").click();
  await expect(heading).toHaveText(title("opening"), { timeout: FOLLOWS });
  await expect(desk.heading).toHaveText(title("opening"), { timeout: FOLLOWS });

  // Someone answers a poll: the helper can reveal it, and learns nothing.
  await desk.jump(title("polls"));
  await vote(await phones(person, code, 5), Array<string>(5).fill(POLL?.options[2]?.value ?? ""));
  await expect(heading).toHaveText(title("polls"), { timeout: FOLLOWS });
  await page.locator("[data-key~=next]").click();
  await expect(desk.page.locator(".stage .results")).toContainText(words("evaluation.nearly_everyone"), { timeout: FOLLOWS });
  await expect(page.locator("[data-key~=next]")).toHaveText(words("run.next_poll"), { timeout: FOLLOWS });
  await expect(page.locator(".results, .counts, .coach-card, .run-agenda, .tools")).toHaveCount(0);
  await expect(page.locator("main")).not.toContainText(/nearly everyone|answered/);
  const wishes = await page.locator("main input[name=do]").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(wishes.toSorted()).toEqual(["back", "blank", "join-panel", "next"]);

  // Neither by hand: leaving out a step is the coach's.
  const refused = await page.evaluate(async () => {
    const version = document.querySelector<HTMLInputElement>("input[name=version]")?.value ?? "";
    const body = new URLSearchParams({ version, do: "drop", step: "4" });
    return (await fetch("/helper", { method: "POST", body })).status;
  });
  expect(refused).toBe(403);

  await desk.moves(() => desk.button("run.helper_away").click());
  await expect(page.getByLabel(words("run.helper_pin"), { exact: true })).toBeVisible({ timeout: FOLLOWS });
  await administrator.page.goto(path);
});

test("leaving the form with a phone inside warns first, and both ways on work", async ({ administrator, person }) => {
  const { desk, code } = await liveRoom(administrator, "In the form");
  await desk.goOn();
  await desk.goOn();
  await expect(desk.heading).toHaveText(title("form-before"));
  const inside = new LivePhone(await person({ locale: "en-BE" }), "stream");
  await inside.join(code);
  await inside.begin();
  await inside.choose("Q5", "true");
  await inside.expectSaved();
  await expect(desk.count("workshop.inside")).toHaveText("1", { timeout: FOLLOWS });

  const warning = desk.page.getByText(words("refusal.in_form", "en", { count: "1" }), { exact: true });
  await desk.next.click();
  await expect(warning).toBeVisible();
  await expect(desk.heading).toHaveText(title("form-before"));
  await desk.moves(() => desk.button("run.leave_open").click());
  await expect(desk.heading).toHaveText(title("story"));
  await expect(warning).toHaveCount(0);
  await expect(inside.question("Q6")).toBeAttached();
  const late = new LivePhone(await person({ locale: "en-BE" }), "stream");
  await late.join(code);
  await expect(late.page.locator("form.vote")).toBeVisible();
  await late.page.getByRole("link", { name: late.run("phone_late_form"), exact: true }).click();
  await expect(late.form).toBeVisible();
  await late.started();
  await late.decline();
  await expect(late.page.locator("form.vote")).toBeVisible({ timeout: FOLLOWS });

  // Back in the form, and on anyway: it closes, and the phone inside comes along when its time is over.
  await desk.moves(() => desk.button("run.back").click());
  await expect(desk.heading).toHaveText(title("form-before"));
  await desk.next.click();
  await expect(warning).toBeVisible();
  await desk.moves(() => desk.button("run.leave_form").click());
  await expect(desk.heading).toHaveText(title("story"));
  await expect(inside.page.locator("form.vote")).toBeVisible({ timeout: 30_000 });
  const later = new LivePhone(await person({ locale: "en-BE" }), "stream");
  await later.join(code);
  await expect(later.page.locator("form.vote")).toBeVisible();
  await expect(later.page.getByRole("link", { name: later.run("phone_late_form"), exact: true })).toHaveCount(0);
});

test("the question whether to leave the form stays until it is answered", async ({ administrator, person }) => {
  const { desk, code } = await liveRoom(administrator, "Asked");
  await desk.goOn();
  await desk.goOn();
  const [inside, quick] = await phones(person, code, 2);
  // Without scripts, changing the language is what says that somebody is inside.
  await inside?.look();
  await inside?.choose("Q5", "true");
  await inside?.page.locator(".language-menu summary").click();
  await inside?.page.getByRole("button", { name: "English", exact: true }).click();
  await expect(desk.count("workshop.inside")).toHaveText("1", { timeout: FOLLOWS });
  const warning = desk.page.getByText(words("refusal.in_form", "en", { count: "1" }), { exact: true });
  await desk.next.click();
  await expect(warning).toBeVisible();
  // Somebody else is done meanwhile, as somebody always is in a full room.
  await quick?.look();
  await quick?.decline();
  await expect(desk.count("workshop.done")).toHaveText("1", { timeout: FOLLOWS });
  await expect(warning).toBeVisible();
  await desk.moves(() => desk.button("run.leave_form").click());
  await expect(desk.heading).toHaveText(title("story"));
});

test("keys of a laptop and of a clicker", async ({ administrator, person }) => {
  const { desk, code } = await liveRoom(administrator, "Keys");
  const wall = await openWall(person, desk);
  const { page } = desk;
  await expect(page.locator("html[data-ready]")).toBeAttached({ timeout: 20_000 });
  const press = async (key: string) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(key);
  };
  const at = async (id: string) => {
    await expect(desk.heading).toHaveText(title(id), { timeout: FOLLOWS });
    await expect(wall.step.locator("h1")).toHaveText(title(id), { timeout: FOLLOWS });
  };
  await press("Space");
  await at("opening");
  await press("ArrowRight");
  await at("form-before");
  await press("ArrowLeft");
  await at("opening");
  await press("PageDown");
  await at("form-before");
  await press("PageUp");
  await at("opening");

  const shown = wall.page.getByRole("heading", { name: words("run.wall_late"), exact: true });
  await press("j");
  await expect(shown).toBeVisible({ timeout: FOLLOWS });
  await press("j");
  await at("opening");
  await press("b");
  await expect(wall.page.locator("main.wall[data-dark]")).toBeVisible({ timeout: FOLLOWS });
  await expect(wall.page.locator("main")).toHaveText(words("run.wall_dark"));
  await expect(desk.page.locator("[data-key=blank]")).toHaveText(words("run.blank_off"), { timeout: FOLLOWS });
  await press("b");
  await at("opening");
  const door = page.locator("[data-key=lock]");
  await press("l");
  await expect(door).toHaveText(words("workshop.unlock"), { timeout: FOLLOWS });
  await press("l");
  await expect(door).toHaveText(words("workshop.lock"), { timeout: FOLLOWS });
  const list = page.locator("details.keys, details[data-key=keys]");
  await press("?");
  await expect(list).toHaveAttribute("open");
  await press("?");
  await expect(list).not.toHaveAttribute("open");

  // What is typed is no wish.
  const own = await desk.tool("run.own_poll");
  const field = own.getByLabel(words("run.question"), { exact: true });
  const before = await desk.version.inputValue();
  await field.pressSequentially("jbl r?");
  for (const key of ["ArrowLeft", "ArrowRight", "PageDown"]) await field.press(key);
  await expect(field).toHaveValue("jbl r?");
  // Space on a summary opens it, and nothing else.
  await own.locator("summary").press("Space");
  await expect(own).not.toHaveAttribute("open");
  await page.waitForTimeout(500);
  await expect(desk.version).toHaveValue(before);
  await at("opening");

  // R reveals, and only that.
  await press("r");
  await desk.jump(title("polls"));
  await vote(await phones(person, code, 5), Array<string>(5).fill(POLL?.options[2]?.value ?? ""));
  await press("r");
  await expect(wall.results).toContainText(words("evaluation.nearly_everyone"), { timeout: FOLLOWS });
  const revealed = await desk.version.inputValue();
  await press("r");
  await page.waitForTimeout(500);
  await expect(desk.version).toHaveValue(revealed);
});

test("a question and a film of one's own, asked again, and a step left out", async ({ administrator, person }) => {
  const { desk, code } = await liveRoom(administrator, "Of our own");
  const wall = await openWall(person, desk);
  const five = await phones(person, code, 5);
  await desk.jump(title("polls"));

  await test.step("the same question twice, side by side", async () => {
    const [wrong = "", , right = ""] = POLL?.options.map(({ value }) => value) ?? [];
    await vote(five, [right, right, wrong, wrong, wrong]);
    await wall.expectCounting(5);
    await desk.goOn();
    await desk.moves(() => desk.button("run.ask_again").click());
    await vote(five, [right, right, right, wrong, right]);
    await desk.goOn();
    const rounds = wall.page.locator(".rounds[data-many] .round");
    await expect(rounds).toHaveCount(2, { timeout: FOLLOWS });
    await expect(rounds.nth(0)).toContainText(words("run.round", "en", { number: "1" }));
    await expect(rounds.nth(0).locator(".bar-share")).toHaveText(["2 of 5", "3 of 5"]);
    await expect(rounds.nth(1)).toContainText(words("run.round", "en", { number: "2" }));
    await expect(rounds.nth(1).locator(".bar-share")).toHaveText(["nearly everyone", "hardly anyone"]);
    await expect(desk.button("run.ask_again")).toHaveCount(0);
  });

  await test.step("a question in the coach's words is the next step", async () => {
    const own = await desk.tool("run.own_poll");
    await own.getByLabel(words("run.question"), { exact: true }).fill("Who decides about a photo?");
    for (const [place, text] of ["Who takes it", "Who is in it", "Both"].entries()) {
      await own.getByLabel(words("run.option_n", "en", { number: String(place + 1) })).fill(text);
    }
    await own.getByRole("button", { name: words("run.add_poll"), exact: true }).click();
    await expect(desk.page.locator(".run-agenda")).toContainText("Who decides about a photo?");
    // Through the module's other polls to the next step.
    for (let presses = 0; presses < 4; presses++) await desk.goOn();
    await expect(desk.next).toHaveText(words("run.next_step", "en", { title: "Who decides about a photo?" }));
    await desk.goOn();
    await expect(desk.heading).toHaveText("Who decides about a photo?");
    await vote(five, ["0", "1", "2", "2", "2"]);
    await expect(wall.step).toContainText("Who is in it", { timeout: FOLLOWS });
    await wall.expectCounting(5);
    await desk.goOn();
    // Nobody has looked at it: as sensitive as any.
    await expect(wall.results).toContainText(words("run.too_few_sensitive", "en", { n: "5" }), { timeout: FOLLOWS });
    await expect(wall.results).not.toContainText(/of 5/);
  });

  await test.step("the group's film, then a reaction", async () => {
    const tool = await desk.tool("run.own_film");
    await tool.getByLabel(words("run.film_title"), { exact: true }).fill("Who is in the picture");
    await tool.getByLabel(words("run.film_theme")).fill("Asking first");
    await tool.getByRole("button", { name: words("run.add_film"), exact: true }).click();
    await expect(desk.next).toHaveText(words("run.next_step", "en", { title: "Who is in the picture" }));
    await desk.goOn();
    await expect(wall.step.locator("h1")).toHaveText("Who is in the picture", { timeout: FOLLOWS });
    await expect(wall.step).toContainText("Asking first");
    await five[0]?.expectAt({ calm: "phone_look" });
    await expect(desk.next).toHaveText(words("run.next_reaction"));
    await desk.goOn();
    await vote(five, ["touched", "touched", "touched", "learnt", "not-reached"]);
    await wall.expectCounting(5);
    await desk.goOn();
    await expect(wall.results.locator(".vote-bars li")).toHaveText(
      [new RegExp(`${words("run.film_touched")}.*3 of 5`), new RegExp(`${words("run.other_answers")}.*2 of 5`)],
      { timeout: FOLLOWS },
    );
  });

  await test.step("what is left out is not gone to", async () => {
    await desk.tool("run.agenda");
    await desk.moves(() => desk.step(title("discussion")).getByRole("button", { name: words("run.drop"), exact: true }).click());
    await expect(desk.next).toHaveText(words("run.next_step", "en", { title: title("practice") }));
    await desk.goOn();
    await expect(desk.heading).toHaveText(title("practice"));
    await expect(wall.step.locator("h1")).toHaveText(content("passwords").practice.en, { timeout: FOLLOWS });
    await desk.moves(() => desk.step(title("discussion")).getByRole("button", { name: words("run.take_in"), exact: true }).click());
    await desk.moves(() => desk.button("run.back").click());
    await expect(desk.heading).toHaveText(title("discussion"));
  });
});

test("with few phones a question is for talking, and the coach chooses the story's way", async ({ administrator, person }) => {
  const { scenes, polls, steps } = content("sexting");
  const of = (id: string) => steps.find((step) => step.id === id)?.title.en ?? "";
  const { desk, code } = await liveRoom(administrator, "Few phones", "sexting");
  const wall = await openWall(person, desk);
  const four = await phones(person, code, 4);
  const talking = desk.page.getByText(words("run.for_talking"), { exact: true });

  await desk.jump(of("polls"));
  await expect(talking).toBeVisible();
  await vote(four, Array<string>(4).fill(polls[0]?.options[1]?.value ?? ""));
  await desk.goOn();
  await expect(wall.results).toContainText(words("run.private_wall"), { timeout: FOLLOWS });
  await expect(wall.results).not.toContainText(/\d/);
  await desk.goOn();
  await vote(four, Array<string>(4).fill(polls[1]?.options[0]?.value ?? ""));
  await desk.goOn();
  await expect(wall.results).toContainText(words("run.too_few", "en", { n: "4" }), { timeout: FOLLOWS });
  await expect(wall.page.locator(".bar-share")).toHaveCount(0);

  await desk.jump(of("story"));
  await expect(talking).toBeVisible();
  await vote(four, ["0", "0", "0", "2"]);
  await wall.expectCounting(4);
  await expect(desk.page.getByText(words("run.next_choose"), { exact: true })).toBeVisible();
  await expect(desk.next).toHaveCount(0);
  const [first] = scenes;
  const ways = desk.page.locator(".choices-read > li");
  await expect(ways).toHaveCount(3);
  await desk.moves(() => ways.nth(1).getByRole("button", { name: words("run.choose_this"), exact: true }).click());
  await expect(wall.step.locator("h1")).toHaveText(spoken(first?.choices[1]?.text.en ?? ""), { timeout: FOLLOWS });
  // What four chose is not told.
  await expect(wall.step).not.toContainText(/\d of \d/);
  await four[0]?.look();
  await expect(four[0]?.page.locator(".chosen") ?? wall.step).toContainText(spoken(first?.choices[1]?.text.en ?? ""));
  await desk.goOn();
  const next = scenes.find(({ id }) => id === first?.choices[1]?.next);
  await expect(wall.step.locator("h1")).toHaveText(spoken(next?.text.en ?? ""), { timeout: FOLLOWS });
});

test("a projector that was let go serves the next workshop", async ({ administrator, person }) => {
  const first = await liveRoom(administrator, "First of two");
  const wall = await openWall(person, first.desk);
  await first.desk.jump(title("close"));
  await expect(wall.step.locator("h1")).toHaveText(title("close"), { timeout: FOLLOWS });
  await first.desk.close();
  await wall.pairingCode();
  const second = await liveRoom(administrator, "Second of two");
  await second.desk.pair(wall);
  await expect(wall.page.locator(".wall-code")).toHaveText(`${second.code.slice(0, 3)} ${second.code.slice(3)}`);
});
