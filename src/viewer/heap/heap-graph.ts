import type { FrameState, ObjectId, ObjectView, Tick, Trace, Value } from "../../trace/types.ts";
import { partsOf } from "../state/parts.ts";

/** One line of a box: a variable, an element, an entry, an attribute. */
export interface HeapRow {
  readonly label: string;
  /** The value as text; null for a reference, which an arrow shows. */
  readonly text: string | null;
  readonly target: ObjectId | null;
}

/** A frame or an object with what it holds. */
export interface HeapBox {
  /** `f3` for frame 3, `o7` for object 7: the same from step to step. */
  readonly id: string;
  readonly kind: "frame" | "object";
  readonly title: string;
  readonly rows: readonly HeapRow[];
  /** Parts that are there and not listed. */
  readonly more: number;
  /** How many references lead here. */
  readonly references: number;
}

export interface HeapGraph {
  readonly boxes: readonly HeapBox[];
  /** Objects that are there and not drawn. */
  readonly hidden: number;
  /** Sentences about objects that several names lead to, and those that lead back to themselves. */
  readonly remarks: readonly string[];
  /** Objects that lead back to themselves. */
  readonly cyclic: ReadonlySet<ObjectId>;
}

const TEXT_CHARACTERS = 28;
const ROWS = 12;
const OBJECTS = 60;
const FRAMES = 8;
const REMARKS = 4;

/**
 * What the variables of the innermost frames lead to. Objects that can change have boxes of their own, and so have those that hold such;
 * what cannot change (numbers, strings, tuples of these, functions, classes) stands in its place, since nobody can tell whether it is shared.
 */
export function heapGraph(trace: Trace, frames: readonly FrameState[], tick: Tick): HeapGraph {
  const waiting: ObjectId[] = [];
  const seen = new Set<ObjectId>();
  const names = new Map<ObjectId, string[]>();
  const rowOf = (label: string, value: Value, by: string): HeapRow => {
    if (value.kind === "atom" || isPlain(trace, value, tick)) {
      return { label, text: trace.repr(value, tick, TEXT_CHARACTERS).text, target: null };
    }
    names.set(value.id, [...(names.get(value.id) ?? []), by]);
    if (!seen.has(value.id)) {
      seen.add(value.id);
      waiting.push(value.id);
    }
    return { label, text: null, target: value.id };
  };

  const frameBoxes = frames.slice(0, FRAMES).map((frame): Omit<HeapBox, "references"> => {
    const scope = trace.scopes[frame.scope];
    return {
      id: `f${frame.frame}`,
      kind: "frame",
      title: scope?.kind === "module" ? "module" : (scope?.qualifiedName ?? "?"),
      rows: frame.bindings
        .filter(([, value]) => scope?.kind !== "module" || !isDefinition(trace, value, tick))
        .map(([name, value]) => rowOf(name, value, name)),
      more: 0,
    };
  });
  const boxes = frameBoxes.filter(({ title, rows }) => title !== "module" || rows.length > 0);
  let drawn = 0;
  while (waiting.length > 0 && drawn < OBJECTS) {
    const id = waiting.shift()!;
    const view = trace.objectAt(id, tick);
    const parts = partsOf(trace, { kind: "object", id }, tick);
    const shown = Math.min(parts?.length ?? 0, ROWS);
    const rows = Array.from({ length: shown }, (_, index) => {
      const part = parts!.at(index);
      return rowOf(part.label, part.value, holder(names.get(id)?.[0] ?? view.type, part.label));
    });
    boxes.push({ id: `o${id}`, kind: "object", title: titleOf(view), rows, more: (parts?.length ?? 0) - shown });
    drawn += 1;
  }
  const cyclic = cyclesIn(boxes);
  return {
    boxes: boxes.map((box) => ({
      ...box,
      references: box.kind === "object" ? (names.get(Number(box.id.slice(1)))?.length ?? 0) : 0,
    })),
    hidden: waiting.length,
    remarks: remarksOn(trace, names, cyclic, tick),
    cyclic,
  };
}

function titleOf(view: ObjectView): string {
  return "length" in view ? `${view.type} of ${view.length.toLocaleString("en")}` : view.type;
}

/** `grid` and `0` make `grid[0]`, `head` and `.next` make `head.next`. */
function holder(outer: string, label: string): string {
  if (label.startsWith(".")) return `${outer}${label}`;
  return label === "" ? `a member of ${outer}` : `${outer}[${label}]`;
}

/** What a module defines or imports: the code shows that, and a drawing only grows by it. */
function isDefinition(trace: Trace, value: Value, tick: Tick): boolean {
  if (value.kind === "atom") return false;
  const view = trace.objectAt(value.id, tick);
  return view.shape === "function" || (view.shape === "opaque" && /^<(class|module) /.test(view.repr));
}

/** Whether a value stands in its place as text. */
function isPlain(trace: Trace, value: Value, tick: Tick, depth = 0): boolean {
  if (value.kind === "atom") return true;
  const view = trace.objectAt(value.id, tick);
  if (view.shape === "function" || view.shape === "opaque") return true;
  if (view.shape === "instance") return view.flavor === "enum";
  if (view.shape === "set") return view.base === "frozenset";
  if (view.shape !== "sequence") return false;
  if (view.base === "range") return true;
  const isTuple = view.base === "tuple" || view.base === "namedtuple";
  return isTuple && depth < 3 && view.items.slice(0, 50).every((item) => isPlain(trace, item, tick, depth + 1));
}

/** The objects on a way that leads back to itself: strongly connected components of more than one, or with a reference to itself (Tarjan 1972). */
function cyclesIn(boxes: readonly Pick<HeapBox, "id" | "rows">[]): ReadonlySet<ObjectId> {
  const targets = new Map(
    boxes.map((box) => [box.id, box.rows.flatMap(({ target }) => (target === null ? [] : [`o${target}`]))]),
  );
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cyclic = new Set<ObjectId>();
  const visit = (id: string): void => {
    order.set(id, order.size);
    low.set(id, order.get(id)!);
    stack.push(id);
    for (const target of targets.get(id) ?? []) {
      if (!targets.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(id, Math.min(low.get(id)!, low.get(target)!));
    }
    if (low.get(id) !== order.get(id)) return;
    const component = stack.splice(stack.indexOf(id));
    const [only] = component;
    const isCycle = component.length > 1 || (only !== undefined && (targets.get(only) ?? []).includes(only));
    if (isCycle) for (const member of component) cyclic.add(Number(member.slice(1)));
  };
  for (const box of boxes) if (!order.has(box.id)) visit(box.id);
  return cyclic;
}

function remarksOn(
  trace: Trace,
  names: ReadonlyMap<ObjectId, readonly string[]>,
  cyclic: ReadonlySet<ObjectId>,
  tick: Tick,
): readonly string[] {
  const remarks: string[] = [];
  for (const [id, holders] of names) {
    const distinct = [...new Set(holders)];
    if (distinct.length < 2) continue;
    const [last, ...rest] = distinct.slice(0, 4).reverse();
    const more = distinct.length > 4 ? ` and ${distinct.length - 4} more` : "";
    const list = `${rest.reverse().map(code).join(", ")} and ${code(last!)}${more}`;
    remarks.push(`${list} are the same ${trace.objectAt(id, tick).type}.`);
  }
  const [first] = cyclic;
  if (first !== undefined) {
    remarks.push(`${code(names.get(first)?.[0] ?? "An object")} leads back to itself.`);
  }
  return remarks.length > REMARKS
    ? [...remarks.slice(0, REMARKS), `${remarks.length - REMARKS} more objects are shared.`]
    : remarks;
}

const code = (text: string) => `\`${text}\``;
