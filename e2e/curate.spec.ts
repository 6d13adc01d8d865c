import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { unzipSync } from "fflate";
import { returning as test } from "./session.ts";

const ROWS = [
  {
    id: "double",
    code: "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x * 2)\n    return out\n",
    input: "[1, 2]",
  },
  { id: "shout", code: "def f(s):\n    return s.upper()\n", input: "'ab'", output: "'Ab'" },
  { id: "raises", code: "def f(d):\n    return d['x']\n", input: "{}" },
  {
    id: "twin",
    code: "def f(ys):\n    res = []\n    for y in ys:\n        res.append(y * 2)\n    return res\n",
    input: "[1, 2]",
  },
  { id: "broken", code: 5 },
];

test("brings, runs over a reload, reviews by keyboard and exports", async ({ page }) => {
  await page.goto("/#/curate");
  await page.getByRole("button", { name: "Bring programs" }).first().click();
  await page.getByLabel("Paste rows").fill(ROWS.map((row) => JSON.stringify(row)).join("\n"));
  await expect(page.getByText('"code" must be text, not a number.')).toBeVisible();
  await page.getByRole("button", { name: "Store 3 samples" }).click();

  // The tab goes away in the middle of the run; what is waiting is what is left.
  await page.getByRole("button", { name: "Run 3 samples" }).click();
  await expect(page.getByRole("status", { name: "Run progress" })).toContainText(/[12] of 3/);
  await page.reload();
  const rest = page.getByRole("button", { name: /^Run [12] samples$/ });
  await rest.click();
  await expect(page.getByRole("button", { name: /^(Run \d|Pause)/ })).toHaveCount(0);
  const table = page.getByRole("table", { name: "Samples" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("row", { name: /shout/ })).toContainText("differs");
  await expect(table.getByRole("row", { name: /raises/ })).toContainText("KeyError");
  await expect(table.getByRole("row", { name: /double/ })).toContainText(/✓ \d+/);

  await page.getByRole("checkbox", { name: "differs" }).check();
  await expect(page.getByRole("status", { name: "Found" })).toHaveText("1 of 3 samples");
  await page.getByRole("button", { name: "Show all" }).click();

  await table.getByRole("row", { name: /double/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Sentences" })).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { name: /shout/ })).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { name: /raises/ })).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByRole("status", { name: "Decision" })).toHaveText("Accepted");
  await page.keyboard.press("Escape");

  await page.reload();
  await expect(table.getByRole("row", { name: /double/ })).toContainText("Accepted");
  await expect(table.getByRole("row", { name: /shout/ })).toContainText("Rejected");
  await page.getByRole("button", { name: "Undo the last change" }).click();
  await expect(table.getByRole("row", { name: /raises/ })).toContainText("Unreviewed");

  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Write zip" }).click();
  const files = unzipSync(readFileSync(await (await download).path()));
  const [first, ...others] = new TextDecoder().decode(files["data/train-00000-of-00001.jsonl"]).trim().split("\n");
  expect(JSON.parse(first ?? "")).toMatchObject({ id: "double", messages: [{ role: "user" }, { role: "assistant" }] });
  expect(others).toHaveLength(1);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(["README.md", "checks/run.py", "checks/check.py"]));
});
