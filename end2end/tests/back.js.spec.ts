// The browser's own Back goes from question to question, and nothing in the history tells what was asked.
import { expect, test } from "../fixtures";

test("Back goes to the question before, Forward to the next one", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Browser back");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.choose("Q5", "true");
  await one.go("next");
  await one.choose("Q6", "false");
  await one.go("next");
  await expect(one.current).toHaveAttribute("data-question", "Q13");
  const expectNeutral = async () => {
    await expect(one.page).toHaveURL(/\/here$/);
    await expect(one.page).toHaveTitle(one.text("title"));
  };
  await expectNeutral();
  await one.page.goBack();
  await expect(one.current).toHaveAttribute("data-question", "Q6");
  await expect(one.option("Q6", "false")).toBeChecked();
  await expectNeutral();
  await one.page.goBack();
  await expect(one.current).toHaveAttribute("data-question", "Q5");
  await one.page.goForward();
  await expect(one.current).toHaveAttribute("data-question", "Q6");
  // The form's own Back is the same step.
  await one.go("back");
  await expect(one.current).toHaveAttribute("data-question", "Q5");
  // A reload stays, and Back still works after one.
  await one.go("next");
  await one.go("next");
  await one.expectSaved();
  await one.reload();
  await expect(one.current).toHaveAttribute("data-question", "Q13");
  await one.page.goBack();
  await expect(one.current).toHaveAttribute("data-question", "Q6");
});

test("a form that is opened again in the middle can be gone back through", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Back after returning");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerUntil("W1", { Q5: "true", Q6: "true", Q13: "3" });
  await one.expectSaved();
  await one.scan(code);
  await expect(one.current).toHaveAttribute("data-question", "W1");
  await one.choose("W1", "true");
  await one.page.goBack();
  await expect(one.current).toHaveAttribute("data-question", "Q13");
  await expect(one.option("Q13", "3")).toBeChecked();
});

test("after the end Back leads out of the form, not through it", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Back at the end");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.answerAll({ Q5: "true" });
  await expect(one.heading).toHaveText(one.text("sent_title"));
  await one.page.goBack();
  await expect(one.page).toHaveURL(/\/$/);
  await expect(one.page.locator("[data-question]")).toHaveCount(0);
});
