import type { ELK as Elk, ElkNode } from "elkjs/lib/elk-api";

/** A box to be placed; sizes in CSS pixels. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Stands in the first column. */
  readonly isFirst?: boolean;
  /** Heights within the box from which edges leave, by port name. */
  readonly ports?: readonly { readonly id: string; readonly y: number }[];
}

export interface Arrow {
  readonly id: string;
  readonly from: string;
  /** A port of `from`, by its name. */
  readonly port?: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Point>;
  /** The bends of each arrow, ends included. */
  readonly arrows: ReadonlyMap<string, readonly Point[]>;
}

export interface LayoutRequest {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly direction: "RIGHT" | "DOWN";
  /** Boxes of a layer stand in the order in which they are given. */
  readonly inOrder?: boolean;
}

let engine: Promise<Elk> | null = null;

/** The layout engine is large and not everybody looks at drawings: it is loaded with the first one, in a worker of its own. */
function loadEngine(): Promise<Elk> {
  engine ??= Promise.all([import("elkjs/lib/elk-api"), import("elkjs/lib/elk-worker.min.js?worker")]).then(
    ([{ default: ElkConstructor }, { default: ElkWorker }]) =>
      new ElkConstructor({ workerFactory: () => new ElkWorker() }),
  );
  return engine;
}

/**
 * Places boxes and arrows. Boxes that had a place before keep their order, so that what a step does not change stays where the
 * eye left it.
 *
 * @param before the layout shown until now
 * @throws Error when the engine cannot be loaded
 */
export async function layOut(request: LayoutRequest, before: Layout | null): Promise<Layout> {
  const elk = await loadEngine();
  return readLayout(await elk.layout(toElk(request, before)));
}

/** What the engine is asked. Pure, for tests. */
export function toElk({ boxes, arrows, direction, inOrder }: LayoutRequest, before: Layout | null): ElkNode {
  const keeps = before !== null && boxes.some(({ id }) => before.boxes.has(id));
  // The column of a box follows from what leads to it; its order in the column from where it was. What is new comes last.
  const placeOf = ({ id }: Box, index: number) =>
    before?.boxes.get(id) ?? (before ? { x: 0, y: before.height + index } : {});
  return {
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": direction,
      "elk.edgeRouting": "POLYLINE",
      "elk.spacing.nodeNode": "16",
      "elk.layered.spacing.nodeNodeBetweenLayers": "48",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.separateConnectedComponents": "false",
      ...(inOrder ? { "elk.layered.crossingMinimization.forceNodeModelOrder": "true" } : {}),
      ...(keeps && !inOrder ? { "elk.layered.crossingMinimization.strategy": "INTERACTIVE" } : {}),
    },
    children: boxes.map((box, index) => ({
      id: box.id,
      width: box.width,
      height: box.height,
      ...placeOf(box, index),
      layoutOptions: {
        ...(box.isFirst ? { "elk.layered.layering.layerConstraint": "FIRST" } : {}),
        ...(box.ports ? { "elk.portConstraints": "FIXED_POS" } : {}),
      },
      ...(box.ports && {
        ports: box.ports.map((port) => ({
          id: `${box.id}:${port.id}`,
          width: 1,
          height: 1,
          x: box.width - 1,
          y: port.y,
          layoutOptions: { "elk.port.side": "EAST" },
        })),
      }),
    })),
    edges: arrows.map((arrow) => ({
      id: arrow.id,
      sources: [arrow.port === undefined ? arrow.from : `${arrow.from}:${arrow.port}`],
      targets: [arrow.to],
    })),
  };
}

/** The places in what the engine answers. */
export function readLayout(root: ElkNode): Layout {
  const boxes = new Map((root.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }] as const));
  const arrows = new Map(
    (root.edges ?? []).map((edge) => {
      const [section] = edge.sections ?? [];
      const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
      return [edge.id, points] as const;
    }),
  );
  return { width: root.width ?? 0, height: root.height ?? 0, boxes, arrows };
}
