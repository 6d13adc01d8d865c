import type { Indexes } from "../indexes.ts";
import { slotOf } from "../rows.ts";
import type { ObjectId, Tick } from "../types.ts";
import type { Place } from "./history.ts";

/**
 * The row that wrote what a place in an object holds at a tick; the object's first sight when nothing has written it
 * since. Goes back through the changes, following an item of a sequence through insertions and removals before it.
 * O(changes since the write)
 */
export function lastWrite(indexes: Indexes, object: ObjectId, place: Place, tick: Tick): number {
  const { columns, objects } = indexes;
  const rows = objects.changeRows(object);
  const key = place.kind === "key" ? objects.identityOf(place.key) : undefined;
  let index = place.kind === "index" ? place.index : -1;
  if (place.kind === "index" && index < 0) index += objects.contentAt(object, tick).items.length;
  for (let i = objects.changesBefore(object, tick) - 1; i >= 0; i--) {
    const row = rows[i]!;
    const { kind, subject } = slotOf(columns, row);
    const at = columns.rowPayload[row + 1]!;
    if (kind === "replace") return row;
    if (place.kind === "attribute") {
      const isAttribute = kind === "set-attribute" || kind === "remove-attribute";
      if (isAttribute && columns.names[subject] === place.name) return row;
    } else if (place.kind === "key") {
      const isKey = kind === "set-key" || kind === "remove-key" || kind === "add" || kind === "discard";
      if (isKey && objects.identity(indexes.values.packedRow(row + 1)) === key) return row;
    } else if (kind === "set-item") {
      if (at === index) return row;
    } else if (kind === "insert") {
      const count = objects.contentLength(columns.rowPayload[row + 2]!);
      if (index >= at && index < at + count) return row;
      if (index >= at + count) index -= count;
    } else if (kind === "remove" && index >= at) {
      index += columns.rowPayload[row + 2]!;
    }
  }
  return objects.firstSight(object);
}
