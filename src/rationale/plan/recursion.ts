import type { Frame } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";

/** More calls than this are not gone through. */
const EXAMINED = 20_000;

/** The calls a recursive call led to, itself included. */
export interface Recursion {
  /** In order of their beginning. */
  readonly frames: readonly Frame[];
  /** Each call made at most one further call. */
  readonly isChain: boolean;
  /** The first call that returned without calling on. */
  readonly base: Frame | null;
}

/** The tree of calls of one function below a call of it. */
export function recursionFrom(evidence: Evidence, root: number): Recursion {
  const { trace } = evidence;
  const { scope } = trace.frame(root);
  const frames: Frame[] = [];
  let isChain = true;
  let base: Frame | null = null;
  const waiting = [root];
  while (waiting.length > 0 && frames.length < EXAMINED) {
    const index = waiting.pop() ?? root;
    const frame = trace.frame(index);
    const below = trace.callees(index);
    const again = below.filter((callee) => trace.frame(callee).scope === scope);
    if (frame.scope === scope) {
      frames.push(frame);
      if (again.length > 1) isChain = false;
      if (again.length === 0 && base === null && frame.outcome.kind === "returned") base = frame;
    }
    waiting.push(...[...below].reverse());
  }
  return { frames, isChain, base };
}
