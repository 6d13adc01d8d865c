import { boundNames, topLevelFunctions } from "../../python/names.ts";
import { pythonTokens } from "../../python/tokens.ts";
import { type AssertedCall, assertedCalls, programsOf } from "../asserted-calls.ts";
import { type Format, firstId, has, optionalText, Problem, requiredText, unixLines } from "../format.ts";
import type { Fields } from "../records.ts";

/** MBPP, full and sanitized: each call in `test_list` (and `challenge_test_list`) is a sample. */
export const mbpp: Format = {
  name: "mbpp",
  title: "MBPP",
  recognises: (fields) => has(fields, "code", "test_list", "task_id"),
  idOf: (fields) => firstId(fields, "task_id"),
  *convert(fields) {
    const setup = [...textsOf(fields, "test_imports"), optionalText(fields, "test_setup_code") ?? ""].filter(Boolean);
    const code = unixLines([...setup, requiredText(fields, "code")].join("\n"));
    const tokens = pythonTokens(code);
    if (tokens === null) throw new Problem('"code" is no Python: a string or a bracket is never closed.');
    const tests = unixLines([...textsOf(fields, "test_list"), ...textsOf(fields, "challenge_test_list")].join("\n"));
    const { entry, calls } = called(tests, topLevelFunctions(tokens), boundNames(tokens));
    const task = optionalText(fields, "text") ?? optionalText(fields, "prompt") ?? "";
    yield* programsOf({ code, entry, task }, calls);
  },
};

/** The function of the program that the tests call, the last defined first: helpers come before. */
function called(tests: string, functions: readonly string[], defined: ReadonlySet<string>) {
  let best: { entry: string; calls: readonly AssertedCall[] } = { entry: "", calls: [] };
  for (const entry of functions.toReversed()) {
    const calls = assertedCalls(tests, entry, defined);
    if (calls.length > best.calls.length) best = { entry, calls };
  }
  if (best.calls.length === 0) throw new Problem("No assert of the tests calls a function of the code.");
  return best;
}

function textsOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw new Problem(`"${name}" must be a list of texts.`);
}
