import { linkAttributes } from "../../trace/queries/links.ts";
import type { MappingView, ObjectId, ObjectView, Tick, Trace, Value } from "../../trace/types.ts";
import type { Usage } from "./usage.ts";

/** The ways a value can be drawn. `text` is Python's own `repr`. */
export const SHAPE_NAMES = {
  text: "Text",
  boxes: "Boxes",
  stack: "Stack",
  queue: "Queue",
  grid: "Grid",
  characters: "Characters",
  table: "Table",
  list: "Linked list",
  tree: "Tree",
  graph: "Graph",
} as const;

export type Shape = keyof typeof SHAPE_NAMES;

/** What is looked at of a large value to tell what it is. */
const LOOKED_AT = 200;
/** Beyond this many elements nothing is drawn unasked. */
const UNASKED = 40;
const NODES = 400;

/**
 * The ways in which a value can be drawn, the one to use unasked first. A value is told by what it is (rows of one length are a matrix, nodes
 * that link to nodes of their own class a list or a tree) and by how the code uses the variable.
 */
export function shapesOf(trace: Trace, value: Value, tick: Tick, usage: Usage): readonly Shape[] {
  if (value.kind === "atom") return value.type === "str" ? shapesOfString(value.length ?? 0, usage) : ["text"];
  const view = trace.objectAt(value.id, tick);
  switch (view.shape) {
    case "sequence":
      return shapesOfSequence(trace, view.items, tick, usage, view.base);
    case "mapping":
      return isGraph(trace, view, tick) ? ["graph", "text", "table"] : view.length > 0 ? ["text", "table"] : ["text"];
    case "instance": {
      if (linksOf(trace, view, tick) === null) return ["text"];
      return isBranching(trace, value.id, tick) ? ["tree", "text"] : ["list", "text"];
    }
    default:
      return ["text"];
  }
}

function shapesOfString(length: number, usage: Usage): readonly Shape[] {
  if (length === 0) return ["text"];
  return usage.indexes.size > 0 && length <= UNASKED ? ["characters", "text"] : ["text", "characters"];
}

function shapesOfSequence(
  trace: Trace,
  items: readonly Value[],
  tick: Tick,
  usage: Usage,
  base: string,
): readonly Shape[] {
  const isDeque = base === "deque";
  const special: Shape[] = usage.isQueue || (isDeque && !usage.isStack) ? ["queue"] : usage.isStack ? ["stack"] : [];
  if (items.length === 0) return special.length > 0 ? [special[0]!, "text"] : ["text"];
  if (isMatrix(trace, items, tick)) {
    return items.length <= UNASKED ? ["grid", "text", "boxes"] : ["text", "grid", "boxes"];
  }
  if (special.length > 0 && items.length <= UNASKED) return [...special, "text", "boxes"];
  return usage.indexes.size > 0 && items.length <= UNASKED ? ["boxes", "text"] : ["text", ...special, "boxes"];
}

/** Two or more rows, all sequences of one length above one, of values that are no containers. */
function isMatrix(trace: Trace, items: readonly Value[], tick: Tick): boolean {
  if (items.length < 2) return false;
  let width = -1;
  for (const row of items.slice(0, LOOKED_AT)) {
    if (row.kind === "atom") return false;
    const view = trace.objectAt(row.id, tick);
    if (view.shape !== "sequence" || (view.base !== "list" && view.base !== "tuple")) return false;
    if (view.length < 2 || (width >= 0 && view.length !== width)) return false;
    if (view.items.slice(0, LOOKED_AT).some((item) => item.kind === "object")) return false;
    width = view.length;
  }
  // Pairs in a list are records more often than a matrix.
  return width > 2 || items.every((row) => row.kind === "object" && trace.objectAt(row.id, tick).type === "list");
}

/** Whether a mapping is a graph: each key leads to a collection of nodes, and most of those are keys themselves. */
function isGraph(trace: Trace, view: MappingView, tick: Tick): boolean {
  if (view.length < 2 || view.length > LOOKED_AT) return false;
  const keys = new Set(view.entries.map(([key]) => trace.repr(key, tick, 200).text));
  let edges = 0;
  let known = 0;
  for (const [, value] of view.entries) {
    const near = neighbours(trace, value, tick);
    if (near === null) return false;
    edges += near.length;
    known += near.filter(({ node }) => keys.has(node)).length;
  }
  return edges > 0 && known * 2 >= edges;
}

/** A node that an entry of an adjacency mapping leads to, by the `repr` of its key. */
export interface Neighbour {
  readonly node: string;
  /** The `repr` of the edge's weight, where there is one. */
  readonly weight: string | null;
}

/** What an entry of an adjacency mapping leads to: `['b', 'c']`, `{'b', 'c'}`, `{'b': 4}`, `[('b', 4)]`; null for other values. */
export function neighbours(trace: Trace, value: Value, tick: Tick): readonly Neighbour[] | null {
  if (value.kind === "atom") return null;
  const view = trace.objectAt(value.id, tick);
  const text = (each: Value) => trace.repr(each, tick, 200).text;
  if (view.shape === "mapping") {
    return view.entries.map(([key, weight]) => ({
      node: text(key),
      weight: weight.kind === "atom" ? text(weight) : null,
    }));
  }
  if (view.shape === "set") return view.items.map((item) => ({ node: text(item), weight: null }));
  if (view.shape !== "sequence" || view.base === "range" || view.base === "bytearray") return null;
  return view.items.map((item) => {
    const pair = item.kind === "object" ? trace.objectAt(item.id, tick) : null;
    const [node, weight] = pair?.shape === "sequence" && pair.base === "tuple" && pair.length === 2 ? pair.items : [];
    const isWeighted = node && weight?.kind === "atom" && /^(int|float)$/.test(weight.type);
    return isWeighted ? { node: text(node), weight: text(weight) } : { node: text(item), weight: null };
  });
}

/** A link of a node: the attribute, and the nodes it leads to; null where it leads to none. */
export interface Link {
  readonly name: string;
  readonly targets: readonly (ObjectId | null)[];
}

/** The links of a node to nodes of its own class: `next`, `left` and `right`, the members of `children`; null for what is no such node. */
export function linksOf(trace: Trace, node: ObjectView, tick: Tick): readonly Link[] | null {
  if (node.shape !== "instance") return null;
  const names = linkAttributes(trace).get(node.type);
  if (names === undefined) return null;
  return node.attributes.flatMap(([name, value]): Link[] => {
    if (!names.has(name)) return [];
    if (value.kind === "atom") return [{ name, targets: [null] }];
    const target = trace.objectAt(value.id, tick);
    if (target.shape !== "sequence") return [{ name, targets: [value.id] }];
    return [{ name, targets: target.items.flatMap((item) => (item.kind === "object" ? [item.id] : [])) }];
  });
}

/** Whether some node within reach links to more than one. */
function isBranching(trace: Trace, root: number, tick: Tick): boolean {
  const seen = new Set([root]);
  for (const id of seen) {
    if (seen.size > NODES) break;
    const view = trace.objectAt(id, tick);
    if (view.shape !== "instance") continue;
    const links = linksOf(trace, view, tick) ?? [];
    // `prev` beside `next` makes a list that goes both ways, and `parent` beside `left` no other tree.
    if (links.filter(({ name }) => !BACK_LINKS.has(name)).length > 1 || links.some(({ targets }) => targets.length > 1))
      return true;
    for (const { targets } of links) for (const target of targets) if (target !== null) seen.add(target);
  }
  return false;
}

/** Names under which programs keep the way back. */
export const BACK_LINKS: ReadonlySet<string> = new Set(["prev", "previous", "parent", "back", "up"]);
