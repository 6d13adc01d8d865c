import { Column } from "../column.ts";
import { groupBy } from "../grouping.ts";
import { indexesOf, perTrace } from "../indexes.ts";

/**
 * Who was on the stack when: for each depth the stretches of steps for which one frame stood there, in order and without
 * overlap. A generator has one for each time it was resumed; what ran no step has none.
 */
export interface CallSpans {
  /** Spans of depth d are `depthStart[d] .. depthStart[d + 1]`. */
  readonly depthStart: Uint32Array;
  /** The steps [first, end) of each span. */
  readonly first: Uint32Array;
  readonly end: Uint32Array;
  readonly frame: Uint32Array;
  readonly scope: Uint32Array;
  /** How many frames stand below the one that runs, for each step. */
  readonly stepDepth: Uint16Array;
}

/** The module is entered first, and stays at the bottom also while a Call runs. */
const MODULE = 0;

/** The call tree as stretches of steps. One pass over calls and steps, at the first question. */
export const callSpans = perTrace((trace): CallSpans => {
  const { columns, control: openControl } = indexesOf(trace);
  const control = openControl();
  const { stepStart } = columns;
  const stepDepth = new Uint16Array(stepStart.length);
  const nodeDepth = new Uint16Array(control.nodeCount);
  const openedAt = new Uint32Array(control.nodeCount);
  const spans = { depth: new Column(Uint32Array), first: new Column(Uint32Array), end: new Column(Uint32Array) };
  const frames = new Column(Uint32Array);
  let step = 0;
  let current = -1;
  let newest = -1;
  const parentOf = (node: number) => Math.max(control.node(node).parent, MODULE);

  /** The steps that start before a row run at the depth that held until then. */
  function advanceTo(row: number): void {
    const depth = nodeDepth[Math.max(current, MODULE)]!;
    while (step < stepStart.length && stepStart[step]! < row) stepDepth[step++] = depth;
  }

  function close(node: number): void {
    if (step <= openedAt[node]!) return;
    spans.depth.push(nodeDepth[node]!);
    spans.first.push(openedAt[node]!);
    spans.end.push(step);
    frames.push(control.node(node).frame);
  }

  control.forEachChange((row, changedTo) => {
    advanceTo(row);
    const node = Math.max(changedTo, MODULE);
    const isNew = node > newest;
    const foot = isNew ? parentOf(node) : node;
    for (; current > MODULE && current !== foot; current = parentOf(current)) close(current);
    if (isNew) {
      newest = node;
      nodeDepth[node] = node === MODULE ? 0 : nodeDepth[foot]! + 1;
      openedAt[node] = step;
    }
    current = node;
  });
  advanceTo(Number.POSITIVE_INFINITY);
  for (; current > MODULE; current = parentOf(current)) close(current);
  close(MODULE);

  const { start, items } = groupBy(spans.depth.finish(), 1 + stepDepth.reduce((a, b) => Math.max(a, b), 0));
  const inOrder = (column: Uint32Array) => items.map((span) => column[span]!);
  const frame = inOrder(frames.finish());
  return {
    depthStart: start,
    first: inOrder(spans.first.finish()),
    end: inOrder(spans.end.finish()),
    frame,
    scope: frame.map((index) => columns.frameScope[index]!),
    stepDepth,
  };
});
