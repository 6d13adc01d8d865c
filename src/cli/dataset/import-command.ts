import { createReadStream } from "node:fs";
import { rename } from "node:fs/promises";
import { basename } from "node:path";
import type { CuratedSample } from "../../dataset/curated.ts";
import { fingerprints } from "../../dataset/fingerprint.ts";
import type { SourceFile } from "../../dataset/import/files.ts";
import {
  duplicateRow,
  type Imported,
  importRecords,
  type Reading,
  recognise,
  uniqueIds,
} from "../../dataset/import/import.ts";
import { jsonLine } from "../../dataset/json-lines.ts";
import { type RunOptions, runSample } from "../../dataset/run/run-sample.ts";
import type { Runtime } from "../../runtime/types.ts";
import { mapInOrder } from "../in-order.ts";
import { createProgress } from "../progress.ts";
import { openAppender } from "./appender.ts";
import type { ImportOptions } from "./arguments.ts";
import { openJournal } from "./journal.ts";

/** Samples that may be done before their turn to be written, for each worker. */
const AHEAD = 8;

/**
 * `import`: every row of the files becomes one line, of `--out` when it is a sample and of `--bad` when it is not. The
 * rows come in one order and each is written before the next, so the whole lines of both files together tell how far a
 * run has come: one that was killed goes on after them.
 *
 * @throws UsageError, or the signal's reason when it is aborted
 */
export async function runImport(options: ImportOptions, runtime: Runtime | null, signal: AbortSignal): Promise<void> {
  const { out, bad } = options;
  const { workers: _, ...chosen } = options;
  const journal = await openJournal(`${out}.unfinished.json`, options.in, chosen, null);
  const samples = await openAppender(`${out}.partial`, !journal.resumed);
  const aside = await openAppender(`${bad}.partial`, !journal.resumed);
  const done = samples.lines + aside.lines;
  const progress = createProgress(process.stderr, null);
  if (done > 0) process.stderr.write(`Going on after ${done} rows.\n`);
  const results = mapInOrder(after(importAll(options), done), options.workers, options.workers * AHEAD, (imported) =>
    finished(imported, runtime, options.run),
  );
  try {
    for await (const imported of results) {
      if (imported.kind === "sample") await samples.append(jsonLine(imported.sample));
      else await aside.append(jsonLine(imported));
      progress.row(imported.kind === "sample" ? "ok" : "error");
      signal.throwIfAborted();
    }
  } finally {
    progress.finish();
    await samples.close();
    await aside.close();
  }
  await rename(`${out}.partial`, out);
  await rename(`${bad}.partial`, bad);
  await journal.remove();
}

async function* after<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let passed = 0;
  for await (const item of items) {
    if (passed >= count) yield item;
    passed += 1;
  }
}

/** All rows of all files, each sample with an id of its own, duplicates set aside where that is asked for. */
async function* importAll(options: ImportOptions): AsyncGenerator<Imported> {
  const idFor = uniqueIds();
  const seen = new Map<string, string>();
  for (const path of options.in) {
    for await (const found of recognise(fileAt(path))) {
      const reading = readingOf(found.format, found.mapping, options);
      if (reading === null) {
        const reason = found.problem ?? "This file is of no format that is known.";
        yield { kind: "bad", file: found.file.name, row: 0, id: null, reason, record: null };
        continue;
      }
      for await (const imported of importRecords(found.file, reading)) {
        if (imported.kind === "bad") yield imported;
        else yield distinct({ ...imported.sample, id: idFor(imported.sample.id) }, seen, options.duplicates);
      }
    }
  }
}

function readingOf(format: string | null, mapping: Reading["mapping"], options: ImportOptions): Reading | null {
  const chosen = options.format ?? (Object.keys(options.mapping).length > 0 ? "plain" : format);
  return chosen === null ? null : { format: chosen, mapping: { ...mapping, ...options.mapping } };
}

function distinct(sample: CuratedSample, seen: Map<string, string>, duplicates: "keep" | "aside"): Imported {
  if (duplicates === "keep") return { kind: "sample", sample };
  const { run } = fingerprints(sample.program);
  const twin = seen.get(run);
  if (twin === undefined) {
    seen.set(run, sample.id);
    return { kind: "sample", sample };
  }
  return { kind: "bad", ...duplicateRow(sample, twin) };
}

/** A sample that waits is run, where that is asked for; one whose run fails in an unforeseen way says so. */
async function finished(imported: Imported, runtime: Runtime | null, run: RunOptions | null): Promise<Imported> {
  if (runtime === null || run === null || imported.kind === "bad" || imported.sample.outcome !== "waiting")
    return imported;
  const { sample } = imported;
  try {
    return { kind: "sample", sample: await runSample(runtime, sample, run) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "sample", sample: { ...sample, outcome: "failed", error: `Tracewright itself failed: ${message}` } };
  }
}

function fileAt(path: string): SourceFile {
  return { name: basename(path), chunks: () => createReadStream(path, { highWaterMark: 1 << 20 }) };
}
