import { type Converted, type Format, firstId, has, Problem, requiredText } from "../format.ts";
import { argumentSource } from "../python-literal.ts";
import type { Fields } from "../records.ts";

/** Of the many inputs of a task, this many become samples; the rest is told, not lost in silence. */
const MOST_INPUTS = 10;

/**
 * EvalPlus (HumanEval+ and MBPP+): argument lists in JSON, so that tuples and sets have become lists; what a solution
 * gives is learnt by running it.
 */
export const evalplus: Format = {
  name: "evalplus",
  title: "EvalPlus",
  recognises: (fields) => has(fields, "prompt", "entry_point", "canonical_solution", "base_input"),
  idOf: (fields) => firstId(fields, "task_id"),
  *convert(fields) {
    const task = requiredText(fields, "prompt");
    const solution = requiredText(fields, "canonical_solution");
    const entry = requiredText(fields, "entry_point");
    // MBPP+ gives whole solutions, HumanEval+ what follows the prompt.
    const code = new RegExp(`^def ${entry}\\b`, "m").test(solution) ? solution : task + solution;
    const inputs = [...inputsOf(fields, "base_input"), ...inputsOf(fields, "plus_input")];
    if (inputs.length === 0) throw new Problem('"base_input" holds no inputs.');
    for (const input of inputs.slice(0, MOST_INPUTS)) {
      const call = `${entry}(${argumentSource(input)})`;
      yield { kind: "program", code, call, stdin: "", expected: null, task } satisfies Converted;
    }
    if (inputs.length > MOST_INPUTS) {
      yield { kind: "problem", reason: `${inputs.length - MOST_INPUTS} more inputs of this task were left out.` };
    }
  },
};

function inputsOf(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Problem(`"${name}" must be a list of argument lists.`);
}
