/**
 * Runs modules of CPython's own test suite plain and recorded, each in an interpreter of its own, and tells the tests whose
 * outcome differs. The suite is not part of this project: `src/python/tracer/README.md` says where to get it.
 *
 *     npx tsx scripts/cpython-tests.ts FOLDER test_grammar test_scope …
 *
 * FOLDER holds the package `test` (of Debian's libpython3.14-testsuite: `usr/lib/python3.14`).
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compilePyodide, pyodideFolder, readPythonSources } from "../src/runtime/files.node.ts";
import { bootBare, loadParts } from "../src/runtime/interpreter.ts";

type Outcomes = Readonly<Record<string, string>>;
type Mode = "plain" | "recorded";

const MINUTES = 6;

/** In a process of its own: the outcomes of one module, as JSON on stdout. */
async function runModule(folder: string, name: string, mode: Mode): Promise<void> {
  const parts = await loadParts(pyodideFolder, await compilePyodide(), readPythonSources());
  const { pyodide } = await bootBare(parts, 0);
  pyodide.mountNodeFS("/suite", folder);
  const script = readFileSync(new URL("cpython_tests.py", import.meta.url), "utf8");
  const globals = pyodide.toPy({ __name__: "cpython_tests" });
  pyodide.runPython(`import sys; sys.path.append("/suite")\n${script}`, { globals });
  process.stdout.write(`\n${String(globals.get("run")(name, mode === "recorded"))}\n`);
}

/** The end of what a process complained of; Pyodide's own source is one line of it. */
function shortened(complaint: string): string {
  const lines = complaint
    .trim()
    .split("\n")
    .filter((line) => line.length < 500);
  return lines.slice(-25).join("\n") || "no answer";
}

function outcomesOf(folder: string, name: string, mode: Mode): Promise<{ outcomes: Outcomes; mode: string } | string> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), folder, name, mode]);
    const timer = setTimeout(() => child.kill(), MINUTES * 60_000);
    let text = "";
    let complaint = "";
    child.stdout.on("data", (data) => {
      text += data;
    });
    child.stderr.on("data", (data) => {
      complaint += data;
    });
    child.on("close", () => {
      clearTimeout(timer);
      const line = text.trimEnd().split("\n").at(-1) ?? "";
      if (!line.startsWith("{")) return settle(shortened(complaint));
      const answer = JSON.parse(line);
      settle(answer.skipped === undefined ? answer : `skipped: ${answer.skipped}`);
    });
  });
}

async function compare(folder: string, names: readonly string[]): Promise<void> {
  let passing = 0;
  let broken = 0;
  for (const name of names) {
    const plain = await outcomesOf(folder, name, "plain");
    if (typeof plain === "string") {
      console.log(`${name}: does not run here, plain: ${plain.split("\n").at(-1)}`);
      continue;
    }
    const recorded = await outcomesOf(folder, name, "recorded");
    const passes = Object.keys(plain.outcomes).filter((test) => plain.outcomes[test] === "ok");
    passing += passes.length;
    if (typeof recorded === "string") {
      broken += passes.length;
      console.log(`${name}: ${passes.length} tests pass plain; RECORDED IT BREAKS DOWN:\n${recorded}`);
      continue;
    }
    const failing = passes.filter((test) => recorded.outcomes[test] !== "ok");
    broken += failing.length;
    console.log(
      `${name}: ${passes.length} tests pass plain, ${failing.length} of them not when recorded (${recorded.mode})`,
    );
    for (const test of failing) {
      console.log(`  ${test}\n${(recorded.outcomes[test] ?? "did not run").replace(/^/gm, "      ")}`);
    }
  }
  console.log(`In all: ${broken} of ${passing} tests that pass plain do not when recorded.`);
}

const [folder = "", ...rest] = process.argv.slice(2);
const [name = "", mode] = rest;
if (mode === "plain" || mode === "recorded") await runModule(folder, name, mode);
else await compare(resolve(folder), rest);
