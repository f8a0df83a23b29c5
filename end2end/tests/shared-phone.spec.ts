// Shared, changed and lost phones: two people on one phone, a typed card, answers taken back.
import { AFTER, BEFORE, expect, type Phone, QUICK, test } from "../fixtures";

test.use({ settings: QUICK });

/** The card on the screen. */
async function card(one: Phone): Promise<string> {
  const shown = await one.page.locator(".card-code").innerText();
  expect(shown).toMatch(/^[2-9A-Z]{6}$/);
  return shown;
}

function link(one: Phone, key: string) {
  return one.page.getByRole("link", { name: one.other(key), exact: true });
}

async function typeCard(one: Phone, typed: string): Promise<void> {
  await link(one, "card.type_link").click();
  await one.page.getByLabel(one.other("card.type_label"), { exact: true }).fill(typed);
  await one.page.getByRole("button", { name: one.other("card.type_go"), exact: true }).click();
}

test("two people on one phone: nothing of the first is seen, and their card finds it again", async ({ administrator, phone }) => {
  test.setTimeout(150_000);
  const { path, code } = await administrator.room("Shared phone");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerAll(BEFORE);
  await expect(one.heading).toHaveText(one.text("sent_title"));
  const first = await card(one);

  await link(one, "card.other_link").click();
  await expect(one.heading).toHaveText(one.other("card.other_title"));
  expect(await card(one)).toBe(first);
  await one.page.getByRole("button", { name: one.other("card.other_go"), exact: true }).click();
  await one.inside();
  await expect(one.yes).toBeVisible();
  await expect(one.page.locator("input:checked")).toHaveCount(0);
  await one.begin();
  await one.answerAll({ Q5: "false" });
  const second = await card(one);
  expect(second).not.toBe(first);
  // Back, as often as one likes: nothing of anybody.
  for (let step = 0; step < 3; step += 1) {
    await one.page.goBack();
    await expect(one.page.locator("input:checked")).toHaveCount(0);
    await expect(one.page.locator("main")).not.toContainText(first);
  }

  await administrator.page.goto(path);
  await expect(administrator.count("joined")).toHaveText("2");
  await administrator.closeWave();
  await administrator.openAfter();
  await one.page.goto("/here");
  await one.started();
  // The second person's turn, then the first by card.
  await expect(link(one, "card.type_link")).toHaveCount(0);
  await one.begin();
  await one.answerAll(AFTER);
  await link(one, "card.other_link").click();
  await one.page.getByRole("button", { name: one.other("card.other_go"), exact: true }).click();
  await one.inside();
  await typeCard(one, ` ${first.slice(0, 3).toLowerCase()}-${first.slice(3)} `);
  await one.inside();
  await one.begin();
  await one.answerAll(AFTER);
  await administrator.page.reload();
  await expect(administrator.count("joined")).toHaveText("2");
  await expect(administrator.count("done")).toHaveText("2");
});

test("a lost cookie and a typed card are one person", async ({ administrator, phone, complaints }) => {
  test.setTimeout(150_000);
  complaints.expect(/status of 422/);
  const { path, code } = await administrator.room("Lost cookie");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerAll(BEFORE);
  const kept = await card(one);
  await administrator.closeWave();
  await administrator.openAfter();
  await one.page.context().clearCookies();

  // A card in the place of the code is recognised.
  await one.enter(kept);
  await expect(one.page.getByText(one.other("problem.code_is_card"), { exact: true })).toBeVisible();
  await one.join(code);
  const last = kept.endsWith("2") ? "3" : "2";
  await typeCard(one, kept.slice(0, 5) + last);
  await expect(one.page.getByText(one.other("problem.card_mistyped"), { exact: true })).toBeVisible();
  await one.page.getByLabel(one.other("card.type_label"), { exact: true }).fill(kept);
  await one.page.getByRole("button", { name: one.other("card.type_go"), exact: true }).click();
  await one.inside();
  await one.begin();
  await one.answerAll(AFTER);
  await administrator.page.goto(path);
  await expect(administrator.count("joined")).toHaveText("1");
  await expect(administrator.count("done")).toHaveText("1");
});

test("answers are taken back on the same phone, and somebody else may use it", async ({ administrator, phone, complaints }) => {
  test.setTimeout(150_000);
  complaints.expect(/status of 410/);
  const { path, code } = await administrator.room("Taken back");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerAll(BEFORE);
  await link(one, "card.link").click();
  await link(one, "card.back_link").click();
  await expect(one.heading).toHaveText(one.other("card.back_title"));
  await link(one, "card.back_keep").click();
  await expect(one.heading).toHaveText(one.text("sent_title"));
  await link(one, "card.link").click();
  await link(one, "card.back_link").click();
  await one.page.getByRole("button", { name: one.other("card.back_go"), exact: true }).click();
  await expect(one.heading).toHaveText(one.text("withdrawn_title"));
  await one.page.reload();
  await expect(one.heading).toHaveText(one.text("withdrawn_title"));
  await administrator.page.goto(path);
  await expect(administrator.count("joined")).toHaveText("1");
  await expect(administrator.count("done")).toHaveText("0");
});

test("a card takes answers back after the workshop", async ({ administrator, phone, complaints }) => {
  test.setTimeout(150_000);
  complaints.expect(/status of 410/);
  const { path, code } = await administrator.room("By card");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerAll(BEFORE);
  const kept = await card(one);
  // A phone that only looked in has nothing of its own.
  const other = await phone();
  await other.join(code);
  await administrator.page.goto(path);
  await administrator.closeWorkshop();
  await other.page.goto("/here");
  await expect(other.heading).toHaveText(other.text("finished_title"));
  const takeBack = async () => {
    await link(other, "card.back_link").click();
    await other.page.getByLabel(other.other("card.type_label"), { exact: true }).fill(kept.toLowerCase());
    await other.page.getByRole("button", { name: other.other("card.back_go"), exact: true }).click();
  };
  await takeBack();
  await expect(other.page.getByText(other.other("card.back_done"), { exact: true })).toBeVisible();
  await link(other, "card.close").click();
  await takeBack();
  await expect(other.heading).toHaveText(other.other("error.gone_title"));
});
