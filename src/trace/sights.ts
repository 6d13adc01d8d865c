import { Tag, type TraceColumns } from "./columns.ts";
import { slotFlags } from "./rows.ts";

/**
 * The row that first shows each object, itself or inside another; the number of rows for one that no row shows.
 * (`objectRow` tells when the recorder first met it, which may be a whole batch earlier.) O(rows + contents)
 */
export function firstSights(columns: TraceColumns): Uint32Array {
  const { rowSlot, rowTag, rowPayload, contentStart, contentTag, contentPayload, objectContent } = columns;
  const never = rowSlot.length;
  const sights = new Uint32Array(columns.objectType.length).fill(never);
  const inserts = slotFlags(columns, new Set(["insert"]));
  const replaces = slotFlags(columns, new Set(["replace"]));

  const waiting: number[] = [];
  const seeContent = (content: number) => {
    for (let i = contentStart[content]!; i < contentStart[content + 1]!; i++) {
      if (contentTag[i] === Tag.Object) waiting.push(contentPayload[i]!);
    }
  };
  const settle = (row: number) => {
    for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
      if (sights[object] !== never) continue;
      sights[object] = row;
      if (objectContent[object]! >= 0) seeContent(objectContent[object]!);
    }
  };

  for (let row = 0; row < rowSlot.length; row++) {
    if (rowTag[row] === Tag.Object && sights[rowPayload[row]!] === never) waiting.push(rowPayload[row]!);
    const slot = rowSlot[row]!;
    if (inserts[slot] === 1) seeContent(rowPayload[row + 2]!);
    else if (replaces[slot] === 1) seeContent(rowPayload[row + 1]!);
    if (waiting.length > 0) settle(row);
  }
  return sights;
}
