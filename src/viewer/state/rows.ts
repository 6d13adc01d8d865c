import { isSameValue, valueIn } from "../../trace/queries/history.ts";
import type { ObjectId, Tick, Trace, Value } from "../../trace/types.ts";
import { type Part, type Parts, pagesOf, partsOf, type Span } from "./parts.ts";

/** One line of an opened value: a part, or a page of parts. */
export interface Row {
  /** Names the line within the value, the same from step to step. */
  readonly path: string;
  readonly depth: number;
  readonly label: string;
  /** Null for a page. */
  readonly value: Value | null;
  readonly part: Part | null;
  /** The object the part is of. */
  readonly object: ObjectId;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  /** What the part was a step earlier, where it was something else; null where there was none; undefined when nothing changed. */
  readonly previous: Value | null | undefined;
}

/** Lines that are built at most; what is open beyond them stays closed. */
const MOST = 20_000;

/**
 * The lines of an opened value: its parts, and the parts of those that are opened. Which are open is a set of paths.
 *
 * @param before the tick to compare with; parts that held something else then say so
 */
export function rowsOf(
  trace: Trace,
  value: Value,
  tick: Tick,
  before: Tick,
  open: ReadonlySet<string>,
): readonly Row[] {
  const rows: Row[] = [];
  const parts = partsOf(trace, value, tick);
  if (parts) addSpan(parts, { from: 0, to: parts.length }, "", 0);
  return rows;

  function addSpan(of: Parts, span: Span, path: string, depth: number): void {
    const pages = pagesOf(span);
    if (pages === null) {
      for (let index = span.from; index < span.to && rows.length < MOST; index++) addPart(of, index, path, depth);
      return;
    }
    for (const page of pages) {
      const pagePath = `${path}/${page.from}-${page.to}`;
      const isOpen = open.has(pagePath);
      rows.push({
        path: pagePath,
        depth,
        label: `${page.from.toLocaleString("en")} … ${(page.to - 1).toLocaleString("en")}`,
        value: null,
        part: null,
        object: of.object,
        canOpen: true,
        isOpen,
        previous: undefined,
      });
      if (isOpen) addSpan(of, page, pagePath, depth + 1);
    }
  }

  function addPart(of: Parts, index: number, path: string, depth: number): void {
    const part = of.at(index);
    const partPath = `${path}/${part.label === "" ? index : part.label}`;
    const inner = part.value.kind === "object" ? partsOf(trace, part.value, tick) : null;
    const isOpen = inner !== null && open.has(partPath);
    rows.push({
      path: partPath,
      depth,
      label: part.label,
      value: part.value,
      part,
      object: of.object,
      canOpen: inner !== null,
      isOpen,
      previous: previousOf(trace, of.object, part, before),
    });
    if (inner && isOpen) addSpan(inner, { from: 0, to: inner.length }, partPath, depth + 1);
  }
}

function previousOf(trace: Trace, object: ObjectId, part: Part, before: Tick): Value | null | undefined {
  if (part.place === null) return undefined;
  const old = valueIn(trace, object, part.place, before);
  return isSameValue(old, part.value) ? undefined : old;
}
