// A network that carries everything is found to do so; one that holds messages back, or lets nothing through, too.
import { expect, expectAccessible, test, words } from "../fixtures";

const PATIENCE = { timeout: 45_000 };

test("a network that carries everything", async ({ administrator }) => {
  test.slow();
  const page = administrator.page;
  await page.goto("/staff/room");
  await expect(page.getByText(words("check.checking"), { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: words("check.live_title"), exact: true })).toBeVisible(PATIENCE);
  await expect(page.locator("[data-count=trip]:visible")).toHaveText(/^\d+$/);
  await expect(page.getByText(words("check.checking"), { exact: true })).toBeHidden();
  await expectAccessible(page, "room check, live");
});

test("a network without streams", async ({ administrator, complaints }) => {
  test.slow();
  complaints.expect(/status of 502|EventSource/);
  const page = administrator.page;
  await page.route("**/staff/room/stream", (route) => route.fulfill({ status: 502 }));
  await page.goto("/staff/room");
  await expect(page.getByRole("heading", { name: words("check.asking_title"), exact: true })).toBeVisible(PATIENCE);
});

test("a network without answers", async ({ administrator, complaints }) => {
  test.slow();
  complaints.expect(/status of 502/);
  const page = administrator.page;
  await page.route("**/livez", (route) => route.fulfill({ status: 502 }));
  await page.goto("/staff/room");
  await expect(page.getByRole("heading", { name: words("check.blocked_title"), exact: true })).toBeVisible(PATIENCE);
  await expectAccessible(page, "room check, blocked");
});
