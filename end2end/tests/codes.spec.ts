// Codes that do not open anything, and doors that are closed.
import { expect, QUICK, test, words } from "../fixtures";

test.use({ settings: QUICK });

test("an unknown code keeps what was typed and says what to do", async ({ phone, complaints }) => {
  complaints.expect(/status of 422/);
  const one = await phone();
  for (const [typed, problem] of [
    ["abc def", "problem.code_unknown"],
    ["ABC", "problem.code_length"],
    ["AB0DEF", "problem.code_character"],
  ] as const) {
    await one.enter(typed);
    const field = one.page.getByLabel(one.text("code_label"), { exact: true });
    await expect(field).toHaveValue(typed);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(words(problem).slice(0, 20)));
    await expect(one.page.getByText(words(problem))).toBeVisible();
  }
});

test("the code of a closed workshop opens nothing", async ({ administrator, phone, complaints }) => {
  complaints.expect(/status of 422/);
  const { code } = await administrator.room("Closed");
  const inside = await phone();
  await inside.join(code);
  await inside.begin();
  await inside.answerAll({ Q5: "true" });
  await administrator.closeWorkshop();
  const late = await phone();
  await late.enter(code);
  await expect(late.page.getByText(words("problem.code_unknown"))).toBeVisible();
  await late.page.goto(`/j/${code}`);
  await expect(late.page).toHaveURL(/\/\?door=unknown$/);
  await expect(late.page.getByText(late.text("door_unknown"))).toBeVisible();
  // Who was in sees that it is over.
  await inside.page.goto("/here");
  await expect(inside.heading).toHaveText(inside.text("finished_title"));
});

test("a locked workshop refuses a new phone and takes a known one back", async ({ administrator, phone }) => {
  test.setTimeout(120_000);
  const { code } = await administrator.room("Locked");
  const known = await phone();
  await known.join(code);
  await known.begin();
  await known.choose("Q5", "true");
  if (known.js) await known.expectSaved();
  else await known.answerAll({ Q5: "true" });

  await administrator.lock();
  const fresh = await phone();
  await fresh.join(code);
  await expect(fresh.heading).toHaveText(fresh.text("locked_title"));
  await expect(fresh.form).toHaveCount(0);

  await known.page.goto("/help");
  await known.scan(code);
  if (known.js) await expect(known.option("Q5", "true")).toBeChecked();
  else await expect(known.heading).toHaveText(known.text("sent_title"));

  await administrator.unlock();
  await fresh.noticesThatItGoesOn();
});

test("a full workshop says so, and one tap makes room", async ({ administrator, phone }) => {
  test.setTimeout(120_000);
  const { path, code } = await administrator.room("Full");
  await administrator.page.goto(`${path}/plan`);
  await administrator.page.getByLabel(words("workshop.join_cap"), { exact: true }).fill("1");
  await administrator.button("common.save").click();
  const [first, second] = [await phone(), await phone()];
  await first.join(code);
  await first.begin();
  await first.answerAll({ Q5: "true" });
  await second.join(code);
  await expect(second.heading).toHaveText(second.text("full_title"));
  await administrator.page.goto(path);
  await administrator.button("workshop.make_room").click();
  await second.noticesThatItGoesOn();
});
