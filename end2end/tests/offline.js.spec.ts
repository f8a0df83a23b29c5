// The network goes away in the middle of the form.
import { BEFORE, expect, QUICK, test } from "../fixtures";

test.use({ settings: QUICK });

test("answers given offline are sent later and nothing is lost", async ({ administrator, phone, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  const { code } = await administrator.room("Offline");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerUntil("Q13", BEFORE);
  await one.expectSaved();

  await one.page.context().setOffline(true);
  await one.answerUntil("Q11", BEFORE);
  await expect(one.saveState).toHaveText(one.text("not_sent"));

  const leaving = one.page.waitForEvent("dialog");
  const click = one.page.getByRole("link", { name: one.text("help"), exact: true }).click({ noWaitAfter: true });
  const dialog = await leaving;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await click;
  await expect(one.saveState).toHaveText(one.text("not_sent"));

  await one.page.context().setOffline(false);
  await one.expectSaved();
  await one.reload();
  for (const code of ["Q5", "Q6", "Q13", "W1", "W2"]) {
    await expect(one.option(code, String(BEFORE[code])), code).toBeChecked();
  }
  await expect(one.current).toHaveAttribute("data-question", "Q11");
});

test("finishing offline waits for the network and then goes on", async ({ administrator, phone, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  const { code } = await administrator.room("Offline at the end");
  const one = await phone();
  await one.join(code);
  await one.begin();
  const last = (await one.questions()).at(-1) ?? "";
  await one.answerUntil(last, BEFORE);
  await one.expectSaved();
  await one.page.context().setOffline(true);
  await one.choose(last, "girl");
  await one.go("next");
  await expect(one.saveState).toHaveText(one.text("finishing"));
  await one.page.context().setOffline(false);
  await expect(one.heading).toHaveText(one.text("sent_title"), { timeout: 20_000 });
});

test("a killed tab loses no answer that was saved", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Killed tab");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerUntil("W1", BEFORE);
  await one.expectSaved();
  const next = await one.page.context().newPage();
  await one.page.close({ runBeforeUnload: false });
  await next.goto("/here");
  await expect(next.locator("html[data-ready]")).toBeAttached();
  await expect(next.locator(".screen[data-current]")).toHaveAttribute("data-question", "W1");
  for (const code of ["Q5", "Q6", "Q13"]) {
    await expect(next.locator(`[data-question=${code}] input[value="${String(BEFORE[code])}"]`)).toBeChecked();
  }
});
