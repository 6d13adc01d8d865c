import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { claimSchema } from "../rationale/claims.ts";

const BIN = fileURLToPath(new URL("../../bin/tracewright.mjs", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tracewright-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function tracewright(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { input, encoding: "utf8" });
  return { status, stdout, stderr };
}

function jsonRows(text: string): unknown[] {
  expect(text.endsWith("\n")).toBe(true);
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

const ROWS = [
  { id: "set/1", code: "def f(xs):\n    return {x % 3 for x in xs}\n", input: "[1, 2, 3]", output: "{2, 1, 0}" },
  { id: "broken", code: "def f(:\n", input: "" },
  { code: "def f(d, k):\n    return d[k]\n", call: "f({}, 'a')", output: "1" },
  { id: "script", code: "print(input() * 2)\n", stdin: "ab\n", output: "abab" },
  { id: 5, code: "def go(x):\n    return x + 'é\\u2028'\n", entry_point: "go", input: "'`'" },
];

const INPUT = `${ROWS.map((row) => JSON.stringify(row)).join("\r\n")}\r\nnot a row\n`;

const directionSchema = z.strictObject({
  text: z.string(),
  sentences: z.array(
    z.strictObject({
      text: z.string(),
      claims: z.array(claimSchema),
      verdict: z.literal("verified"),
    }),
  ),
  verdicts: z.strictObject({ verified: z.number(), contradicted: z.literal(0), unsupported: z.literal(0) }),
});

describe("tracewright", () => {
  it("exits with 2 and a sentence when it cannot follow", () => {
    for (const args of [["nonsense"], ["trace", "--in", "x", "--out", "y", "--fast"]]) {
      const { status, stdout, stderr } = tracewright(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^[A-Z].*\.\s/);
    }
    const missing = tracewright(["narrate", "--in", join(folder, "none.jsonl"), "--out", join(folder, "none.out")]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/^There is no file .*none\.jsonl/);
  });

  it("explains itself", () => {
    expect(tracewright(["--help"])).toMatchObject({ status: 0, stderr: "" });
    expect(tracewright(["trace", "--help"]).stdout).toContain("--timing");
  });

  it("narrates rows of every kind, proves each sentence and leaves checkers behind", () => {
    const [input, output, checkers] = ["in.jsonl", "deep/out.jsonl", "checks"].map((name) => join(folder, name));
    if (!input || !output || !checkers) throw new Error("three paths");
    writeFileSync(input, INPUT);
    const run = tracewright(["narrate", "--in", input, "--out", output, "--checkers", checkers, "--workers", "2"]);
    expect(run).toMatchObject({ status: 0, stdout: "" });
    expect(run.stderr).toContain("6 of 6 rows, 2 with errors");

    const rows = jsonRows(readFileSync(output, "utf8"));
    expect(rows).toMatchObject([
      { id: "set/1", status: "ok", output: "{0, 1, 2}", expected: "{2, 1, 0}", output_matches: true },
      { id: "broken", status: "error", error: expect.stringContaining("line 1"), output: null },
      {
        id: "row-2",
        status: "ok",
        output: null,
        exception: { type: "KeyError", message: "'a'" },
        output_matches: false,
      },
      { id: "script", status: "ok", output: "abab\n", output_matches: true },
      { id: 5, status: "ok", output: "'`é\\u2028'" },
      { id: "row-5", status: "error", error: expect.stringContaining("not JSON") },
    ]);
    for (const row of rows.filter((_, index) => ROWS[index] !== undefined && index !== 1)) {
      const { forward, steps } = z.object({ forward: directionSchema, steps: z.number() }).parse(row);
      expect(forward.verdicts.verified).toBe(forward.sentences.length);
      expect(forward.sentences.length).toBeGreaterThan(0);
      for (const { text } of forward.sentences) expect(forward.text).toContain(text);
      expect(steps).toBeGreaterThan(0);
    }

    const files = readdirSync(checkers).sort();
    expect(files).toEqual(["5.check.py", "row-2.check.py", "script.check.py", "set_1.check.py"]);
    if (!hasPython) return;
    for (const file of files) {
      const { status, stdout } = spawnSync("python3", [join(checkers, file)], { encoding: "utf8" });
      expect({ file, status, stdout }).toEqual({
        file,
        status: 0,
        stdout: expect.stringMatching(/^\d+ claims hold\n$/),
      });
    }
  }, 120_000);

  it("traces from stdin to stdout", () => {
    const { status, stdout } = tracewright(["trace", "--in", "-", "--out", "-"], INPUT);
    expect(status).toBe(0);
    const rows = jsonRows(stdout);
    expect(rows).toHaveLength(6);
    expect(rows[2]).toMatchObject({
      status: "ok",
      exception: { type: "KeyError" },
      step_count: 2,
      steps: [
        { step: 0, line: 1, statement: 1, visit: 1, frame: 0, func: "<module>", depth: 0, locals: {} },
        { step: 1, line: 2, statement: 2, visit: 1, frame: 1, func: "f", depth: 1, locals: { d: "{}", k: "'a'" } },
      ],
      stdout: "",
      base_ms: null,
    });
    expect(rows[3]).toMatchObject({ stdout: "abab\n", output: "abab\n", step_count: 1 });
  }, 120_000);

  it("gives figures only with --timing", () => {
    const { stdout } = tracewright(["trace", "--timing", "--in", "-", "--out", "-"], `${JSON.stringify(ROWS[0])}\n`);
    const timing = z.strictObject({
      id: z.literal("set/1"),
      status: z.literal("ok"),
      output: z.string(),
      step_count: z.number().positive(),
      stdout: z.literal(""),
      base_ms: z.number().nonnegative(),
      compile_ms: z.number().positive(),
      trace_ms: z.number().positive(),
    });
    expect(jsonRows(stdout).map((row) => timing.parse(row))).toHaveLength(1);
  }, 120_000);

  it("verifies what narrate wrote, and finds the sentence that was changed", () => {
    const narrated = tracewright(["narrate", "--in", "-", "--out", "-"], `${JSON.stringify(ROWS[0])}\n`);
    const [{ forward }] = z
      .tuple([z.object({ forward: z.object({ text: z.string() }) })])
      .parse(jsonRows(narrated.stdout));
    const changed = forward.text.replace(/\{0, 1, 2\}(?!.*\{0, 1, 2\})/s, "{0, 1, 7}");
    const texts = [forward.text, changed, undefined];
    const input = texts.map((rationale) => `${JSON.stringify({ ...ROWS[0], rationale })}\n`).join("");
    const { status, stdout } = tracewright(["verify", "--in", "-", "--out", "-"], input);
    expect(status).toBe(0);
    const [truthful, lying, silent] = jsonRows(stdout);
    const judged = z.object({
      status: z.literal("ok"),
      sentences: z.array(z.object({ text: z.string(), verdict: z.string(), because: z.string().exactOptional() })),
      verdicts: z.object({ verified: z.number(), contradicted: z.number(), unsupported: z.number() }),
      first_error: z.number().nullable(),
    });
    expect(judged.parse(truthful)).toMatchObject({ first_error: null, verdicts: { contradicted: 0, unsupported: 0 } });
    const { sentences, first_error: firstError, verdicts } = judged.parse(lying);
    expect(verdicts.contradicted).toBe(1);
    expect(sentences[firstError ?? -1]).toMatchObject({
      verdict: "contradicted",
      because: expect.stringContaining("2"),
    });
    expect(sentences[firstError ?? -1]?.text).toContain("{0, 1, 7}");
    expect(silent).toMatchObject({ status: "error", error: expect.stringContaining('"rationale" is missing') });
  }, 120_000);
});
