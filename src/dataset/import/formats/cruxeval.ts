import { type Format, firstId, has, optionalText, requiredText } from "../format.ts";

/** CRUXEval: the function is always `f`, `input` is the source of its arguments, `output` the literal it returns. */
export const cruxeval: Format = {
  name: "cruxeval",
  title: "CRUXEval",
  recognises: (fields) => has(fields, "code", "input", "output") && /^sample_\d+$/.test(String(fields.id)),
  idOf: (fields) => firstId(fields, "id"),
  *convert(fields) {
    const call = `f(${requiredText(fields, "input")})`;
    const expected = optionalText(fields, "output");
    yield { kind: "program", code: requiredText(fields, "code"), call, stdin: "", expected, task: "" };
  },
};
