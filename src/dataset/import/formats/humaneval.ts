import { boundNames } from "../../python/names.ts";
import { pythonTokens } from "../../python/tokens.ts";
import { assertedCalls, programsOf } from "../asserted-calls.ts";
import { type Format, firstId, has, Problem, requiredText } from "../format.ts";

/** HumanEval: prompt and canonical solution together are the program; each call that the test asserts is a sample. */
export const humaneval: Format = {
  name: "humaneval",
  title: "HumanEval",
  recognises: (fields) => has(fields, "prompt", "entry_point", "canonical_solution", "test"),
  idOf: (fields) => firstId(fields, "task_id"),
  *convert(fields) {
    const task = requiredText(fields, "prompt");
    const code = task + requiredText(fields, "canonical_solution");
    const entry = requiredText(fields, "entry_point");
    const defined = boundNames(pythonTokens(code) ?? []);
    const test = requiredText(fields, "test");
    const calls = assertedCalls(test, "candidate", defined);
    if (calls.length === 0) throw new Problem(`No assert of "test" calls candidate(…).`);
    yield* programsOf({ code, entry, task }, calls);
  },
};
