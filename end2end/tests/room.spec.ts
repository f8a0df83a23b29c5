// A coach's room: two coaches, a wave closed by mistake, phones that are late.
import { account, expect, test, words } from "../fixtures";

test.use({ settings: { MAKEITSAFE_WORKSHOP__UNDO_SECONDS: "60", MAKEITSAFE_WORKSHOP__GRACE_SECONDS: "60" } });

test("a coach takes the closing of a wave back", async ({ administrator, phone }) => {
  const { path, code } = await administrator.room("Undo");
  const inside = await phone();
  await inside.join(code);
  await inside.begin();
  await administrator.closeWave();
  // A phone that has not begun is not let in any more; it waits for what comes.
  const late = await phone();
  await late.join(code);
  await expect(late.heading).toHaveText(late.text("waiting_title"));

  await administrator.page.goto(path);
  await administrator.button("workshop.undo").click();
  await expect(administrator.page.getByText(words("workshop.open_now"), { exact: true })).toBeVisible();
  await late.noticesThatItGoesOn();
  await inside.answerAll({ Q5: "true" });
  await expect(inside.heading).toHaveText(inside.text("sent_title"));
});

test("a phone inside the form may finish after the wave is closed", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Grace");
  const inside = await phone();
  await inside.join(code);
  await inside.begin();
  // Without JavaScript a phone is inside once it has sent something: here by changing the language.
  await inside.choose("Q5", "true");
  await inside.page.locator(".language-menu summary").click();
  await inside.page.getByRole("button", { name: "English", exact: true }).click();
  await inside.inside();
  await administrator.closeWave();
  await inside.answerAll({ Q6: "false" });
  await expect(inside.heading).toHaveText(inside.text("sent_title"));
});

test("a coach thinks again before closing the workshop, and later runs it once more", async ({ administrator }) => {
  const { path } = await administrator.room("Closing");
  const { page } = administrator;
  await page.getByRole("link", { name: words("workshop.close_it"), exact: true }).click();
  await expect(page.getByText(words("workshop.close_no_after"), { exact: true })).toBeVisible();
  await page.getByRole("link", { name: words("workshop.close_no"), exact: true }).click();
  await expect(administrator.button("workshop.close_wave")).toBeVisible();
  await administrator.closeWorkshop();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("link", { name: words("workshop.result"), exact: true })).toHaveCount(0);
  await administrator.button("workshop.again").dblclick();
  await expect(page.getByText(words("workshop.copied_text"), { exact: true })).toBeVisible();
  await page.goto("/staff");
  await expect(page.getByRole("listitem").filter({ hasText: "3B" }).filter({ hasText: words("common.state_draft") })).toHaveCount(1);
});

test("a second coach takes over", async ({ administrator, staff, phone }) => {
  const { project, path, code } = await administrator.room("Two coaches");
  const second = await staff();
  const who = account("second-coach");
  await second.acceptInvitation(await administrator.inviteCoach(project, who), who);
  await second.page.goto(path);
  await expect(second.page.locator(".join-code")).toHaveText(`${code.slice(0, 3)} ${code.slice(3)}`);
  const inside = await phone();
  await inside.join(code);
  await second.lock();
  await second.unlock();
  await second.closeWave();
  await administrator.page.goto(path);
  await expect(administrator.button("workshop.close_wave")).toHaveCount(0);
});
