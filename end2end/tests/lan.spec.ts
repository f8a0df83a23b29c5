// A trial over plain HTTP, reached at this machine's address in the network, as a phone on the same Wi-Fi does:
// there the browser has no secure context, so nothing may need one.
import { expect, expectAccessible, Phone, test, words } from "../fixtures";

test.use({ settings: { MAKEITSAFE_HTTP__TRIAL_LAN: "true" }, demonstration: true });

test("a phone on the same network answers, and every page says that it is a trial", async ({ page, context, javaScriptEnabled }) => {
  const phone = new Phone(page, javaScriptEnabled !== false);
  const banner = page.locator(".lan-banner");
  await page.goto("/");
  if (phone.js && !/127\.|localhost/.test(new URL(page.url()).hostname)) {
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
  }
  await expect(banner).toHaveText(words("common.trial_lan"));
  if (phone.js) await expectAccessible(page);
  await page.getByRole("button", { name: words("participant.door_participant"), exact: true }).click();
  await phone.inside();
  await expect(banner).toBeVisible();
  for (const cookie of await context.cookies()) {
    expect(cookie).toMatchObject({ secure: false, httpOnly: true, sameSite: "Lax" });
    expect(cookie.name).not.toContain("__Host-");
  }

  const option = page.locator("[data-question] input").first();
  if (phone.js) {
    await phone.begin();
    await page.locator("[data-question] label.option").first().click();
    await phone.expectSaved();
    await phone.reload();
    await expect(option).toBeChecked();
  } else {
    await option.check({ force: true });
    await page.getByRole("button", { name: phone.text("send"), exact: true }).click();
    await expect(phone.form).toHaveCount(0);
  }
});

test("a coach runs it by one click", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: words("participant.door_coach"), exact: true }).click();
  await expect(page).toHaveURL(/\/staff\/workshops\//);
  await expect(page.locator(".lan-banner")).toBeVisible();
});
