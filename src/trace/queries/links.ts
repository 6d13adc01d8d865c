import { Tag } from "../columns.ts";
import { indexesOf, perTrace } from "../indexes.ts";
import { slotOf } from "../rows.ts";
import type { ObjectId, Trace } from "../types.ts";
import { type PackedValue, payloadOf, tagOf } from "../values.ts";

/** Objects of the program's classes that are looked at; those of a million nodes link alike. */
const LOOKED_AT = 5_000;
/** Members of a list that are looked at. */
const MEMBERS = 200;

/**
 * For each class of the program, the attributes that at some time in the run led to an object of the same class, or to a list or
 * tuple of such: `next`, `left` and `right`, `children`. O(changes of the first objects of the program's classes) once
 */
export const linkAttributes: (trace: Trace) => ReadonlyMap<string, ReadonlySet<string>> = perTrace((trace) => {
  const { columns, objects, values } = indexesOf(trace);
  const links = new Map<string, Set<string>>();

  const isOf = (type: number, value: PackedValue) =>
    tagOf(value) === Tag.Object && columns.objectType[payloadOf(value)] === type;
  const leadsTo = (type: number, value: PackedValue): boolean => {
    if (tagOf(value) !== Tag.Object) return false;
    if (isOf(type, value)) return true;
    const target = payloadOf(value);
    const { shape } = objects.type(target);
    if (shape !== "list" && shape !== "tuple") return false;
    const { items } = objects.contentAt(target, trace.endTick);
    if (items.length === 0 || items.length > MEMBERS) return false;
    for (let i = 0; i < items.length; i++) if (!isOf(type, items.at(i))) return false;
    return true;
  };

  let looked = 0;
  for (let object: ObjectId = 0; object < columns.objectType.length && looked < LOOKED_AT; object++) {
    const { shape, name: type } = objects.type(object);
    if (shape !== "instance" && shape !== "dataclass") continue;
    looked += 1;
    const own = columns.objectType[object]!;
    const note = (name: string, value: PackedValue) => {
      if (!leadsTo(own, value)) return;
      const known = links.get(type) ?? new Set<string>();
      links.set(type, known.add(name));
    };
    for (const row of objects.changeRows(object)) {
      const { kind, subject } = slotOf(columns, row);
      if (kind === "set-attribute") note(columns.names[subject]!, values.packedRow(row + 1));
    }
    for (const [name, value] of [...objects.contentAt(object, trace.endTick).attributes]) note(name, value);
  }
  return links;
});
