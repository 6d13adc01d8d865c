import { createReadStream } from "node:fs";
import { createFileNames } from "../dataset/file-names.ts";
import { type Row, type RowResult, readRow } from "../dataset/import/rows.ts";
import { jsonLine } from "../dataset/json-lines.ts";
import { readLines } from "../dataset/lines.ts";
import type { Files } from "./arguments.ts";
import { assertUsable } from "./files.ts";
import { mapInOrder } from "./in-order.ts";
import { createProgress } from "./progress.ts";
import { openSink } from "./row-sink.ts";

/** A command that turns each input row into one output row. */
export interface RowCommand {
  /**
   * @param fileName a file name stem no other row has
   * @returns the output row
   */
  process(row: Row, fileName: string): Promise<OutputRow>;
  /** The output row for input that cannot be used, or for a row that failed. */
  failed(id: string | number, message: string): object;
}

export interface OutputRow {
  readonly status: "ok" | "error";
  /** JSON text with its line end, in pieces that are made as they are written. */
  readonly line: Iterable<string>;
}

/** Rows that may be done before their turn to be written, for each worker. */
const AHEAD = 8;

/**
 * Read rows, work on several at once, and write one row for each in the order of the input, whatever happens to it.
 *
 * @throws UsageError when a file cannot be used; the signal's reason when it is aborted, after the row being written
 */
export async function processRows(files: Files, command: RowCommand, signal: AbortSignal): Promise<void> {
  await assertUsable(files);
  const total = files.in === "-" ? null : await countRows(files.in);
  const sink = await openSink(files.out);
  const progress = createProgress(process.stderr, total);
  const failed = (id: string | number, message: string): OutputRow => ({
    status: "error",
    line: [jsonLine(command.failed(id, message))],
  });
  const results = mapInOrder(readItems(files.in), files.workers, files.workers * AHEAD, async ({ read, fileName }) => {
    if (read.kind === "bad") return { id: read.id, output: failed(read.id, read.message) };
    const { id } = read.row;
    const output = await command.process(read.row, fileName).catch((error: unknown) => failed(id, unexpected(error)));
    return { id, output };
  });
  let writing: Promise<void> = Promise.resolve();
  const writeAll = async () => {
    for await (const { id, output } of results) {
      if (signal.aborted) return;
      let { status } = output;
      writing = sink.write(output.line).catch((error: unknown) => {
        status = "error";
        return sink.write(failed(id, unexpected(error)).line);
      });
      await writing;
      progress.row(status);
    }
  };
  try {
    await Promise.race([writeAll(), abortion(signal)]);
  } finally {
    await writing.catch(() => {});
    progress.finish();
    await sink.close();
  }
}

interface Item {
  readonly read: RowResult;
  readonly fileName: string;
}

async function* readItems(path: string): AsyncGenerator<Item> {
  const nameOf = createFileNames();
  let index = 0;
  for await (const line of readLines(bytesOf(path))) {
    const read: RowResult =
      line.text === null
        ? { kind: "bad", id: `row-${index}`, message: "This line is not UTF-8 text. Save the file as UTF-8." }
        : readRow(line.text, index);
    yield { read, fileName: nameOf(read.kind === "row" ? read.row.id : read.id) };
    index += 1;
  }
}

async function countRows(path: string): Promise<number> {
  let count = 0;
  for await (const _ of readLines(bytesOf(path))) count += 1;
  return count;
}

function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 1 << 20 });
}

/** Rejects with the signal's reason when it is aborted. */
function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `Tracewright itself failed on this row: ${message}`;
}
