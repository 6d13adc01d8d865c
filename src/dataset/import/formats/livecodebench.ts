import { type Format, firstId, has, optionalText, requiredText } from "../format.ts";
import { withPrelude } from "../prelude.ts";

/** LiveCodeBench, code execution: `input` is a whole call with keywords. Imports that the code lacks are put before it. */
export const livecodebench: Format = {
  name: "livecodebench-execution",
  title: "LiveCodeBench execution",
  recognises: (fields) => has(fields, "code", "input", "function_name") && has(fields, "contest_id"),
  idOf: (fields) => firstId(fields, "id", "question_id"),
  *convert(fields) {
    const call = requiredText(fields, "input");
    const code = withPrelude(requiredText(fields, "code"));
    yield { kind: "program", code, call, stdin: "", expected: optionalText(fields, "output"), task: "" };
  },
};
