import { beforeAll, describe, expect, it } from "vitest";
import { type JudgedText, judgeText } from "../judge.ts";
import { TextReader } from "../read.ts";
import { CORPUS } from "../testing/corpus.ts";
import { bootTestRuns, type TestRuns } from "../testing/runs.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

function judged(name: string, text: string): Promise<JudgedText> {
  const program = CORPUS.find((each) => each.name === name);
  if (program === undefined) throw new Error(`The corpus has no program "${name}".`);
  const asked = { code: program.code, call: program.call, stdin: program.stdin ?? "" };
  const trace = runs.record(asked);
  return judgeText(new TextReader(trace), text, (claims) => runs.check(asked, claims).verdicts);
}

function verdicts(judgement: JudgedText): string[] {
  return judgement.sentences.map(({ verdict, text }) => `${verdict}: ${text}`);
}

/** Texts of the kind people and language models write. `*` marks the sentences that assert nothing that can be checked. */
const TEXTS: readonly (readonly [style: string, program: string, text: string])[] = [
  [
    "numbered steps",
    "running total with a filter",
    `* Let's go through it.

1. Initially s = 0.
2. First iteration: x = 4. Since 4 > 0, s becomes 0 + 4 = 4.
3. Second iteration: x = -1. -1 > 0 is False, so we skip the addition and s remains 4.
4. Third iteration: x = 7. 7 > 0 is True, so s = 4 + 7 = 11.
5. Fourth iteration: x = 0. The condition fails, so s stays 11.

The loop runs 4 times. Therefore the function returns 11.

Predicted Output: 11`,
  ],
  [
    "terse",
    "largest element",
    `values = [3, 9, 2, 11, 5], so best starts at 3. We loop over [9, 2, 11, 5].

value=9: 9 > 3, so best = 9
value=2: 2 > 9 is False
value=11: 11 is greater than 9, so best becomes 11
value=5: 5 is not greater than 11

So \`largest([3, 9, 2, 11, 5])\` returns 11.`,
  ],
  [
    "bullets",
    "bubble sort",
    `We start with items = [5, 1, 4, 2] and n = len(items) = 4.

Outer iteration i = 0:
- j = 0: items[0] = 5 and items[1] = 1. Since 5 > 1, swap them: items = [1, 5, 4, 2].
- j = 1: 5 > 4, so swap: items = [1, 4, 5, 2].
- j = 2: 5 > 2, so swap: items = [1, 4, 2, 5].

Outer iteration i = 1:
- j = 0: 1 > 4 is False, no swap.
- j = 1: 4 > 2 is True, so we swap: items = [1, 2, 4, 5].

The final result is [1, 2, 4, 5].`,
  ],
  [
    "chatty",
    "early break",
    `\`kept\` starts as an empty list. In the first pass n = 3, so 3 is appended to kept, giving [3]. Next, n = 1, so we append 1 to kept → [3, 1].
Then n = 0: \`n == 0\` is True, so the loop breaks. len(kept) is 2. The function returns [3, 1].`,
  ],
  [
    "a while loop",
    "binary search",
    `1. low = 0, high = 5.
2. middle = (0 + 5) // 2 = 2. sorted_items[2] = 8, and 8 < 16, so low becomes 3.
3. middle = (3 + 5) // 2 = 4. sorted_items[4] is 16.

Output: \`4\``,
  ],
  [
    "calls",
    "factorial by recursion",
    `factorial(4) calls factorial(3), which calls factorial(2), which calls factorial(1). \`factorial(1)\` returns 1. \`factorial(2)\` returns 2.
factorial(3) = 3 * 2 = 6. factorial(4) = 4 * 6 = 24. The answer is 24.`,
  ],
  [
    "a dictionary",
    "frequency table",
    `- b: table = {'b': 1}
- a: table = {'b': 1, 'a': 1}
- n: table becomes {'b': 1, 'a': 1, 'n': 1}
- For letter = 'a', table.get('a', 0) is 1, so table['a'] = 2

Finally table is {'b': 1, 'a': 3, 'n': 2}. <output>{'b': 1, 'a': 3, 'n': 2}</output>`,
  ],
];

describe("reading free English", () => {
  it.each(TEXTS)("verifies a true text: %s", async (_, program, text) => {
    const { sentences, firstError } = await judged(program, text);
    expect(sentences.filter(({ verdict }) => verdict !== "verified").map((sentence) => sentence.text)).toEqual(
      text.startsWith("*") ? ["Let's go through it."] : [],
    );
    expect(firstError).toBeNull();
  });

  it("reads a table of states, row by row", async () => {
    const judgement = await judged(
      "running total with a filter",
      "| Iteration | x | x > 0 | s |\n|---|---|---|---|\n| 1 | 4 | True | 4 |\n| 2 | -1 | True | 4 |\n| 3 | 7 | True | 12 |\n| 4 | 0 | False | 11 |",
    );
    expect(judgement.sentences.map(({ verdict }) => verdict)).toEqual([
      "unsupported",
      "verified",
      "contradicted",
      "contradicted",
      "verified",
    ]);
    expect(judgement.firstError).toEqual({ sentence: 2, category: "control flow error" });
  });

  it.each([
    ["s = 4 + 7 = 11", "s = 4 + 7 = 12", "computation error"],
    ["x = 7. 7 > 0", "x = 8. 7 > 0", "indexing error"],
    ["-1 > 0 is False", "-1 > 0 is True", "control flow error"],
    ["runs 4 times", "runs 5 times", "control flow error"],
    ["returns 11", "returns 12", "misreporting final output"],
    ["s remains 4", "s remains 3", "computation error"],
  ])("finds the one mistake: %s told as %s", async (right, wrong, category) => {
    const [, program, text] = TEXTS[0]!;
    expect(text).toContain(right);
    const { sentences, firstError } = await judged(program, text.replace(right, wrong));
    const contradicted = sentences.filter(({ verdict }) => verdict === "contradicted");
    expect(contradicted.map((sentence) => sentence.text.includes(wrong.split(". ")[0] ?? wrong))).toEqual([true]);
    expect(firstError?.category).toBe(category);
  });

  it("tells mistakes that follow from an earlier one", async () => {
    const text =
      "In the third iteration, s = 4 + 7 = 12. In the fourth iteration s stays 12. So the function returns 12.";
    const { sentences, firstError } = await judged("running total with a filter", text);
    expect(sentences.map(({ verdict }) => verdict)).toEqual(["contradicted", "contradicted", "contradicted"]);
    expect(firstError?.sentence).toBe(0);
    expect(sentences.map(({ follows }) => follows)).toEqual([false, true, true]);
  });

  it("does not verify a sentence for the half of it that it can check", async () => {
    expect(
      verdicts(await judged("running total with a filter", "s = 0 at first, and 384400 is the distance.")),
    ).toEqual(["unsupported: s = 0 at first, and 384400 is the distance."]);
  });
});
