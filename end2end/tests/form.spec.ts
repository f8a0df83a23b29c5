// What a phone can do with the form besides answering it from front to back.
import { expect, test } from "../fixtures";

test("changing the language keeps what is ticked", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Languages");
  const one = await phone("en");
  await one.join(code);
  await one.begin();
  await one.choose("Q5", "true");
  if (one.js) await one.expectSaved();
  await one.page.locator(".language-menu summary").click();
  await one.page.getByRole("button", { name: "Nederlands", exact: true }).click();
  await expect(one.page.locator("html")).toHaveAttribute("lang", "nl");
  await expect(one.option("Q5", "true")).toBeChecked();
});

test("a plain form sent in part keeps that part, and late joiners are let in", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Parts");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerAll({ Q5: "false" });
  await expect(one.heading).toHaveText(one.text("sent_title"));
  const late = await phone();
  await late.join(code);
  await expect(late.form).toBeVisible();
});

test("Enter on an option presses no button that stands earlier in the document", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Enter");
  const one = await phone("nl");
  await one.join(code);
  await one.begin();
  await one.choose("Q5", "true");
  await one.option("Q5", "true").press("Enter");
  // With JavaScript it goes on, without it sends the form; never does it decline or change the language.
  if (one.js) await expect(one.current).toHaveAttribute("data-question", "Q6");
  else await expect(one.heading).toHaveText(one.text("sent_title"));
  await expect(one.page.locator("html")).toHaveAttribute("lang", "nl");
});
