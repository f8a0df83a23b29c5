// Quick exit with JavaScript: the page is blank before the network has answered, and no step stays behind.
import { expect, test } from "../fixtures";
import { Elsewhere } from "../fixtures/elsewhere";

const CONFIGURED = "https://neutral.example/";

test.use({ settings: { MAKEITSAFE_EXIT_URL__FALLBACK: CONFIGURED } });

test("the page blanks at once and its place in the history is taken", async ({ administrator, phone, complaints }) => {
  complaints.expect(/third party: GET http:\/\/127\.0\.0\.1/);
  const elsewhere = await Elsewhere.open();
  const { code } = await administrator.room("Blank");
  const one = await phone();
  await one.join(code);
  await one.begin();
  await one.choose("Q5", "true");
  await one.expectSaved();

  // The exit answers only after the page has gone blank: on a slow network that is what is seen.
  const blank = new Promise<string>((gone) => void one.page.exposeFunction("goneBlank", gone));
  await one.page.evaluate(() => {
    const root = document.documentElement;
    const tell = () => {
      const { goneBlank } = window as unknown as { goneBlank: (title: string) => void };
      if (getComputedStyle(root).display === "none") goneBlank(document.title);
    };
    new MutationObserver(tell).observe(root, { attributes: true, subtree: true, childList: true });
  });
  await elsewhere.standInFor(CONFIGURED, one.page);
  await one.page.route("**/exit", async (route) => {
    await blank;
    await route.fallback();
  });
  const entries = await one.page.evaluate(() => history.length);
  await one.page.getByRole("link", { name: one.text("leave"), exact: true }).click();
  await expect(one.page).toHaveURL(elsewhere.url);
  expect(await blank, "its title").toMatch(/^\s*$/);
  expect(await one.page.evaluate(() => history.length)).toBe(entries);
  await one.page.goBack();
  await expect(one.page).toHaveURL("/");
  await expect(one.page.locator("[data-question]")).toHaveCount(0);
  await elsewhere.close();
});

test("leaving with an answer on its way is not held up by a warning", async ({ administrator, phone, complaints }) => {
  complaints.expect(/third party: GET http:\/\/127\.0\.0\.1/);
  const elsewhere = await Elsewhere.open();
  const { code } = await administrator.room("No warning");
  const one = await phone();
  await one.join(code);
  await one.begin();
  // The answer hangs: something is unsent, and any other way off the page would warn.
  await one.page.route("**/api/here/answer", () => {});
  await one.choose("Q5", "true");
  await expect(one.saveState).toHaveText(one.text("sending"));
  let asked = false;
  one.page.on("dialog", (dialog) => {
    asked = true;
    void dialog.accept();
  });
  await elsewhere.standInFor(CONFIGURED, one.page);
  await one.page.getByRole("link", { name: one.text("leave"), exact: true }).click();
  await expect(one.page).toHaveURL(elsewhere.url);
  expect(asked, "a warning on the way out").toBe(false);
  await elsewhere.close();
});
