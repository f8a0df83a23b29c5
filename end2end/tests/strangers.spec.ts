// What belongs to others is not there.
import { account, expect, test, words } from "../fixtures";

test("another coach's project and workshop are not found", async ({ administrator, staff, complaints }) => {
  complaints.expect(/status of 404/);
  const { project, path } = await administrator.room("Not yours");
  const stranger = await staff();
  const who = account("stranger");
  await stranger.acceptInvitation(await administrator.addManager(who), who);
  await expect(stranger.page.getByText("Not yours")).toHaveCount(0);
  for (const address of [project, path]) {
    const reply = await stranger.page.goto(address);
    expect(reply?.status(), address).toBe(404);
    await expect(stranger.page.getByRole("heading", { level: 1 })).toHaveText(words("error.not_found_title"));
    await expect(stranger.page.locator("body")).not.toContainText("Not yours");
  }
  const parts = ["partners", "people", "settings", "results", "workshops/new"].map((part) => `${project}/${part}`);
  for (const address of [...parts, ...["plan", "qr", "qr.svg", "results"].map((part) => `${path}/${part}`)]) {
    const reply = await stranger.page.request.get(address);
    expect(reply.status(), address).toBe(404);
    expect(await reply.text(), address).not.toContain("Not yours");
  }
  for (const step of ["open", "close", "lock", "close-wave", "again", "join-cap"]) {
    const reply = await stranger.page.request.post(`${path}/${step}`, { form: { wave: "before", join_cap: "5" }, maxRedirects: 0 });
    expect(reply.status(), step).toBe(404);
  }
  await administrator.page.goto(path);
  await expect(administrator.button("workshop.lock")).toBeVisible();
});

test("who is signed out is sent to sign in", async ({ administrator, staff }) => {
  const { project, path } = await administrator.room("Signed out");
  const nobody = await staff();
  for (const address of ["/staff", "/staff/account", "/staff/projects/new", project, `${project}/people`, path, `${path}/plan`, `${path}/results`]) {
    await nobody.page.goto(address);
    await expect(nobody.page, address).toHaveURL(/\/sign-in$/);
  }
  await administrator.page.goto("/staff");
  await administrator.button("staff.sign_out").click();
  await expect(administrator.page).toHaveURL(/\/sign-in$/);
  await administrator.page.goto(path);
  await expect(administrator.page).toHaveURL(/\/sign-in$/);
});

test("a phone without a workshop is sent to the code", async ({ phone }) => {
  const one = await phone();
  await one.page.goto("/here");
  await expect(one.page).toHaveURL(/\/$/);
  await expect(one.page.getByLabel(one.text("code_label"), { exact: true })).toBeVisible();
});
