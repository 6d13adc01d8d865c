import { type Format, firstId, has, optionalText, Problem, requiredText } from "../format.ts";
import { argumentSource, pythonLiteral } from "../python-literal.ts";
import type { Fields } from "../records.ts";

/** CodeI/O: `refcode` defines `funcname`; each of `ios` gives keyword arguments and what comes out, in JSON. */
export const codeio: Format = {
  name: "codeio",
  title: "CodeI/O",
  recognises: (fields) => has(fields, "refcode", "ios"),
  idOf: (fields) => firstId(fields, "id", "index"),
  *convert(fields) {
    const code = requiredText(fields, "refcode");
    const entry = optionalText(fields, "funcname") ?? "main_solution";
    const task = optionalText(fields, "problem_description") ?? "";
    if (!Array.isArray(fields.ios) || fields.ios.length === 0)
      throw new Problem('"ios" must be a list of inputs and outputs.');
    for (const each of fields.ios as readonly Fields[]) {
      if (typeof each !== "object" || each === null || !("input" in each)) {
        yield { kind: "problem", reason: 'One of "ios" has no "input".' };
        continue;
      }
      const call = `${entry}(${argumentSource(each.input)})`;
      const expected = "output" in each ? pythonLiteral(each.output) : null;
      yield { kind: "program", code, call, stdin: "", expected, task };
    }
  },
};
