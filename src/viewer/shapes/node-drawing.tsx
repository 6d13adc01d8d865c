import { useMemo } from "react";
import type { Tick, Trace, Value } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { Drawing } from "../heap/drawing.tsx";
import type { LayoutRequest } from "../heap/layout.ts";
import { useSteady } from "../heap/use-steady.ts";
import { adjacencyGraph, isUndirected, linkedNodes, type NodeGraph } from "./node-graph.ts";
import type { ShapeViewProps } from "./shape-props.ts";

const CHARACTER = 7.25;
const LINE = 15;

interface NodeDrawingProps extends Omit<ShapeViewProps, "shape"> {
  readonly shape: "list" | "tree" | "graph";
}

/** A linked list, a tree or a graph: its nodes, its links, and the variables that stand at a node. */
export function NodeDrawing({ trace, name, value, frame, tick, shape }: NodeDrawingProps) {
  const graph = useMemo(() => graphOf(trace, value, tick, shape), [trace, value, tick, shape]);
  const fresh = useMemo(() => requestOf(graph, shape), [graph, shape]);
  const request = useSteady(fresh);
  const pointers = pointersOf(trace, frame, tick, graph, shape);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const isPlain = shape === "graph" && isUndirected(graph);
  return (
    <div className="node-drawing">
      <Drawing
        label={`${name} as a ${shape === "list" ? "linked list" : shape}: ${graph.nodes.filter(({ isMissing }) => !isMissing).length} nodes`}
        request={request}
        arrowHeads={!isPlain}
        arrowLabel={(id) => (shape === "graph" ? graph.edges[Number(id)]?.label : undefined)}
        arrowClass={(id) => (nodes.get(graph.edges[Number(id)]?.to ?? "")?.isMissing ? "arrow-missing" : undefined)}
        box={(id) => {
          const node = nodes.get(id);
          if (!node) return null;
          const { width, height } = sizeOf(node.label, node.isMissing);
          const pointed = pointers.get(id);
          return (
            <g className={classes("node", pointed && "node-pointed", node.isMissing && "node-missing")}>
              <rect width={width} height={height} rx={shape === "list" ? 4 : height / 2} />
              {node.label.split("\n").map((line, index) => (
                <text key={line} x={width / 2} y={17 + index * LINE} textAnchor="middle">
                  {line}
                </text>
              ))}
              {pointed && (
                <text className="node-pointer" x={width / 2} y={-3} textAnchor="middle">
                  {pointed.join(", ")}
                </text>
              )}
            </g>
          );
        }}
      />
      {graph.hidden > 0 && (
        <p className="muted numbers">{graph.hidden.toLocaleString("en")} more nodes are not drawn.</p>
      )}
    </div>
  );
}

const NOTHING: NodeGraph = { nodes: [], edges: [], hidden: 0 };

function graphOf(trace: Trace, value: Value, tick: Tick, shape: NodeDrawingProps["shape"]): NodeGraph {
  if (value.kind === "atom") return NOTHING;
  const view = trace.objectAt(value.id, tick);
  if (shape === "graph") return view.shape === "mapping" ? adjacencyGraph(trace, view, tick) : NOTHING;
  return linkedNodes(trace, value.id, tick, shape === "tree");
}

function sizeOf(label: string, isMissing = false): { readonly width: number; readonly height: number } {
  if (isMissing) return { width: 8, height: 8 };
  const lines = label.split("\n");
  return {
    width: Math.ceil(Math.max(28, ...lines.map((line) => line.length * CHARACTER + 16))),
    height: 10 + lines.length * LINE + 1,
  };
}

function requestOf(graph: NodeGraph, shape: NodeDrawingProps["shape"]): LayoutRequest {
  return {
    direction: shape === "tree" ? "DOWN" : "RIGHT",
    inOrder: shape === "tree",
    boxes: graph.nodes.map((node) => ({ id: node.id, ...sizeOf(node.label, node.isMissing) })),
    // Ids of nodes may have blanks in them: an arrow is known by its place.
    arrows: graph.edges.map(({ from, to }, index) => ({ id: String(index), from, to })),
  };
}

/** The variables of the frame that stand at a node: that hold it, or its key in the graph. */
function pointersOf(
  trace: Trace,
  frame: number,
  tick: Tick,
  graph: NodeGraph,
  shape: NodeDrawingProps["shape"],
): ReadonlyMap<string, readonly string[]> {
  const drawn = new Set(graph.nodes.map((node) => node.id));
  const pointers = new Map<string, string[]>();
  for (const [name, value] of trace.bindingsAt(frame, tick)) {
    const id = shape === "graph" ? trace.repr(value, tick, 200).text : value.kind === "object" ? String(value.id) : "";
    if (drawn.has(id)) pointers.set(id, [...(pointers.get(id) ?? []), name]);
  }
  return pointers;
}
