import { z } from "zod";

/** What a Call gave when it was run as a check: a value's `repr`, or the exception it ended in. */
const outcomeSchema = z.union([
  z.object({ value: z.string() }),
  z.object({ raises: z.object({ type: z.string(), message: z.string() }) }),
]);

export type NeighbourOutcome = z.infer<typeof outcomeSchema>;

/** What calls gave, by their text. */
export type Outcomes = ReadonlyMap<string, NeighbourOutcome>;

/** Lines of the program that one call may run; of calls that take longer nothing is told. */
const LINES = 100_000;

/** Runs one program once for each call, in one interpreter, each in a namespace of its own; one line of JSON for each. */
const HARNESS = `import contextlib, io, json, sys

class Exhausted(BaseException):
    pass

def outcome(code, call):
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    left = ${LINES}

    def watch(frame, event, argument):
        nonlocal left
        left -= 1
        if left < 0:
            raise Exhausted
        return watch if frame.f_code.co_filename == "<program>" else None

    with contextlib.redirect_stdout(io.StringIO()):
        sys.settrace(watch)
        try:
            exec(compile(code, "<program>", "exec"), scope)
            value = eval(call, scope)
        except Exhausted:
            return None
        except Exception as error:
            return {"raises": {"type": type(error).__name__, "message": str(error)}}
        finally:
            sys.settrace(None)
        return {"value": repr(value)}

request = json.loads(REQUEST)
sys.setrecursionlimit(400)
for call in request["calls"]:
    print(json.dumps(outcome(request["code"], call)), flush=True)
`;

/** Whether running a program twice in one interpreter gives what two interpreters would give. */
function isRepeatable(source: string): boolean {
  return !/\b(random|time|datetime|input|stdin|setrecursionlimit|uuid|hash|id)\b/.test(source);
}

/**
 * A script that runs a program once for each call and prints what came of it, for {@link readOutcomes}; null when
 * there is nothing to run.
 */
export function outcomeScript(source: string, calls: readonly string[]): string | null {
  if (calls.length === 0 || !isRepeatable(source)) return null;
  const ascii = JSON.stringify({ code: source, calls }).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return HARNESS.replace("REQUEST", () => JSON.stringify(ascii));
}

/** What {@link outcomeScript} printed: of a run that was cut short, the calls that came to an end. */
export function readOutcomes(calls: readonly string[], stdout: string): Outcomes {
  const outcomes = new Map<string, NeighbourOutcome>();
  stdout.split("\n").forEach((text, index) => {
    const call = calls[index];
    if (call === undefined || text === "") return;
    const parsed = outcomeSchema.safeParse(parseJson(text));
    if (parsed.success && isStable(parsed.data)) outcomes.set(call, parsed.data);
  });
  return outcomes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether an outcome reads the same in every run: no addresses, nothing very long, no limit of the interpreter. */
function isStable(outcome: NeighbourOutcome): boolean {
  if ("value" in outcome) return outcome.value.length <= 2_000 && !/ at 0x| object at /.test(outcome.value);
  return outcome.raises.type !== "RecursionError" && outcome.raises.message.length <= 500;
}
