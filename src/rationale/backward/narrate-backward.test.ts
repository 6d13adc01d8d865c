import { beforeAll, describe, expect, it } from "vitest";
import type { Trace } from "../../trace/types.ts";
import { narrate } from "../narrate.ts";
import { bootTestRuns, type TestRuns } from "../testing/runs.ts";
import type { JudgedSentence, Voice } from "../types.ts";
import { claimsOf, judge } from "../verdicts.ts";
import { backwardCandidates, neighbourCheck } from "./narrate-backward.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

interface Told {
  readonly trace: Trace;
  readonly judged: readonly JudgedSentence[];
  readonly text: string;
}

function told(code: string, call: string | null, voice: Voice = "teacher"): Told {
  const program = { code: code.replace(/^\n/, ""), call, stdin: "" };
  const trace = runs.record(program);
  const check = neighbourCheck(trace);
  const outcomes =
    check === null ? new Map() : check.read(runs.record({ code: check.code, call: null, stdin: "" }).stdout);
  const rationale = narrate(trace, { direction: "backward", detail: "concise", voice, outcomes });
  const judged = judge(rationale, runs.check(program, claimsOf(rationale)));
  return { trace, judged, text: rationale.sentences.map((sentence) => sentence.text).join(" ") };
}

const PAIRS = `
def pairs(nums):
    out = []
    for n in nums:
        out.append((nums.count(n), n))
    out.sort(reverse=True)
    return out
`;

interface Case {
  readonly name: string;
  readonly code: string;
  readonly call: string | null;
  /** What the text must say. */
  readonly says: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    name: "pairs that were sorted",
    code: PAIRS,
    call: "pairs([2, 7, 2])",
    says: [
      /makes three passes/,
      /`nums` holds two 2s and one 7, in an order that is lost/,
      /`pairs\(\[2, 2, 7\]\)`.*same result/,
    ],
  },
  {
    name: "a chain of string methods",
    code: "def clean(text):\n    return text.strip().lower()\n",
    call: "clean(' Abc ')",
    says: [/`text` is `'abc'` but for upper and lower case and what was stripped from the ends/],
  },
  {
    name: "arithmetic that can be undone",
    code: "def shift(n):\n    m = n * 3\n    return m - 4\n",
    call: "shift(5)",
    says: [/`m` is 15/, /`n` is 5/, /settles the argument/, /`shift\(6\)` gives 14/],
  },
  {
    name: "a filter in a loop",
    code: "def odd(xs):\n    out = []\n    for x in xs:\n        if x % 2 == 1:\n            out.append(x)\n    return out\n",
    call: "odd([1, 2, 3])",
    says: [/`xs` is `\[1, 3\]` but for anything for which `x % 2 == 1` does not hold/],
  },
  {
    name: "a filter in a comprehension, joined",
    code: "def letters(text):\n    return ''.join([c for c in text if c.isalpha()])\n",
    call: "letters('a1b')",
    says: [/`text` is `'ab'` but for anything for which `c.isalpha\(\)` does not hold/],
  },
  {
    name: "a frequency table",
    code: "def tally(word):\n    table = {}\n    for c in word:\n        table[c] = table.get(c, 0) + 1\n    return table\n",
    call: "tally('abca')",
    says: [/four passes/, /`word` holds `'a'` two times, one `'b'` and one `'c'`, and each is first met in this order/],
  },
  {
    name: "a text turned round by index",
    code: "def turn(s):\n    r = ''\n    for i in range(len(s)):\n        r = s[i] + r\n    return r\n",
    call: "turn('abc')",
    says: [/three passes/],
  },
  {
    name: "entries of a dictionary",
    code: "def grow(prices):\n    new = {}\n    for k, v in prices.items():\n        new[k] = v + 1\n    return new\n",
    call: "grow({'a': 1, 'b': 2})",
    says: [/these keys come from `prices`/, /`prices` is `{'a': 1, 'b': 2}`/],
  },
  {
    name: "a total",
    code: "def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n",
    call: "total([1, 2, 3])",
    says: [/many different summands/, /does not reach `xs`/, /same result/],
  },
  {
    name: "a count",
    code: "def big(xs):\n    n = 0\n    for x in xs:\n        if x > 2:\n            n += 1\n    return n\n",
    call: "big([1, 5, 4])",
    says: [/`x > 2` holds on two passes/],
  },
  {
    name: "one of several returns",
    code: "def sign(n):\n    if n > 0:\n        return 'plus'\n    return 'minus'\n",
    call: "sign(4)",
    says: [/Line 4 cannot return that, so line 3 did/, /`n > 0` on line 2 holds/],
  },
  {
    name: "a search that found nothing",
    code: "def every(text):\n    for c in text:\n        if not c.isdigit():\n            return False\n    return len(text) > 0\n",
    call: "every('12')",
    says: [/without returning on line 4, so `not c.isdigit\(\)` held on no pass/],
  },
  {
    name: "a while loop",
    code: "def halve(n):\n    while n % 2 == 0:\n        n = n // 2\n    return n\n",
    call: "halve(12)",
    says: [/no longer holds at the end is certain/, /does not reach `n`/],
  },
  {
    name: "a division by zero",
    code: "def ratio(a, b):\n    return a / (b - 3)\n",
    call: "ratio(4, 3)",
    says: [/`ZeroDivisionError`/, /`b` is 3/, /ends? the same way/],
  },
  {
    name: "a missing key",
    code: "def look(d, k):\n    return d[k]\n",
    call: "look({'a': 1}, 'b')",
    says: [/the key `'b'` is missing from `d`/],
  },
  {
    name: "a script",
    code: "n = 3\nm = n * 4\nprint(m + 1)\n",
    call: null,
    says: [/last thing printed is `13`/, /`m` is 12/],
  },
  {
    name: "an element put at a place that is not shown",
    code: "def put(xs, i, x):\n    xs.insert(i, x)\n    return xs\n",
    call: "put([1, 2], 1, 9)",
    says: [/does not show which of its elements that was/],
  },
  {
    name: "a place that was overwritten",
    code: "def set_first(xs, x):\n    xs[0] = x\n    return xs\n",
    call: "set_first([1, 2], 9)",
    says: [/over what may have stood there/, /`x` is 9/, /what was overwritten in `xs`/],
  },
];

/** A rationale explains; it does not report on a recording. */
const FORBIDDEN = /\b(trace|recording|recorded|executed|executes|steps?|iteration \d+|undefined|null)\b/i;

describe("narrating backward", () => {
  for (const { name, code, call, says } of CASES) {
    it(`proves every sentence about ${name}`, () => {
      const { judged, text } = told(code, call);
      expect(judged.filter((each) => each.verdict !== "verified").map((each) => [each.text, each.because])).toEqual([]);
      expect(judged.length).toBeGreaterThan(1);
      for (const sentence of judged) expect(sentence.claims.length).toBeGreaterThan(0);
      for (const pattern of says) expect(text).toMatch(pattern);
      expect(text.replace(/(`+).*?\1/g, "code")).not.toMatch(FORBIDDEN);
    });
  }

  it("does not show the input before it has told what the output determines", () => {
    for (const { code, call } of CASES) {
      if (call === null) continue;
      const { judged } = told(code, call);
      const shows = judged.findIndex((sentence) => sentence.text.includes(`\`${call}\``));
      const opens = judged.findIndex((sentence) => /does not determine|does not reach|settles/.test(sentence.text));
      expect(shows).toBe(opens);
      for (const sentence of judged.slice(0, shows))
        expect(sentence.claims.some((each) => each.kind === "call")).toBe(false);
    }
  });

  it("says of nothing that it is settled where another input gives the same result", () => {
    for (const { code, call } of CASES) {
      const { text } = told(code, call);
      if (/settles/.test(text)) expect(text).not.toMatch(/the same (result|way)/);
    }
  });

  it("proposes a bounded number of other inputs, each a different call", () => {
    const trace = runs.record({ code: PAIRS, call: "pairs([2, 7, 2])", stdin: "" });
    const calls = backwardCandidates(trace);
    expect(new Set([...calls, "pairs([2, 7, 2])"]).size).toBe(calls.length + 1);
    expect(calls.length).toBeGreaterThan(2);
    expect(calls.length).toBeLessThanOrEqual(6);
  });

  it("tells without neighbours when none were run", () => {
    const trace = runs.record({ code: PAIRS, call: "pairs([2, 7, 2])", stdin: "" });
    const { sentences } = narrate(trace, { direction: "backward", detail: "concise", voice: "teacher" });
    expect(sentences.map(({ text }) => text).join(" ")).toMatch(
      /does not determine the order of the elements of `nums`/,
    );
  });
});
