import type { Fields } from "./records.ts";

/** Fields that a column can stand for. */
export const TARGETS = ["code", "input", "call", "stdin", "output", "entry_point", "id", "task"] as const;
export type Target = (typeof TARGETS)[number];

/** Which column of the file stands for which field; fields not named here keep their own column. */
export type Mapping = Readonly<Partial<Record<Target, string>>>;

/** Other names that columns go by, likeliest first. */
const ALIASES: Readonly<Record<Target, readonly string[]>> = {
  code: ["code", "program", "source", "source_code", "solution", "python", "snippet", "function", "refcode", "content"],
  input: ["input", "inputs", "args", "arguments", "test_input"],
  call: ["call", "invocation", "expression"],
  stdin: ["stdin", "standard_input"],
  output: ["output", "outputs", "expected", "expected_output", "result", "answer", "return_value"],
  entry_point: ["entry_point", "function_name", "funcname", "fn_name", "entry"],
  id: ["id", "task_id", "question_id", "name", "uuid", "index"],
  task: ["task", "description", "prompt", "text", "instruction", "docstring", "problem"],
};

/** The mapping that the names of the columns suggest; only columns that go by another name are in it. */
export function suggestMapping(columns: readonly string[]): Mapping {
  const lower = new Map(columns.map((column) => [column.toLowerCase().trim(), column]));
  const mapping: Partial<Record<Target, string>> = {};
  for (const target of TARGETS) {
    const found = ALIASES[target].map((alias) => lower.get(alias)).find((column) => column !== undefined);
    if (found !== undefined && found !== target) mapping[target] = found;
  }
  return mapping;
}

/** A record with its columns under the names of the fields they stand for. */
export function mapped(fields: Fields, mapping: Mapping): Fields {
  const renamed: Record<string, unknown> = { ...fields };
  for (const [target, column] of Object.entries(mapping)) renamed[target] = fields[column];
  return renamed;
}
