import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sameValue } from "../../dataset/same-value.ts";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { corpus, recordColumns, recordTrace, testingPython } from "../../trace/testing/record-run.ts";
import type { Trace } from "../../trace/types.ts";

const REFERENCE = fileURLToPath(new URL("../../trace/testing/settrace.py", import.meta.url));
const DATA = fileURLToPath(new URL("../../../../shared/data/cruxeval-dev.jsonl", import.meta.url));

const referenceSchema = z.object({
  steps: z.array(z.tuple([z.number(), z.string(), z.record(z.string(), z.string())])),
  error: z.string().nullable(),
  stdout: z.string(),
});
type Reference = z.infer<typeof referenceSchema>;

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
});

function referenceRun(code: string): Reference {
  const text = interpreter.runPython(`${testingPython("settrace.py")}\nimport json\njson.dumps(run(code, None))`, {
    code,
  });
  return referenceSchema.parse(JSON.parse(String(text)));
}

/** A bare annotation in a class body is a line event in CPython 3.11 and none in 3.14: not compared. */
function isBareAnnotation(trace: Trace, statement: number): boolean {
  const { kind, node, scope } = trace.statement(statement);
  return kind === "AnnAssign" && trace.node(node).fields.value === null && trace.scopes[scope]!.kind === "class";
}

/** Objects are shown differently (`<Point object>` has no address here, and no code of the program is run to show it). */
function isShownAlike(mine: string, theirs: string): boolean {
  if (/^<\S+ object>$/.test(mine)) return true;
  if (mine.includes("<") && theirs.includes("<")) return mine[0] === theirs[0];
  return sameValue(mine, theirs);
}

function differences(trace: Trace, reference: Reference): string[] {
  const found: string[] = [];
  const steps = Array.from({ length: trace.stepCount }, (_, index) => trace.step(index)).filter(
    (step) => !isBareAnnotation(trace, step.statement),
  );
  for (let index = 0; index < Math.max(steps.length, reference.steps.length); index++) {
    const step = steps[index];
    const expected = reference.steps[index];
    const scope = step && trace.scopes[trace.frame(step.frame).scope]!.name;
    if (step === undefined || expected === undefined || step.statement !== expected[0] || scope !== expected[1]) {
      return [...found, `step ${index}: ${step?.statement} in ${scope}, not ${expected?.[0]} in ${expected?.[1]}`];
    }
    const values = new Map(trace.bindingsAt(step.frame, step.start).map(([name, value]) => [name, value]));
    for (const name of new Set([...values.keys(), ...Object.keys(expected[2])])) {
      // The enum machinery puts this one into the namespace of a class before its body runs.
      if (/^__.*__$/.test(name) || name === "_generate_next_value_") continue;
      const value = values.get(name);
      const mine = value && trace.repr(value, step.start, 100_000).text;
      const theirs = expected[2][name];
      if (mine === undefined || theirs === undefined || !isShownAlike(mine, theirs)) {
        found.push(
          `before step ${index} (line ${trace.statement(step.statement).range.line}) ${name}: ${mine}, not ${theirs}`,
        );
      }
    }
  }
  const error =
    trace.ending.kind === "raised"
      ? `${trace.exceptions[trace.ending.exception]?.type}: ${trace.exceptions[trace.ending.exception]?.message}`
      : null;
  if (error !== reference.error) found.push(`ends with ${error}, not ${reference.error}`);
  if (trace.stdout !== reference.stdout) found.push(`writes ${trace.stdout}, not ${reference.stdout}`);
  return found;
}

describe("the recording agrees with an independent settrace", () => {
  it.each(corpus())("on %s", (_, code) => {
    expect(differences(recordTrace(interpreter, code), referenceRun(code))).toEqual([]);
  });

  // Without temporaries, names bound by an assignment that then fails are missing: README.md says so.
  const whole = corpus().filter(([name]) => name !== "cut_short.py");
  it.each(whole)("on %s, logged without temporaries", (_, code) => {
    // A program that could see temporaries gets none: naming `inspect` is enough.
    const watched = `${code}\nimport inspect\n`;
    expect(differences(recordTrace(interpreter, watched), referenceRun(watched))).toEqual([]);
  });

  const hasPython = spawnSync("python3", ["--version"]).status === 0;
  it.skipIf(!existsSync(DATA) || !hasPython)("on problems of CRUXEval under CPython (skipped without the data)", () => {
    const rowSchema = z.object({ id: z.string(), code: z.string(), input: z.string() });
    const rows = readFileSync(DATA, "utf8")
      .trim()
      .split("\n")
      .map((line) => rowSchema.parse(JSON.parse(line)))
      .filter((_, index) => index % 4 === 0);
    const program = `import json, sys; sys.path.insert(0, sys.argv[1]); import settrace
for line in sys.stdin:
    row = json.loads(line)
    print(json.dumps(settrace.run(row["code"], f"f({row['input']})")))`;
    const answers = spawnSync("python3", ["-c", program, REFERENCE.replace(/settrace\.py$/, "")], {
      input: rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
      encoding: "utf8",
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      maxBuffer: 1 << 28,
    });
    const disagreeing = answers.stdout
      .trim()
      .split("\n")
      .flatMap((line, index) => {
        const { id, code, input } = rows[index]!;
        const found = differences(
          recordTrace(interpreter, code, { call: `f(${input})` }),
          referenceSchema.parse(JSON.parse(line)),
        );
        return found.length > 0 ? [[id, found]] : [];
      });
    expect(disagreeing).toEqual([]);
    expect(rows.length).toBe(100);
  });
});

describe("the same run gives the same columns", () => {
  it.each(corpus())("twice, on %s", (_, code) => {
    const { timing: first, ...once } = recordColumns(interpreter, code);
    const { timing: second, ...again } = recordColumns(interpreter, code);
    expect(again).toEqual(once);
    expect(first.trace).toBeGreaterThan(0);
    expect(second.trace).toBeGreaterThan(0);
  });

  it.each(corpus())("however often the log is worked off, on %s", (_, code) => {
    const whole = recordTrace(interpreter, code);
    const pieces = recordTrace(interpreter, code, { flushEvery: 5 });
    expect(pieces.stepCount).toBe(whole.stepCount);
    for (let index = 0; index < whole.stepCount; index++) {
      const [one, other] = [whole.step(index), pieces.step(index)];
      expect({ ...other, end: 0, start: 0 }).toEqual({ ...one, end: 0, start: 0 });
      const shown = (trace: Trace, step: typeof one) =>
        trace.bindingsAt(step.frame, step.start).map(([name, value]) => [name, trace.repr(value, step.start).text]);
      expect(shown(pieces, other)).toEqual(shown(whole, one));
    }
  });
});
