import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { openExplore, parts, runProgram, waitForVerdicts } from "./session.ts";

const LOOP =
  "def f(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n";

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" | ")}`),
  ).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing before, after and in a failed run (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openExplore(page);
    await page.locator("[data-editor='monaco']").waitFor();
    await expectNoViolations(page);
    await runProgram(page, { code: LOOP, call: "f([3, 9, 4])" });
    await waitForVerdicts(page);
    await expectNoViolations(page);
    await runProgram(page, { code: LOOP, call: "f([])" });
    await expect(page.getByText(/IndexError/).first()).toBeVisible({ timeout: 45_000 });
    await expectNoViolations(page);
  });
}

test("a session by keyboard alone", async ({ page }) => {
  await openExplore(page);
  await page.locator("[data-editor='monaco']").waitFor();
  await parts(page).code.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("def g(n):\n    return n * n\n");
  await parts(page).call.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("g(12)");
  await page.keyboard.press("Control+Enter");
  await waitForVerdicts(page);
  await parts(page).timeline.focus();
  await page.keyboard.press("End");
  await expect(parts(page).sentences.last()).toContainText("144");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
