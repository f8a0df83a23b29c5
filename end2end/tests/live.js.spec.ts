// The whole workshop step by step, for every module: each phone always shows where the room is, and the projector
// tells what the room answered, as exactly as so few may be told.
import type { Locator } from "@playwright/test";
import {
  account,
  type Ask,
  Console,
  content,
  type Content,
  expect,
  FOLLOWS,
  LivePhone,
  type Module,
  MODULES,
  openSteps,
  type Poll,
  QUICK,
  type Scene,
  spoken,
  type Standing,
  type Text,
  test,
  Wall,
  words,
} from "../fixtures";

// The room goes through 45 minutes in one: its phones ask more often than real ones.
test.use({ settings: { ...QUICK, MAKEITSAFE_LIMITS__PARTICIPANT_READS_PER_MINUTE: "1000" } });
test.describe.configure({ timeout: 300_000, mode: "parallel" });

/** The choice that wins in each scene: ways that together pass every kind of scene. */
const WAYS: Record<Module, Record<string, number>> = {
  respect: { S1: 0, S2: 0, S5: 1 },
  "image-rights": { S1: 1, S3: 1, S5: 0 },
  sexting: { S1: 2, S2: 0, S3: 2, S4: 0 },
  passwords: { S1: 1, S3: 0, S2: 1 },
};

/** What each phone votes, in turn of their joining; `null` keeps out of it. */
type Votes = (string | null)[];

const tally = (votes: Votes, value: string) => votes.filter((vote) => vote === value).length;

/** What is asked, as far as it matters for what may be told. */
interface Asked extends Pick<Poll, "options" | "sensitive"> {
  /** A scene's choice: everybody hears who won. */
  decides?: boolean;
}

/** The option whose votes are told against all others: the right one; of three ways on the one that won; else the first. */
function named(votes: Votes, { options, decides }: Asked): Asked["options"][number] | undefined {
  const most = options.toSorted((one, other) => tally(votes, other.value) - tally(votes, one.value))[0];
  return decides && options.length > 2 ? most : (options.find(({ right }) => right) ?? options[0]);
}

/** Our own reading of the small-number rules, for rooms of fewer than ten. */
function told(votes: Votes, asked: Asked): { words: string; bars: [Text | null, string][] } {
  const cast = votes.filter((vote) => vote !== null).length;
  const n = String(cast);
  if (cast < 5) return { words: words("run.too_few", "en", { n }), bars: [] };
  if (asked.sensitive) return { words: words("run.too_few_sensitive", "en", { n }), bars: [] };
  const option = named(votes, asked);
  const top = tally(votes, option?.value ?? "");
  const share = (count: number, rest: number) => {
    // As for one class, so for the other: one person is never told apart.
    if (Math.min(count, rest) <= 1) return words(count < rest ? "evaluation.hardly_anyone" : "evaluation.nearly_everyone");
    return words("evaluation.of", "en", { count: String(count), n });
  };
  return {
    words: words("run.answered_by", "en", { n }),
    bars: [
      [option?.text ?? null, share(top, cast - top)],
      [null, share(cast - top, top)],
    ],
  };
}

/** What is shown in a list of results is this and nothing else. */
async function expectTold(results: Locator, votes: Votes, asked: Asked): Promise<void> {
  const expected = told(votes, asked);
  await expect(results.locator(".rounds")).toContainText(expected.words, { timeout: FOLLOWS });
  const rows = results.locator(".vote-bars li");
  await expect(rows).toHaveCount(expected.bars.length);
  for (const [place, [text, share]] of expected.bars.entries()) {
    const shown = text ? spoken(text.en) : words("run.other_answers");
    await expect(rows.nth(place).locator(".bar-words")).toContainText(shown);
    await expect(rows.nth(place).locator(".bar-share")).toHaveText(share);
  }
}

/** A coach, a projector, and six phones of which one comes late. */
class Room {
  /** Phones that are there. */
  phones: LivePhone[] = [];

  constructor(
    readonly desk: Console,
    readonly wall: Wall,
    readonly module: Module,
    readonly content: Content,
  ) {}

  private ask(step: string, item: string, text: Text, values: string[]): Ask {
    return { id: `${this.module}/${step}:${item}`, text: (language) => spoken(text[language]), values };
  }

  poll(step: string, number: number, poll: Poll): Ask {
    return this.ask(step, `${number}:1`, poll.question, poll.options.map(({ value }) => value));
  }

  scene(step: string, scene: Scene): Ask {
    return this.ask(step, scene.id, scene.text, scene.choices.map((_, place) => String(place)));
  }

  async allAt(standing: Standing): Promise<void> {
    await Promise.all(this.phones.map((one) => one.expectAt(standing)));
  }

  /** The phones vote all at once. */
  async vote(votes: Votes): Promise<void> {
    const cast = this.phones.map(async (one, place) => {
      const value = votes[place];
      if (typeof value === "string") await one.vote(value);
    });
    await Promise.all(cast);
    await this.wall.expectCounting(votes.filter((vote) => vote !== null).length);
  }
}

for (const [turn, module] of MODULES.entries()) {
  test(`${module}: from the lobby to the thanks`, async ({ administrator, staff, person, complaints }) => {
    complaints.expect(/ERR_FAILED.*\/live\/|\/live\/.*ERR_FAILED/);
    const played = content(module);
    const titles = played.steps.map(({ title }) => title.en);

    const { room, code } = await test.step("a coach with a phone opens it and pairs the projector", async () => {
      const project = await administrator.createProject(`Live ${module}`);
      await administrator.addPartnerAndGroup(project, "School", "3B");
      const path = await administrator.planWorkshop(project, module);
      const coach = await staff({ viewport: { width: 360, height: 740 } });
      await coach.signIn(account("administrator"));
      const { desk, code } = await openSteps(coach, path);
      const wall = await Wall.open(await person({ viewport: { width: 1280, height: 800 } }));
      await desk.pair(wall);
      return { room: new Room(desk, wall, module, played), code };
    });
    const { desk, wall } = room;

    const join = async (one: LivePhone) => {
      await one.join(code);
      room.phones.push(one);
    };
    await test.step("five phones join, each in its own way", async () => {
      const fleet = [
        new LivePhone(await person({ locale: "nl-BE" }), "stream", "nl"),
        new LivePhone(await person({ locale: "en-BE" }), "polling", "en"),
        new LivePhone(await person({ locale: "fr-BE" }), "reloading", "fr"),
        new LivePhone(await person({ locale: "de-BE", javaScriptEnabled: false }), "plain", "de"),
        new LivePhone(await person({ locale: "en-BE" }), "stream", "en"),
      ];
      await fleet[1]?.throughABadProxy();
      for (const one of fleet) await join(one);
      await expect(wall.page.locator(".wall-count strong")).toHaveText("5", { timeout: FOLLOWS });
      await expect(wall.page.locator(".wall-code")).toHaveText(`${code.slice(0, 3)} ${code.slice(3)}`);
      await room.allAt({ calm: "phone_lobby" });
    });

    /** On to the step of this name. */
    const goTo = async (id: string) => {
      const place = played.steps.findIndex((step) => step.id === id);
      await expect(desk.next).toHaveText(words("run.next_step", "en", { title: titles[place] ?? "" }));
      await desk.goOn();
      await expect(desk.heading).toHaveText(titles[place] ?? "");
    };
    const calm = async (id: string, standing: Standing, onTheWall: string) => {
      await goTo(id);
      await expect(wall.step.locator("h1")).toHaveText(spoken(onTheWall), { timeout: FOLLOWS });
      await room.allAt(standing);
    };
    const together = (id: string) => calm(id, { calm: "phone_together" }, played.steps.find((step) => step.id === id)?.title.en ?? "");
    const form = async (id: string) => {
      await goTo(id);
      await expect(wall.step).toContainText(words("run.wall_form"), { timeout: FOLLOWS });
      await room.allAt("form");
      await Promise.all(
        room.phones.map(async (one, place) => {
          if (place < 3 || place > 4) return one.decline();
          const first = (await one.questions())[0] ?? "";
          const value = (await one.question(first).locator("input").first().getAttribute("value")) ?? "";
          await one.begin();
          await one.answerAll({ [first]: value });
        }),
      );
      await expect(desk.count("workshop.done")).toHaveText(String(room.phones.length), { timeout: FOLLOWS });
      await expect(desk.count("workshop.inside")).toHaveText("0");
    };

    await test.step("opening and the first questions", async () => {
      await together("opening");
      await form("form-before");
    });

    await test.step("the story, decided by votes", async () => {
      await goTo("story");
      for (let id = "S1"; id !== "end"; ) {
        const scene = played.scenes.find((one) => one.id === id);
        if (!scene) throw new Error(`no scene ${id}`);
        const ask = room.scene("story", scene);
        await room.allAt({ ask, open: true });
        await expect(wall.step.locator("h1")).toHaveText(spoken(scene.text.en), { timeout: FOLLOWS });
        if (scene.choices.length === 0) {
          await expect(desk.next).toHaveText(words("run.next_scene"));
          await desk.goOn();
          id = scene.next ?? "";
          continue;
        }
        // Three of five win; the other two choose the next one in the list.
        const winner = WAYS[module][id] ?? 0;
        const second = (winner + 1) % scene.choices.length;
        const votes = [winner, winner, second, winner, second].map(String);
        await room.vote(votes);
        await expect(desk.next).toHaveText(words("run.next_reveal"), { timeout: FOLLOWS });
        await desk.goOn();
        const chosen = scene.choices[winner];
        await expect(wall.step.locator("h1")).toHaveText(spoken(chosen?.text.en ?? ""), { timeout: FOLLOWS });
        await expect(wall.step.locator(".feedback")).toHaveText(spoken(chosen?.feedback.en ?? ""));
        const options = scene.choices.map(({ text }, place) => ({ value: String(place), text, right: false }));
        await expectTold(wall.results, votes, { options, sensitive: false, decides: true });
        await room.allAt({ ask, open: false });
        for (const one of room.phones) {
          await expect(one.page.locator(".chosen")).toContainText(spoken(chosen?.text[one.language] ?? ""));
        }
        await desk.goOn();
        id = chosen?.next ?? "";
      }
      await room.allAt({ calm: "story_end" });
      await expect(wall.step.locator("h1")).toHaveText(words("run.story_end"));
    });

    await test.step("one comes late", async () => {
      const late = new LivePhone(await person({ locale: "en-BE" }), "stream", "en");
      await join(late);
      await late.expectAt({ calm: "story_end" });
    });

    await test.step("the polls", async () => {
      await goTo("polls");
      for (const [number, poll] of played.polls.entries()) {
        const ask = room.poll("polls", number, poll);
        await room.allAt({ ask, open: true });
        const good = (poll.options.find(({ right }) => right) ?? poll.options[0])?.value ?? "";
        const other = poll.options.find(({ value }) => value !== good)?.value ?? "";
        const votes = [
          // Five answer: a number. All six, alike but for one: words. Four: nothing.
          [good, good, other, good, other, null],
          turn % 2 === 0 ? [good, good, good, good, good, other] : [other, other, other, other, other, good],
          [good, null, good, null, other, good],
        ][number % 3] as Votes;
        // A changed mind counts once.
        if (votes[0] && number === 0) await room.phones[0]?.vote(other);
        await room.vote(votes);
        await desk.goOn();
        await room.allAt({ ask, open: false });
        const answer = wall.results.locator(".right-answer");
        if (poll.options.some(({ right }) => right)) {
          await expect(answer).toContainText(poll.options.find(({ right }) => right)?.text.en ?? "", { timeout: FOLLOWS });
        }
        if (poll.private) {
          await expect(wall.results).toContainText(words("run.private_wall"));
          await expect(wall.results.locator(".round")).toHaveCount(0);
          await expect(wall.results).not.toContainText(/\d/);
          for (const one of room.phones) await expect(one.results.locator(".round")).toHaveCount(0);
        } else {
          await expectTold(wall.results, votes, poll);
        }
        // The coach, who also sees private polls, is told no more than that.
        await expectTold(desk.page.locator(".stage .results"), votes, poll);
        if (number + 1 < played.polls.length) {
          await expect(desk.next).toHaveText(words("run.next_poll"));
          await desk.goOn();
        }
      }
    });

    await test.step("talking, trying out, the last questions, the end", async () => {
      await together("discussion");
      await calm("practice", { text: played.practice }, played.practice.en);
      await form("form-after");
      await goTo("close");
      await expect(wall.step.locator(".wall-help li")).toHaveCount(3, { timeout: FOLLOWS });
      await room.allAt({ calm: "participant.finished_title" });
    });

    await test.step("closing lets everyone go", async () => {
      await desk.close();
      await Promise.all(
        room.phones.map(async (one) => {
          await one.look();
          await expect(one.heading).toHaveText(one.text("finished_title"));
          await expect(one.page.locator(".live-step")).toHaveCount(0, { timeout: FOLLOWS });
        }),
      );
      await expect(wall.page.getByRole("heading", { name: words("run.wall_pair"), exact: true })).toBeVisible({ timeout: 15_000 });
    });
  });
}
