// The parents' letter: a page to print in every language, a QR code that leads to every question, and no way to join.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, type Staff, test, words } from "../fixtures";
import type { Language } from "../fixtures/words";

const LANGUAGES: Language[] = ["en", "fr", "nl", "de"];

/** axe runs inside the page, so it needs scripts. */
async function accessible(page: Page, js: boolean | undefined, name: string): Promise<void> {
  if (js !== false) await expectAccessible(page, name);
}

async function planned(manager: Staff, name: string): Promise<string> {
  const project = await manager.createProject(name);
  await manager.addPartnerAndGroup(project, "School", "3B");
  return manager.planWorkshop(project);
}

test("the letter and its public page in every language", async ({ administrator, person, server, browserName, javaScriptEnabled }) => {
  // Four languages, each looked at by axe twice over.
  test.slow();
  const path = await planned(administrator, "Letters");
  const page = administrator.page;
  await page.getByRole("link", { name: words("workshop.to_letter"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${path}/letter$`));
  for (const language of LANGUAGES) {
    await page.goto(`${path}/letter?lang=${language}`);
    const letter = page.locator(`article.letter[lang=${language}]`);
    await expect(letter.getByText(words("letter.salutation", language), { exact: true })).toBeVisible();
    await expect(letter.getByText("data@workshops.example")).toBeVisible();
    await expect(letter.getByText("116 000")).toBeVisible();
    await expect(letter.getByRole("img")).toHaveJSProperty("complete", true);

    // The QR code says the address that stands beside it.
    const shown = await letter.locator(".letter-public a").innerText();
    const picture = await letter.getByRole("img").getAttribute("src");
    expect(picture).toContain(`lang=${language}`);
    const svg = await page.request.get(picture ?? "");
    expect(await svg.text()).toContain("<svg");

    const parent = await person({ locale: "en-GB" });
    const reply = await parent.goto(`${shown}?lang=${language}`);
    expect(reply?.headers()["x-robots-tag"]).toContain("noindex");
    await expect(parent.locator("html")).toHaveAttribute("lang", language);
    await expect(parent.getByRole("heading", { name: words("letter.questions", language), exact: true })).toBeVisible();
    await expect(parent.locator("ol.asked > li")).toHaveCount(13);
    await expect(parent.getByText("Youth centre").first()).toBeVisible();
    await accessible(parent, javaScriptEnabled, `public page ${language}`);
    await parent.close();
    await accessible(page, javaScriptEnabled, `letter ${language}`);
  }
  // Printing is for Chromium without a window; one sheet of A4 whatever the language.
  if (browserName === "chromium" && javaScriptEnabled !== false) {
    for (const language of LANGUAGES) {
      await page.goto(`${path}/letter?lang=${language}`);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page\b/g), language).toHaveLength(1);
    }
  }
  // The letter's token opens no workshop.
  const token = new URL(await page.locator(".letter-public a").innerText()).pathname.split("/").pop();
  const guest = await person();
  await guest.goto(`${server.url}/j/${token}`);
  await expect(guest.getByLabel(words("participant.code_label"), { exact: true })).toBeVisible();
});

test("a workshop waits until the parents have the letter", async ({ administrator, complaints, javaScriptEnabled }) => {
  complaints.expect(/status of 422/);
  const path = await planned(administrator, "Waiting for the letter");
  const page = administrator.page;
  await administrator.button("workshop.open_questions").click();
  await expect(page.getByRole("alert")).toContainText(words("problem.letter_not_given"));
  await accessible(page, javaScriptEnabled, "refused opening");
  await administrator.openWorkshop();
  await page.goto(`${path}/letter`);
  await expect(page.locator(".screen-only").getByText("administrator")).toBeVisible();
});

test("help directory: an entry, its check, its trace", async ({ administrator, javaScriptEnabled }) => {
  const page = administrator.page;
  await page.goto("/staff/directory");
  await accessible(page, javaScriptEnabled, "directory");
  await page.getByRole("link", { name: "Helpwanted (Offlimits)", exact: true }).click();
  await accessible(page, javaScriptEnabled, "directory entry");
  await page.getByRole("button", { name: words("directory.check_button"), exact: true }).click();
  await expect(page.getByRole("status")).toContainText(words("directory.check_saved"));
  await page.goto("/staff/directory#changes");
  await expect(page.locator("#changes").getByText("Helpwanted (Offlimits)")).toBeVisible();
});
