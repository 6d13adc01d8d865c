import type { TraceColumns } from "./columns.ts";
import type { ExceptionRecord, SyntaxNode, Value } from "./types.ts";

/** The exceptions of a run, in the order in which they were raised. */
export function exceptionsOf(columns: TraceColumns, nodes: readonly SyntaxNode[]): ExceptionRecord[] {
  return columns.exceptions.map(({ type, message, object, step, row, node, handler }, index) => {
    const value: Value =
      object >= 0
        ? { kind: "object", id: object }
        : { kind: "atom", type, repr: `${type}(${message === "" ? "" : "…"})`, complete: false };
    return {
      index,
      type,
      message,
      value,
      raisedAt: step,
      raisedRange: nodes[node]?.range ?? null,
      raisedTick: row,
      handledAt: handler < 0 ? null : handler,
    };
  });
}
