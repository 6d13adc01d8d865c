import { Tag, type TraceColumns } from "./columns.ts";

/**
 * What is wrong with columns that came from outside, in words; undefined when every index in them leads somewhere, so
 * that no query can fail on them. O(size)
 */
export function damageIn(columns: TraceColumns): string | undefined {
  const steps = columns.stepStart.length;
  const rows = columns.rowSlot.length;
  const frames = columns.frameScope.length;
  const objects = columns.objectType.length;
  const contents = columns.contentStart.length - 1;
  const texts = columns.textStart.length - 1;
  const checks: readonly (string | undefined)[] = [
    same("steps", steps, columns.stepStatement, columns.stepFrame, columns.stepRaised),
    same("rows", rows, columns.rowTag, columns.rowPayload),
    same("returns", columns.returnRow.length, columns.returnStep),
    same(
      "frames",
      frames,
      columns.frameCallStep,
      columns.frameEnclosing,
      columns.frameStart,
      columns.frameEnd,
      columns.frameOutcome,
      columns.frameEndRow,
    ),
    same("objects", objects, columns.objectRow, columns.objectContent, columns.objectText, columns.objectScope),
    same("contents", columns.contentTag.length, columns.contentPayload),
    rising("stepStart", columns.stepStart, rows),
    rising("returnRow", columns.returnRow, rows),
    rising("contentStart", columns.contentStart, columns.contentTag.length),
    rising("textStart", columns.textStart, columns.textBytes.length),
    within("stepStatement", columns.stepStatement, 1, columns.statements.length + 1),
    within("stepFrame", columns.stepFrame, 0, frames),
    within("rowSlot", columns.rowSlot, 0, columns.slots.length),
    within("returnStep", columns.returnStep, 0, steps),
    within("frameScope", columns.frameScope, 0, columns.scopes.length),
    within("frameCallStep", columns.frameCallStep, -1, steps),
    within("frameEnclosing", columns.frameEnclosing, -1, frames),
    within("frameEnd", columns.frameEnd, 0, rows + 1),
    within("frameEndRow", columns.frameEndRow, -1, rows),
    within("objectType", columns.objectType, 0, columns.types.length),
    within("objectContent", columns.objectContent, -1, contents),
    within("objectText", columns.objectText, -1, texts),
    within("objectScope", columns.objectScope, -1, columns.scopes.length),
    values("rowTag", columns.rowTag, columns.rowPayload, columns, objects, texts),
    values("contentTag", columns.contentTag, columns.contentPayload, columns, objects, texts),
  ];
  return checks.find((damage) => damage !== undefined);
}

function same(what: string, length: number, ...columns: readonly ArrayLike<number>[]): string | undefined {
  return columns.every((column) => column.length === length) ? undefined : `the columns of ${what} differ in length`;
}

function rising(name: string, column: ArrayLike<number>, last: number): string | undefined {
  let before = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (value < before || value > last) return `${name} is out of order at ${i}`;
    before = value;
  }
  return undefined;
}

function within(name: string, column: ArrayLike<number>, from: number, to: number): string | undefined {
  for (let i = 0; i < column.length; i++) {
    if (!(column[i]! >= from && column[i]! < to)) return `${name} leads nowhere at ${i}`;
  }
  return undefined;
}

function values(
  name: string,
  tags: Uint8Array,
  payloads: Uint32Array,
  columns: TraceColumns,
  objects: number,
  texts: number,
): string | undefined {
  const limits: Partial<Record<number, number>> = {
    [Tag.Float]: columns.floats.length,
    [Tag.BigInt]: texts,
    [Tag.Text]: texts,
    [Tag.LongText]: columns.longTexts.length,
    [Tag.Atom]: columns.atoms.length,
    [Tag.Object]: objects,
  };
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]!;
    if (tag > Tag.Object || payloads[i]! >= (limits[tag] ?? 2 ** 32)) return `${name} leads nowhere at ${i}`;
  }
  return undefined;
}
