import { expect } from "@playwright/test";
import { openExplore, parts, runProgram, returning as test, waitForVerdicts } from "./session.ts";

const SORTED =
  "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x * 2)\n    out.sort()\n    return out\n";

test("the Backward tab reasons from the output to an input and proves it", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: SORTED, call: "f([3, 1, 2])" });
  await waitForVerdicts(page);
  await page.getByRole("tab", { name: "Backward" }).click();
  await expect(parts(page).sentences.first()).toContainText("The result is", { timeout: 45_000 });
  await waitForVerdicts(page);
  await expect(parts(page).sentences.filter({ hasText: "does not determine" })).toContainText("the order of");
  await expect(parts(page).sentences.filter({ hasText: "the same result" })).toContainText("f([1, 2, 3])");
  const [, verified, all] = /(\d+) of (\d+) claims? verified/.exec(await parts(page).summary.innerText()) ?? [];
  expect(Number(all)).toBeGreaterThan(1);
  expect(verified).toBe(all);
  await page.getByRole("tab", { name: "Forward" }).click();
  await expect(parts(page).sentences.last()).toContainText("[2, 4, 6]", { timeout: 45_000 });
});
