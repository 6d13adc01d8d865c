import Papa from "papaparse";
import { concatenated, readLines } from "../lines.ts";
import { parseExactJson } from "./exact-json.ts";
import type { SourceFile } from "./files.ts";
import { readParquetRows } from "./parquet.ts";

/** What a file holds at one place: an object with fields, or the reason why there is none. `row` counts from 0. */
export type RecordRead =
  | { readonly kind: "record"; readonly row: number; readonly fields: Fields }
  | { readonly kind: "unreadable"; readonly row: number; readonly reason: string; readonly text: string };

export type Fields = Readonly<Record<string, unknown>>;

/** Kinds of file, by the end of the name. */
export type FileKind = "jsonl" | "json" | "csv" | "parquet" | "python";

const KINDS: Readonly<Record<string, FileKind>> = {
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "json",
  csv: "csv",
  tsv: "csv",
  parquet: "parquet",
  py: "python",
};

/** The kind of a file by its name, or null where the name tells none. */
export function fileKind(name: string): FileKind | null {
  return KINDS[/\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ""] ?? null;
}

/**
 * The records of a file, in order. JSON Lines are read as they come; JSON, CSV and Parquet are held whole.
 *
 * @throws Error for a file that cannot be read at all
 */
export async function* readRecords(file: SourceFile): AsyncGenerator<RecordRead> {
  const kind = fileKind(file.name);
  switch (kind) {
    case "jsonl":
      return yield* jsonLines(file);
    case "json":
      return yield* json(file);
    case "csv":
      return yield* csv(await text(file));
    case "parquet":
      return yield* parquet(file);
    case "python":
      return yield { kind: "record", row: 0, fields: { code: await text(file), id: stem(file.name) } };
    case null:
      throw new Error(
        `${file.name} is of no kind that is read here. Bring .jsonl, .json, .csv, .parquet or .py, as it is, in a .gz or in a .zip.`,
      );
  }
}

async function* jsonLines(file: SourceFile): AsyncGenerator<RecordRead> {
  let row = 0;
  for await (const line of readLines(file.chunks())) {
    yield line.text === null
      ? { kind: "unreadable", row, reason: "This line is not UTF-8 text. Save the file as UTF-8.", text: "" }
      : parsed(line.text, row);
    row += 1;
  }
}

function parsed(line: string, row: number): RecordRead {
  try {
    return recordOf(parseExactJson(line), row);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "unreadable", row, reason: `This line is not JSON (${reason}).`, text: line };
  }
}

function recordOf(value: unknown, row: number): RecordRead {
  return isFields(value)
    ? { kind: "record", row, fields: value }
    : { kind: "unreadable", row, reason: "This is no object with fields.", text: JSON.stringify(value) ?? "" };
}

/** A list of objects; an object that holds such a list; one object; or, against its name, JSON Lines. */
async function* json(file: SourceFile): AsyncGenerator<RecordRead> {
  const source = await text(file);
  let value: unknown;
  try {
    value = parseExactJson(source);
  } catch (error) {
    if (/^\s*\{.*\}\s*\n\s*\{/.test(source)) return yield* jsonLines(file);
    throw new Error(`${file.name} is not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
  const rows = Array.isArray(value) ? value : (listIn(value) ?? [value]);
  for (const [row, each] of rows.entries()) yield recordOf(each, row);
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (!isFields(value) || "code" in value) return undefined;
  return Object.values(value).find(
    (each): each is unknown[] => Array.isArray(each) && each.length > 0 && each.every(isFields),
  );
}

function* csv(source: string): Generator<RecordRead> {
  const { data, errors } = Papa.parse<Record<string, string>>(source, { header: true, skipEmptyLines: "greedy" });
  const reasons = new Map(errors.map(({ row, message }) => [row ?? -1, message]));
  for (const [row, fields] of data.entries()) {
    const reason = reasons.get(row);
    yield reason === undefined
      ? { kind: "record", row, fields }
      : {
          kind: "unreadable",
          row,
          reason: `This row is no CSV as its header asks: ${reason}.`,
          text: JSON.stringify(fields),
        };
  }
}

async function* parquet(file: SourceFile): AsyncGenerator<RecordRead> {
  let row = 0;
  for await (const fields of readParquetRows(await bytes(file), file.name)) {
    yield recordOf(fields, row);
    row += 1;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function bytes(file: SourceFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of file.chunks()) parts.push(part);
  return concatenated(parts);
}

async function text(file: SourceFile): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await bytes(file));
  } catch {
    throw new Error(`${file.name} is not UTF-8 text. Save it as UTF-8.`);
  }
}

function stem(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.\w+$/, "");
}
