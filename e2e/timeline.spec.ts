import { expect } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test } from "./session.ts";

const CALLS = `def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def table(limit):
    seen = {}
    for n in range(limit):
        seen[n] = fib(n)
        print(n, seen[n])
    return seen
`;

/** Counts colours in the picture of the run: it is drawn, and changes when it is zoomed. */
const picture = (canvas: HTMLCanvasElement) => canvas.toDataURL();

test("the whole run as a picture: drag, peek, select, zoom by wheel and keys, double click a call", async ({
  page,
}) => {
  await openExplore(page);
  await runProgram(page, { code: CALLS, call: "table(8)" });
  const { timeline } = parts(page);
  await expect(timeline).toBeVisible();
  const canvas = page.locator(".timeline-canvas");
  await expect(canvas).toBeVisible();
  const box = (await timeline.boundingBox())!;
  const { max } = await position(timeline);
  const at = (share: number) => [box.x + box.width * share, box.y + box.height * 0.8] as const;

  // Dragging moves in time; the step under the pointer is the one shown.
  await page.mouse.move(...at(0.25));
  await page.mouse.down();
  await page.mouse.move(...at(0.5), { steps: 4 });
  await expect.poll(async () => (await position(timeline)).now).toBe(Math.floor(max * 0.5) + 1);
  await page.mouse.up();

  // Hovering tells what happens there, and moves nothing.
  await page.mouse.move(...at(0.75));
  await expect(page.locator(".timeline-peek")).toContainText(`step ${Math.floor(max * 0.75) + 1}`);
  expect((await position(timeline)).now).toBe(Math.floor(max * 0.5) + 1);
  await expect(timeline).toHaveAttribute("aria-valuetext", new RegExp(`step \\d+ of ${max}, line \\d+`));

  // The wheel zooms around the pointer; 0 shows everything again.
  const whole = await canvas.evaluate(picture);
  await page.mouse.wheel(0, -600);
  await expect.poll(() => canvas.evaluate(picture)).not.toBe(whole);
  await page.mouse.down();
  await page.mouse.up();
  await expect.poll(async () => (await position(timeline)).now).toBe(Math.floor(max * 0.75) + 1);
  await page.keyboard.press("0");
  await expect(page.getByRole("button", { name: "Show the whole run" })).toBeDisabled();

  // Shift and drag selects; z shows the selection; Escape lets go of it.
  await page.keyboard.down("Shift");
  await page.mouse.move(...at(0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.4), { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  const selected = page.getByRole("button", { name: /selected$/ });
  await expect(selected).toHaveText(`${Math.floor(max * 0.4) - Math.floor(max * 0.2) + 1} selected`);
  await page.keyboard.press("z");
  await expect(page.getByRole("button", { name: "Show the whole run" })).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(selected).toHaveCount(0);

  // By keyboard alone: the slider, zooming, and a selection that grows from where one stands.
  await timeline.focus();
  await page.keyboard.press("Home");
  expect((await position(timeline)).now).toBe(1);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(selected).toHaveText("3 selected");
  await page.keyboard.press("0");
  await page.keyboard.press("+");
  await expect(page.getByRole("button", { name: "Zoom out" })).toBeEnabled();

  // A double click on a call shows that call.
  await page.keyboard.press("0");
  const before = await canvas.evaluate(picture);
  await page.mouse.dblclick(box.x + box.width * 0.6, box.y + box.height * 0.28);
  await expect.poll(() => canvas.evaluate(picture)).not.toBe(before);
  await expect(page.getByRole("button", { name: "Show the whole run" })).toBeEnabled();
});

test("a narrow screen has everything stacked, with buttons for fingers", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openExplore(page);
  await runProgram(page, { code: "total = 0\nfor n in [1, 2, 3]:\n    total += n\n" });
  const { timeline, next, state } = parts(page);
  await expect(timeline).toBeVisible();
  const button = (await next.boundingBox())!;
  expect(Math.min(button.width, button.height)).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await next.click();
  await next.click();
  await next.click();
  await expect(state).toContainText("total");
  await page.setViewportSize({ width: 1440, height: 900 });
});
