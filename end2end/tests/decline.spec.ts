// "No thanks" is as easy as "Yes", and nobody can tell afterwards.
import { BEFORE, expect, NOTICE, type Phone, QUICK, test } from "../fixtures";

test.use({ settings: QUICK });

/** What of a screen can be told from two seats away: where things stand and how big they are. */
async function silhouette({ page }: Phone) {
  return page.locator("main > .keepsake").evaluate((panel) => {
    const { x, width, height } = panel.getBoundingClientRect();
    const color = getComputedStyle(panel).backgroundColor;
    return { x, width, height, color, before: panel.previousElementSibling?.tagName };
  });
}

test("no thanks is as easy as yes and looks like done", async ({ administrator, phone }) => {
  test.setTimeout(120_000);
  const { path, code } = await administrator.room("Declining");
  const [declines, answers] = [await phone(), await phone()];
  await declines.join(code);
  await answers.join(code);

  const [yes, no] = [await declines.yes.boundingBox(), await declines.noThanks.boundingBox()];
  expect(Math.abs((yes?.width ?? 0) - (no?.width ?? 0)), "as wide").toBeLessThan(1);
  expect(Math.abs((yes?.height ?? 0) - (no?.height ?? 0)), "as high").toBeLessThan(1);
  const look = (element: Element) => {
    const { backgroundColor, color, fontSize, fontWeight, borderTopColor } = getComputedStyle(element);
    return { backgroundColor, color, fontSize, fontWeight, borderTopColor };
  };
  expect(await declines.noThanks.evaluate(look)).toEqual(await declines.yes.evaluate(look));
  await expect(declines.noThanks).toBeInViewport();

  await declines.decline();
  await expect(declines.heading).toHaveText(declines.text("declined_title"));
  await answers.begin();
  await answers.answerAll(BEFORE);
  await expect(answers.heading).toHaveText(answers.text("sent_title"));
  const [calm, card] = [await silhouette(declines), await silhouette(answers)];
  expect(calm).toEqual({ ...card, height: calm.height });
  expect(Math.abs(calm.height - card.height), "differ in height by less than a line").toBeLessThan(28);
  expect(await declines.page.title()).toBe(await answers.page.title());

  await administrator.page.goto(path);
  await expect(administrator.count("joined")).toHaveText("2");
  await expect(administrator.count("done")).toHaveText("2");
  await expect(administrator.page.locator(".counts > div")).toHaveCount(3);
  await expect(administrator.page.locator(".counts")).not.toContainText(/declin|no thanks/i);
});

test("who declined before is asked again after", async ({ administrator, phone }) => {
  test.setTimeout(120_000);
  const { code } = await administrator.room("Asked again");
  const one = await phone();
  await one.join(code);
  await one.decline();
  await one.reload();
  await expect(one.heading).toHaveText(one.text("declined_title"));
  await administrator.closeWave();
  await administrator.openAfter();
  await one.noticesThatItGoesOn();
  await one.decline();
  await expect(one.heading).toHaveText(one.text("finished_title"), { timeout: NOTICE });
});
