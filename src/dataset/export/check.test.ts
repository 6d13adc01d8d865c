import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forwardRationale, makeSample } from "../testing/samples.ts";
import { checkScript } from "./check.ts";

const CHECKER = readFileSync(new URL("../../python/checker/check.py", import.meta.url), "utf8");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tracewright-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function prove(script: string) {
  const path = join(folder, "check.py");
  writeFileSync(path, script);
  const { status, stdout } = spawnSync("python3", [path], { encoding: "utf8" });
  return { status, stdout };
}

describe("checkScript", () => {
  it.skipIf(!hasPython)("proves true claims and names a false one", () => {
    const sample = makeSample({ rationales: [forwardRationale("It returns `3`."), forwardRationale("Again, `3`.")] });
    expect(prove(checkScript(sample, CHECKER))).toEqual({ status: 0, stdout: "2 claims hold\n" });

    const program = { ...sample.program, call: "total([1, 3])" };
    const { status, stdout } = prove(checkScript({ ...sample, program }, CHECKER));
    expect(status).toBe(1);
    expect(stdout).toContain("4");
  });

  it.skipIf(!hasPython)("carries any text through to the program", () => {
    const program = { code: "def same(text):\n    return text", call: "same('`\"\\\\\u2028é😀')", stdin: "", seed: 0 };
    const rationale = forwardRationale("It comes back.");
    const sentences = rationale.sentences.map((sentence) => ({
      ...sentence,
      claims: [{ kind: "result" as const, value: "'`\"\\\\\\u2028é😀'" }],
    }));
    const script = checkScript(makeSample({ program, rationales: [{ ...rationale, sentences }] }), CHECKER);
    expect(prove(script)).toEqual({ status: 0, stdout: "1 claims hold\n" });
  });
});
