// Quick exit: gone at once, nothing left on the screen, back only with the code.
import { expect, type Phone, test } from "../fixtures";
import { Elsewhere } from "../fixtures/elsewhere";

/** Of the configuration below; nobody ever calls there. */
const CONFIGURED = "https://neutral.example/";

test.use({ settings: { MAKEITSAFE_EXIT_URL__FALLBACK: CONFIGURED } });

let elsewhere: Elsewhere;
test.beforeAll(async () => {
  elsewhere = await Elsewhere.open();
});
test.afterAll(async () => elsewhere.close());

async function leave(one: Phone): Promise<void> {
  await elsewhere.standInFor(CONFIGURED, one.page);
  await one.page.getByRole("link", { name: one.text("leave"), exact: true }).click();
  await expect(one.page).toHaveURL(elsewhere.url);
}

/** Answers a question so that the server has it; without JavaScript a change of language sends it. */
async function answerAndSave(one: Phone, code: string, value: string): Promise<void> {
  await one.begin();
  await one.choose(code, value);
  if (one.js) {
    await one.expectSaved();
  } else {
    await one.page.locator(".language-menu summary").click();
    await one.page.getByRole("button", { name: "English", exact: true }).click();
    await expect(one.option(code, value)).toBeChecked();
  }
}

test("the way out comes first on every page", async ({ administrator, phone }) => {
  const { code } = await administrator.room("First in order");
  const one = await phone();
  const exit = one.page.getByRole("link", { name: one.text("leave"), exact: true });
  const expectFirst = async () => {
    await expect(exit).toBeInViewport();
    await one.page.keyboard.press("Tab");
    await expect(exit).toBeFocused();
    await expect(one.page).toHaveTitle(/^(Questions|Help|Enter your code)$/);
  };
  await one.page.goto("/");
  await one.page.locator("body").focus();
  await expectFirst();
  await one.page.goto("/help");
  await expectFirst();
  await one.join(code);
  await expectFirst();
  await one.begin();
  await one.answerAll({});
  await one.reload();
  await expectFirst();
});

test("leaving shows nothing on the way back and asks for the code", async ({ administrator, phone, complaints }) => {
  complaints.expect(/third party: GET http:\/\/127\.0\.0\.1/);
  const { code } = await administrator.room("Leaving");
  const one = await phone();
  await one.join(code);
  await answerAndSave(one, "Q5", "true");
  await leave(one);

  // Back any number of times, and the address typed: never an answer, always the code.
  for (let step = 0; step < 3; step += 1) {
    const reply = await one.page.goBack();
    await expect(one.page.locator("input:checked")).toHaveCount(0);
    await expect(one.page.locator("[data-question]")).toHaveCount(0);
    if (reply === null) break;
  }
  await one.page.goto("/here");
  await expect(one.page).toHaveURL(/\/$/);
  await expect(one.page.locator("[data-question]")).toHaveCount(0);

  await one.join(code);
  await expect(one.question("Q5")).toHaveCount(0);
  await expect(one.page.locator("input:checked")).toHaveCount(0);
  await expect(one.question("Q6")).toBeVisible();
  if (one.js) await expect(one.current).toHaveAttribute("data-question", "Q6");
  await one.answerAll({ Q6: "false" });
  await expect(one.heading).toHaveText(one.text("sent_title"));
});

test("what was answered before leaving is kept", async ({ administrator, phone, complaints }) => {
  complaints.expect(/third party: GET http:\/\/127\.0\.0\.1/);
  const { code } = await administrator.room("Kept");
  const one = await phone();
  await one.join(code);
  const first = await one.questions();
  await answerAndSave(one, "Q5", "true");
  await leave(one);
  await one.scan(code);
  // All but the answered one are asked.
  expect(await one.questions()).toEqual(first.filter((question) => question !== "Q5"));
});
