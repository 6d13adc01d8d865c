import type { Range, Trace } from "../trace/types.ts";

/** What a run came to, in the words of a dataset row. */
export interface Outcome {
  /** The `repr` of the Call's value, or all a script wrote to stdout; null when the Call gave no value. */
  readonly output: string | null;
  /** The exception that left the program, `SystemExit` included. */
  readonly exception: { readonly type: string; readonly message: string } | null;
  /** Why there is no result: it does not parse, the Call names nothing, a limit was met. Null when the run ended by itself. */
  readonly error: string | null;
}

const OUT_OF_INPUT = 'The program asked for another line of input, and "stdin" has no more.';

/** Sum up how a recorded run ended. */
export function outcomeOf(trace: Trace): Outcome {
  const { ending } = trace;
  const written = trace.call === null ? trace.stdout : null;
  switch (ending.kind) {
    case "finished":
      return {
        output: ending.value === null ? written : trace.repr(ending.value, trace.endTick, Number.MAX_SAFE_INTEGER).text,
        exception: null,
        error: null,
      };
    case "raised": {
      const raised = trace.exceptions[ending.exception];
      if (raised === undefined) throw new Error(`The trace ended by exception ${ending.exception}, which it lacks.`);
      return { output: written, exception: { type: raised.type, message: raised.message }, error: null };
    }
    case "exited":
      return { output: written, exception: { type: "SystemExit", message: ending.code }, error: null };
    case "limit":
      return { output: written, exception: null, error: ending.limit === "input" ? OUT_OF_INPUT : ending.message };
    case "stopped":
      return { output: written, exception: null, error: ending.message };
    case "syntax":
      return { output: null, exception: null, error: syntaxError(ending.where, ending.message, ending.range) };
    case "refused":
      return { output: null, exception: null, error: ending.message };
  }
}

function syntaxError(where: "code" | "call", message: string, range: Range | null): string {
  const place = where === "call" ? "The call does not parse" : "The code does not parse";
  const line = where === "code" && range !== null ? ` (line ${range.line})` : "";
  return `${place}${line}: ${message}`;
}
