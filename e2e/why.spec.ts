import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test, waitForVerdicts } from "./session.ts";

const BEST = `def best_of(xs, floor):
    best = floor
    noise = 1
    for x in xs:
        if x > best:
            best = x
        elif x < 0:
            best = 0
    noise = noise + 1
    return best
`;

test("a value leads back to the input, walked by keyboard, with the rest of the code dimmed; a line tells why it ran or not", async ({
  page,
}) => {
  await openExplore(page);
  await runProgram(page, { code: BEST, call: "best_of([3, 9, 4], 2)" });
  await waitForVerdicts(page);
  const { state, last, timeline } = parts(page);
  await last.click();
  await state.getByRole("button", { name: "Where best came from" }).click();

  const tree = page.getByRole("tree", { name: "Where best came from" });
  await expect(tree.getByRole("treeitem").first()).toContainText("best is 9, set by best = x line 6");
  await expect(tree).toContainText("given in best_of([3, 9, 4], 2)");
  await expect(page.locator(".mark-dimmed").first()).toBeVisible();
  const end = (await position(timeline)).now;
  await tree.focus();
  await page.keyboard.press("ArrowDown");
  await expect(tree.locator(".tree-row-active")).toContainText("x is 9, set by for x in xs:");
  expect((await position(timeline)).now).toBeLessThan(end);
  await page.keyboard.press("ArrowLeft");
  await expect(tree.locator(".tree-row-active")).toHaveAttribute("aria-expanded", "false");
  await page.getByRole("checkbox", { name: "Dim other lines" }).uncheck();
  await expect(page.locator(".mark-dimmed")).toHaveCount(0);

  await page.getByRole("button", { name: "What did it affect?" }).click();
  await expect(page.getByRole("tree", { name: "What best affected" })).toContainText("return best");

  const reasons = page.getByRole("list", { name: "Reasons" });
  const line = page.getByRole("combobox", { name: "Line", exact: true });
  await line.selectOption({ label: "8: best = 0 (never)" });
  await expect(page.getByText("Why did this line not run?")).toBeVisible();
  await expect(reasons).toContainText("The test on line 7 did not hold: x < 0 is 4 < 0, which is False.");
  await line.selectOption({ label: "6: best = x (2×)" });
  await expect(page.getByText("Why did this line run?")).toBeVisible();
  await expect(reasons.getByRole("listitem").first()).toContainText(/On line 5, x > best is \d > \d, which is True\./);
  const { violations } = await new AxeBuilder({ page }).exclude(".monaco-editor").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`)).toEqual([]);
});

test("two runs stand beside each other: another input, then edited code", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: BEST, call: "best_of([3, 9, 4], 2)" });
  await waitForVerdicts(page);
  const { first, last, timeline } = parts(page);
  await page.getByRole("tab", { name: "Compare", exact: true }).click();
  await page.getByRole("textbox", { name: "Other call" }).fill("best_of([3, 1, 4], 2)");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const comparison = page.getByRole("status", { name: "Comparison" });
  await expect(comparison).toContainText(/The paths part at step \d+: line 6 here, line 7 in the other run/);
  await expect(comparison).toContainText("Values first differ at step");
  await last.click();
  const beside = page.getByRole("table", { name: "Variables of both runs" });
  const best = beside.locator("tbody tr", { has: page.getByRole("rowheader", { name: /best$/ }) });
  await expect(best.getByRole("cell")).toHaveText(["9", "4"]);
  await first.click();
  await page.getByRole("button", { name: "Next difference" }).click();
  expect((await position(timeline)).now).toBeGreaterThan(1);
  const differ = page.getByRole("region", { name: "Sentences that differ" });
  await expect(differ.getByRole("listitem").filter({ hasText: "other run" }).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).exclude(".monaco-editor").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`)).toEqual([]);

  await page.getByRole("button", { name: "End comparison" }).click();
  await parts(page).code.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# lower\n");
  await page.getByRole("button", { name: "Compare with the edited code" }).click();
  await expect(comparison).toContainText("Both runs take the same path.");
});
