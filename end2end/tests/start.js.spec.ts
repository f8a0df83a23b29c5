import { expectAccessible, test } from "../fixtures";

test("the start page is accessible in both themes", async ({ page }) => {
  await page.goto("/");
  await expectAccessible(page);
});
