import { z } from "zod";

/** One program to run, as a row of JSON Lines asks for it. */
export interface Row {
  /** As given; without one, `row-N` where N counts the rows from 0. */
  readonly id: string | number;
  readonly code: string;
  /** The expression to evaluate after the code; null for a script. */
  readonly call: string | null;
  readonly stdin: string;
  /** The `repr` (for a script: the stdout) the row expects. */
  readonly expected: string | null;
  /** Reasoning to judge. */
  readonly rationale: string | null;
}

/** A row, or the sentence that says what to mend in it. */
export type RowResult =
  | { readonly kind: "row"; readonly row: Row }
  | { readonly kind: "bad"; readonly id: string | number; readonly message: string };

/** Python source and text cannot hold half a surrogate pair: it has no UTF-8 form. */
const text = z
  .string()
  .refine((value) => !/\p{Surrogate}/u.test(value), "holds half a surrogate pair, which is not text");

const rowSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  code: text,
  input: text.nullish(),
  call: text.nullish(),
  stdin: text.nullish(),
  entry_point: text.nullish(),
  output: z.string().nullish(),
  rationale: z.string().nullish(),
});

/**
 * Read one line of JSON Lines.
 *
 * `{code, input}` calls `f` (or `entry_point`) with the text of `input` between the parentheses; `{code, call}`
 * evaluates `call`; without either the code is a script that may read `stdin`. A field that is null counts as absent.
 *
 * @param line without its line end; not blank
 * @param index of the row in the file, from 0
 */
export function readRow(line: string, index: number): RowResult {
  const fallbackId = `row-${index}`;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return bad(
      fallbackId,
      `This line is not JSON (${reason}). Write one object a line, as in {"code": "…", "input": "…"}.`,
    );
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return bad(fallbackId, `This line is ${typeName(json)}. Write one JSON object a line, with at least "code".`);
  }
  const id = idOf(json) ?? fallbackId;
  const parsed = rowSchema.safeParse(json);
  if (!parsed.success) return bad(id, parsed.error.issues.map((issue) => problem(issue, json)).join(" "));
  const { code, input, call, stdin, entry_point: entryPoint, output, rationale } = parsed.data;
  if (typeof input === "string" && typeof call === "string") {
    return bad(id, 'Give either "input" (the arguments of the call) or "call" (the whole call), not both.');
  }
  return {
    kind: "row",
    row: {
      id,
      code,
      call: typeof input === "string" ? `${entryPoint ?? "f"}(${input})` : blankIsNull(call),
      stdin: stdin ?? "",
      expected: output ?? null,
      rationale: rationale ?? null,
    },
  };
}

function bad(id: string | number, message: string): RowResult {
  return { kind: "bad", id, message };
}

function idOf(json: object): string | number | undefined {
  const id = "id" in json ? json.id : undefined;
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

/** As on the page, an empty Call runs the code as a script. */
function blankIsNull(call: string | null | undefined): string | null {
  return call === null || call === undefined || call.trim() === "" ? null : call;
}

function problem(issue: z.core.$ZodIssue, json: object): string {
  const field = String(issue.path[0]);
  const value: unknown = Object.entries(json).find(([name]) => name === field)?.[1];
  if (value === undefined) return `"${field}" is missing.`;
  if (issue.code === "custom") return `"${field}" ${issue.message}.`;
  return `"${field}" must be ${field === "id" ? "text or a number" : "text"}, not ${typeName(value)}.`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "text";
  return typeof value === "boolean" ? "true or false" : `a ${typeof value}`;
}
