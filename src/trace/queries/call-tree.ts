import type { Frame, Trace } from "../types.ts";

/** A call and the calls it made. */
export interface CallNode {
  readonly frame: Frame;
  readonly calls: readonly CallNode[];
}

/**
 * The calls of a run below a frame, nested as they were made. O(frames below)
 *
 * @param depth how many levels below the frame are wanted
 */
export function callTree(trace: Trace, root: number, depth = Number.POSITIVE_INFINITY): CallNode {
  // Built level by level: recursion in the program may be deeper than the stack here.
  const calls: CallNode[] = [];
  const tree = { frame: trace.frame(root), calls };
  let level = [{ frame: root, calls }];
  for (let reached = 0; reached < depth && level.length > 0; reached++) {
    const next: typeof level = [];
    for (const { frame, calls: into } of level) {
      for (const callee of trace.callees(frame)) {
        const below: CallNode[] = [];
        into.push({ frame: trace.frame(callee), calls: below });
        next.push({ frame: callee, calls: below });
      }
    }
    level = next;
  }
  return tree;
}
