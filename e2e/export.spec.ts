import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { openExplore, parts, runProgram, returning as test, waitForVerdicts } from "./session.ts";

const PROGRAM = {
  code: "def rev(text):\n    out = ''\n    for letter in text:\n        out = letter + out\n    return out\n",
  call: "rev('abc')",
};

async function exportAs(page: Page, name: RegExp): Promise<string> {
  await parts(page).exportButton.click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name }).click();
  return readFileSync(await (await download).path(), "utf8");
}

/** Runs a checker as a person would: saved to a file, `python3 check.py`. */
function runChecker(text: string) {
  const file = join(mkdtempSync(join(tmpdir(), "tracewright-")), "check.py");
  writeFileSync(file, text);
  return spawnSync("python3", [file], { encoding: "utf8" });
}

test("one sample leaves as chat JSONL, as Markdown and as a check.py that proves itself", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, PROGRAM);
  await waitForVerdicts(page);

  const chat = JSON.parse(await exportAs(page, /jsonl/i)) as { messages: { role: string; content: string }[] };
  expect(chat.messages.map((message) => message.role)).toEqual(["user", "assistant"]);
  expect(chat.messages[0]?.content).toContain(PROGRAM.code.trim());
  expect(chat.messages[1]?.content).toContain("'cba'");

  const markdown = await exportAs(page, /markdown/i);
  expect(markdown).toContain("rev('abc')");
  expect(markdown).toContain("'cba'");

  const checker = await exportAs(page, /check\.py/i);
  const python = runChecker(checker);
  test.skip(python.error !== undefined, "no python3 on this machine: check.py was exported but not run");
  expect(python.stdout).toMatch(/^\d+ claims hold/m);
  expect(python.status).toBe(0);

  const tampered = runChecker(checker.replace("letter + out", "out + letter"));
  expect(tampered.status).toBe(1);
});
