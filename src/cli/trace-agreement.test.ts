import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readRow } from "../dataset/import/rows.ts";
import { sameValue } from "../dataset/same-value.ts";
import { createNodeRuntime } from "../runtime/node.ts";
import { DEFAULT_LIMITS, type Runtime } from "../runtime/types.ts";
import { createTraceCommand } from "./trace-rows.ts";

const PROGRAMS = new URL("./testing/programs/", import.meta.url);
const REFERENCE = fileURLToPath(new URL("./testing/settrace_reference.py", import.meta.url));
/** Four hundred problems that are not part of this project; every twentieth is compared here. */
const DATA = fileURLToPath(new URL("../../../shared/data/cruxeval-dev.jsonl", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;

interface Case {
  readonly id: string;
  readonly code: string;
  readonly call: string | null;
  readonly stdin: string;
}

const referenceSchema = z.object({
  output: z.string().nullable(),
  error: z.string().nullable(),
  steps: z.array(z.tuple([z.number(), z.string(), z.record(z.string(), z.string())])),
});

const traceSchema = z.object({
  status: z.literal("ok"),
  output: z.string().nullable(),
  exception: z.object({ type: z.string(), message: z.string() }).exactOptional(),
  steps: z.array(z.object({ statement: z.number(), func: z.string(), locals: z.record(z.string(), z.string()) })),
});

function ownPrograms(): Case[] {
  return readdirSync(PROGRAMS).map((id) => {
    const code = readFileSync(new URL(id, PROGRAMS), "utf8");
    const note = (label: string) => new RegExp(`^# ${label}: (.*)$`, "m").exec(code)?.[1];
    return { id, code, call: note("call") ?? null, stdin: note("stdin") ?? "" };
  });
}

function sharedPrograms(): Case[] {
  const lines = readFileSync(DATA, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines
    .filter((_, index) => index % 20 === 0)
    .map((line, index) => {
      const result = readRow(line, index);
      if (result.kind === "bad") throw new Error(result.message);
      const { id, code, call, stdin } = result.row;
      return { id: String(id), code, call, stdin };
    });
}

/** What `sys.settrace` saw of each program under this machine's CPython. */
function referenceRuns(cases: readonly Case[]) {
  const input = cases.map((each) => `${JSON.stringify(each)}\n`).join("");
  const { stdout, stderr } = spawnSync("python3", [REFERENCE], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (stderr !== "") throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => referenceSchema.parse(JSON.parse(line)));
}

/** One line for each step, values in a form that is the same for the same value under both interpreters. */
function differences(mine: z.infer<typeof traceSchema>, reference: z.infer<typeof referenceSchema>): string[] {
  const found: string[] = [];
  const error = mine.exception === undefined ? null : `${mine.exception.type}: ${mine.exception.message}`;
  if (error !== reference.error) found.push(`ends with ${error}, not ${reference.error}`);
  if (reference.output !== null && !sameValue(String(mine.output), reference.output)) {
    found.push(`gives ${mine.output}, not ${reference.output}`);
  }
  for (let i = 0; i < Math.max(mine.steps.length, reference.steps.length); i += 1) {
    const [step, expected] = [mine.steps[i], reference.steps[i]];
    if (step === undefined || expected === undefined || step.statement !== expected[0] || step.func !== expected[1]) {
      const seen = step === undefined ? "nothing" : `statement ${step.statement} in ${step.func}`;
      return [...found, `step ${i} is ${seen}, not ${JSON.stringify(expected?.slice(0, 2))}`];
    }
    for (const name of new Set([...Object.keys(step.locals), ...Object.keys(expected[2])])) {
      const [value, truth] = [step.locals[name], expected[2][name]];
      if (value === undefined || truth === undefined || !sameValue(value, truth)) {
        found.push(`before step ${i} (statement ${step.statement}) ${name} is ${value}, not ${truth}`);
      }
    }
  }
  return found;
}

describe.skipIf(!hasPython)("trace agrees with an independent settrace", () => {
  let runtime: Runtime;
  beforeAll(() => {
    runtime = createNodeRuntime();
  });
  afterAll(() => runtime.close());

  async function disagreements(cases: readonly Case[]): Promise<Record<string, string[]>> {
    const command = createTraceCommand(runtime, DEFAULT_LIMITS, false);
    const references = referenceRuns(cases);
    const all: Record<string, string[]> = {};
    for (const [index, each] of cases.entries()) {
      const { line } = await command.process({ ...each, expected: null, rationale: null }, each.id);
      const row: unknown = JSON.parse([...line].join(""));
      const reference = references[index];
      if (reference === undefined) throw new Error(`No reference for ${each.id}.`);
      const found = differences(traceSchema.parse(row), reference);
      if (found.length > 0) all[each.id] = found;
    }
    return all;
  }

  it("on programs of our own", async () => {
    expect(await disagreements(ownPrograms())).toEqual({});
  }, 60_000);

  it.skipIf(!existsSync(DATA))(
    "on problems of CRUXEval (skipped where the data is absent)",
    async () => {
      expect(await disagreements(sharedPrograms())).toEqual({});
    },
    120_000,
  );
});
