import type { LoopRun } from "../../../trace/types.ts";
import type { Shown } from "../mentions.ts";
import type { Context } from "./context.ts";
import { fits } from "./loose.ts";

/**
 * Turns to the pass of a loop in which its target has a value: the pass the text is in, the next one where an earlier sentence has
 * given the target of this one; then those after it, then those before. Says whether there is one.
 */
export function turnTo(context: Context, run: LoopRun, name: string, value: Shown): boolean {
  const { discourse, memory } = context;
  const open = discourse.openLoops.findLast((level) => level.run === run);
  const at =
    open?.pass ?? run.passes.findLastIndex((pass) => pass.header <= discourse.cursor && discourse.cursor < pass.end);
  const isTold = memory.counted !== run && memory.named !== null && run.passes[at]?.header === memory.named;
  const from = isTold ? at + 1 : Math.max(0, at);
  const order = [...run.passes.keys()].sort((one, other) => rank(one, from) - rank(other, from));
  const isThere = (index: number) => fits(value, context.reprAfter(run.passes[index]!.header, name));
  const found = order.find(isThere);
  const index = found ?? Math.max(0, Math.min(at + 1, run.passes.length - 1));
  const pass = run.passes[index];
  if (pass === undefined) return false;
  if (index !== open?.pass) discourse.enterPass(run, index);
  context.named = pass.header;
  const actual = context.reprAfter(pass.header, name);
  const said = context.valueText(value, actual);
  context.add({ kind: "bind", at: context.coordinate(pass.header), name, value: said });
  return found !== undefined;
}

/** Those from a place on first, then those before it, the nearest first. */
function rank(index: number, from: number): number {
  return index >= from ? index - from : 100_000 - index;
}
