import type { Row } from "../dataset/import/rows.ts";
import type { Outcome } from "../dataset/outcome.ts";

/** The fields with which every output row begins: its id, whether the program could be run, and what it gave. */
export function outcomeFields(row: Row, { output, exception, error }: Outcome): object {
  return {
    id: row.id,
    status: error === null ? "ok" : "error",
    ...(error === null ? {} : { error }),
    output,
    ...(exception === null ? {} : { exception }),
  };
}
