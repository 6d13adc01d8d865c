import type { Slot, SlotKind, TraceColumns } from "./columns.ts";

/** Kinds of row that change a heap object. */
export const MUTATIONS: ReadonlySet<SlotKind> = new Set<SlotKind>([
  "set-item",
  "set-key",
  "set-attribute",
  "insert",
  "remove",
  "remove-key",
  "remove-attribute",
  "add",
  "discard",
  "replace",
]);

/** The slot of a row. */
export function slotOf(columns: TraceColumns, row: number): Slot {
  return columns.slots[columns.rowSlot[row]!]!;
}

/** One flag a slot, 1 where the slot is of one of these kinds: a fast test in passes over all rows. */
export function slotFlags(columns: TraceColumns, kinds: ReadonlySet<SlotKind>): Uint8Array {
  return Uint8Array.from(columns.slots, (slot) => (kinds.has(slot.kind) ? 1 : 0));
}

/** The rows of these kinds, in order. O(rows). */
export function rowsOfKind(columns: TraceColumns, kinds: ReadonlySet<SlotKind>): Uint32Array {
  return flaggedRows(columns, slotFlags(columns, kinds));
}

/** The rows whose slot has the flag 1, in order. O(rows). */
export function flaggedRows(columns: TraceColumns, flags: Uint8Array): Uint32Array {
  const { rowSlot } = columns;
  let count = 0;
  for (let row = 0; row < rowSlot.length; row++) count += flags[rowSlot[row]!]!;
  const rows = new Uint32Array(count);
  let next = 0;
  for (let row = 0; row < rowSlot.length; row++) if (flags[rowSlot[row]!]) rows[next++] = row;
  return rows;
}
