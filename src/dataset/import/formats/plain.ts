import { isCallOf, topLevelFunctions } from "../../python/names.ts";
import { pythonTokens } from "../../python/tokens.ts";
import { type Format, firstId, has, optionalText, Problem, requiredText } from "../format.ts";
import { argumentSource, pythonLiteral } from "../python-literal.ts";
import type { Fields } from "../records.ts";

/** `{code, input}`, `{code, call}`, `{code, stdin}` or code alone; other names of columns are mapped to these before. */
export const plain: Format = {
  name: "plain",
  title: "Code and input",
  recognises: (fields) => has(fields, "code"),
  idOf: (fields) => firstId(fields, "id", "task_id", "name"),
  *convert(fields) {
    const code = requiredText(fields, "code");
    if (code.trim() === "") throw new Problem('"code" is empty.');
    const call = callOf(fields, code);
    const expected = has(fields, "output") ? expectedOf(fields.output) : null;
    const stdin = optionalText(fields, "stdin") ?? "";
    yield { kind: "program", code, call, stdin, expected, task: optionalText(fields, "task") ?? "" };
  },
};

/**
 * A list gives positional, an object keyword arguments; a text is the source of the arguments, or a whole call of a
 * function of the program.
 */
function callOf(fields: Fields, code: string): string | null {
  const call = optionalText(fields, "call");
  if (call !== null && call.trim() !== "") return call;
  if (!has(fields, "input")) return null;
  const functions = topLevelFunctions(pythonTokens(code) ?? []);
  const { input } = fields;
  if (typeof input === "string") {
    const tokens = pythonTokens(input) ?? [];
    if (functions.some((name) => isCallOf(tokens, name))) return input.trim();
  }
  const entry = optionalText(fields, "entry_point") ?? (functions.includes("f") ? "f" : functions.at(-1));
  if (entry === undefined) throw new Problem('"code" defines no function that could take the "input".');
  return `${entry}(${typeof input === "string" ? input : argumentSource(input)})`;
}

function expectedOf(output: unknown): string {
  return typeof output === "string" ? output : pythonLiteral(output);
}
