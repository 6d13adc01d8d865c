import { expect, type Locator } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test } from "./session.ts";

const SORT = `def bubble(xs):
    swaps = 0
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                swaps += 1
    if swaps < 0:
        raise ValueError(swaps)
    return xs
`;

/** The middle of a word in a line of the editor, which draws lines as pieces of its own. */
async function placeOf(line: Locator, word: string): Promise<[x: number, y: number]> {
  const place = await line.evaluate((element, wanted) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const start = node.textContent?.indexOf(wanted) ?? -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    throw new Error(`The line has no ${wanted}.`);
  }, word);
  return [place.x, place.y];
}

test("values at line ends, parts of a statement, counts, code that never ran, history on hover", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: SORT, call: "bubble([5, 3, 8, 1])" });
  const { timeline } = parts(page);
  await expect(timeline).toBeVisible();
  const editor = page.locator("[data-editor='monaco']");

  // The first comparison: what it did stands at its end, the loop variables at theirs.
  await page.keyboard.press("Home");
  await page.locator(".line-numbers", { hasText: /^\s*5$/ }).click();
  const lineWith = (text: string) => editor.locator(".view-line", { hasText: text });
  await expect(lineWith("if xs[j]")).toContainText("xs[j] > xs[j + 1] is True");
  await expect(lineWith("for j in range")).toContainText("j = 0");
  await expect(editor.locator(".mark-current, .mark-next, .mark-previous")).toHaveCount(3);

  // Its parts in the order of evaluation, one after the other.
  const stages = page.getByRole("region", { name: "Evaluation" }).getByRole("list", { name: "Stages" });
  await expect(stages).toContainText("5 > 3");
  await expect(stages.getByRole("button").first()).toHaveText("xs[j] > xs[j + 1]");
  await expect(stages.getByRole("button").last()).toHaveText("True");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(stages.locator("[aria-current='step']")).toHaveCount(1);
  await expect(editor.locator(".mark-evaluated").first()).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(stages.locator("[aria-current='step']")).toHaveCount(0);

  // How often lines ran, on demand; what never ran is visibly so without being asked.
  await expect(editor.locator(".never-run", { hasText: "raise" })).toBeVisible();
  await page.keyboard.press("h");
  await expect(page.locator(".line-numbers", { hasText: /^\s*6×\s*5$/ })).toBeVisible();
  await page.keyboard.press("h");
  await expect(page.locator(".line-numbers", { hasText: "×" })).toHaveCount(0);

  // A click on a name watches it: value, history, and the way to its changes.
  await page.mouse.click(...(await placeOf(lineWith("swaps += 1"), "swaps")));
  const watched = page.getByRole("region", { name: "Watched: swaps" });
  await expect(watched).toContainText("swaps = 0");
  await watched.getByRole("button", { name: "Next change of swaps" }).click();
  await expect(watched).toContainText("swaps = 1");
  const { now } = await position(timeline);
  await watched.getByRole("button", { name: "Next change of swaps" }).click();
  await expect(watched).toContainText("swaps = 2");
  await watched.getByRole("button", { name: "Previous change of swaps" }).click();
  expect((await position(timeline)).now).toBe(now);

  // Hovering shows the value now and how it came to be.
  await page.mouse.move(...(await placeOf(lineWith("swaps += 1"), "swaps")));
  const hover = page.locator(".monaco-hover").first();
  await expect(hover).toContainText("swaps = 1");
  await expect(hover).toContainText("values in this run");
  await expect(hover.getByRole("img", { name: "history" })).toBeVisible();

  // A breakpoint set by the mouse moves with its line when the code is edited.
  await page.mouse.move(0, 0);
  const number = page.locator(".line-numbers", { hasText: /^\s*7$/ });
  const box = (await number.boundingBox())!;
  await page.mouse.click(box.x - 8, box.y + box.height / 2);
  await expect(page.locator(".line-numbers.breakpoint")).toHaveText(/7/);
  await parts(page).code.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("\n");
  await expect(page.locator(".line-numbers.breakpoint")).toHaveText(/8/);
});
