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

/** The tree of calls of one function below a call of it, also where they pass through other functions. */
export function recursionFrom(evidence: Evidence, root: number): Recursion {
  const { trace } = evidence;
  const { scope } = trace.frame(root);
  const frames: Frame[] = [];
  /** How many calls of the function each of them led to, before those led to more. */
  const further = new Map<number, number>();
  const waiting: (readonly [index: number, above: number | null])[] = [[root, null]];
  let examined = 0;
  while (waiting.length > 0 && examined < EXAMINED) {
    examined += 1;
    const [index, above] = waiting.pop() ?? [root, null];
    const frame = trace.frame(index);
    const isOne = frame.scope === scope;
    if (isOne) {
      frames.push(frame);
      if (above !== null) further.set(above, (further.get(above) ?? 0) + 1);
    }
    const nearest = isOne ? index : above;
    waiting.push(...[...trace.callees(index)].reverse().map((callee) => [callee, nearest] as const));
  }
  const base = frames.find(({ index, outcome }) => !further.has(index) && outcome.kind === "returned") ?? null;
  return { frames, isChain: [...further.values()].every((count) => count <= 1), base };
}
