/**
 * Everything `npm test` runs, in the order in which a failure is cheapest to find. Each stage runs even when an earlier one
 * failed, so that one run tells all; the last line counts the tests and checks.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { findBrowser } from "./browser.mjs";

const REPORTS = "test-results/reports";

function run(command, args, environment = {}) {
  const started = Date.now();
  const result = spawnSync("npx", ["--no-install", command, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  console.log(`(${command}: ${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return result.status === 0;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** A tool that only says yes or no counts as one. */
function check(name, command, args, environment = {}) {
  console.log(`== ${name}`);
  const passed = run(command, args, environment);
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

function unitTests() {
  console.log("== unit and property tests");
  const file = `${REPORTS}/vitest.json`;
  const passed = run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const report = readReport(file);
  const failed = report?.numFailedTests ?? 0;
  return {
    name: "unit and property tests",
    passed: report?.numPassedTests ?? 0,
    failed: passed ? failed : Math.max(1, failed),
    skipped: report?.numPendingTests ?? 0,
  };
}

function endToEndTests() {
  console.log("== end-to-end tests");
  const file = `${REPORTS}/playwright.json`;
  let browser;
  try {
    browser = findBrowser();
  } catch (error) {
    console.error(error.message);
    return { name: "end-to-end tests", passed: 0, failed: 1, skipped: 0 };
  }
  const passed = run("playwright", ["test", "--reporter=list,json"], {
    TRACEWRIGHT_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const stats = readReport(file)?.stats;
  const failed = stats?.unexpected ?? 0;
  return {
    name: "end-to-end tests",
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: passed ? failed : Math.max(1, failed),
    skipped: stats?.skipped ?? 0,
  };
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const stages = [
  check("format and lint", "biome", ["check", "."]),
  check("types", "tsc", ["--noEmit"]),
  check("floors", "depcruise", ["src", "--config", ".dependency-cruiser.cjs"], {
    NODE_OPTIONS: "--import ./scripts/parse-tsx.mjs",
  }),
  check("dead code", "knip", []),
  unitTests(),
  endToEndTests(),
];

for (const stage of stages) {
  console.log(`${stage.failed === 0 ? "ok  " : "FAIL"} ${stage.name}: ${stage.passed} passed, ${stage.failed} failed`);
}
const total = (key) => stages.reduce((sum, stage) => sum + stage[key], 0);
const skipped = total("skipped");
console.log(`${total("passed")} passed, ${total("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exit(total("failed") === 0 ? 0 : 1);
