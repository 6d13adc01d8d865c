import { beforeAll, describe, expect, it } from "vitest";
import type { Trace } from "../trace/types.ts";
import { type NarrateOptions, narrate, wordBudget } from "./narrate.ts";
import { wordCount } from "./phrase.ts";
import { CORPUS, type CorpusProgram } from "./testing/corpus.ts";
import { bootTestRuns, type TestRuns } from "./testing/runs.ts";
import type { JudgedSentence, Rationale } from "./types.ts";
import { claimsOf, judge } from "./verdicts.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 120_000);

interface Narrated {
  readonly trace: Trace;
  readonly rationale: Rationale;
  readonly judged: readonly JudgedSentence[];
  readonly text: string;
}

const CONCISE: NarrateOptions = { direction: "forward", detail: "concise", voice: "teacher" };

function narrated({ code, call, stdin = "" }: CorpusProgram, options = CONCISE): Narrated {
  const trace = runs.record({ code, call, stdin });
  const rationale = narrate(trace, options);
  const judged = judge(rationale, runs.check({ code, call, stdin }, claimsOf(rationale)));
  return { trace, rationale, judged, text: rationale.sentences.map((sentence) => sentence.text).join(" ") };
}

/** A rationale explains; it does not report on a recording. */
const FORBIDDEN = /\b(trace|recording|recorded|executed|executes|step \d+|iteration \d+)\b/i;

describe("narrating forward", () => {
  for (const program of CORPUS) {
    it(`proves every sentence about ${program.name}`, () => {
      const { trace, rationale, judged, text } = narrated(program);
      expect(
        judged.filter((sentence) => sentence.verdict !== "verified").map(({ text, because }) => ({ text, because })),
      ).toEqual([]);
      if (program.code.trim() !== "") expect(rationale.sentences.length).toBeGreaterThan(0);
      expect(text.replace(/(`+).*?\1/g, "")).not.toMatch(FORBIDDEN);
      expect(wordCount(text)).toBeLessThanOrEqual(wordBudget(trace, "concise") * 1.25);
      for (const sentence of rationale.sentences) {
        expect(sentence.text).toMatch(/\.$/);
        expect(sentence.text.replace(/(`+).*?\1/g, "code")).not.toMatch(/undefined|null|\[object|\s{2}| ,/);
        for (const step of sentence.steps) expect(step).toBeLessThan(trace.stepCount);
      }
    });
  }

  it("ends with the answer exactly as the program gives it", () => {
    for (const program of CORPUS.slice(0, 12)) {
      const { trace, rationale } = narrated(program);
      if (trace.ending.kind !== "finished" || trace.ending.value === null) continue;
      const answer = trace.repr(trace.ending.value, trace.endTick).text;
      expect(rationale.sentences.at(-1)?.text).toContain(answer);
      expect(rationale.sentences.at(-1)?.claims).toContainEqual({ kind: "result", value: answer });
    }
  });

  it("puts the structured form under its headings, proved like the rest, with the bare answer at the end", () => {
    for (const program of CORPUS.filter((_, index) => index % 9 === 0)) {
      for (const direction of ["forward", "backward"] as const) {
        const { rationale, judged, trace } = narrated(program, { ...CONCISE, direction, form: "think" });
        expect(judged.filter(({ verdict }) => verdict !== "verified").map(({ text }) => text)).toEqual([]);
        const sections = [...new Set(rationale.sentences.map(({ section }) => section))];
        const order = ["understand", "plan", "execute", "reflect", direction === "forward" ? "output" : "input"];
        expect(sections).toEqual(order.filter((each) => sections.some((section) => section === each)));
        if (trace.ending.kind !== "finished" || trace.ending.value === null) continue;
        const answer =
          direction === "forward"
            ? trace.repr(trace.ending.value, trace.endTick).text
            : /\((.*)\)$/s.exec(program.call ?? "")?.[1];
        expect(rationale.sentences.at(-1)?.text).toBe(answer);
      }
    }
  });

  it("speaks in the first person of what lines do, and leaves code alone", () => {
    const program = CORPUS[0] as CorpusProgram;
    const teacher = narrated(program).text;
    const own = narrated(program, { ...CONCISE, voice: "first-person" }).text;
    expect(own).toContain("on line 5 I add 4 to `s`, making it 4");
    expect(own.replace(/`[^`]*`/g, "")).not.toMatch(/\bline \d+ (sets|adds|returns)\b/);
    expect(teacher).not.toMatch(/\bI\b/);
  });

  it("does not say of a function what `continue` keeps it from doing", () => {
    const program = CORPUS.find(({ name }) => name === "continue") as CorpusProgram;
    expect(narrated(program).text).toContain("for every `i` in `range(limit)`, unless `i % 2 == 0`");
  });

  it("calls no call the last that led to more through another function", () => {
    const program = CORPUS.find(({ name }) => name === "mutual recursion") as CorpusProgram;
    expect(narrated(program).text).toContain("The third call of `is_even`, with `n = 1`, is the last");
  });

  it("says which characters a slice took", () => {
    const program = CORPUS.find(({ name }) => name === "slices") as CorpusProgram;
    expect(narrated(program).text).toContain("(the characters at indices 2 to 4, three of the seven)");
  });

  it("gives the same text for the same run", () => {
    const program = CORPUS[3] as CorpusProgram;
    const [one, other] = [narrated(program), narrated(program)];
    expect(one.rationale).toEqual(other.rationale);
  });

  it("proves what it says at every detail and in both voices, and says more the fuller it is", () => {
    for (const program of CORPUS.slice(3, 30).filter((_, index) => index % 4 === 0)) {
      const outline = narrated(program, { ...CONCISE, detail: "outline" });
      const full = narrated(program, { ...CONCISE, detail: "full", voice: "first-person" });
      for (const { judged } of [outline, full]) {
        expect(judged.filter((sentence) => sentence.verdict !== "verified")).toEqual([]);
      }
      expect(wordCount(outline.text)).toBeLessThanOrEqual(wordCount(full.text));
    }
  });

  it("says of a run that was cut off what is certain, and that it was stopped", () => {
    const code = "def f(n):\n    while n != 5:\n        n += 2\n    return n\n";
    const program = { code, call: "f(0)", stdin: "" };
    const trace = runs.record(program, { steps: 1000, seconds: 20, output: 1000 });
    const rationale = narrate(trace, CONCISE);
    expect(trace.ending.kind).toBe("limit");
    expect(rationale.sentences.map((sentence) => sentence.text).join(" ")).toContain(
      "still running when the run was stopped",
    );
    expect(rationale.sentences.every((sentence) => sentence.claims.length > 0)).toBe(true);
    expect(rationale.sentences.flatMap((sentence) => sentence.claims).some((claim) => claim.kind === "loop")).toBe(
      false,
    );
  });

  it("tells the attributes of an object whose class writes itself, never its `repr`", () => {
    const code =
      "class P:\n    def __init__(self, x):\n        self.x = x\n    def __repr__(self):\n        return 'lies'\n\ndef f():\n    p = P(3)\n    return p\n";
    const { text, judged } = narrated({ name: "an object", code, call: "f()" });
    expect(text).toContain("`p.x = 3`");
    expect(text).not.toContain("lies");
    expect(judged.every((sentence) => sentence.verdict === "verified")).toBe(true);
  });

  it("stays bounded however long the program is, and says which lines it passes over", () => {
    const code = `${Array.from({ length: 3000 }, (_, index) => `x${index} = ${index} * 2`).join("\n")}\nprint(x9)\n`;
    const program = { name: "long", code, call: null };
    const concise = narrated(program);
    expect(wordCount(concise.text)).toBeLessThanOrEqual(700);
    expect(concise.text).toMatch(/Lines \d+ to \d+ are passed over here/);
    expect(concise.text).toContain("Line 1 sets `x0`");
    expect(concise.text).toContain("line 3001 prints `18`");
    expect(concise.judged.every((sentence) => sentence.verdict === "verified")).toBe(true);
    const full = narrated(program, { ...CONCISE, detail: "full" });
    expect(wordCount(full.text)).toBeLessThanOrEqual(2500);
  });

  it("narrates lists nested thousands deep", () => {
    const code = "def f():\n    x = []\n    for i in range(4000):\n        x = [x]\n    return 1\n";
    const { text, judged } = narrated({ name: "deep", code, call: "f()" });
    expect(text).toContain("4,000 passes");
    expect(judged.every((sentence) => sentence.verdict === "verified")).toBe(true);
  });

  it("says that the call itself raises when its arguments do not fit", () => {
    const { text } = narrated({ name: "arguments", code: "def f(x):\n    return x\n", call: "f(1, 2)" });
    expect(text).toContain("The call itself raises `TypeError`");
  });

  it("says where the input ran out, and nothing of how the interpreter stops", () => {
    const code =
      "def f():\n    total = 0\n    while True:\n        line = input()\n        total += int(line)\n    return total\n";
    const { text, judged } = narrated({ name: "dry", code, call: "f()", stdin: "3\n4\n" });
    expect(text).toContain("line 4 asks for another line of input, and none is left");
    expect(text).not.toContain("InputExhausted");
    expect(judged.every((sentence) => sentence.verdict === "verified")).toBe(true);
  });

  it("says an exception once, on its way through the calls", () => {
    const code =
      "def g(x):\n    raise ValueError('no')\n\ndef f(x):\n    try:\n        if x > 0:\n            g(x)\n    except ValueError:\n        return 1\n";
    const { text } = narrated({ name: "once", code, call: "f(3)" });
    expect(text.match(/ValueError/g)).toHaveLength(1);
    expect(text).toContain("so line 7 calls `g` with `x = 3`");
  });

  it("tells the arm of a conditional expression that was taken, and why", () => {
    const code = "def f(text):\n    return text.upper() if text else 'none'\n";
    const { text } = narrated({ name: "arm", code, call: "f('ab')" });
    expect(text).toContain("`text` is `'ab'`, which counts as true");
    expect(text).toContain("so line 2 returns `'AB'`");
  });
});
