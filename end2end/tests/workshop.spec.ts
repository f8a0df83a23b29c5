// The whole story: from an empty installation to what coach and manager see.
import { account, AFTER, BEFORE, expect, QUICK, test, words } from "../fixtures";

// Settings of its own give it a server of its own: only an empty one prints a set-up link.
test.use({ settings: { ...QUICK, MAKEITSAFE_WORKSHOP__GRACE_SECONDS: "3" } });

/** What a group's result says instead of numbers when too few answered. */
const TOO_FEW = /too few|answers? received/i;

test("from the set-up link to the results", async ({ server, staff, phone }) => {
  test.setTimeout(240_000);
  const [administrator, manager, coach] = [await staff(), await staff(), await staff()];
  const phones = [await phone("nl"), await phone("fr"), await phone("de")];
  const [dutch, french, german] = phones as [(typeof phones)[0], (typeof phones)[0], (typeof phones)[0]];

  const { managerLink } = await test.step("the administrator sets up and adds a manager", async () => {
    await administrator.setUp(server.setUpLink, account("administrator"));
    return { managerLink: await administrator.addManager(account("manager")) };
  });

  const { project, coachLink } = await test.step("the manager creates a project and invites a coach", async () => {
    await manager.acceptInvitation(managerLink, account("manager"));
    const project = await manager.createProject("Safe accounts");
    await manager.addPartnerAndGroup(project, "School", "3B");
    return { project, coachLink: await manager.inviteCoach(project, account("coach")) };
  });

  const { workshop, code } = await test.step("the coach plans and opens a workshop", async () => {
    await coach.acceptInvitation(coachLink, account("coach"));
    await expect(coach.page.getByRole("link", { name: "Safe accounts", exact: true })).toBeVisible();
    const workshop = await coach.planWorkshop(project);
    return { workshop, code: await coach.openWorkshop() };
  });

  await test.step("three phones join in three languages", async () => {
    await dutch.join(code);
    await french.scan(code);
    await german.join(` ${code.slice(0, 3).toLowerCase()} ${code.slice(3).toLowerCase()} `);
    for (const one of phones) await expect(one.page.locator("html")).toHaveAttribute("lang", one.language);
    await expect(dutch.page.locator("[data-question=Q5] label").first()).toContainText("Waar");
    await expect(french.page.locator("[data-question=Q5] label").first()).toContainText("Vrai");
    await expect(german.page.locator("[data-question=Q5] label").first()).toContainText("Richtig");
  });

  await test.step("they answer before, one with a reload in the middle", async () => {
    for (const one of phones) await one.begin();
    if (dutch.js) {
      await expect(coach.count("inside")).toHaveText("3", { timeout: 20_000 });
      await dutch.answerUntil("W1", BEFORE);
      await dutch.expectSaved();
      await dutch.reload();
      await expect(dutch.current).toHaveAttribute("data-question", "W1");
      await dutch.go("back");
      await expect(dutch.option("Q13", "2")).toBeChecked();
      await dutch.go("next");
    }
    for (const one of phones) await one.answerAll(BEFORE);
    for (const one of phones) await expect(one.heading).toHaveText(one.text("sent_title"));
    await expect(coach.count("joined")).toHaveText("3", { timeout: 20_000 });
    await expect(coach.count("done")).toHaveText("3", { timeout: 20_000 });
  });

  await test.step("the coach closes before and opens after; the phones go on by themselves", async () => {
    await coach.closeWave();
    await coach.openAfter();
    await Promise.all(phones.map((one) => one.noticesThatItGoesOn()));
  });

  await test.step("they answer after", async () => {
    for (const one of phones) {
      await one.begin();
      await expect(one.question("P4")).toBeAttached();
      await one.answerAll(AFTER);
      await expect(one.heading).toHaveText(one.text("finished_title"));
    }
    await expect(coach.count("done")).toHaveText("3", { timeout: 20_000 });
  });

  await test.step("the coach closes the workshop and sees the group's result", async () => {
    await coach.closeWorkshop();
    await coach.page.getByRole("link", { name: words("workshop.result"), exact: true }).click({ timeout: 30_000 });
    await expect(coach.page).toHaveURL(`${workshop}/results`);
    // Three are too few for numbers: the page says so in words and shows no share of anything.
    await expect(coach.page.locator("main")).toContainText(TOO_FEW);
    await expect(coach.page.locator("main")).not.toContainText(/\d\s?%/);
  });

  await test.step("the manager opens the project's results", async () => {
    await manager.page.goto(project);
    await manager.page.getByRole("link", { name: words("project.tab_results"), exact: true }).click();
    await expect(manager.page).toHaveURL(`${project}/results`);
    await expect(manager.page.getByRole("heading", { level: 1 })).toContainText("Safe accounts");
    await expect(manager.page.locator("main")).not.toContainText(/\d\s?%/);
  });
});
