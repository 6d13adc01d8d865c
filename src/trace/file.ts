import { z } from "zod";
import { TRACE_FORMAT, type TraceColumns } from "./columns.ts";
import { damageIn } from "./validate.ts";
import { ByteReader, ByteWriter } from "./varint.ts";

/** How each column lies in a file: `plain` numbers, `delta` differences, or `bytes` as they are. */
const COLUMNS = {
  stepStatement: [Uint32Array, "plain"],
  stepFrame: [Uint32Array, "delta"],
  stepStart: [Uint32Array, "delta"],
  stepRaised: [Uint8Array, "bytes"],
  rowSlot: [Uint32Array, "plain"],
  rowTag: [Uint8Array, "bytes"],
  rowPayload: [Uint32Array, "plain"],
  returnRow: [Uint32Array, "delta"],
  returnStep: [Uint32Array, "delta"],
  frameScope: [Uint32Array, "plain"],
  frameCallStep: [Int32Array, "delta"],
  frameEnclosing: [Int32Array, "delta"],
  frameStart: [Uint32Array, "delta"],
  frameEnd: [Uint32Array, "delta"],
  frameOutcome: [Uint8Array, "bytes"],
  frameEndRow: [Int32Array, "delta"],
  objectType: [Uint32Array, "plain"],
  objectRow: [Uint32Array, "delta"],
  objectContent: [Int32Array, "delta"],
  objectText: [Int32Array, "delta"],
  objectScope: [Int32Array, "delta"],
  contentStart: [Uint32Array, "delta"],
  contentTag: [Uint8Array, "bytes"],
  contentPayload: [Uint32Array, "plain"],
  floats: [Float64Array, "bytes"],
  textStart: [Uint32Array, "delta"],
  textBytes: [Uint8Array, "bytes"],
} as const;

type ColumnName = keyof typeof COLUMNS;
type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** `TWTRACE` and a zero byte. */
const MAGIC = Uint8Array.of(0x54, 0x57, 0x54, 0x52, 0x41, 0x43, 0x45, 0);

const named = <T>() => z.custom<T>((value) => typeof value === "object" && value !== null);
const headerSchema = z.object({
  source: z.string(),
  call: z.string().nullable(),
  syntax: named<TraceColumns["syntax"]>(),
  statements: z.array(named<TraceColumns["statements"][number]>()),
  scopes: z.array(named<TraceColumns["scopes"][number]>()),
  names: z.array(z.string()),
  slots: z.array(named<TraceColumns["slots"][number]>()),
  types: z.array(named<TraceColumns["types"][number]>()),
  atoms: z.array(named<TraceColumns["atoms"][number]>()),
  longTexts: z.array(z.object({ text: z.string(), length: z.number() })),
  exceptions: z.array(named<TraceColumns["exceptions"][number]>()),
  ending: named<TraceColumns["ending"]>(),
  timing: z.object({ base: z.number().nullable(), compile: z.number(), trace: z.number() }),
  notices: z.array(z.string()),
});

/** A file that cannot be opened as a trace; the message says why and what to do. */
export class TraceFileError extends Error {
  override readonly name = "TraceFileError";
}

/**
 * A recording as bytes that {@link loadTrace} opens again, also in later versions: magic, format, a JSON header, then each
 * column as its length and its values. Not compressed: gzip makes it several times smaller. O(size)
 */
export function saveTrace(columns: TraceColumns): Uint8Array {
  const writer = new ByteWriter();
  writer.raw(MAGIC);
  writer.number(columns.format);
  const header: Record<string, unknown> = {};
  for (const key of Object.keys(headerSchema.shape)) header[key] = columns[key as keyof TraceColumns];
  const json = new TextEncoder().encode(JSON.stringify(header));
  writer.number(json.length);
  writer.raw(json);
  for (const [name, [, coding]] of entries()) writeColumn(writer, columns[name], coding);
  return writer.finish();
}

/**
 * The recording in a file that {@link saveTrace} made.
 *
 * @throws TraceFileError for other files, unknown versions, and files that are cut off or damaged
 */
export function loadTrace(bytes: Uint8Array): TraceColumns {
  const reader = new ByteReader(bytes);
  if (bytes.length < MAGIC.length || reader.raw(MAGIC.length).some((byte, i) => byte !== MAGIC[i])) {
    throw new TraceFileError("This is not a trace file: choose one that was saved as a trace.");
  }
  try {
    return readColumns(reader);
  } catch (error) {
    if (error instanceof TraceFileError) throw error;
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new TraceFileError(`The trace file is damaged (${why}). Record the run again, or take another copy.`);
  }
}

function readColumns(reader: ByteReader): TraceColumns {
  const format = reader.number();
  if (format !== TRACE_FORMAT) {
    throw new TraceFileError(
      `The trace file has format ${format}, and this version reads format ${TRACE_FORMAT}: open it with a newer version.`,
    );
  }
  const header = headerSchema.parse(JSON.parse(new TextDecoder().decode(reader.raw(reader.number()))));
  const arrays: Partial<Record<ColumnName, ColumnArray>> = {};
  for (const [name, [make, coding]] of entries()) arrays[name] = readColumn(reader, make, coding);
  if (!reader.isAtEnd) throw new RangeError("there are bytes after its end");
  const columns = { format: TRACE_FORMAT, ...header, ...arrays } as TraceColumns;
  const damage = damageIn(columns);
  if (damage !== undefined) throw new RangeError(damage);
  return columns;
}

function entries() {
  return Object.entries(COLUMNS) as [ColumnName, (typeof COLUMNS)[ColumnName]][];
}

function writeColumn(writer: ByteWriter, column: ColumnArray, coding: "plain" | "delta" | "bytes"): void {
  writer.number(column.length);
  if (coding === "bytes") {
    writer.raw(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    return;
  }
  let before = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    const step = value - before;
    if (coding === "plain") writer.number(value);
    else writer.number(step >= 0 ? 2 * step : -2 * step - 1);
    before = value;
  }
}

function readColumn(
  reader: ByteReader,
  make: new (length: number) => ColumnArray,
  coding: "plain" | "delta" | "bytes",
): ColumnArray {
  const length = reader.number();
  if (coding === "bytes") {
    const size = make === Float64Array ? 8 : 1;
    const raw = reader.raw(length * size);
    const column = new make(length);
    new Uint8Array(column.buffer).set(raw);
    return column;
  }
  // A number takes a byte at least, so a wrong length cannot ask for more than the file holds.
  reader.expect(length);
  const column = new make(length);
  let before = 0;
  for (let i = 0; i < length; i++) {
    const code = reader.number();
    if (coding === "plain") column[i] = code;
    else {
      before += code % 2 === 0 ? code / 2 : -(code + 1) / 2;
      column[i] = before;
    }
  }
  return column;
}
