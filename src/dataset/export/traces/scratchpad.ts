import type { Trace, Value } from "../../../trace/types.ts";
import { sourceLine, type TraceEvent, traceEvents } from "./events.ts";

/**
 * The scratchpad of a Call: each line, then the state after it, loops unrolled; the state is that of the running
 * function. Null for a script.
 *
 * Source: Nye et al., "Show Your Work: Scratchpads for Intermediate Computation with Language Models", 2021, appendix C.
 */
export function scratchpad(trace: Trace): string | null {
  const events = traceEvents(trace);
  const entry = events.find((event) => event.kind === "call");
  const last = events.at(-1);
  if (trace.call === null || entry === undefined || last === undefined) return null;
  const entryName = trace.scopes[trace.frame(entry.frame).scope]?.name ?? "";
  const outer = `${JSON.stringify(entryName)}: "<callable_object ${entryName}>"`;
  const lines = [
    "[BEGIN]",
    "state: {}",
    `line: ${sourceLine(trace, entry.line)}`,
    `state: {${outer}}`,
    `line: output = ${trace.call}`,
  ];
  events.forEach((event, index) => {
    if (event.kind === "line") {
      lines.push(`state: ${stateBefore(trace, event)}`, `line: ${sourceLine(trace, event.line)}`);
    } else if (event.kind === "exception" && index === events.length - 1) lines.push(`exception: ${event.message}`);
  });
  if (last.kind === "return") lines.push(`state: {${outer}, "output": ${last.value}}`);
  lines.push("[DONE]");
  return lines.join("\n");
}

function stateBefore(trace: Trace, event: Extract<TraceEvent, { kind: "line" }>): string {
  const { start } = trace.step(event.step);
  const shown = trace
    .bindingsAt(event.frame, start)
    .map(([name, value]) => `${JSON.stringify(name)}: ${shownValue(trace, value, start)}`);
  return `{${shown.join(", ")}}`;
}

function shownValue(trace: Trace, value: Value, tick: number): string {
  if (value.kind === "object") {
    const view = trace.objectAt(value.id, tick);
    if (view.shape === "function") return `"<callable_object ${view.name}>"`;
  }
  return trace.repr(value, tick, Number.MAX_SAFE_INTEGER).text;
}
