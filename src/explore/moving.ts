import { create } from "zustand";
import { changesOf, nearest, raisingSteps, runsOfLine, stepOut, stepOver, type Way } from "../trace/queries/moves.ts";
import type { Trace } from "../trace/types.ts";
import type { Breakpoint } from "../viewer/editor-contract.ts";
import { tickShown } from "../viewer/moment.ts";
import { goToStep, useChoices } from "./choices.ts";
import { useHits } from "./hits.ts";
import type { RunController } from "./run-controller.ts";

/** A way to move through the run, both ways in time. */
export type Move = "step" | "over" | "out" | "line" | "change" | "exception" | "breakpoint" | "hit";

/** What was last said about a move that led nowhere; shown and read out. */
export const useSaid = create<{ readonly text: string }>()(() => ({ text: "" }));

/** Moves if there is somewhere to go, and says so if not. */
export function move(controller: RunController, kind: Move, way: Way): void {
  const trace = controller.getState().recorded?.trace;
  if (!trace || trace.stepCount === 0) return;
  const step = Math.min(useChoices.getState().step, trace.stepCount - 1);
  const target = targetOf(trace, kind, step, way);
  if (typeof target === "number") {
    goToStep(target);
    useSaid.setState({ text: "" });
  } else useSaid.setState({ text: target });
}

/** Goes to the next (or previous) run of a line; around the ends of the run, so that every click goes somewhere. */
export function moveToLine(controller: RunController, line: number, way: Way): void {
  const trace = controller.getState().recorded?.trace;
  if (!trace) return;
  const runs = runsOfLine(trace, line);
  const around = way === "forward" ? runs[0] : runs.at(-1);
  const target = nearest(runs, useChoices.getState().step, way) ?? around;
  if (target === undefined) useSaid.setState({ text: `Line ${line} never runs.` });
  else {
    goToStep(target);
    useSaid.setState({ text: "" });
  }
}

/** The step a move leads to, or a sentence that says why there is none. */
function targetOf(trace: Trace, kind: Move, step: number, way: Way): number | string {
  const forward = way === "forward";
  const end = forward ? "The run ends here." : "The run begins here.";
  const further = forward ? "further" : "earlier";
  switch (kind) {
    case "step": {
      const target = step + (forward ? 1 : -1);
      return target >= 0 && target < trace.stepCount ? target : end;
    }
    case "over":
      return stepOver(trace, step, way) ?? end;
    case "out":
      return stepOut(trace, step, way) ?? "No call to step out of.";
    case "line": {
      const { line } = trace.statement(trace.step(step).statement).range;
      return nearest(runsOfLine(trace, line), step, way) ?? `No ${further} run of line ${line}.`;
    }
    case "change": {
      const { watched } = useChoices.getState();
      if (watched === null) return "Click a name in the code first: its changes can then be stepped between.";
      return nearest(changesAt(trace, step, watched), step, way) ?? `No ${further} change of ${watched}.`;
    }
    case "exception":
      return nearest(raisingSteps(trace), step, way) ?? `No ${further} exception.`;
    case "breakpoint":
      if (useChoices.getState().breakpoints.length === 0) return "No breakpoint is set. F9 sets one.";
      return nearest(useHits.getState().breakpoints.steps, step, way) ?? `No ${further} breakpoint is hit.`;
    case "hit": {
      const { search: found } = useHits.getState();
      const hit = nearest(found.steps, step, way);
      if (hit !== null) return hit;
      if (useChoices.getState().search.trim() === "") return "Nothing is searched for.";
      return found.isDone ? `No ${further} step where this begins to hold.` : "Still searching.";
    }
  }
}

/** Steps that change what a name means at a step: in the running frame, else in the closest caller that knows it. */
export function changesAt(trace: Trace, step: number, name: string): Uint32Array {
  const tick = tickShown(trace, step);
  const stack = trace.stateAt(tick).frames.map(({ frame }) => frame);
  for (const frame of [trace.step(step).frame, ...stack.reverse()]) {
    const changes = changesOf(trace, frame, name, tick);
    if (changes !== null) return changes.steps;
  }
  return new Uint32Array();
}

/** Sets a breakpoint on a line, or takes the one there away. */
export function toggleBreakpoint(line: number): void {
  useChoices.setState(({ breakpoints }) => ({
    breakpoints: breakpoints.some((breakpoint) => breakpoint.line === line)
      ? breakpoints.filter((breakpoint) => breakpoint.line !== line)
      : inOrder([...breakpoints, { line, condition: "" }]),
  }));
}

/** Gives the breakpoint on a line a condition; sets one there if there is none. */
export function setCondition(line: number, condition: string): void {
  useChoices.setState(({ breakpoints }) => ({
    breakpoints: inOrder([...breakpoints.filter((breakpoint) => breakpoint.line !== line), { line, condition }]),
  }));
}

const inOrder = (breakpoints: readonly Breakpoint[]): readonly Breakpoint[] =>
  [...breakpoints].sort((one, other) => one.line - other.line);
