import { type CuratedSample, curatedSchema, waitingSample } from "../curated.ts";
import { openFile, type SourceFile } from "./files.ts";
import { Problem } from "./format.ts";
import { type Mapping, mapped, suggestMapping } from "./mapping.ts";
import { formatNamed, OWN_FORMAT, recogniseFormat } from "./recognise.ts";
import { type Fields, type RecordRead, readRecords } from "./records.ts";

/** How a file is to be read. */
export interface Reading {
  /** Name of the format; see `recognise.ts`. */
  readonly format: string;
  readonly mapping: Mapping;
}

/** What came out of one place of a file: a sample, or what is kept aside with the reason. */
export type Imported =
  | { readonly kind: "sample"; readonly sample: CuratedSample }
  | ({ readonly kind: "bad" } & BadRow);

/** A row that cannot be used. */
export interface BadRow {
  readonly file: string;
  /** Record of the file, from 0. */
  readonly row: number;
  readonly id: string | null;
  readonly reason: string;
  /** The record as it was read, so that it can be mended and brought again. */
  readonly record: unknown;
}

/** Records looked at to tell the format. */
const PROBE = 20;

/** What a file is, as far as its first records tell. `format` is null where it is none that is read here. */
export interface Recognition {
  readonly file: SourceFile;
  readonly format: string | null;
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly problem: string | null;
}

/** Look at each file in a file (a zip may hold several) and tell what it is. Reads only its beginning where it can. */
export async function* recognise(file: SourceFile): AsyncGenerator<Recognition> {
  try {
    for await (const each of openFile(file)) yield await recogniseOne(each);
  } catch (error) {
    yield { file, format: null, columns: [], mapping: {}, problem: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function recogniseOne(file: SourceFile): Promise<Recognition> {
  const records: Fields[] = [];
  let problem: string | null = null;
  try {
    let seen = 0;
    for await (const read of readRecords(file)) {
      if (read.kind === "record") records.push(read.fields);
      else problem ??= read.reason;
      seen += 1;
      if (seen >= PROBE) break;
    }
  } catch (error) {
    problem = messageOf(error);
  }
  const columns = [...new Set(records.flatMap((fields) => Object.keys(fields)))];
  const asIs = recogniseFormat(records);
  if (asIs !== null)
    return { file, format: asIs, columns, mapping: asIs === "plain" ? besideCode(columns) : {}, problem: null };
  const mapping = suggestMapping(columns);
  const format = mapping.code === undefined ? null : "plain";
  const missing = problem ?? `No column of ${file.name} is known to hold code. Say which one does.`;
  return { file, format, columns, mapping, problem: format === null ? missing : null };
}

/** Of a file whose code needs no mapping, the other columns that do. */
function besideCode(columns: readonly string[]): Mapping {
  const { code: _, ...rest } = suggestMapping(columns);
  return rest;
}

/**
 * Everything that a file holds, in order: a sample or a bad row for each call. The same file and reading give the same
 * results. Ids are as the file has them; see {@link uniqueIds}.
 *
 * @throws Error when the file cannot be read at all, or is damaged from some place on
 */
export async function* importRecords(file: SourceFile, reading: Reading): AsyncGenerator<Imported> {
  for await (const read of readRecords(file)) yield* importRecord(read, file.name, reading);
}

function* importRecord(read: RecordRead, file: string, reading: Reading): Generator<Imported> {
  const { row } = read;
  if (read.kind === "unreadable") {
    yield { kind: "bad", file, row, id: null, reason: read.reason, record: read.text };
    return;
  }
  if (reading.format === OWN_FORMAT) {
    yield ownSample(read.fields, file, row);
    return;
  }
  const fields = mapped(read.fields, reading.mapping);
  const format = formatNamed(reading.format);
  const stem = format.idOf(fields) ?? `${fileStem(file)}-${row}`;
  const bad = (reason: string): Imported => ({ kind: "bad", file, row, id: stem, reason, record: read.fields });
  try {
    const converted = [...format.convert(fields)];
    const several = converted.filter(({ kind }) => kind === "program").length > 1;
    let part = 0;
    for (const each of converted) {
      if (each.kind === "problem") yield bad(each.reason);
      else {
        part += 1;
        const { kind: _, ...program } = each;
        const id = several ? `${stem}#${part}` : stem;
        yield { kind: "sample", sample: waitingSample({ ...program, id, origin: { format: format.name, file, row } }) };
      }
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    yield bad(error.message);
  }
}

function ownSample(fields: Fields, file: string, row: number): Imported {
  const parsed = curatedSchema.safeParse(JSON.parse(JSON.stringify(fields)));
  if (parsed.success) return { kind: "sample", sample: parsed.data };
  const [issue] = parsed.error.issues;
  const reason = `This is no sample of this version: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}.`;
  return { kind: "bad", file, row, id: typeof fields.id === "string" ? fields.id : null, reason, record: fields };
}

/** A sample that runs the same program on the same input as `twin`, as a row kept aside. */
export function duplicateRow(sample: CuratedSample, twin: string): BadRow {
  const { file, row } = sample.origin;
  const reason = `The same program and input as ${twin}, but for formatting and names.`;
  return { file, row, id: sample.id, reason, record: sample };
}

/** Gives each sample an id of its own: one that was given before gets `~2`, `~3`, …. */
export function uniqueIds(taken: Iterable<string> = []): (id: string) => string {
  const given = new Set(taken);
  return (id) => {
    let own = id;
    for (let n = 2; given.has(own); n += 1) own = `${id}~${n}`;
    given.add(own);
    return own;
  };
}

function fileStem(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.\w+$/, "");
}
