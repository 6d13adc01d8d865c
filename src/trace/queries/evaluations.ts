import { lowerBound } from "../grouping.ts";
import { indexesOf, perTrace } from "../indexes.ts";
import { flaggedRows } from "../rows.ts";
import type { Tick, Trace, Value } from "../types.ts";

/** One evaluation of an expression. */
export interface Evaluation {
  readonly tick: Tick;
  readonly value: Value;
}

const rowsByNode = perTrace(() => new Map<number, Uint32Array>());

/** The rows in which a syntax node was evaluated, in order. O(rows) at the first question about a node. */
function rowsOf(trace: Trace, node: number): Uint32Array {
  const known = rowsByNode(trace).get(node);
  if (known !== undefined) return known;
  const { columns } = indexesOf(trace);
  const flags = Uint8Array.from(columns.slots, ({ kind, subject }) =>
    kind === "evaluate" && subject === node ? 1 : 0,
  );
  const rows = flaggedRows(columns, flags);
  rowsByNode(trace).set(node, rows);
  return rows;
}

/** The evaluations of an expression over the run, in order. */
export interface Evaluations {
  readonly count: number;
  /** @param index from 0 */
  at(index: number): Evaluation;
  /** The last one before a tick, or null. O(log count) */
  before(tick: Tick): Evaluation | null;
}

/** When an expression was evaluated, and to what. */
export function evaluationsOf(trace: Trace, node: number): Evaluations {
  const { values } = indexesOf(trace);
  const rows = rowsOf(trace, node);
  const at = (index: number) => ({ tick: rows[index]!, value: values.ofRow(rows[index]!) });
  return {
    count: rows.length,
    at,
    before(tick) {
      const last = lowerBound(rows, tick) - 1;
      return last < 0 ? null : at(last);
    },
  };
}
