import { useMemo } from "react";
import { create } from "zustand";
import type { Trace } from "../trace/types.ts";
import { around, following, type View, wholeRun, zoom } from "./timeline-view.ts";

/** Steps [first, end). */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

interface TimelineZoom {
  /** What the rest speaks of; of any other run all is shown and nothing selected. */
  readonly trace: Trace | null;
  readonly view: View;
  readonly selection: Stretch | null;
}

const useStore = create<TimelineZoom>()(() => ({ trace: null, view: wholeRun(1), selection: null }));

const zoomOf = (trace: Trace, state: TimelineZoom): TimelineZoom =>
  state.trace === trace ? state : { trace, view: wholeRun(trace.stepCount), selection: null };

function change(trace: Trace, next: (now: TimelineZoom) => Partial<TimelineZoom>): void {
  useStore.setState((state) => {
    const now = zoomOf(trace, state);
    return { ...now, ...next(now) };
  });
}

/** Which part of a run the timeline shows, and what is selected in it. */
export function useTimelineZoom(trace: Trace): { readonly view: View; readonly selection: Stretch | null } {
  const view = useStore((state) => (state.trace === trace ? state.view : null));
  const selection = useStore((state) => (state.trace === trace ? state.selection : null));
  const whole = useMemo(() => wholeRun(trace.stepCount), [trace]);
  return { view: view ?? whole, selection };
}

export const showStretch = (trace: Trace, view: View): void => change(trace, () => ({ view }));

export const selectStretch = (trace: Trace, selection: Stretch | null): void => change(trace, () => ({ selection }));

/** Makes the selection reach from where it began to a step; begins one at `from` when there is none. */
export function selectTo(trace: Trace, from: number, to: number): void {
  change(trace, ({ selection }) => {
    const anchor = selection === null ? from : selection.first === from ? selection.end - 1 : selection.first;
    return { selection: { first: Math.min(anchor, to), end: Math.max(anchor, to) + 1 } };
  });
}

/** Zooms around a step; a factor below 1 zooms in. */
export function zoomAround(trace: Trace, step: number, factor: number): void {
  change(trace, ({ view }) => ({ view: zoom(view, factor, step + 0.5, trace.stepCount) }));
}

export const showWholeRun = (trace: Trace): void => showStretch(trace, wholeRun(trace.stepCount));

/** Shows what is selected as wide as it goes. */
export function showSelection(trace: Trace): void {
  change(trace, ({ view, selection }) => ({
    view: selection ? around(selection.first, selection.end, trace.stepCount) : view,
  }));
}

/** Keeps a step in view. */
export function follow(trace: Trace, step: number): void {
  change(trace, ({ view }) => ({ view: following(view, step, trace.stepCount) }));
}

/** What is selected in a run now, outside React. */
export const selectionOf = (trace: Trace): Stretch | null => zoomOf(trace, useStore.getState()).selection;
