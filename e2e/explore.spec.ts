import { expect } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test, waitForVerdicts } from "./session.ts";

const TOTAL = `def total(xs):
    s = 0
    for x in xs:
        if x > 1:
            s += x
    return s
`;

test("paste, run, step with keys and slider, read the state", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: TOTAL, call: "total([1, 2, 5])" });
  await waitForVerdicts(page);
  const { timeline, state, first, last, next, previous } = parts(page);

  await first.click();
  const start = await position(timeline);
  expect(start.now).toBeLessThanOrEqual(1);
  await next.click();
  expect((await position(timeline)).now).toBe(start.now + 1);
  await previous.click();
  expect((await position(timeline)).now).toBe(start.now);

  await last.click();
  const end = await position(timeline);
  expect(end.now).toBe(end.max);
  await expect(state).toContainText("7");

  await page.keyboard.press("Home");
  expect((await position(timeline)).now).toBe(start.now);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect((await position(timeline)).now).toBe(start.now + 2);
  await page.keyboard.press("ArrowLeft");
  expect((await position(timeline)).now).toBe(start.now + 1);
  await page.keyboard.press("End");
  expect((await position(timeline)).now).toBe(end.max);

  await timeline.focus();
  await page.keyboard.press("Home");
  expect((await position(timeline)).now).toBe(start.now);
});

test("the state region shows frames, values and what changed", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: TOTAL, call: "total([4, 2])" });
  await waitForVerdicts(page);
  const { state, first, next, timeline } = parts(page);
  await first.click();
  const { max } = await position(timeline);
  const seen: string[] = [];
  for (let step = 0; step < max; step++) {
    seen.push((await state.innerText()).replace(/\s+/g, " "));
    await next.click();
  }
  expect(seen.some((text) => text.includes("total") && text.includes("[4, 2]"))).toBe(true);
  expect(seen.some((text) => /0 ?→ ?4/.test(text))).toBe(true);
});

test("output appears up to the step shown", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: "for word in ['alpha', 'beta']:\n    print(word)\n" });
  await expect(parts(page).timeline).toBeVisible();
  await parts(page).last.click();
  await expect(parts(page).output).toContainText("beta");
});

test("editing after a run marks the trace as stale and keeps it", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: TOTAL, call: "total([1])" });
  await waitForVerdicts(page);
  const { max } = await position(parts(page).timeline);
  await parts(page).code.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\n# a thought\n");
  await expect(page.getByText(/edited since/i)).toBeVisible();
  expect((await position(parts(page).timeline)).max).toBe(max);
});

test("the last session survives a reload", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: "def keep(n):\n    return n + 41\n", call: "keep(1)" });
  await waitForVerdicts(page);
  await page.goto("about:blank");
  await page.goto("/#/explore");
  await expect(page.getByText("n + 41").first()).toBeVisible();
  await expect(parts(page).call).toHaveValue("keep(1)");
});
