// The demonstration: three doors, one click each, no typing.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, words } from "../fixtures";

test.use({ demonstration: true });
test.describe.configure({ timeout: 120_000 });

const LANGUAGES = ["en", "fr", "nl", "de"] as const;

async function through(page: Page, door: string): Promise<void> {
  await page.goto("/");
  await page.locator(`button[name=door][value=${door}]`).click();
}

test("a teenager stands in the open workshop", async ({ phone }) => {
  const one = await phone("fr");
  await through(one.page, "participant");
  await one.inside();
  await expect(one.yes).toBeVisible();
  await expect(one.noThanks).toBeVisible();
  await one.begin();
  await one.answerAll({ Q5: "true" });
  await expect(one.heading).toHaveText(one.text("sent_title"));
});

test("a coach stands before the workshop that is open", async ({ person }) => {
  const page = await person();
  await through(page, "coach");
  await expect(page).toHaveURL(/\/staff\/workshops\/[0-9a-f-]+$/);
  await expect(page.locator(".join-code")).toHaveText(/^\w{3} \w{3}$/);
  await expect(page.getByText(words("workshop.open_now"), { exact: true })).toBeVisible();
});

test("a manager sees what changed, in every language", async ({ person }) => {
  const page = await person({ viewport: { width: 1280, height: 800 } });
  await through(page, "manager");
  await expect(page).toHaveURL(/\/staff\/projects\/[0-9a-f-]+\/results$/);
  await expect(page.locator("main figure").first()).toBeVisible();
  for (const language of LANGUAGES) {
    await page.context().addCookies([{ name: "lang", value: language, url: page.url() }]);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("link", { name: words("project.tab_results", language), exact: true })).toBeVisible();
  }
});

test("a manager sees what groups chose in stories and polls", async ({ person, javaScriptEnabled }) => {
  const page = await person({ viewport: { width: 1280, height: 800 } });
  await through(page, "manager");
  await page.getByRole("link", { name: words("evaluation.live_title"), exact: true }).click();
  await expect(page.getByRole("heading", { name: words("evaluation.live_title"), exact: true })).toBeVisible();
  const first = page.locator("main figure").first();
  await expect(first.getByRole("heading")).toContainText("%");
  await expect(first.locator("img")).toBeVisible();
  expect(await first.locator("img").evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await first.locator("summary").click();
  await expect(first.getByRole("table")).toBeVisible();
  // axe is JavaScript itself.
  if (javaScriptEnabled !== false) await expectAccessible(page, "stories and polls");
});

test("the doors are named in every language", async ({ person, javaScriptEnabled }) => {
  const page = await person();
  await page.goto("/");
  for (const language of LANGUAGES) {
    await page.context().addCookies([{ name: "lang", value: language, url: page.url() }]);
    await page.reload();
    for (const door of ["participant", "coach", "manager"]) {
      await expect(page.getByRole("button", { name: words(`participant.door_${door}`, language), exact: true })).toBeVisible();
    }
  }
  // axe is JavaScript itself.
  if (javaScriptEnabled !== false) await expectAccessible(page, "doors");
});
