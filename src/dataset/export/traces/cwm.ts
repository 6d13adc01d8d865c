import type { Trace } from "../../../trace/types.ts";
import { localsAt, sourceLine, type TraceEvent, traceEvents } from "./events.ts";

const SEPARATORS = {
  call: "<|call_sep|>",
  line: "<|line_sep|>",
  return: "<|return_sep|>",
  exception: "<|exception_sep|>",
};

/**
 * A run of a Call in the frames of the Code World Model: observation, then action. Values that have not changed since
 * the frame before are `..`; after a call or a return all are given again. Null for a script, which has no entry.
 *
 * Source: facebookresearch/cwm, PROMPTING_GUIDE.md.
 */
export function cwmFrames(trace: Trace): string | null {
  const events = traceEvents(trace);
  const [entry] = events;
  if (trace.call === null || entry?.kind !== "call") return null;
  const lines = trace.source.replace(/\n$/, "").split("\n");
  lines[entry.line - 1] += "  # << START_OF_TRACE";
  let text = `<|begin_of_text|><|trace_context_start|>${lines.join("\n")}<|frame_sep|>`;
  let before: ReadonlyMap<string, string> = new Map();
  for (const event of events) {
    const observation = observe(trace, event, event.kind === "line" ? before : new Map());
    before = event.kind === "line" ? localsOf(trace, event) : new Map();
    const action = `<|action_sep|>${sourceLine(trace, event.line)}\n`;
    text += `${SEPARATORS[event.kind]}${observation}${action}${argumentOf(event)}<|frame_sep|>`;
  }
  return `${text}<|end_of_text|>`;
}

function argumentOf(event: TraceEvent): string {
  if (event.kind === "return") return `<|arg_sep|>${JSON.stringify(event.value)}`;
  return event.kind === "exception" ? `<|arg_sep|>${JSON.stringify(event.message)}` : "";
}

function localsOf(trace: Trace, event: TraceEvent): ReadonlyMap<string, string> {
  if (event.kind === "line") return localsAt(trace, event.frame, trace.step(event.step).start);
  if (event.kind !== "call") return new Map();
  const frame = trace.frame(event.frame);
  return new Map(frame.arguments.map(([name, value]) => [name, trace.repr(value, frame.start).text]));
}

function observe(trace: Trace, event: TraceEvent, before: ReadonlyMap<string, string>): string {
  if (event.kind === "return" || event.kind === "exception") return "";
  const shown = [...localsOf(trace, event)].map(([name, repr]) => [name, before.get(name) === repr ? ".." : repr]);
  return `{${shown.map(([name, repr]) => `${JSON.stringify(name)}: ${JSON.stringify(repr)}`).join(", ")}}`;
}
