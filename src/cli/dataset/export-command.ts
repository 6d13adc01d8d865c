import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ExportServices, exportDataset, type FinishedShard } from "../../dataset/export/export-dataset.ts";
import { zipSink } from "../../dataset/export/zip.ts";
import { traceOf } from "../../dataset/run/run-sample.ts";
import type { Runtime } from "../../runtime/types.ts";
import type { ExportCommandOptions } from "./arguments.ts";
import { folderSink, writeWhole } from "./folder-sink.ts";
import { openJournal } from "./journal.ts";
import { readSamples } from "./read-samples.ts";

const INTERVAL_MS = 2_000;

/**
 * `export`: a dataset in a folder, or in one zip. In a folder, shards written by a run that was cut short are kept, and
 * the same command goes on after them; a zip is there whole or not at all.
 *
 * @throws UsageError, or the signal's reason when it is aborted
 */
export async function runExport(command: ExportCommandOptions, runtime: Runtime, signal: AbortSignal): Promise<void> {
  const { in: input, out, options, limits } = command;
  const services: ExportServices = {
    samples: () => readSamples(input),
    traceOf: (sample) => traceOf(runtime, sample, limits),
    checkerSource: () => runtime.checkerSource(),
    toolVersion: await toolVersion(),
    onProgress: tellProgress(),
    signal,
  };
  if (/\.zip$/i.test(out)) {
    await mkdir(dirname(out), { recursive: true });
    await writeWhole(out, async (write) => {
      const zip = zipSink(write);
      await exportDataset(options, services, zip);
      await zip.finish();
    });
    return;
  }
  await mkdir(out, { recursive: true });
  const journal = await openJournal<readonly (readonly [string, FinishedShard])[]>(
    join(out, ".unfinished.json"),
    [input],
    options,
    [],
  );
  const finished = new Map(journal.state);
  if (finished.size > 0) process.stderr.write(`Going on after ${finished.size} finished files.\n`);
  const resumable: ExportServices = {
    ...services,
    finished,
    async onShard(path, shard) {
      finished.set(path, shard);
      await journal.save([...finished]);
    },
  };
  await exportDataset(options, resumable, folderSink(out));
  await journal.remove();
}

function tellProgress(): NonNullable<ExportServices["onProgress"]> {
  let told = performance.now();
  return ({ done, of }) => {
    const now = performance.now();
    if (done < of && now - told < INTERVAL_MS) return;
    told = now;
    process.stderr.write(`${done} of ${of} samples written\n`);
  };
}

async function toolVersion(): Promise<string> {
  const text = await readFile(new URL("../../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
