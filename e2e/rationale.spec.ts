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

test("every sentence carries its verdict, leads to its step, and is marked when stepping reaches it", async ({
  page,
}) => {
  await openExplore(page);
  await runProgram(page, { code: COUNT, call: "tally(['a', 'b', 'a'])" });
  await waitForVerdicts(page);
  const { sentences, summary, timeline, first } = parts(page);
  expect(await sentences.count()).toBeGreaterThan(2);
  for (const text of await sentences.allInnerTexts()) expect(text).toMatch(/verified/i);
  const [, verified, all] = /(\d+) of (\d+) claims? verified/.exec((await summary.innerText()) ?? "") ?? [];
  expect(Number(all)).toBeGreaterThan(3);
  expect(verified).toBe(all);
  await expect(sentences.last()).toContainText("{'a': 2, 'b': 1}");

  await first.click();
  const start = (await position(timeline)).now;
  await sentences.last().click();
  expect((await position(timeline)).now).toBeGreaterThan(start);
  await expect(sentences.last()).toHaveAttribute("aria-current", /true|step/);
});
