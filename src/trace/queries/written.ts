import type { Trace } from "../types.ts";

/**
 * The step that wrote a character of stdout. O(log ticks · log writes)
 *
 * @param offset into `trace.stdout`, from 0
 */
export function stepThatWrote(trace: Trace, offset: number): number {
  let low = 0;
  let high = trace.endTick;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (trace.outputBefore(middle).length > offset) high = middle;
    else low = middle + 1;
  }
  return trace.stepAt(Math.max(0, low - 1));
}
