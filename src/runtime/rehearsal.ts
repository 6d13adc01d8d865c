import { TraceDecoder } from "../trace/decode.ts";
import type { Interpreter } from "./interpreter.ts";

/** Most of what there is to gain comes with the first times. */
const TIMES = 3;

interface ListOfBytes {
  toJs(): Uint8Array[];
  destroy(): void;
}

/**
 * Decode the stream of a small run that the snapshot carries (`src/python/tracer/rehearsal.py`), so that the decoder's code is
 * parsed and partly compiled before the first run of this worker and not during it. Must be called before the interpreter is sealed.
 */
export function rehearseDecoder(interpreter: Interpreter): void {
  const given = interpreter.find("tracer.rehearsal.recorded")() as ListOfBytes;
  const [summary = new Uint8Array(), ...chunks] = given.toJs();
  given.destroy();
  const text = new TextDecoder().decode(summary);
  for (let time = 0; time < TIMES; time += 1) {
    const decoder = new TraceDecoder();
    for (const chunk of chunks) decoder.push(chunk);
    decoder.finish(text);
  }
}
