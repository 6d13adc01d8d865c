import { create } from "zustand";
import { parseCondition } from "../trace/queries/condition.ts";
import { ConditionError } from "../trace/queries/condition-syntax.ts";
import { runsOfLine } from "../trace/queries/moves.ts";
import { search } from "../trace/queries/search.ts";
import type { Trace } from "../trace/types.ts";
import type { Breakpoint } from "../viewer/editor-contract.ts";
import { useChoices } from "./choices.ts";
import type { RunController } from "./run-controller.ts";

/** Why a condition cannot be read; `position` is where, from 0. */
export interface ConditionProblem {
  readonly message: string;
  readonly position: number;
}

/** Steps found so far. */
export interface Found {
  readonly steps: Uint32Array;
  /** Steps looked at so far; all of them when it is done. */
  readonly reached: number;
  readonly isDone: boolean;
  readonly problem: ConditionProblem | null;
}

const NOTHING: Found = { steps: new Uint32Array(), reached: 0, isDone: true, problem: null };

/** What the search and the breakpoints found in the recorded run. */
export const useHits = create<{ readonly search: Found; readonly breakpoints: Found }>()(() => ({
  search: NOTHING,
  breakpoints: NOTHING,
}));

/** Milliseconds of looking before the page may do other things. */
const SLICE = 5;
/** What was found is shown this often (ms). */
const SHOWN_EVERY = 120;
const LOOKED_AT_ONCE = 256;

/**
 * Keeps what the search and the breakpoints find current with the run and with what a person asks for.
 *
 * @returns how to stop
 */
export function startFinding(controller: RunController): () => void {
  const stops = { search: () => {}, breakpoints: () => {} };
  let shown: { trace: Trace | null; search: string; breakpoints: readonly Breakpoint[] } = {
    trace: null,
    search: "",
    breakpoints: [],
  };
  const update = () => {
    const trace = controller.getState().recorded?.trace ?? null;
    const { search: text, breakpoints } = useChoices.getState();
    const before = shown;
    shown = { trace, search: text, breakpoints };
    if (trace !== before.trace || text !== before.search) {
      stops.search();
      stops.search = trace ? look(searchFor(trace, text), (found) => useHits.setState({ search: found })) : () => {};
    }
    if (trace !== before.trace || breakpoints !== before.breakpoints) {
      stops.breakpoints();
      stops.breakpoints = trace
        ? look(breakpointHits(trace, breakpoints), (found) => useHits.setState({ breakpoints: found }))
        : () => {};
    }
  };
  update();
  const unsubscribe = [controller.subscribe(update), useChoices.subscribe(update)];
  return () => {
    for (const stop of [...unsubscribe, stops.search, stops.breakpoints]) stop();
  };
}

/** The condition in a search: people also write it the way they say it. */
export const conditionIn = (text: string): string => text.replace(/^\s*(?:(?:first )?step )?where\s+/i, "").trim();

/** Looks at a few steps and gives how far it has come, again and again; what it finds goes into `hits`. */
type Looking = { readonly hits: number[]; readonly slices: Generator<number> } | Found;

function searchFor(trace: Trace, text: string): Looking {
  const condition = conditionIn(text);
  if (condition === "") return NOTHING;
  try {
    const { isHit } = search(trace, condition);
    return slicesOf(trace.stepCount, (place) => place, isHit);
  } catch (error) {
    return { ...NOTHING, problem: problemOf(error) };
  }
}

function breakpointHits(trace: Trace, breakpoints: readonly Breakpoint[]): Looking {
  if (breakpoints.length === 0) return NOTHING;
  const tests = new Map<number, (step: number) => boolean>();
  for (const { line, condition } of breakpoints) {
    const test = conditionTest(trace, condition);
    if (test !== null) for (const step of runsOfLine(trace, line)) tests.set(step, test);
  }
  const candidates = Uint32Array.from(tests.keys()).sort();
  return slicesOf(
    candidates.length,
    (place) => candidates[place]!,
    (step) => tests.get(step)!(step),
  );
}

/** Whether a condition holds before a step; null when it cannot be read: such a breakpoint stops nowhere. */
function conditionTest(trace: Trace, text: string): ((step: number) => boolean) | null {
  if (text.trim() === "") return () => true;
  try {
    const condition = parseCondition(text);
    return (index) => {
      const { frame, start } = trace.step(index);
      return condition.holds(trace, frame, start);
    };
  } catch {
    return null;
  }
}

/** What is wrong with a condition, or null. Empty ones are fine. */
export function conditionProblem(text: string): ConditionProblem | null {
  const condition = conditionIn(text);
  if (condition === "") return null;
  try {
    parseCondition(condition);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): ConditionProblem {
  if (error instanceof ConditionError) return { message: error.message, position: error.position };
  throw error;
}

function slicesOf(count: number, stepOf: (place: number) => number, isHit: (step: number) => boolean): Looking {
  const hits: number[] = [];
  function* slices() {
    for (let place = 0; place < count; place += LOOKED_AT_ONCE) {
      const until = Math.min(count, place + LOOKED_AT_ONCE);
      for (let at = place; at < until; at++) if (isHit(stepOf(at))) hits.push(stepOf(at));
      yield until === count ? count : stepOf(until);
    }
  }
  return { hits, slices: slices() };
}

/** Looks on in the background and tells what is found. Returns how to stop. */
function look(looking: Looking, tell: (found: Found) => void): () => void {
  if (!("slices" in looking)) {
    tell(looking);
    return () => {};
  }
  const { hits, slices } = looking;
  let timer = 0;
  let toldAt = performance.now();
  let reached = 0;
  const go = () => {
    const until = performance.now() + SLICE;
    for (;;) {
      const { done, value } = slices.next();
      if (done) {
        tell({ steps: Uint32Array.from(hits), reached, isDone: true, problem: null });
        return;
      }
      reached = value;
      if (performance.now() > until) break;
    }
    if (performance.now() - toldAt > SHOWN_EVERY) {
      toldAt = performance.now();
      tell({ steps: Uint32Array.from(hits), reached, isDone: false, problem: null });
    }
    timer = window.setTimeout(go);
  };
  go();
  return () => window.clearTimeout(timer);
}
