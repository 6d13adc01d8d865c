import { useEffect } from "react";
import { nearest } from "../trace/queries/moves.ts";
import type { Trace } from "../trace/types.ts";
import { selectionOf } from "../viewer/timeline-zoom.ts";
import { goToStep, useChoices, usePreferences } from "./choices.ts";
import { useHits } from "./hits.ts";

/** Steps a second that can be chosen. */
export const SPEEDS = [1, 2, 5, 10, 50, 250, 1000, 10_000] as const;

/** Starts playing, from the beginning when the end is reached; or stops. */
export function togglePlaying(trace: Trace | undefined): void {
  if (!trace || trace.stepCount === 0) return;
  const { playing, step } = useChoices.getState();
  const { first, end } = selectionOf(trace) ?? { first: 0, end: trace.stepCount };
  if (!playing && (step >= end - 1 || step < first)) goToStep(first);
  useChoices.setState({ playing: !playing });
}

/** Moves on at the chosen speed while playing: to the next breakpoint, the end of the selection, or the end. */
export function usePlaying(trace: Trace): void {
  const playing = useChoices((choices) => choices.playing);
  const speed = usePreferences((preferences) => preferences.speed);
  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    let last = performance.now();
    let due = 0;
    const tick = (now: number) => {
      due += ((now - last) / 1000) * speed;
      last = now;
      const steps = Math.floor(due);
      if (steps > 0) {
        due -= steps;
        const { step } = useChoices.getState();
        const stop = nearest(useHits.getState().breakpoints.steps, step, "forward") ?? trace.stepCount - 1;
        const end = Math.min(stop, (selectionOf(trace)?.end ?? trace.stepCount) - 1);
        goToStep(Math.max(step, Math.min(end, step + steps)));
        if (step + steps >= end) {
          useChoices.setState({ playing: false });
          return;
        }
      }
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing, speed, trace]);
  // A new recording does not begin by playing.
  useEffect(() => {
    void trace;
    return () => useChoices.setState({ playing: false });
  }, [trace]);
}
