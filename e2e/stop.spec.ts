import { expect } from "@playwright/test";
import { openExplore, parts, runProgram, returning as test, waitForVerdicts } from "./session.ts";

test("an infinite loop is stopped, and the next run starts at once", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: "while True:\n    pass\n" });
  const { stop, run } = parts(page);
  await expect(stop).toBeVisible();
  await stop.click();
  await expect(run).toBeVisible();
  await runProgram(page, { code: "def f(n):\n    return n * 2\n", call: "f(21)" });
  await waitForVerdicts(page);
  await expect(parts(page).sentences.last()).toContainText("42");
});

test("a loop stuck inside C code is stopped too", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: "x = 1\nwhile True:\n    sum(range(10 ** 12))\n" });
  await expect(parts(page).stop).toBeVisible();
  await page.waitForTimeout(1500);
  await parts(page).stop.click();
  await expect(parts(page).run).toBeEnabled();
});
