import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Trace } from "../../trace/types.ts";
import type { Claim, ClaimVerdict } from "../claims.ts";
import { narrate } from "../narrate.ts";
import { CORPUS, type CorpusProgram } from "../testing/corpus.ts";
import { falsified, observedClaims } from "../testing/random-claims.ts";
import { randomPrograms } from "../testing/random-programs.ts";
import { bootTestRuns, type TestRuns } from "../testing/runs.ts";
import { claimsOf } from "../verdicts.ts";
import { decideFromTrace } from "./decide.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

interface Judged {
  readonly claim: Claim;
  readonly recording: ClaimVerdict;
  readonly checker: ClaimVerdict;
}

function judged(trace: Trace, { code, call, stdin = "" }: CorpusProgram, claims: readonly Claim[]): Judged[] {
  const recording = decideFromTrace(trace, { code, call }, claims);
  const checker = runs.check({ code, call, stdin }, claims).verdicts;
  return claims.map((claim, i) => ({ claim, recording: recording[i]!, checker: checker[i]! }));
}

/** True claims about a run, told and observed, and for each one that is false. */
function trueAndFalse(trace: Trace): readonly [readonly Claim[], readonly Claim[]] {
  const { direction, voice } = { direction: "forward", voice: "teacher" } as const;
  const told = claimsOf(narrate(trace, { direction, voice, detail: "full" })).filter(({ kind }) => kind !== "rerun");
  const claims = [...some(told, 60), ...some(observedClaims(trace), 60)];
  return [claims, claims.map((claim, i) => falsified(claim, i * 7 + (i >> 3)))];
}

/** At most so many, spread evenly. */
function some(claims: readonly Claim[], most: number): Claim[] {
  return claims.filter((_, i) => i % Math.ceil(claims.length / most) === 0);
}

/** Both say the same of every claim, in the same words, and they say the truth. */
function agreeOn(program: CorpusProgram): void {
  const trace = runs.record({ code: program.code, call: program.call, stdin: program.stdin ?? "" });
  // What comes after a run was cut off, neither can tell.
  const certain = trace.ending.kind === "limit" ? ["holds", "undecided"] : ["holds"];
  const wrong = trace.ending.kind === "limit" ? ["fails", "undecided"] : ["fails"];
  const [whatIs, whatIsNot] = trueAndFalse(trace);
  for (const [claims, verdicts] of [
    [whatIs, certain],
    [whatIsNot, wrong],
  ] as const) {
    for (const { claim, recording, checker } of judged(trace, program, claims)) {
      const about = `${program.code}\n${JSON.stringify(claim)}\n${recording.because}\n${checker.because}`;
      expect(verdicts, about).toContain(checker.verdict);
      expect(recording.verdict, about).toBe(checker.verdict);
      if (checker.verdict === "fails") expect(letters(recording.because), about).toBe(letters(checker.because));
    }
  }
}

/** A sentence without its order: elements of sets may stand in any. */
function letters(sentence: string | undefined): string {
  return [...(sentence ?? "")].sort().join("");
}

describe("recording and checker", () => {
  it("say the same of what is true and of what is false about every other program of the corpus", () => {
    for (const program of CORPUS.filter((_, i) => i % 2 === 0)) agreeOn(program);
  });

  it("say the same of what is true and of what is false about random programs", () => {
    // The same programs in every run of the tests; another seed gives others.
    fc.assert(fc.property(randomPrograms, agreeOn), { numRuns: 20, seed: 11 });
  });

  it("rejects other results of other runs", () => {
    for (const { code, call, stdin = "" } of CORPUS.slice(0, 24)) {
      const { ending } = runs.record({ code, call, stdin });
      const told = call === null ? undefined : observedClaims(runs.record({ code, call, stdin })).at(-1);
      if (call === null || ending.kind !== "finished" || told?.kind !== "result") continue;
      const claim: Claim = { kind: "rerun", call, value: told.value };
      const claims = [claim, ...[0, 1, 2, 3].map((choice) => falsified(claim, choice))];
      const verdicts = runs.check({ code, call, stdin }, claims).verdicts.map(({ verdict }) => verdict);
      expect(verdicts, code).toEqual(["holds", "fails", "fails", "fails", "fails"]);
    }
  });

  it("agree on where a name was bound last", () => {
    const code =
      "def f(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n";
    const program = { name: "origin", code, call: "f([3, 1, 7, 2])" };
    const origin = (at: readonly [number, number], name: string, written: readonly [number, number]): Claim => ({
      kind: "origin",
      at: [...at],
      name,
      written: [...written],
    });
    const claims = [
      origin([6, 1], "best", [5, 1]),
      origin([4, 2], "best", [2, 1]),
      origin([4, 3], "x", [3, 3]),
      origin([6, 1], "best", [2, 1]),
      origin([6, 1], "xs", [2, 1]),
    ];
    const all = judged(runs.record({ code, call: program.call, stdin: "" }), program, claims);
    expect(all.map(({ checker }) => checker.verdict)).toEqual(["holds", "holds", "holds", "fails", "fails"]);
    for (const { recording, checker } of all) expect(recording).toEqual(checker);
  });
});

describe("a recording", () => {
  const code = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n";

  it("decides nothing of another program than was recorded", () => {
    const trace = runs.record({ code, call: "f(3)", stdin: "" });
    const claims: Claim[] = [{ kind: "result", value: "3" }];
    expect(decideFromTrace(trace, { code, call: "f(3)" }, claims)).toEqual([{ verdict: "holds" }]);
    expect(decideFromTrace(trace, { code, call: "f(4)" }, claims)[0]?.verdict).toBe("undecided");
    expect(decideFromTrace(trace, { code: `${code}\n`, call: "f(3)" }, claims)[0]?.verdict).toBe("undecided");
  });

  it("leaves other inputs to the checker", () => {
    const trace = runs.record({ code, call: "f(3)", stdin: "" });
    const [verdict] = decideFromTrace(trace, { code, call: "f(3)" }, [{ kind: "rerun", call: "f(4)", value: "6" }]);
    expect(verdict).toEqual({ verdict: "undecided", because: "another input has to be run" });
  });

  it("of 10,000 steps decides what a sentence claims within 300 ms, the first time too", () => {
    const trace = runs.record({ code, call: "f(5000)", stdin: "" });
    expect(trace.stepCount).toBeGreaterThan(10_000);
    const claims: Claim[] = [
      { kind: "loop", at: [3, 1], passes: 5000, ending: "exhausted" },
      { kind: "bind", at: [4, 4000], name: "total", value: "7998000" },
      { kind: "count", statement: 4, times: 5000 },
      { kind: "state", at: [5, 1], name: "total", value: "0" },
      {
        kind: "evolve",
        at: [3, 1],
        name: "total",
        values: Array.from({ length: 5001 }, (_, i) => `${(i * (i - 1)) / 2}`),
      },
    ];
    const start = process.cpuUsage();
    const verdicts = decideFromTrace(trace, { code, call: "f(5000)" }, claims).map(({ verdict }) => verdict);
    const spent = process.cpuUsage(start);
    const milliseconds = (spent.user + spent.system) / 1000;
    expect(verdicts).toEqual(["holds", "holds", "holds", "fails", "holds"]);
    expect(milliseconds).toBeLessThan(300);
  });
});
