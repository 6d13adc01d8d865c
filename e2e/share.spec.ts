import { expect, test } from "@playwright/test";
import { openExplore, parts, position, runProgram, waitForVerdicts } from "./session.ts";

test("a link restores code, call, stdin and step, and runs nothing by itself", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openExplore(page);
  await runProgram(page, { code: "def f(n):\n    m = n + 1\n    return m * 2\n", call: "f(20)", stdin: "unused\n" });
  await waitForVerdicts(page);
  await parts(page).first.click();
  await parts(page).next.click();
  const shown = (await position(parts(page).timeline)).now;
  await parts(page).share.click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("#/explore");

  const stranger = await context.browser()!.newContext();
  const other = await stranger.newPage();
  await other.goto(link);
  await expect(parts(other).call).toHaveValue("f(20)");
  await expect(other.getByText("m * 2").first()).toBeVisible();
  await expect(parts(other).stop).toHaveCount(0);
  await parts(other).run.click();
  await waitForVerdicts(other);
  expect((await position(parts(other).timeline)).now).toBe(shown);
  await stranger.close();
});

test("a corrupt link says so and loses nothing", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: "def kept(n):\n    return n\n", call: "kept(5)" });
  await waitForVerdicts(page);
  await page.goto("about:blank");
  await page.goto("/#/explore?s=%%%not-a-session");
  await expect(page.getByText(/link/i).first()).toBeVisible();
  await expect(parts(page).call).toHaveValue("kept(5)");
});
