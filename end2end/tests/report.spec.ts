// After a workshop: the coach's three minutes, a manager who hears of it, and the protocol one tap away.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, words } from "../fixtures";

/** axe runs inside the page, so it needs scripts. */
async function accessible(page: Page, js: boolean | undefined, name: string): Promise<void> {
  if (js !== false) await expectAccessible(page, name);
}

/** The point of a rating: its control lies under its number. */
async function rate(page: Page, item: string, point: number): Promise<void> {
  await page.locator(`input[name=${item}][value="${point}"]`).check();
}

test("a report, what is wrong with it, and support until a manager has seen it", async ({ administrator, complaints, javaScriptEnabled }) => {
  test.slow();
  complaints.expect(/status of 422/);
  const page = administrator.page;
  const { project, path } = await administrator.room("Reports");
  await page.goto(`${path}/protocol`);
  await accessible(page, javaScriptEnabled, "protocol");
  await administrator.button("report.protocol_button").click();
  await expect(page.getByText(words("report.protocol_noted"), { exact: true })).toBeVisible();
  await page.goto(path);
  await administrator.closeWorkshop();

  await page.getByRole("link", { name: words("report.write"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${path}/report$`));
  await accessible(page, javaScriptEnabled, "report");
  // The protocol was used, so the report knows.
  await expect(page.locator("input[name=C10][value=handled]")).toBeChecked();
  await page.getByLabel(words("report.present"), { exact: true }).fill("17");
  await rate(page, "C5", 4);
  await rate(page, "C6", 3);
  await page.locator("textarea[name=C11]").fill("A </textarea> & <b>more</b> time");
  await administrator.button("report.send").click();
  // Two ratings are missing; what was given is still there.
  await expect(page.getByRole("alert")).toBeVisible();
  await accessible(page, javaScriptEnabled, "report with problems");
  await expect(page.locator("input[name=C5][value='4']")).toBeChecked();
  await expect(page.locator("textarea[name=C11]")).toHaveValue("A </textarea> & <b>more</b> time");
  await rate(page, "C7", 5);
  await rate(page, "C9", 4);
  await page.locator("input[name=C10][value=support]").check();
  await administrator.button("report.send").click();
  await expect(page.getByRole("heading", { name: words("report.support_you"), exact: true })).toBeVisible();
  await expect(page.getByText(words("report.sent_title"), { exact: true })).toBeVisible();
  await accessible(page, javaScriptEnabled, "report sent");

  await page.goto(path);
  await expect(page.locator("#reports").getByText("A </textarea> & <b>more</b> time")).toBeVisible();
  await accessible(page, javaScriptEnabled, "workshop with a report");
  for (const place of ["/staff", project, path]) {
    await page.goto(place);
    await expect(administrator.button("report.support_button")).toBeVisible();
  }
  await administrator.button("report.support_button").click();
  await expect(administrator.button("report.support_button")).toHaveCount(0);
  await page.goto("/staff");
  await expect(page.getByText(words("report.support_title"), { exact: true })).toHaveCount(0);
});
