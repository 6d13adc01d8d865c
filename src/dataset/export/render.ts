import type { Trace } from "../../trace/types.ts";
import { type CuratedSample, isContradicted } from "../curated.ts";
import type { SampleRationale } from "../sample.ts";
import { htmlDocument } from "./documents/html.ts";
import { markdownDocument } from "./markdown.ts";
import type { ExportFormatName, ExportOptions } from "./options.ts";
import { type ColumnType, ROW_FORMATS, type Row } from "./rows/row-formats.ts";
import { estimateTokens } from "./tokens.ts";
import { cwmFrames } from "./traces/cwm.ts";
import { nextComments } from "./traces/next.ts";
import { pysnooperLog } from "./traces/pysnooper.ts";
import { scratchpad } from "./traces/scratchpad.ts";

const TRACE_FORMATS: Readonly<Partial<Record<ExportFormatName, (trace: Trace) => string | null>>> = {
  cwm: cwmFrames,
  next: nextComments,
  pysnooper: pysnooperLog,
  scratchpad,
};

const DOCUMENTS: Readonly<
  Partial<Record<ExportFormatName, readonly [ending: string, make: (sample: CuratedSample) => string]>>
> = {
  markdown: ["md", markdownDocument],
  html: ["html", htmlDocument],
};

/** How the files of a format are made. */
export type Shape =
  | {
      readonly kind: "rows";
      readonly columns: Readonly<Record<string, ColumnType>>;
      readonly isArray: boolean;
      readonly needsTrace: boolean;
    }
  | { readonly kind: "documents"; readonly ending: string; readonly make: (sample: CuratedSample) => string };

export function shapeOf(format: ExportFormatName): Shape {
  const document = DOCUMENTS[format];
  if (document !== undefined) return { kind: "documents", ending: document[0], make: document[1] };
  const rows = ROW_FORMATS[format];
  if (rows !== undefined)
    return { kind: "rows", columns: rows.columns, isArray: rows.isArray === true, needsTrace: false };
  return { kind: "rows", columns: { text: "text" }, isArray: false, needsTrace: true };
}

/** What an export makes of a sample: rows, or the reason why it is left out. */
export type Rendered =
  | { readonly kind: "rows"; readonly rows: readonly Row[]; readonly tokens: readonly number[] }
  | { readonly kind: "left-out"; readonly reason: string };

/** Rationales of a sample that the options ask for. */
export function chosenRationales(sample: CuratedSample, options: ExportOptions): readonly SampleRationale[] {
  return sample.rationales.filter(
    ({ direction, detail, voice, sentences }) =>
      sentences.length > 0 &&
      options.directions.includes(direction) &&
      (options.detail === null || options.detail === detail) &&
      (options.voice === null || options.voice === voice),
  );
}

/** Why a sample is not in the export at all, or null when it is. Needs no trace. */
export function exclusion(sample: CuratedSample, options: ExportOptions): string | null {
  if (!options.statuses.includes(sample.curation.status)) return `not ${options.statuses.join(" or ")}`;
  if (options.format === "samples") return null;
  if (sample.outcome === "waiting") return "not run";
  if (sample.outcome === "timeout" || sample.outcome === "failed") return "without a result";
  if (isContradicted(sample) && sample.curation.override === null) return "with a contradicted sentence";
  const { kind } = shapeOf(options.format);
  const speaks =
    kind === "documents" || TRACE_FORMATS[options.format] !== undefined || chosenRationales(sample, options).length > 0;
  return speaks ? null : "without a rationale of this kind";
}

/** The rows of a sample that is not excluded. @param trace its run, for the formats that need one */
export function renderRows(sample: CuratedSample, options: ExportOptions, trace: Trace | null): Rendered {
  const made = rowsOf(sample, options, trace);
  if (made.length === 0) return { kind: "left-out", reason: "that this format cannot hold" };
  const tokens = made.map((row) => estimateTokens(textOf(row)));
  const kept = made.map((_, index) => options.maxTokens === null || (tokens[index] ?? 0) <= options.maxTokens);
  if (!kept.includes(true)) return { kind: "left-out", reason: "of too many tokens" };
  return {
    kind: "rows",
    rows: made.filter((_, index) => kept[index]).map((row) => identified(row, sample, options)),
    tokens: tokens.filter((_, index) => kept[index]),
  };
}

function rowsOf(sample: CuratedSample, options: ExportOptions, trace: Trace | null): readonly Row[] {
  const format = ROW_FORMATS[options.format];
  if (format !== undefined) return format.rows(sample, chosenRationales(sample, options), options);
  const text = trace === null ? null : (TRACE_FORMATS[options.format]?.(trace) ?? null);
  return text === null ? [] : [{ text }];
}

/** Columns that rows carry beside those of their format. */
export function identityColumns(options: ExportOptions): Readonly<Record<string, ColumnType>> {
  return options.identify && options.format !== "samples" ? { id: "text", override: "text" } : {};
}

function identified(row: Row, sample: CuratedSample, options: ExportOptions): Row {
  if (!("id" in identityColumns(options))) return row;
  const override = isContradicted(sample) ? (sample.curation.override ?? "") : "";
  return options.packing === "parquet" || override !== ""
    ? { ...row, id: sample.id, override }
    : { ...row, id: sample.id };
}

/** All text that a row holds, one after the other. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textOf).join("\n");
}
