import { readdirSync, readFileSync } from "node:fs";
import type { TestInterpreter } from "../../runtime/testing.ts";
import type { TraceColumns } from "../columns.ts";
import { TraceDecoder } from "../decode.ts";
import { openTrace } from "../trace.ts";
import type { Trace } from "../types.ts";

export interface RunOptions {
  readonly call?: string | null;
  readonly stdin?: string;
  readonly seed?: number;
  readonly limits?: Partial<{ steps: number; seconds: number; output: number }>;
  readonly flushEvery?: number;
}

/** Record a run with the real recorder in a test's interpreter. */
export function recordColumns(interpreter: TestInterpreter, code: string, options: RunOptions = {}): TraceColumns {
  const { call = null, stdin = "", seed = 0, limits = {}, flushEvery = null } = options;
  const decoder = new TraceDecoder();
  const request = JSON.stringify({ code, call, stdin, seed, limits, measure_base: false, flush_every: flushEvery });
  const summary = interpreter.runPython(
    "import tracer\ntracer.record(request, lambda chunk, steps: push(chunk.hex()))",
    { request, push: (hex: string) => decoder.push(Uint8Array.from(Buffer.from(hex, "hex"))) },
  );
  return decoder.finish(String(summary));
}

export function recordTrace(interpreter: TestInterpreter, code: string, options: RunOptions = {}): Trace {
  return openTrace(recordColumns(interpreter, code, options));
}

const PROGRAMS = new URL("./programs/", import.meta.url);
const LANGUAGE = new URL("./language/", import.meta.url);

/** The corpus: programs of our own over the language, by file name. */
export function corpus(): readonly NamedCode[] {
  return programsOf(PROGRAMS);
}

/** Programs that go through the language reference chapter by chapter, and through the library's ways to change objects. */
export function languageCorpus(): readonly NamedCode[] {
  return programsOf(LANGUAGE);
}

type NamedCode = readonly [name: string, code: string];

function programsOf(folder: URL): readonly NamedCode[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);
}

/** The text of a Python file in this folder. */
export function testingPython(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}
