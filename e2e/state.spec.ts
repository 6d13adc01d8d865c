import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test, waitForVerdicts } from "./session.ts";

const MANY = `class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

def insert(root, key):
    if root is None:
        return Node(key)
    if key < root.key:
        root.left = insert(root.left, key)
    else:
        root.right = insert(root.right, key)
    return root

def build(keys):
    root = None
    for key in keys:
        root = insert(root, key)
    grid = [[0] * 4 for _ in range(3)]
    alias = keys
    numbers = list(range(1250))
    lo, hi = 0, len(keys) - 1
    while lo < hi:
        mid = (lo + hi) // 2
        if keys[mid] < 4:
            lo = mid + 1
        else:
            hi = mid
    loop = [1]
    loop.append(loop)
    grid[1][2] = 5
    return lo
`;

const panel = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude(".monaco-editor").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`)).toEqual([]);
}

test("values are drawn as what they are, opened to any depth, and changes are shown where they happen", async ({
  page,
}) => {
  await openExplore(page);
  await runProgram(page, { code: MANY, call: "build([5, 2, 8, 1])" });
  await waitForVerdicts(page);
  const { state, last, previous } = parts(page);
  await last.click();
  await expect(state.getByRole("img", { name: "root as a tree: 4 nodes" })).toBeVisible();
  const boxes = state.getByRole("list", { name: "keys as boxes" }).getByRole("listitem");
  await expect(boxes).toHaveCount(4);
  await expect(boxes.nth(2)).toContainText(/lo/);
  await expect(boxes.nth(2)).toContainText(/hi/);

  // The step before the last writes into the grid.
  await previous.click();
  const grid = state.getByRole("table", { name: "grid as a grid" });
  await expect(grid.locator(".grid-changed")).toHaveText("5");

  await state.getByRole("combobox", { name: "View of keys" }).selectOption("Text");
  await expect(boxes).toHaveCount(0);

  await state.getByRole("button", { name: "Contents of numbers" }).click();
  await state.getByRole("button", { name: "Elements 1,200 … 1,249" }).click();
  await expect(state.getByRole("list", { name: "Contents of numbers" })).toContainText("1203");
  await state.getByRole("button", { name: "Contents of root", exact: true }).click();
  await state.getByRole("button", { name: "Contents of root.left", exact: true }).click();
  await expect(state.getByRole("list", { name: "Contents of root" })).toContainText(".key");
  await expectAccessible(page);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await state.getByRole("button", { name: "Copy keys as Python" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("[5, 2, 8, 1]");
});

test("heap, calls and loops: references and aliases, results of calls, a row for each pass", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: MANY, call: "build([5, 2, 8, 1])" });
  await waitForVerdicts(page);
  const { last, timeline, first } = parts(page);
  await last.click();

  await panel(page, "Heap");
  const heap = page.getByRole("region", { name: "Heap" });
  await expect(heap.getByRole("img", { name: "Objects and references" })).toBeVisible();
  await expect(heap).toContainText("keys and alias are the same list.");
  await expect(heap).toContainText("loop leads back to itself.");
  await expect(heap.locator(".heap-box-shared").first()).toBeAttached();
  await expectAccessible(page);

  await panel(page, "Calls");
  const calls = page.getByRole("tree", { name: "Calls" });
  await expect(calls.getByRole("treeitem", { name: /build\(\[5, 2, 8, 1\]\)/ })).toBeVisible();
  await expect(calls.getByRole("treeitem", { name: /insert\(None, 5\)/ })).toContainText("→");
  const end = (await position(timeline)).now;
  await calls.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect((await position(timeline)).now).toBeLessThan(end);
  await expectAccessible(page);

  await panel(page, "Table");
  await page.getByRole("combobox", { name: "Loop" }).selectOption({ label: "line 18: for key in keys" });
  const table = page.getByRole("region", { name: "Passes" });
  await expect(table.getByRole("columnheader")).toHaveText(["pass", "key", "root"]);
  await expect(table.getByRole("row")).toHaveCount(6);
  await first.click();
  await table.getByRole("button", { name: "3", exact: true }).click();
  expect((await position(timeline)).now).toBeGreaterThan(5);
  await expect(table.getByRole("row").nth(4)).toHaveAttribute("aria-current", "step");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save table as CSV" }).click();
  const csv = readFileSync(await (await download).path(), "utf8").split(/\r?\n/);
  expect(csv[0]).toBe("pass,step,key,root");
  expect(csv[2]?.split(",").slice(0, 3)).toEqual(["1", expect.any(String), "5"]);
  expect(csv).toHaveLength(6);
  await expectAccessible(page);
});
