import type { Trace } from "../../../trace/types.ts";
import { localsAt, sourceLine, type TraceEvent, traceEvents } from "./events.ts";

/**
 * The log that PySnooper writes with `normalize=True, max_variable_length=None` and unlimited depth, but with one entry
 * for each statement: times are blank, a variable stands below the line that changed it.
 *
 * Source: cool-RR/PySnooper, tracer.py.
 */
export function pysnooperLog(trace: Trace): string {
  const lines = ["Source path:... program.py"];
  const known = new Map<number, ReadonlyMap<string, string>>();
  const depths = new Map<number, number>();
  for (const event of traceEvents(trace)) {
    const depth = depths.get(event.frame) ?? depthOf(trace, depths, event.frame);
    const indent = " ".repeat(4 * depth);
    const now = variablesAt(trace, event);
    const before = known.get(event.frame);
    for (const [name, repr] of now) {
      if (before === undefined) lines.push(`${indent}Starting var:.. ${name} = ${flat(repr)}`);
      else if (!before.has(name)) lines.push(`${indent}New var:....... ${name} = ${flat(repr)}`);
      else if (before.get(name) !== repr) lines.push(`${indent}Modified var:.. ${name} = ${flat(repr)}`);
    }
    known.set(event.frame, now);
    lines.push(
      `${indent}${" ".repeat(15)} ${event.kind.padEnd(9)} ${String(event.line).padStart(4)} ${sourceLine(trace, event.line)}`,
    );
    if (event.kind === "return") lines.push(`${indent}Return value:.. ${flat(event.value)}`);
    if (event.kind === "exception") {
      lines.push(`${indent}Exception:..... ${flat(event.message)}`, `${indent}Call ended by exception`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function variablesAt(trace: Trace, event: TraceEvent): ReadonlyMap<string, string> {
  if (event.kind === "line") return localsAt(trace, event.frame, trace.step(event.step).start);
  const frame = trace.frame(event.frame);
  if (event.kind !== "call") return localsAt(trace, event.frame, frame.end);
  return new Map(frame.arguments.map(([name, value]) => [name, trace.repr(value, frame.start).text]));
}

function depthOf(trace: Trace, depths: Map<number, number>, frame: number): number {
  const { caller } = trace.frame(frame);
  const outer = caller === null ? undefined : depths.get(caller);
  const depth = outer === undefined ? 0 : outer + 1;
  depths.set(frame, depth);
  return depth;
}

/** PySnooper keeps a value on its line. */
function flat(text: string): string {
  return text.replace(/[\r\n]/g, "");
}
