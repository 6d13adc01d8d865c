import type { Trace } from "../../../trace/types.ts";
import { changesOf } from "./changes.ts";
import { traceEvents } from "./events.ts";

/**
 * The program with what its run did as comments: `# (k) name=value; …` on each line, `k` the order of events in the whole
 * run, with the variables that changed. A call shows its parameters on the line of the `def`; a return shows `__return__`.
 * Every pass of a loop is there.
 *
 * Source: Ni et al., "NExT: Teaching Large Language Models to Reason about Code Execution", 2024. How the paper shortens
 * loops and shows the returned value is not given there; `__return__` is ours.
 */
export function nextComments(trace: Trace): string {
  const notes = new Map<number, string[]>();
  const note = (line: number, order: number, parts: readonly string[]) => {
    if (parts.length > 0) notes.set(line, [...(notes.get(line) ?? []), `(${order}) ${parts.join("; ")}`]);
  };
  let order = 0;
  for (const event of traceEvents(trace)) {
    if (event.kind === "call") {
      const frame = trace.frame(event.frame);
      note(
        event.line,
        order,
        frame.arguments.map(([name, value]) => `${name}=${trace.repr(value, frame.start).text}`),
      );
    } else if (event.kind === "line") {
      note(
        event.line,
        order,
        changesOf(trace, event.step).map(([name, repr]) => `${name}=${repr}`),
      );
    } else {
      order -= 1;
      note(event.line, order, [event.kind === "return" ? `__return__=${event.value}` : `__raise__=${event.message}`]);
    }
    order += 1;
  }
  return trace.source
    .replace(/\n$/, "")
    .split("\n")
    .map((text, index) => {
      const noted = notes.get(index + 1);
      return noted === undefined ? text : `${text}  # ${noted.join("; ")}`;
    })
    .join("\n");
}
