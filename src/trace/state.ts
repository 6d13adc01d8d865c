import type { TraceColumns } from "./columns.ts";
import type { Control } from "./control.ts";
import type { Lookup } from "./lookup.ts";
import type { Steps } from "./steps.ts";
import type { FrameState, State, Tick } from "./types.ts";

/**
 * The stack and its variables at a tick, outermost frame first. The module stays at the bottom, also after its code has
 * ended: its variables live on, and a Call runs on top of them. Suspended generators are not on the stack.
 */
export function stateAt(
  source: {
    readonly columns: TraceColumns;
    readonly control: Control;
    readonly steps: Steps;
    readonly lookup: Lookup;
  },
  tick: Tick,
): State {
  const stack = source.control.stackAt(tick).reverse();
  if (stack[0] !== 0) stack.unshift(0);
  const frames = stack.map((frame): FrameState => {
    const step = source.steps.ofFrameAt(frame, tick);
    return {
      frame,
      scope: source.columns.frameScope[frame]!,
      step: step < 0 ? null : step,
      bindings: source.lookup.bindings(frame, tick),
    };
  });
  return { tick, frames };
}
