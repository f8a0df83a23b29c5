// Somebody taps before the WebAssembly has arrived.
import { expect, type Phone, test } from "../fixtures";

/** Holds the WebAssembly back; the returned function lets it through. */
async function holdBack(phone: Phone): Promise<() => void> {
  let letThrough = () => {};
  const gate = new Promise<void>((open) => (letThrough = open));
  await phone.page.route("**/*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  return () => letThrough();
}

test("an early tap is kept, saved, and the form stays at the question in view", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Early tap");
  const one = await phone();
  const letThrough = await holdBack(one);
  await one.enter(code);
  await expect(one.form).toHaveAttribute("data-mode", "all");
  await one.question("Q13").evaluate((question) => question.scrollIntoView({ block: "center" }));
  await one.choose("Q13", "4");

  letThrough();
  await one.started();
  await expect(one.form).toHaveAttribute("data-mode", "one");
  await expect(one.option("Q13", "4")).toBeChecked();
  await expect(one.current).toHaveAttribute("data-question", "Q13");
  await expect(one.question("Q13")).toBeInViewport();
  await one.expectSaved();
  await one.reload();
  await expect(one.option("Q13", "4")).toBeChecked();
});

test("a tap on No thanks before the start is a No thanks", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Early no");
  const one = await phone();
  const letThrough = await holdBack(one);
  await one.enter(code);
  await one.noThanks.click();
  await expect(one.heading).toHaveText(one.text("declined_title"));
  letThrough();
  await one.started();
});

test("a plain form sent before the start is sent", async ({ administrator, phone }) => {
  const { code } = await administrator.room("Early send");
  const one = await phone();
  const letThrough = await holdBack(one);
  await one.enter(code);
  await one.choose("Q5", "true");
  await one.page.getByRole("button", { name: one.text("send"), exact: true }).click();
  await expect(one.heading).toHaveText(one.text("sent_title"));
  letThrough();
  await one.started();
});
