import type { Frame, Trace } from "../../../trace/types.ts";

/** What a debugger would be told of a run, in order. Frames count from the one that the Call entered. */
export type TraceEvent =
  | { readonly kind: "call"; readonly frame: number; readonly line: number }
  /** A statement is about to run; `step` is its step. */
  | { readonly kind: "line"; readonly frame: number; readonly line: number; readonly step: number }
  | { readonly kind: "return"; readonly frame: number; readonly line: number; readonly value: string }
  | { readonly kind: "exception"; readonly frame: number; readonly line: number; readonly message: string };

const UNCUT = Number.MAX_SAFE_INTEGER;

/**
 * The calls, lines, returns and exceptions of a run as a line tracer sees them, but for one statement at a time and with
 * frames of functions only: for a Call, what happened inside of it; for a script, the module too. A generator is called
 * once and returns once, its lines standing where they ran.
 */
export function traceEvents(trace: Trace): readonly TraceEvent[] {
  const shown = framesShown(trace);
  const timed: { readonly tick: number; readonly rank: number; readonly event: TraceEvent }[] = [];
  for (const index of shown) {
    const frame = trace.frame(index);
    const scope = trace.scopes[frame.scope];
    const defined = scope?.statement ?? null;
    const line = defined === null ? 1 : trace.statement(defined).range.line;
    if (scope?.kind !== "module")
      timed.push({ tick: frame.start, rank: 1, event: { kind: "call", frame: index, line } });
    let last = line;
    for (const step of trace.stepsOfFrame(index)) {
      const { statement, start } = trace.step(step);
      last = trace.statement(statement).range.line;
      timed.push({ tick: start, rank: 2, event: { kind: "line", frame: index, line: last, step } });
    }
    const ending = endOf(trace, frame, index, last);
    // Of frames that end at once the innermost, which has the higher number, ends first.
    if (ending !== null) timed.push({ tick: frame.end, rank: -index, event: ending });
  }
  return timed.sort((one, other) => one.tick - other.tick || one.rank - other.rank).map(({ event }) => event);
}

function framesShown(trace: Trace): readonly number[] {
  const all = Array.from({ length: trace.frameCount }, (_, index) => index).filter((index) => {
    const kind = trace.scopes[trace.frame(index).scope]?.kind;
    return kind === "function" || kind === "generator-expression" || kind === "lambda" || kind === "module";
  });
  return trace.call === null ? all : all.filter((index) => isInsideCall(trace, index));
}

/** Whether a frame is the Call's or was called from there: such frames lead back to no step of the module. */
function isInsideCall(trace: Trace, index: number): boolean {
  for (let frame = trace.frame(index); ; frame = trace.frame(frame.caller)) {
    if (trace.scopes[frame.scope]?.kind === "module") return false;
    if (frame.caller === null) return true;
  }
}

function endOf(trace: Trace, frame: Frame, index: number, line: number): TraceEvent | null {
  const { outcome } = frame;
  if (outcome.kind === "returned") {
    if (trace.scopes[frame.scope]?.kind === "module") return null;
    return { kind: "return", frame: index, line, value: trace.repr(outcome.value, frame.end, UNCUT).text };
  }
  if (outcome.kind !== "raised") return null;
  const raised = trace.exceptions[outcome.exception];
  const message = raised === undefined ? "" : raised.message === "" ? raised.type : `${raised.type}: ${raised.message}`;
  return { kind: "exception", frame: index, line, message };
}

/** The variables of a frame as `repr` texts, at the moment of an event. */
export function localsAt(trace: Trace, frame: number, tick: number): ReadonlyMap<string, string> {
  const isModule = trace.scopes[trace.frame(frame).scope]?.kind === "module";
  return new Map(
    trace
      .bindingsAt(frame, tick)
      .filter(([name]) => !(isModule && /^__.*__$/.test(name)))
      .map(([name, value]) => [name, trace.repr(value, tick, UNCUT).text]),
  );
}

/** A line of the source, from 1, as written. */
export function sourceLine(trace: Trace, line: number): string {
  return trace.source.split("\n")[line - 1]?.replace(/\r$/, "") ?? "";
}
