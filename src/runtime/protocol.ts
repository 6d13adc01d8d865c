import "./jitless.ts";
import { z } from "zod";
import { TRACE_FORMAT, type TraceColumns } from "../trace/columns.ts";
import type { Ending } from "../trace/types.ts";

/**
 * What the page (or the command line) and a worker say to each other, over a MessagePort of their own.
 *
 * The worker runs programs of strangers, so what it says is validated here and bounded in size: a program that got hold of
 * the port could say anything in the worker's name, but nothing else.
 */

/** One worker may hand over at most this much in all. */
export const MAX_RUN_BYTES = 1 << 30;
const MAX_JSON_CHARACTERS = 64 << 20;

const count = z.number().int().nonnegative();
const bytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_RUN_BYTES,
  "not bytes, or too many",
);

const limits = z.object({ steps: count, seconds: z.number().positive(), output: count });

/** What `tracer.record` is asked, as JSON. */
export const recordRequestSchema = z.object({
  code: z.string(),
  call: z.string().nullable(),
  stdin: z.string(),
  seed: count,
  limits,
  measure_base: z.boolean(),
  /** Hand over a chunk at least every so many steps; null leaves it to the recorder. */
  flush_every: z.number().int().positive().nullable(),
});

export type RecordRequest = z.infer<typeof recordRequestSchema>;

/** Page to worker. */
export const orderSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("boot"),
    pyodide: z.object({ scripts: z.string(), files: z.string() }),
    wasm: z.instanceof(WebAssembly.Module),
    sources: z.record(z.string(), z.string()),
    /** A snapshot to boot from; `make` asks for one to be made and handed back; `none` boots without. */
    snapshot: z.union([bytes, z.instanceof(Blob), z.enum(["make", "none"])]),
    hashSeed: count,
    /** It will be asked to `rewind` and serve again. */
    reuse: z.boolean(),
  }),
  /** Go back to the state after booting; answered by `ready`, or by `failed` when it cannot. */
  z.object({ kind: z.literal("rewind") }),
  z.object({ kind: z.literal("record"), request: recordRequestSchema }),
  z.object({ kind: z.literal("check"), request: z.string(), seed: count, stdin: z.string() }),
  /** Make a trace of the chunks of a run that did not live to finish. */
  z.object({
    kind: z.literal("salvage"),
    request: recordRequestSchema,
    chunks: z.array(bytes),
    ending: z.custom<Ending>((value) => typeof value === "object" && value !== null && "kind" in value),
  }),
]);

export type Order = z.infer<typeof orderSchema>;

/** Worker to page. */
export const reportSchema = z.discriminatedUnion("kind", [
  /** The snapshot is made; the interpreter now boots from it. */
  z.object({ kind: z.literal("booting"), stage: z.literal("snapshot") }),
  z.object({ kind: z.literal("snapshot"), bytes }),
  z.object({ kind: z.literal("ready"), from: z.enum(["snapshot", "plain"]) }),
  /** A copy of what was recorded since the last one; kept in case the worker dies. `steps` counts from the beginning. */
  z.object({ kind: z.literal("chunk"), bytes, steps: count }),
  z.object({
    kind: z.literal("recorded"),
    columns: z.custom<TraceColumns>(isTraceColumns, "not the columns of a trace"),
  }),
  z.object({ kind: z.literal("checked"), report: z.string().max(MAX_JSON_CHARACTERS) }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);

export type Report = z.infer<typeof reportSchema>;

const columnsSchema = z.object({
  format: z.literal(TRACE_FORMAT),
  source: z.string(),
  call: z.string().nullable(),
  syntax: z.object({ id: z.literal(0), type: z.string(), fields: z.object({}).loose() }).loose(),
  statements: z.array(z.object({ number: z.number(), kind: z.string() }).loose()),
  scopes: z.array(z.object({ id: z.number(), name: z.string() }).loose()),
  names: z.array(z.string()),
  slots: z.array(z.object({ kind: z.string(), subject: z.number() }).loose()),
  types: z.array(z.object({ name: z.string(), shape: z.string() }).loose()),
  atoms: z.array(z.object({ type: z.string(), repr: z.string() }).loose()),
  longTexts: z.array(z.object({ text: z.string(), length: z.number() })),
  exceptions: z.array(z.object({ type: z.string(), message: z.string() }).loose()),
  ending: z.object({ kind: z.string() }).loose(),
  timing: z.object({ base: z.number().nullable(), compile: z.number(), trace: z.number() }),
  notices: z.array(z.string()),
  floats: z.instanceof(Float64Array),
});

/** Columns that must be typed arrays, and those that must be as long as each other. */
const COLUMN_GROUPS: readonly (readonly (keyof TraceColumns)[])[] = [
  ["stepStatement", "stepFrame", "stepStart", "stepRaised"],
  ["rowSlot", "rowTag", "rowPayload"],
  ["returnRow", "returnStep"],
  ["frameScope", "frameCallStep", "frameEnclosing", "frameStart", "frameEnd", "frameOutcome", "frameEndRow"],
  ["objectType", "objectRow", "objectContent", "objectText", "objectScope"],
  ["contentTag", "contentPayload"],
  ["contentStart"],
  ["textStart"],
  ["textBytes"],
];

function isTraceColumns(value: unknown): value is TraceColumns {
  if (!columnsSchema.safeParse(value).success) return false;
  const columns = value as Record<string, unknown>;
  let total = 0;
  for (const group of COLUMN_GROUPS) {
    const lengths = new Set<number>();
    for (const name of group) {
      const column = columns[name];
      if (!ArrayBuffer.isView(column) || column instanceof DataView) return false;
      lengths.add((column as Uint8Array).length);
      total += column.byteLength;
    }
    if (lengths.size !== 1) return false;
  }
  return total <= MAX_RUN_BYTES;
}
