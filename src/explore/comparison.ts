import { create } from "zustand";
import type { Program } from "../runtime/types.ts";
import type { Trace } from "../trace/types.ts";
import { usePreferences } from "./choices.ts";
import { type Recorded, type RunController, SEED } from "./run-controller.ts";

interface Comparison {
  /** The run on the page; of another it is no comparison any more. */
  readonly of: Trace | null;
  readonly other: Recorded | null;
  readonly isRunning: boolean;
  /** What happened and what to do, when the other run could not be had. */
  readonly problem: string | null;
  readonly sentences: readonly [left: readonly string[], right: readonly string[]] | null;
}

const NONE: Comparison = { of: null, other: null, isRunning: false, problem: null, sentences: null };

/** A second run, to be compared with the one on the page. */
export const useComparison = create<Comparison>()(() => NONE);

export function endComparison(): void {
  useComparison.setState(NONE);
}

/** Runs a program beside the one on the page, which stays, and has both told. */
export async function compareWith(controller: RunController, program: Program): Promise<void> {
  const { recorded } = controller.getState();
  if (!recorded || useComparison.getState().isRunning) return;
  useComparison.setState({ ...NONE, of: recorded.trace, isRunning: true });
  const isWanted = () => useComparison.getState().of === recorded.trace;
  try {
    const trace = await controller.runtime.run({ program, limits: recorded.limits, seed: SEED });
    if (!isWanted()) return;
    const { ending } = trace;
    if (trace.stepCount === 0) {
      const why = "message" in ending ? ending.message : "it has no statement to run";
      useComparison.setState({ isRunning: false, problem: `The other run recorded nothing: ${why}` });
      return;
    }
    useComparison.setState({ isRunning: false, other: { program, limits: recorded.limits, trace } });
    const sentences = await tellBoth(recorded.trace, trace);
    if (isWanted()) useComparison.setState({ sentences });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (isWanted()) useComparison.setState({ isRunning: false, problem: `The other run failed (${why}). Try again.` });
  }
}

async function tellBoth(left: Trace, right: Trace): Promise<Comparison["sentences"]> {
  const { narrate } = await import("../rationale/narrate.ts");
  const { detail, voice } = usePreferences.getState();
  const told = (trace: Trace) =>
    narrate(trace, { direction: "forward", detail, voice }).sentences.map((sentence) => sentence.text);
  return [told(left), told(right)];
}
