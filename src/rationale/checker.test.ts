import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../runtime/testing.ts";
import { type CheckRequest, type Claim, checkReportSchema, claimSchema } from "./claims.ts";
import { standaloneChecker } from "./standalone.ts";

const FOLDER = fileURLToPath(new URL("../python/checker/", import.meta.url));
const SOURCE = readFileSync(join(FOLDER, "check.py"), "utf8");
const TESTS = readFileSync(join(FOLDER, "test_check.py"), "utf8");
const PYTHON = spawnSync("python3", ["--version"]).status === 0;

const CODE = "def f(s):\n    print('→', s)\n    return s * 2\n";

function request(...claims: Claim[]): CheckRequest {
  return { version: 1, code: CODE, call: "f('ä\\\\\"😀')", stdin: "", seed: 0, claims };
}

const TRUE: Claim[] = [
  { kind: "print", at: [2, 1], text: '→ ä\\"😀\n' },
  { kind: "result", value: `'ä\\\\"😀ä\\\\"😀'` },
];
const FALSE: Claim = { kind: "count", statement: 3, times: 2 };

describe("the checker in Pyodide", () => {
  let interpreter: TestInterpreter;
  beforeAll(async () => {
    interpreter = await bootTestInterpreter();
  });

  test("passes its own tests", () => {
    const report = interpreter.runPython(
      `
import io, sys, types, unittest
module = types.ModuleType("test_check")
exec(compile(source, "test_check.py", "exec"), module.__dict__)
stream = io.StringIO()
result = unittest.TextTestRunner(stream).run(unittest.defaultTestLoader.loadTestsFromModule(module))
{"ran": result.testsRun, "ok": result.wasSuccessful(), "text": stream.getvalue()}
`,
      { source: TESTS },
    ) as { ran: number; ok: boolean; text: string };
    expect(report.ok, report.text).toBe(true);
    expect(report.ran).toBeGreaterThan(30);
  });

  test("answers in the shape of the schema", () => {
    const text = interpreter.runPython("from checker.check import decide_json\ndecide_json(text)", {
      text: JSON.stringify(request(...TRUE, FALSE)),
    });
    const report = checkReportSchema.parse(JSON.parse(String(text)));
    expect(report.verdicts).toEqual([
      { verdict: "holds" },
      { verdict: "holds" },
      { verdict: "fails", because: "line 3 runs once, not twice" },
    ]);
  });
});

test("the checker decides every kind of claim of the schema", () => {
  const kinds = claimSchema.options.map((option) => option.shape.kind.value);
  const table = SOURCE.slice(SOURCE.indexOf("KINDS = {"));
  for (const kind of kinds) expect(table).toMatch(new RegExp(`"${kind}": \\w+`));
});

describe.skipIf(!PYTHON)("the checker under this machine's python3 (skipped where there is none)", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "checker-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(...claims: Claim[]) {
    const path = join(folder, "sample.check.py");
    writeFileSync(path, standaloneChecker(SOURCE, request(...claims)));
    const { status, stdout } = spawnSync("python3", [path], { encoding: "utf8" });
    return { status, stdout };
  }

  test("passes its own tests", () => {
    execFileSync("python3", ["-B", join(FOLDER, "test_check.py")], { stdio: "pipe" });
  });

  test("a stand-alone checker proves its sample", () => {
    expect(run(...TRUE)).toEqual({ status: 0, stdout: "2 claims hold\n" });
  });

  test("a stand-alone checker says what really happened", () => {
    const { status, stdout } = run(...TRUE, FALSE);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^fails: count claim: line 3 runs once, not twice\n(This is Python .*\n)?2 claims hold of 3\n$/,
    );
  });
});

test("a stand-alone checker is made from the checker only", () => {
  expect(() => standaloneChecker("print(1)\n", request())).toThrow(/SAMPLE/);
});
