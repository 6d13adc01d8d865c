import type { Place } from "../../trace/queries/history.ts";
import type { ObjectId, ObjectView, Tick, Trace, Value } from "../../trace/types.ts";

/** One element, entry or attribute of an object. */
export interface Part {
  /** How it is reached: `0`, `'a'`, `.left`; empty for members of sets, which have no place. */
  readonly label: string;
  readonly value: Value;
  /** Its place in the object; null for members of sets and for closure cells. */
  readonly place: Place | null;
}

/** The parts of an object, made only as they are asked for: there may be a million. */
export interface Parts {
  readonly object: ObjectId;
  readonly length: number;
  at(index: number): Part;
}

const KEY_CHARACTERS = 60;

/** What an object holds directly at a tick; null for what holds nothing that can be looked into. */
export function partsOf(trace: Trace, value: Value, tick: Tick): Parts | null {
  if (value.kind === "atom") return null;
  const view = trace.objectAt(value.id, tick);
  const [length, at] = content(trace, view, tick);
  const cells: readonly Part[] =
    view.shape === "function"
      ? view.cells.flatMap(([name, cell]) => (cell ? [{ label: name, value: cell, place: null }] : []))
      : [];
  const named = "attributes" in view ? (view.attributes ?? []) : [];
  const attributes: readonly Part[] = [
    ...cells,
    ...named.map(([name, each]): Part => ({ label: `.${name}`, value: each, place: { kind: "attribute", name } })),
  ];
  if (length + attributes.length === 0) return null;
  return {
    object: view.id,
    length: length + attributes.length,
    at: (index) => (index < length ? at(index) : attributes[index - length]!),
  };
}

function content(trace: Trace, view: ObjectView, tick: Tick): [length: number, at: (index: number) => Part] {
  switch (view.shape) {
    case "sequence":
      return [
        view.items.length,
        (index) => ({
          label: view.base === "namedtuple" ? (view.fieldNames?.[index] ?? String(index)) : String(index),
          value: view.items[index]!,
          place: { kind: "index", index },
        }),
      ];
    case "mapping":
      return [
        view.entries.length,
        (index) => {
          const [key, value] = view.entries[index]!;
          return { label: trace.repr(key, tick, KEY_CHARACTERS).text, value, place: { kind: "key", key } };
        },
      ];
    case "set":
      return [view.items.length, (index) => ({ label: "", value: view.items[index]!, place: null })];
    default:
      return [0, () => ({ label: "", value: { kind: "object", id: view.id }, place: null })];
  }
}

/** A stretch of parts shown as one row until it is opened: [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const PAGE = 100;

/**
 * How a stretch of parts is paged: as it is when it is short, else as stretches of a hundred, of ten thousand, and so on, so that no level lists more
 * than a hundred rows.
 */
export function pagesOf({ from, to }: Span): readonly Span[] | null {
  if (to - from <= PAGE) return null;
  let size = PAGE;
  while ((to - from) / size > PAGE) size *= PAGE;
  const pages: Span[] = [];
  for (let start = from; start < to; start += size) pages.push({ from: start, to: Math.min(to, start + size) });
  return pages;
}
