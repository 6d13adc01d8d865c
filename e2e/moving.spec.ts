import { expect, type Page } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test } from "./session.ts";

const PROGRAM = `def push(stack, n):
    stack.append(n)
    return len(stack)


def work(limit):
    stack = []
    total = 0
    for n in range(limit):
        size = push(stack, n)
        total += size
    try:
        stack[99]
    except IndexError:
        total = -total
    return total
`;

const line = async (page: Page) =>
  Number(/line (\d+)/.exec((await parts(page).timeline.getAttribute("aria-valuetext")) ?? "")?.[1]);

test("over, out, back; by line, exception, breakpoint and condition; playing", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: PROGRAM, call: "work(6)" });
  const { timeline } = parts(page);
  await expect(timeline).toBeVisible();
  const now = async () => (await position(timeline)).now;
  const expectLine = (wanted: number) => expect.poll(() => line(page)).toBe(wanted);

  // As in a debugger: over a call, into it, out of it; with the same keys the way back.
  await page.keyboard.press("Home");
  for (let i = 0; i < 4; i++) await page.keyboard.press("F10");
  await expectLine(9);
  await page.keyboard.press("F10");
  await expectLine(10);
  const call = await now();
  await page.keyboard.press("F10");
  await expectLine(11);
  await page.keyboard.press("Shift+F10");
  expect(await now()).toBe(call);
  await page.keyboard.press("F11");
  await expectLine(2);
  await page.keyboard.press("Shift+F11");
  await expectLine(11);
  await page.keyboard.press("Control+F11");
  await expectLine(3);
  await page.keyboard.press("Control+Shift+F11");
  expect(await now()).toBe(call);

  // The next and the previous run of this line; a click on a line number goes to its next run.
  await page.keyboard.press("n");
  await expectLine(10);
  expect(await now()).toBeGreaterThan(call);
  await page.keyboard.press("Shift+N");
  expect(await now()).toBe(call);
  await page.locator(".line-numbers", { hasText: /^\s*2$/ }).click();
  await expectLine(2);

  // To the exception; further there is none, and that is said.
  await page.keyboard.press("x");
  await expectLine(13);
  await page.keyboard.press("x");
  await expect(page.getByText("No further exception.")).toBeVisible();

  // A breakpoint, then a condition on it, both ways in time.
  await page.keyboard.press("Home");
  await page.locator(".line-numbers", { hasText: /^\s*3$/ }).click();
  await expectLine(3);
  await page.keyboard.press("F9");
  const breakpoints = page.getByRole("button", { name: "Breakpoints: 1" });
  await expect(breakpoints).toBeVisible();
  const first = await now();
  await page.keyboard.press("F8");
  await expect.poll(now).toBeGreaterThan(first);
  await expectLine(3);
  await page.keyboard.press("Shift+F8");
  await expect.poll(now).toBe(first);
  await page.keyboard.press("Shift+F9");
  const condition = page.getByRole("textbox", { name: "Condition of the breakpoint on line 3" });
  await condition.fill("n >");
  await expect(page.getByRole("alert").filter({ hasText: "ends too early" })).toBeVisible();
  await condition.fill("n == 4");
  await expect(page.getByText("Hit 1 time in this run")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("F8");
  await expect(parts(page).state).toContainText("[0, 1, 2, 3, 4]");

  // Searching by a condition: hits, their number, the way between them; what cannot be read is explained.
  const search = page.getByRole("textbox", { name: "Search the run" });
  await page.keyboard.press("Home");
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await search.fill("first step where len(stack) > 3");
  const hits = page.getByRole("status", { name: "Search hits" });
  await expect(hits).toHaveText(/^\d+$/);
  await search.press("Enter");
  await expect(hits).toHaveText(/^1 of \d+$/);
  await expect(parts(page).state).toContainText("[0, 1, 2, 3]");
  await search.fill("stack.pop() == 3");
  await expect(page.getByRole("alert").filter({ hasText: "It is written as in Python" })).toBeVisible();
  await expect(search).toHaveAttribute("aria-invalid", "true");
  await search.press("Escape");

  // Playing goes on by itself, stops at the breakpoint, and at the end.
  await page.getByRole("combobox", { name: "Play speed" }).selectOption("1000");
  await page.keyboard.press("F9");
  await page.getByRole("button", { name: "First step" }).click();
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const stopped = await position(timeline);
  expect(stopped.now).toBeGreaterThan(1);
});

test("the palette and the shortcut sheet list every move with its keys", async ({ page }) => {
  await openExplore(page);
  await page.getByRole("heading", { name: "State" }).waitFor({ state: "attached" });
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const name of [
    "Step over",
    "Step back over",
    "Step out",
    "Next breakpoint",
    "Next run of this line",
    "Play or pause",
  ]) {
    await expect(sheet.getByText(name, { exact: true })).toBeVisible();
  }
  await expect(sheet).toContainText("F10");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("next change");
  await expect(page.getByRole("option", { name: /Next change of the watched variable/ })).toBeVisible();
  await page.keyboard.press("Escape");
});
