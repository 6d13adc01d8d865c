import type { TraceColumns } from "./columns.ts";
import type { Control } from "./control.ts";
import type { Frames } from "./frames.ts";
import type { Objects } from "./objects.ts";
import { slotOf } from "./rows.ts";
import type { Steps } from "./steps.ts";
import type { Change, Effect } from "./types.ts";
import { ABSENT, type Values } from "./values.ts";
import { owningFrame } from "./variables.ts";

/** What effects are read from. */
export interface EffectSource {
  readonly columns: TraceColumns;
  readonly values: Values;
  readonly objects: Objects;
  readonly steps: Steps;
  readonly frames: Frames;
  readonly control: () => Control;
}

/**
 * What one step did itself, in order. The binding of parameters is not told: it is in the `arguments` of the called frame.
 */
export function effectsOf(source: EffectSource, step: number): Effect[] {
  const effects: Effect[] = [];
  for (const [from, to] of source.steps.ownRows(step)) {
    for (let row = from; row < to; row++) {
      const effect = effectOf(source, row, step);
      if (effect === undefined) continue;
      effects.push(effect);
      if (effect.kind === "call") row = Math.max(row, source.frames.argumentRows(effect.frame)[1] - 1);
    }
  }
  return effects;
}

/** The effect a row begins, or undefined for an operand row. */
export function effectOf(source: EffectSource, row: number, step: number): Effect | undefined {
  const { columns, values } = source;
  const { kind, subject } = slotOf(columns, row);
  const at = { tick: row, step };
  const payload = columns.rowPayload[row]!;
  switch (kind) {
    case "operand":
      return undefined;
    case "evaluate":
      return { ...at, kind, node: subject, value: values.ofRow(row) };
    case "bind": {
      const frame = owningFrame(columns, row, source.control().frameAt(row));
      return { ...at, kind, frame, name: columns.names[subject]!, value: values.ofRow(row) };
    }
    case "unbind": {
      const frame = owningFrame(columns, row, source.control().frameAt(row));
      return { ...at, kind, frame, name: columns.names[subject]! };
    }
    case "enter":
      return { ...at, kind: "call", frame: payload };
    case "return":
    case "yield":
      return { ...at, kind, frame: source.control().frameAt(row), value: values.ofRow(row) };
    case "resume": {
      const sent = values.packedRow(row);
      const frame = columns.rowPayload[row + 1]!;
      return { ...at, kind, frame, sent: sent === ABSENT ? null : values.unpack(sent) };
    }
    case "unwind":
      return undefined;
    case "raise":
    case "handle":
      return { ...at, kind, exception: payload };
    case "stdout":
    case "stderr":
      return { ...at, kind: "output", stream: kind, text: values.textOfRow(row) };
    case "input":
      return { ...at, kind, text: values.textOfRow(row) };
    default: {
      const isNamed = kind === "set-attribute" || kind === "remove-attribute";
      const node = isNamed || subject < 0 ? null : subject;
      return { ...at, kind: "mutate", object: payload, change: changeOf(source, row), node };
    }
  }
}

/**
 * The change a mutation row makes to its object.
 *
 * @throws RangeError when the row is no mutation
 */
export function changeOf(source: EffectSource, row: number): Change {
  const { columns, values, objects } = source;
  const { kind, subject } = slotOf(columns, row);
  const object = columns.rowPayload[row]!;
  const operand = (which: number) => values.ofRow(row + which);
  const whole = (which: number) => columns.rowPayload[row + which]!;
  switch (kind) {
    case "set-item":
      return { kind, index: whole(1), value: operand(2) };
    case "set-key": {
      const isNew = objects.valueAt(object, objects.identity(values.packedRow(row + 1)), row) === undefined;
      return { kind, key: operand(1), value: operand(2), isNew };
    }
    case "set-attribute":
      return { kind, name: columns.names[subject]!, value: operand(1) };
    case "insert": {
      const inserted = objects.contentValues(whole(2));
      return { kind, index: whole(1), values: Array.from(inserted, (packed) => values.unpack(packed)) };
    }
    case "remove": {
      const { items } = objects.contentAt(object, row);
      const index = whole(1);
      const count = Math.max(0, Math.min(whole(2), items.length - index));
      return { kind, index, values: Array.from({ length: count }, (_, i) => values.unpack(items.at(index + i))) };
    }
    case "remove-key":
      return { kind, key: operand(1) };
    case "remove-attribute":
      return { kind, name: columns.names[subject]! };
    case "add":
    case "discard":
      return { kind, value: operand(1) };
    case "replace": {
      const content = objects.contentAt(object, row + 1);
      return { kind, length: content.items.length + content.entries.size };
    }
    default:
      throw new RangeError(`Row ${row} (${kind}) changes no object.`);
  }
}
