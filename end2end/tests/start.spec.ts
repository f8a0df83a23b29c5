// The first page: whole without JavaScript, its files kept by the browser, nothing from elsewhere.
import { expect, test } from "../fixtures";

test("the start page is whole and asks for a code", async ({ page }) => {
  const reply = await page.goto("/");
  expect(reply?.status()).toBe(200);
  await expect(page.locator("main")).toBeVisible();
  await expect(page.getByRole("textbox")).toBeVisible();
});

test("files of the page may be kept for ever and arrive compressed", async ({ page, request }) => {
  await page.goto("/");
  const path = await page.locator("link[rel=stylesheet]").first().getAttribute("href");
  expect(path).toMatch(/^\/assets\/app\.[0-9a-f]{16}\.css$/);
  const reply = await request.get(path ?? "", { headers: { "accept-encoding": "br" } });
  expect(reply.status()).toBe(200);
  expect(reply.headers()).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-encoding": "br",
    "content-type": "text/css; charset=utf-8",
    vary: "accept-encoding",
    "x-content-type-options": "nosniff",
  });
  expect((await request.get("/assets/app.0000000000000000.css")).status()).toBe(404);
});
