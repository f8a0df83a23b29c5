// The print pack: every part in every language, on as many sheets as it says; and the check of a room.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, words } from "../fixtures";
import type { Language } from "../fixtures/words";

const LANGUAGES: Language[] = ["en", "fr", "nl", "de"];

/** axe runs inside the page, so it needs scripts. */
async function accessible(page: Page, js: boolean | undefined, name: string): Promise<void> {
  if (js !== false) await expectAccessible(page, name);
}

async function sheets(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test("poster, agenda, cards to cut and the questions", async ({ administrator, browserName, javaScriptEnabled }) => {
  test.slow();
  const page = administrator.page;
  const project = await administrator.createProject("On paper");
  await administrator.addPartnerAndGroup(project, "School", "3B");
  const path = await administrator.planWorkshop(project);
  await page.getByRole("link", { name: words("pack.open"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${path}/pack$`));
  await expect(page.getByText(words("pack.code_later"), { exact: true })).toBeVisible();
  await accessible(page, javaScriptEnabled, "pack of a draft");

  await page.goto(path);
  const code = await administrator.openWorkshop();
  for (const language of LANGUAGES) {
    await page.goto(`${path}/pack?lang=${language}`);
    const pack = page.locator(`.pack[lang=${language}]`);
    await expect(pack.getByText(`${code.slice(0, 3)} ${code.slice(3)}`, { exact: true })).toBeVisible();
    await expect(pack.getByRole("img")).toHaveJSProperty("complete", true);
    await accessible(page, javaScriptEnabled, `pack ${language}`);
    // Printing is for Chromium without a window.
    if (browserName !== "chromium" || javaScriptEnabled === false) continue;
    for (const [part, most] of [["poster", 1], ["help", 1], ["cards", 1], ["form", 4]] as const) {
      await page.goto(`${path}/pack?part=${part}&lang=${language}`);
      const count = await sheets(page);
      expect(count, `${part} ${language}`).toBeGreaterThan(0);
      expect(count, `${part} ${language}`).toBeLessThanOrEqual(most);
    }
  }
});

test("the check of a room works by hand too", async ({ administrator, javaScriptEnabled }) => {
  const page = administrator.page;
  await page.getByRole("link", { name: words("check.link"), exact: true }).click();
  await expect(page.getByRole("heading", { name: words("check.title"), exact: true })).toBeVisible();
  await expect(page.locator("#it-text")).toContainText("text/event-stream");
  await expect(page.getByText(words("check.no_script"), { exact: true })).toBeVisible({ visible: javaScriptEnabled === false });
  await accessible(page, javaScriptEnabled, "room check");
});
