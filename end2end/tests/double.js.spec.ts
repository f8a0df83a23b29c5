// One phone, two tabs.
import { expect, Phone, test } from "../fixtures";

test("a second tab learns that the question was answered in another window", async ({ administrator, phone, complaints }) => {
  complaints.expect(/status of 409/);
  const { code } = await administrator.room("Two tabs");
  const first = await phone();
  await first.join(code);
  await first.begin();
  const second = new Phone(await first.page.context().newPage(), true);
  await second.page.goto("/here");
  await second.started();
  await expect(second.current).toHaveAttribute("data-question", "Q5");

  await first.choose("Q5", "true");
  await first.expectSaved();
  await second.question("Q5").locator("label.option").nth(1).click();
  await expect(second.page.getByText(second.text("elsewhere"))).toBeVisible();
  await expect(second.option("Q5", "true")).toBeChecked();

  // Knowing what is stored, the second tab may change it.
  await second.choose("Q5", "unsure");
  await second.expectSaved();
  await second.reload();
  await expect(second.option("Q5", "unsure")).toBeChecked();
});
