// Every page there is: no violation in either theme on a phone and at a desk, and the form by keyboard alone.
import { account, AFTER, BEFORE, expect, expectAccessible, NOTICE, Server, type Staff, test, words } from "../fixtures";

// Long enough to look at "undo" in all themes and sizes, short enough to wait for.
test.use({ settings: { MAKEITSAFE_WORKSHOP__UNDO_SECONDS: "20", MAKEITSAFE_WORKSHOP__GRACE_SECONDS: "20" } });
test.describe.configure({ timeout: 480_000, mode: "parallel" });

async function look({ page }: Staff, name: string, path?: string): Promise<void> {
  if (path !== undefined) await page.goto(path);
  await expectAccessible(page, name);
}

test("getting in", async ({ staff, complaints }) => {
  complaints.expect(/status of (404|410|422)/);
  const nobody = await staff();
  await look(nobody, "sign-in", "/sign-in");
  await nobody.page.getByLabel(words("account.email"), { exact: true }).fill("nobody@workshops.example");
  await nobody.page.getByLabel(words("account.password"), { exact: true }).fill("wrong");
  await nobody.button("account.sign_in").click();
  await expect(nobody.page.getByRole("alert")).toBeVisible();
  await look(nobody, "sign-in refused");
  // Only an empty server has the set-up page: one of its own.
  const empty = await Server.start();
  complaints.expect(new RegExp(`third party: GET ${empty.url}`));
  await look(nobody, "set-up", empty.setUpLink);
  await nobody.page.goto("/sign-in");
  await empty.remove();
  await look(nobody, "void set-up link", "/set-up/unknown");
  await look(nobody, "void invitation", "/welcome/unknown");
  await look(nobody, "nothing here", "/nothing-here");
});

test("a participant's pages", async ({ administrator, phone, complaints }) => {
  complaints.expect(/status of 422/);
  const room = await administrator.room("Accessible phones");
  const one = await phone();
  await one.page.goto("/");
  await expectAccessible(one.page, "code entry");
  await one.page.locator(".language-menu summary").click();
  await expectAccessible(one.page, "code entry, language menu open");
  await one.enter("ABCDEF");
  await expectAccessible(one.page, "unknown code");
  await one.page.goto("/help");
  await expectAccessible(one.page, "help outside");
  await one.join(room.code);
  await expectAccessible(one.page, "start");
  await one.begin();
  await expectAccessible(one.page, "question");
  await one.choose("Q5", "true");
  await one.expectSaved();
  await expectAccessible(one.page, "question, answered");
  await one.answerUntil("age-band", BEFORE);
  await expectAccessible(one.page, "age");
  await one.page.goto("/help");
  await expectAccessible(one.page, "help inside");

  const plain = await phone();
  await plain.page.route("**/*.wasm", () => {});
  await plain.enter(room.code);
  await expectAccessible(plain.page, "plain form");
  await plain.decline();
  await expectAccessible(plain.page, "declined");

  await one.page.goto("/here");
  await one.started();
  await one.answerUntil("gender", BEFORE);
  await one.answer("gender", {});
  await expect(one.heading).toHaveText(one.text("sent_title"));
  await expectAccessible(one.page, "sent");

  await administrator.lock();
  const late = await phone();
  await late.join(room.code);
  await expectAccessible(late.page, "locked");
  await administrator.page.goto(`${room.path}/plan`);
  await administrator.page.getByLabel(words("workshop.join_cap"), { exact: true }).fill("1");
  await administrator.button("common.save").click();
  await administrator.unlock();
  await expect(late.heading).toHaveText(late.text("full_title"), { timeout: NOTICE });
  await expectAccessible(late.page, "full");
  await administrator.button("workshop.make_room").click();
  await late.noticesThatItGoesOn();
  await administrator.closeWave();
  await expect(late.form).toBeVisible();
  await late.page.goto("/here");
  await expect(late.heading).toHaveText(late.text("waiting_title"));
  await expectAccessible(late.page, "waiting");
  await administrator.closeWorkshop();
  await late.page.goto("/here");
  await expect(late.heading).toHaveText(late.text("finished_title"));
  await expectAccessible(late.page, "closed");
  await one.page.goto("/here");
  await expectAccessible(one.page, "closed, with a card");
});

test("a card's pages", async ({ administrator, phone, complaints }) => {
  complaints.expect(/status of (410|422)/);
  const { code } = await administrator.room("Accessible cards");
  const one = await phone();
  await one.page.goto("/?door=unknown");
  await expectAccessible(one.page, "a link that opens nothing");
  await one.join(code);
  await one.page.goto("/");
  await expectAccessible(one.page, "code entry, inside a workshop");
  await one.page.goto("/here/card");
  await one.page.getByLabel(one.other("card.type_label"), { exact: true }).fill("222223");
  await one.page.getByRole("button", { name: one.other("card.type_go"), exact: true }).click();
  await expectAccessible(one.page, "a mistyped card");
  await one.page.goto("/here");
  await one.started();
  await one.decline();
  for (const path of ["/here/card", "/here/other", "/here/take-back"]) {
    await one.page.goto(path);
    await expectAccessible(one.page, path);
  }
  await one.page.getByRole("button", { name: one.other("card.back_go"), exact: true }).click();
  await expect(one.heading).toHaveText(one.text("withdrawn_title"));
  await expectAccessible(one.page, "taken back");
});

test("staff pages around a project", async ({ administrator, staff, complaints }) => {
  complaints.expect(/status of (404|422)/);
  const manager = await staff();
  const who = account("manager-at-work");
  const link = await administrator.addManager(who);
  await look(administrator, "accounts with a shown link");
  await manager.page.goto(link);
  await look(manager, "welcome");
  await manager.acceptInvitation(link, who);
  await look(manager, "home, empty");
  await look(manager, "account", "/staff/account");
  await look(manager, "signed in already", "/sign-in");
  await look(manager, "new project", "/staff/projects/new");
  await manager.page.getByRole("textbox", { name: words("project.name") }).fill("x");
  await manager.page.locator("form.form").evaluate((form) => (form as HTMLFormElement).submit());
  await expect(manager.page.getByRole("alert")).toBeVisible();
  await look(manager, "new project, with errors");
  const project = await manager.createProject("Accessible desk");
  await look(manager, "project, empty", project);
  await look(manager, "partners, empty", `${project}/partners`);
  await manager.addPartnerAndGroup(project, "School", "3B");
  await look(manager, "partners");
  await look(manager, "people", `${project}/people`);
  await manager.inviteCoach(project, account("coach-at-work"));
  await look(manager, "people with a shown link");
  await look(manager, "settings", `${project}/settings`);
  await look(manager, "results, none yet", `${project}/results`);
  await look(manager, "new workshop", `${project}/workshops/new`);
  await manager.planWorkshop(project);
  await look(manager, "draft");
  await look(manager, "change the plan", `${new URL(manager.page.url()).pathname}/plan`);
  await look(manager, "project with a workshop", project);
  await look(manager, "home", "/staff");
  await look(manager, "nothing here", "/staff/nothing-here");
});

test("staff pages around a workshop", async ({ administrator, phone }) => {
  const room = await administrator.room("Accessible room");
  const one = await phone();
  await look(administrator, "running");
  await look(administrator, "home, going on", "/staff");
  await look(administrator, "QR code", `${room.path}/qr`);
  await one.join(room.code);
  await one.begin();
  await one.answerAll(BEFORE);
  await administrator.page.goto(room.path);
  await administrator.lock();
  await look(administrator, "locked");
  await administrator.closeWave();
  await look(administrator, "undo");
  await expect(administrator.button("workshop.open_after")).toBeVisible({ timeout: 40_000 });
  await look(administrator, "before is closed");
  await look(administrator, "result of before", `${room.path}/results`);
  await administrator.page.goto(room.path);
  await administrator.openAfter();
  await one.noticesThatItGoesOn();
  await one.begin();
  await one.answerAll(AFTER);
  await look(administrator, "close?", `${room.path}/close`);
  await administrator.page.goto(room.path);
  await administrator.closeWorkshop();
  await look(administrator, "closed, settling");
  await expect(administrator.page.getByRole("link", { name: words("workshop.result"), exact: true })).toBeVisible({ timeout: 40_000 });
  await look(administrator, "closed");
  await administrator.button("workshop.again").click();
  await expect(administrator.page.getByText(words("workshop.copied"), { exact: true })).toBeVisible();
  await look(administrator, "copied");
  await look(administrator, "result", `${room.path}/results`);
  await look(administrator, "project results", `${room.project}/results`);
});

test("the form by keyboard alone", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Keyboard");
  const one = await phone("nl");
  const keys = one.page.keyboard;
  await one.page.goto("/");
  await one.page.getByLabel(one.text("code_label"), { exact: true }).focus();
  await keys.type(code);
  await keys.press("Enter");
  await one.inside();
  await one.yes.focus();
  await keys.press("Enter");
  // The question has the focus, so that a screen reader reads it; the next stop are its options.
  await expect(one.question("Q5").locator("legend")).toBeFocused();
  await keys.press("Tab");
  await expect(one.option("Q5", "true")).toBeFocused();
  await keys.press("Space");
  await expect(one.option("Q5", "true")).toBeChecked();
  await keys.press("ArrowDown");
  await expect(one.option("Q5", "false")).toBeChecked();
  await one.expectSaved();
  for (const stop of ["back", "skip", "next"]) {
    const button = one.page.locator(`[data-go=${stop}]`);
    if (await button.isDisabled()) continue;
    await keys.press("Tab");
    await expect(button).toBeFocused();
  }
  await keys.press("Enter");
  await expect(one.question("Q6").locator("legend")).toBeFocused();
  // Enter on an option goes on: it must not press a button that stands earlier in the document.
  await keys.press("Tab");
  await keys.press("Space");
  await keys.press("Enter");
  await expect(one.question("Q13").locator("legend")).toBeFocused();
  await expect(one.page.locator("html")).toHaveAttribute("lang", "nl");
  await one.reload();
  await expect(one.current).toHaveAttribute("data-question", "Q13");
});
