// Going back, another language in the middle, a changed mind, ticks taken back, the last minutes.
import { expect, type Phone, test } from "../fixtures";

test.use({ settings: { MAKEITSAFE_WORKSHOP__UNDO_SECONDS: "1", MAKEITSAFE_WORKSHOP__GRACE_SECONDS: "50" } });

async function switchTo(one: Phone, language: string): Promise<void> {
  await one.page.locator(".language-menu summary").click();
  await one.page.getByRole("button", { name: language, exact: true }).click();
}

test("another language stays at the question and keeps what is ticked", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Language midway");
  const one = await phone("en");
  await one.join(code);
  await one.begin();
  await one.choose("Q5", "true");
  if (one.js) {
    for (const step of ["next", "skip"] as const) await one.go(step);
    await expect(one.current).toHaveAttribute("data-question", "Q13");
    await one.choose("Q13", "4");
    await one.expectSaved();
  }
  await switchTo(one, "Français");
  await expect(one.page.locator("html")).toHaveAttribute("lang", "fr");
  await one.started();
  await expect(one.option("Q5", "true")).toBeChecked();
  if (one.js) {
    await expect(one.current).toHaveAttribute("data-question", "Q13");
    await expect(one.option("Q13", "4")).toBeChecked();
    await expect(one.page).toHaveURL(/\/here$/);
  }
});

test("a changed mind is one tap away", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Changed mind");
  const one = await phone();
  await one.join(code);
  await one.decline();
  await expect(one.heading).toHaveText(one.text("declined_title"));
  await one.page.getByRole("button", { name: one.text("changed_mind"), exact: true }).click();
  await one.inside();
  await expect(one.question("Q5")).toBeVisible();
  await one.answerAll({ Q5: "true" });
  await expect(one.heading).toHaveText(one.text("sent_title"));
});

test("the start page leads a phone back into its workshop", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Continue");
  const one = await phone();
  await one.join(code);
  await one.page.goto("/");
  await one.page.getByRole("link", { name: one.text("go_on"), exact: true }).click();
  await one.inside();
  await expect(one.form).toBeVisible();
});

test("a link that opens nothing says so", async ({ phone }) => {
  const one = await phone();
  await one.page.goto("/j/no-such-link-anywhere");
  await expect(one.page.getByText(one.text("door_unknown"), { exact: true })).toBeVisible();
});

test("who is inside the form learns that it is closing", async ({ administrator, phone }) => {
  test.setTimeout(120_000);
  const { code } = await administrator.room("Closing");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.choose("Q5", "true");
  if (one.js) await one.expectSaved();
  else await switchTo(one, "English");
  const notice = one.page.locator(".closing");
  await expect(notice).toHaveText("");
  await administrator.closeWave();
  if (!one.js) await one.page.goto("/here");
  await expect(notice).toHaveText(one.text(one.js ? "closing_soon" : "closing_plain_soon"), { timeout: 20_000 });
  await expect(notice).toBeVisible();
  if (one.js) await expect(one.current).toHaveAttribute("data-question", "Q5");
});

test("ticks can all be taken back", async ({ administrator, phone }) => {
  test.setTimeout(120_000);
  const { code } = await administrator.room("Ticks");
  const one = await phone();
  await one.join(code);
  await administrator.page.getByRole("button", { name: one.other("workshop.close_wave"), exact: true }).click();
  await administrator.openAfter(60_000);
  await one.page.goto("/here");
  await one.started();
  await one.begin();
  const untick = () => one.question("P4").locator("label.option", { has: one.page.locator("input[value=talk]") }).click();
  if (one.js) {
    await one.answerUntil("P4", {});
    await one.choose("P4", "talk");
    await one.expectSaved();
    await untick();
    await one.expectSaved();
    await one.reload();
    await expect(one.current).toHaveAttribute("data-question", "P4");
  } else {
    await one.choose("P4", "talk");
    await switchTo(one, "English");
    await expect(one.option("P4", "talk")).toBeChecked();
    await untick();
    await switchTo(one, "English");
  }
  await expect(one.question("P4")).toBeVisible();
  await expect(one.question("P4").locator("input:checked")).toHaveCount(0);
});
