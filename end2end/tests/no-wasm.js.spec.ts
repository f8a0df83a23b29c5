// A browser that runs scripts but has no WebAssembly, as phones in a lockdown mode.
import { BEFORE, expect, Phone, QUICK, test } from "../fixtures";

test.use({ settings: QUICK });

test("the plain form works and the waiting page goes on by itself", async ({ administrator, person }) => {
  test.setTimeout(120_000);
  const { code } = await administrator.room("No WebAssembly");
  const page = await person();
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  const one = new Phone(page, false);
  await one.join(code);
  expect(await page.evaluate(() => "WebAssembly" in globalThis)).toBe(false);
  await expect(one.form).toHaveAttribute("data-mode", "all");
  await one.begin();
  await one.answerAll(BEFORE);
  await expect(one.heading).toHaveText(one.text("sent_title"));
  await administrator.closeWave();
  await administrator.openAfter();
  await one.noticesThatItGoesOn();
  await expect(one.question("P1")).toBeVisible();
});

test("the WebAssembly does not arrive: the plain form stays", async ({ administrator, phone, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const { code } = await administrator.room("Lost WebAssembly");
  const one = await phone();
  await one.page.route("**/*.wasm", (route) => route.abort());
  await one.enter(code);
  const plain = new Phone(one.page, false);
  await plain.answerAll(BEFORE);
  await expect(plain.heading).toHaveText(plain.text("sent_title"));
});
