// A trial: one person alone gets to a result from before to after, and the project stays as it was.
import { expect, NOTICE, QUICK, test, words } from "../fixtures";

test.use({ settings: QUICK });

test("simulated phones give a trial a result", async ({ administrator, phone }) => {
  test.setTimeout(300_000);
  const { page } = administrator;
  const project = await administrator.createProject("Trying it");
  await administrator.addPartnerAndGroup(project, "School", "3B");
  const banner = page.getByText(words("trial.banner"), { exact: true });

  await page.goto(`${project}/workshops/new`);
  await page.locator("input[name=modules][value=passwords]").check();
  await page.getByRole("checkbox", { name: words("trial.plan_label"), exact: true }).check();
  await administrator.button("workshop.plan").click();
  await expect(page).toHaveURL(/\/staff\/workshops\/[0-9a-f-]{32,36}$/);
  const path = new URL(page.url()).pathname;
  await expect(banner).toBeVisible();
  const code = await administrator.openWorkshop({ trial: true });
  await expect(banner).toBeVisible();

  // A real phone beside the simulated ones is told that it is a trial.
  const real = await phone();
  await real.join(code);
  await expect(real.page.getByText(words("trial.banner"), { exact: true })).toBeVisible();
  await real.decline();

  await administrator.button("trial.add").click();
  await expect(page.getByText(/: 12\.$/)).toBeVisible();
  await expect(administrator.count("inside")).not.toHaveText("0", { timeout: 60_000 });
  await expect(administrator.count("joined")).toHaveText("13", { timeout: 90_000 });
  await expect(administrator.count("done")).toHaveText("13", { timeout: 90_000 });
  await administrator.closeWave();
  await administrator.openAfter();
  await expect(administrator.count("done")).toHaveText(/^1[2-4]$/, { timeout: 120_000 });
  await administrator.closeWorkshop();

  await page.getByRole("link", { name: words("workshop.result"), exact: true }).click({ timeout: NOTICE });
  await expect(page).toHaveURL(`${path}/results`);
  await expect(banner).toBeVisible();
  await expect(page.locator("main")).toContainText(/\d\s?%/);

  await page.goto(`${project}/results`);
  await expect(page.getByRole("heading", { name: words("evaluation.empty_title"), exact: true })).toBeVisible();
  await page.goto(project);
  await expect(page.getByText(words("trial.badge"), { exact: true })).toBeVisible();
});
