import { parseStringRepr } from "../../trace/python-literals.ts";
import type { Tick, Trace, Value } from "../../trace/types.ts";

/** Enough for two hundred characters, each written as an escape. */
const REPR_CHARACTERS = 2_400;
const MOST = 200;

/** The first characters of a string as Python counts them, each as it is written inside a `repr`. */
export function parsedString(trace: Trace, value: Value, tick: Tick): readonly string[] {
  const { text, complete } = trace.repr(value, tick, REPR_CHARACTERS);
  const whole = parseStringRepr(complete ? text : `${text.replace(/\\?…?$/, "")}${text[0] ?? "'"}`) ?? "";
  return [...whole].slice(0, MOST).map((character) => WRITTEN[character] ?? character);
}

const WRITTEN: Readonly<Record<string, string>> = { " ": "␣", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
