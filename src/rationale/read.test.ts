import { beforeAll, describe, expect, it } from "vitest";
import { prose } from "../dataset/prose.ts";
import type { Trace } from "../trace/types.ts";
import type { Claim } from "./claims.ts";
import { type NarrateOptions, narrate } from "./narrate.ts";
import { FALSEHOODS, plantFalsehood } from "./read/falsehoods.ts";
import { readRationale } from "./read.ts";
import { CORPUS, type CorpusProgram } from "./testing/corpus.ts";
import { bootTestRuns, type TestRuns } from "./testing/runs.ts";
import type { Sentence } from "./types.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

function told(
  { code, call, stdin = "" }: CorpusProgram,
  manner: Partial<NarrateOptions> = {},
): { trace: Trace; sentences: readonly Sentence[] } {
  const trace = runs.record({ code, call, stdin });
  const { sentences } = narrate(trace, { direction: "forward", detail: "concise", voice: "teacher", ...manner });
  return { trace, sentences };
}

/** Claims as a set, whatever the order of their fields. */
function asSet(claims: readonly Claim[]): string[] {
  const inOrder = (_: string, value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return [...new Set(claims.map((claim) => JSON.stringify(claim, inOrder)))].sort();
}

const MANNERS: readonly Partial<NarrateOptions>[] = [{}, { detail: "outline" }, { voice: "first-person" }];

describe("reading our own text", () => {
  for (const program of CORPUS) {
    it.each(MANNERS)(`finds the claims of ${program.name} again: %j`, (manner) => {
      const { trace, sentences } = told(program, manner);
      const read = readRationale(prose(sentences), trace).sentences;
      expect(read.map(({ text, claims, unread }) => ({ text, claims: asSet(claims), unread }))).toEqual(
        sentences.map(({ text, claims }) => ({ text, claims: asSet(claims), unread: [] })),
      );
    });
  }
});

/** Numbers in a fixed order that looks like chance. */
function chooser(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

describe("falsehoods planted in our own text", () => {
  it("are contradicted where they stand, and nothing else is blamed", () => {
    const choose = chooser(7);
    const missed: string[] = [];
    const blamed: string[] = [];
    let planted = 0;
    let others = 0;
    for (const program of CORPUS.slice(0, 16)) {
      const { trace, sentences } = told(program);
      const texts = sentences.flatMap((sentence, at) =>
        FALSEHOODS.flatMap((kind) => {
          const falsehood = plantFalsehood(sentence.text, kind, choose);
          if (falsehood === null) return [];
          const changed = sentences.map((each, index) => (index === at ? { ...each, text: falsehood.text } : each));
          return [{ at, falsehood, read: readRationale(prose(changed), trace).sentences }];
        }),
      );
      const claims = texts.flatMap(({ read }) => read.flatMap((sentence) => sentence.claims));
      const { verdicts } = runs.check({ ...program, stdin: program.stdin ?? "" }, claims);
      let next = 0;
      for (const { at, falsehood, read } of texts) {
        read.forEach((sentence, index) => {
          const own = verdicts.slice(next, next + sentence.claims.length);
          next += sentence.claims.length;
          const isBlamed = own.some(({ verdict }) => verdict === "fails");
          if (index === at) {
            planted += 1;
            if (!isBlamed) missed.push(`${falsehood.kind}: ${sentence.text}`);
          } else {
            others += 1;
            if (isBlamed) blamed.push(`${falsehood.text} / ${sentence.text}`);
          }
        });
      }
    }
    expect(planted).toBeGreaterThan(200);
    expect(missed.length / planted, missed.join("\n")).toBeLessThanOrEqual(0.01);
    expect(blamed.length / others, blamed.join("\n")).toBeLessThanOrEqual(0.001);
  });
});

describe("reading what cannot be", () => {
  const program = {
    name: "sum",
    call: "total([1, 2, 3])",
    code: "def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n",
  };

  it.each([
    "Line 99 returns 6.",
    "On the seventh pass, `x` is 3.",
    "The loop on line 2 makes three passes.",
    "Line 2 appends 1 to `xs`.",
    "`total` is called with `ys = [1, 2, 3]`.",
    "Line 5 raises `KeyError`.",
  ])("%s is contradicted", (text) => {
    const trace = runs.record({ ...program, stdin: "" });
    const [sentence] = readRationale(text, trace).sentences;
    const { verdicts } = runs.check({ ...program, stdin: "" }, sentence?.claims ?? []);
    expect(verdicts.map(({ verdict }) => verdict)).toContain("fails");
  });

  it("says what no claim speaks for", () => {
    const trace = runs.record({ ...program, stdin: "" });
    const [sentence] = readRationale("Line 5 returns 6, and the moon is 384400 kilometres away.", trace).sentences;
    expect(sentence?.unread).toEqual(["384400"]);
  });
});
