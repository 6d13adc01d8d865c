import { expect } from "@playwright/test";
import { openExplore, parts, position, runProgram, returning as test, waitForVerdicts } from "./session.ts";

const COUNT = `def tally(words):
    counts = {}
    for word in words:
        if word not in counts:
            counts[word] = 0
        counts[word] += 1
    return counts
`;

test("every sentence carries its verdict, and the summary counts the claims", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: COUNT, call: "tally(['a', 'b', 'a'])" });
  await waitForVerdicts(page);
  const { sentences, summary } = parts(page);
  expect(await sentences.count()).toBeGreaterThan(2);
  for (const text of await sentences.allInnerTexts()) expect(text).toMatch(/verified/i);
  const [, verified, all] = /(\d+) of (\d+) claims? verified/.exec((await summary.innerText()) ?? "") ?? [];
  expect(Number(all)).toBeGreaterThan(3);
  expect(verified).toBe(all);
  await expect(sentences.last()).toContainText("{'a': 2, 'b': 1}");
});

test("clicking a sentence goes to its step; stepping marks the sentence that speaks of it", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: COUNT, call: "tally(['a', 'b', 'a'])" });
  await waitForVerdicts(page);
  const { sentences, timeline, first } = parts(page);
  await first.click();
  const start = (await position(timeline)).now;
  await sentences.last().click();
  const there = await position(timeline);
  expect(there.now).toBeGreaterThan(start);
  await expect(page.locator("[aria-current]", { has: page.locator("code") }).first()).toBeVisible();
  await expect(sentences.last()).toHaveAttribute("aria-current", /true|step/);
});

test("the backward rationale reasons from the output and is proved as well", async ({ page }) => {
  await openExplore(page);
  await runProgram(page, { code: COUNT, call: "tally(['a', 'b', 'a'])" });
  await waitForVerdicts(page);
  await page.getByRole("tab", { name: "Backward" }).click();
  const { sentences, summary } = parts(page);
  await expect(sentences.first()).toContainText("{'a': 2, 'b': 1}");
  await waitForVerdicts(page);
  const [, verified, all] = /(\d+) of (\d+) claims? verified/.exec((await summary.innerText()) ?? "") ?? [];
  expect(Number(all)).toBeGreaterThan(1);
  expect(verified).toBe(all);
});
