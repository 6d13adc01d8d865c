import { TraceDecoder } from "../trace/decode.ts";
import type { Interpreter } from "./interpreter.ts";

/** How often the recorded rehearsal is decoded: enough for the JavaScript engine to compile what a decoder runs most. */
const TIMES = 6;

interface ListOfBytes {
  toJs(): Uint8Array[];
  destroy(): void;
}

/**
 * Decode the stream of a small run that the snapshot carries (`src/python/tracer/rehearsal.py`), so that the decoder's code is
 * compiled before the first run of this worker and not during it. Must be called before the interpreter is sealed.
 */
export function rehearseDecoder(interpreter: Interpreter): void {
  const proxy = interpreter.find("tracer.rehearsal.recorded")() as ListOfBytes;
  const [summary = new Uint8Array(), ...chunks] = proxy.toJs();
  proxy.destroy();
  const text = new TextDecoder().decode(summary);
  for (let time = 0; time < TIMES; time += 1) {
    const decoder = new TraceDecoder();
    for (const chunk of chunks) decoder.push(chunk);
    decoder.finish(text);
  }
}
