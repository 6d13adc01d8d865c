import type { MappingView, ObjectId, Tick, Trace, Value } from "../../trace/types.ts";
import { BACK_LINKS, linksOf, neighbours } from "./detect.ts";

/** A node as it is drawn. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** The heap object behind it; null for keys of an adjacency mapping and for missing nodes. */
  readonly object: ObjectId | null;
  /** Stands where a child could be and is not, so that the others keep their sides. */
  readonly isMissing?: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface NodeGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes that are there and not drawn. */
  readonly hidden: number;
}

const LABEL_CHARACTERS = 24;
const NODES = 120;

/**
 * The linked list or tree that begins at a node: what each node carries, and where its links lead.
 *
 * @param showsMissing whether a missing child of a node that has another one is drawn, too
 */
export function linkedNodes(trace: Trace, root: ObjectId, tick: Tick, showsMissing: boolean, limit = NODES): NodeGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const seen = new Set<ObjectId>([root]);
  let hidden = 0;
  for (const id of seen) {
    if (nodes.length >= limit) {
      hidden += 1;
      continue;
    }
    const view = trace.objectAt(id, tick);
    const links = linksOf(trace, view, tick) ?? [];
    const names = new Set(links.map(({ name }) => name));
    const carried = "attributes" in view ? (view.attributes ?? []).filter(([name]) => !names.has(name)) : [];
    nodes.push({ id: String(id), label: labelOf(trace, carried, tick), object: id });
    const forward = links.filter(({ name }) => !BACK_LINKS.has(name));
    const isInner = forward.length > 1 && forward.some(({ targets }) => targets.some((target) => target !== null));
    for (const { name, targets } of links) {
      for (const target of targets) {
        if (target === null) {
          if (!showsMissing || !isInner || BACK_LINKS.has(name)) continue;
          const missing = `${id}.${name}`;
          nodes.push({ id: missing, label: "", object: null, isMissing: true });
          edges.push({ from: String(id), to: missing, label: "" });
          continue;
        }
        // The way back is told by the way there; drawn, it would only cross it.
        if (BACK_LINKS.has(name) && links.length > 1) continue;
        edges.push({ from: String(id), to: String(target), label: targets.length > 1 ? "" : name });
        seen.add(target);
      }
    }
  }
  const drawn = new Set(nodes.map((node) => node.id));
  return { nodes, edges: edges.filter(({ to }) => drawn.has(to)), hidden };
}

function labelOf(trace: Trace, carried: readonly (readonly [string, Value])[], tick: Tick): string {
  const texts = carried.map(([name, value]) => {
    const { text } = trace.repr(value, tick, LABEL_CHARACTERS);
    return carried.length === 1 ? text : `${name} ${text}`;
  });
  return texts.slice(0, 3).join("\n") || "·";
}

/** The graph an adjacency mapping holds. An edge that goes both ways is told once by each of its ends, as the mapping tells it. */
export function adjacencyGraph(trace: Trace, view: MappingView, tick: Tick): NodeGraph {
  const text = (value: Value) => trace.repr(value, tick, 200).text;
  const labels = new Map<string, GraphNode>();
  const add = (id: string) => labels.set(id, { id, label: id.slice(0, LABEL_CHARACTERS), object: null });
  const edges: GraphEdge[] = [];
  for (const [key] of view.entries) add(text(key));
  for (const [key, value] of view.entries) {
    for (const { node, weight } of neighbours(trace, value, tick) ?? []) {
      if (!labels.has(node)) add(node);
      edges.push({ from: text(key), to: node, label: weight ?? "" });
    }
  }
  return { nodes: [...labels.values()], edges, hidden: 0 };
}

/** Whether every edge has one that goes back: then arrows say nothing. */
export function isUndirected({ edges }: NodeGraph): boolean {
  const known = new Set(edges.map(({ from, to }) => JSON.stringify([from, to])));
  return edges.length > 0 && edges.every(({ from, to }) => known.has(JSON.stringify([to, from])));
}
