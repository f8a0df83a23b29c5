// The component page: every piece in both themes, in development builds only. `MAKEITSAFE_BIN` names one;
// otherwise the release is tested, which has no such page.
import { expect, expectAccessible, test } from "../fixtures";

const development = /\/debug\//.test(process.env["MAKEITSAFE_BIN"] ?? "");
test.describe.configure({ timeout: 120_000 });

test("every piece is whole and accessible, or the page is not there", async ({ page, complaints, javaScriptEnabled }) => {
  if (!development) complaints.expect(/status of 404/);
  const reply = await page.goto("/_ui");
  expect(reply?.status()).toBe(development ? 200 : 404);
  if (!development) return;
  for (const theme of ["light", "dark"]) {
    await expect(page.locator(`.specimen[data-theme=${theme}] .button[data-kind=primary]`).first()).toBeVisible();
    await expect(page.locator(`.specimen[data-theme=${theme}] label.option:has(:checked)`).first()).toBeVisible();
    await expect(page.locator(`.specimen[data-theme=${theme}] .qr img`)).toBeVisible();
  }
  // axe is JavaScript itself.
  if (javaScriptEnabled !== false) await expectAccessible(page, "components");
});
