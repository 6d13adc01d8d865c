import { CLAIMS_VERSION } from "../../rationale/claims.ts";
import type { Trace } from "../../trace/types.ts";
import type { CuratedSample } from "../curated.ts";
import { createFileNames } from "../file-names.ts";
import { jsonLine } from "../json-lines.ts";
import { SAMPLE_VERSION } from "../sample.ts";
import { datasetCard, type ShardFile } from "./card.ts";
import { CHECKS_RUNNER, checkLine, overrideLine } from "./checks.ts";
import { type ExportOptions, SPLITS, type Split } from "./options.ts";
import { parquetBytes } from "./parquet.ts";
import { exclusion, identityColumns, renderRows, shapeOf } from "./render.ts";
import type { Row } from "./rows/row-formats.ts";
import { splitPrograms } from "./split.ts";
import { leftOut, sumCounts, sumTallies, type Tally, tallyOf } from "./tally.ts";

/** Where an export goes: a folder, a zip. A file is there whole or not at all. */
export interface Sink {
  write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** What an export needs from outside. */
export interface ExportServices {
  /** The samples, from the first, each time it is called; always the same ones. */
  samples(): AsyncIterable<CuratedSample>;
  /** The run of a sample, for formats that show traces. */
  traceOf(sample: CuratedSample): Promise<Trace>;
  checkerSource(): Promise<string>;
  readonly toolVersion: string;
  onProgress?(progress: { readonly done: number; readonly of: number }): void;
  readonly signal?: AbortSignal;
  /** Shards finished by an export that was cut short, by path; see {@link ExportServices.onShard}. */
  readonly finished?: ReadonlyMap<string, FinishedShard>;
  /** Told of each shard once it is written whole. */
  onShard?(path: string, shard: FinishedShard): Promise<void>;
}

/** What is to be remembered of a shard so that it need not be written again. Plain JSON. */
export interface FinishedShard {
  readonly tally: Tally;
  readonly bytes: number;
}

export interface ExportResult {
  readonly tally: Tally;
  readonly excluded: Readonly<Record<string, number>>;
  readonly files: readonly ShardFile[];
}

/**
 * Write a dataset: `data/SPLIT-00000-of-0000N.jsonl` (or `.json`, `.parquet`; for documents one file for each sample),
 * `checks/`, and last the card, `README.md`, so that a set without a card is not whole. Samples are read once for the plan
 * and once for each split; no more than a shard is held.
 *
 * @throws the signal's reason when it is aborted; nothing that is then half written is left, by the sink's promise
 */
export async function exportDataset(
  options: ExportOptions,
  services: ExportServices,
  sink: Sink,
): Promise<ExportResult> {
  const plan = await planOf(options, services);
  const total = plan.splits.filter((split) => split !== null).length;
  const files: ShardFile[] = [];
  const tallies: Partial<Record<Split, Tally>> = {};
  let done = 0;
  for (const split of SPLITS) {
    const size = plan.splits.filter((each) => each === split).length;
    if (size === 0) continue;
    const parts: Tally[] = [];
    for await (const shard of shardsOf(plan, split, options, services)) {
      const data = `data/${split}-${shard.name}.${fileEnding(options)}`;
      let finished = services.finished?.get(data);
      if (finished === undefined) {
        finished = await writeShard(shard.samples, `${split}-${shard.name}`, data, options, services, sink);
        await services.onShard?.(data, finished);
      }
      parts.push(finished.tally);
      files.push({ split, path: data, rows: finished.tally.rows, bytes: finished.bytes });
      done += shard.size;
      services.onProgress?.({ done, of: total });
    }
    tallies[split] = sumTallies(parts);
  }
  await sink.write("checks/run.py", once(CHECKS_RUNNER));
  await sink.write("checks/check.py", once(await services.checkerSource()));
  const versions = { tool: services.toolVersion, samples: SAMPLE_VERSION, claims: CLAIMS_VERSION };
  const card = datasetCard({ options, tallies, files, excluded: plan.excluded, versions });
  await sink.write("README.md", once(card));
  return { tally: sumTallies(Object.values(tallies)), excluded: plan.excluded, files };
}

interface Plan {
  /** Of each sample in order: its split, or null when it is excluded. */
  readonly splits: readonly (Split | null)[];
  readonly excluded: Readonly<Record<string, number>>;
}

async function planOf(options: ExportOptions, services: ExportServices): Promise<Plan> {
  const codes: string[] = [];
  const taken: boolean[] = [];
  const reasons: Readonly<Record<string, number>>[] = [];
  for await (const sample of services.samples()) {
    services.signal?.throwIfAborted();
    const reason = exclusion(sample, options);
    taken.push(reason === null);
    if (reason === null) codes.push(sample.program.code);
    else reasons.push({ [reason]: 1 });
  }
  const assigned = splitPrograms(codes, options).values();
  return {
    splits: taken.map((each) => (each ? (assigned.next().value ?? "train") : null)),
    excluded: sumCounts(reasons),
  };
}

interface Shard {
  /** `00000-of-00002` */
  readonly name: string;
  readonly size: number;
  readonly samples: AsyncIterable<CuratedSample>;
}

/** The samples of a split, cut into shards; a shard that nobody reads is passed over. */
async function* shardsOf(
  plan: Plan,
  split: Split,
  { samplesPerShard }: ExportOptions,
  services: ExportServices,
): AsyncGenerator<Shard> {
  const size = plan.splits.filter((each) => each === split).length;
  const count = Math.ceil(size / samplesPerShard);
  const five = (index: number) => String(index).padStart(5, "0");
  let position = -1;
  const own = (async function* () {
    for await (const sample of services.samples()) {
      position += 1;
      if (plan.splits[position] === split) yield sample;
    }
  })();
  for (let shard = 0; shard < count; shard += 1) {
    const length = Math.min(samplesPerShard, size - shard * samplesPerShard);
    let read = 0;
    const next = async () => {
      const { value, done } = await own.next();
      if (done === true) throw new Error("There are fewer samples than at first: they changed during the export.");
      read += 1;
      return value;
    };
    yield {
      name: `${five(shard)}-of-${five(count)}`,
      size: length,
      samples: (async function* () {
        while (read < length) yield await next();
      })(),
    };
    while (read < length) await next();
  }
}

async function writeShard(
  samples: AsyncIterable<CuratedSample>,
  name: string,
  path: string,
  options: ExportOptions,
  services: ExportServices,
  sink: Sink,
): Promise<FinishedShard> {
  const tallies: Tally[] = [];
  const checks: string[] = [];
  const overrides: string[] = [];
  let bytes = 0;
  const keep = (sample: CuratedSample, tokens: readonly number[]) => {
    tallies.push(tallyOf(sample, tokens));
    const [check, override] = [checkLine(sample), overrideLine(sample)];
    if (check !== null) checks.push(check);
    if (override !== null && sample.curation.override !== null) overrides.push(override);
  };
  const shape = shapeOf(options.format);
  if (shape.kind === "documents") {
    const nameOf = createFileNames();
    for await (const sample of samples) {
      services.signal?.throwIfAborted();
      const text = shape.make(sample);
      bytes += text.length;
      await sink.write(`${path.replace(/\.\w+$/, "")}/${nameOf(sample.id)}.${shape.ending}`, once(text));
      keep(sample, [0]);
    }
  } else {
    const rows = (async function* () {
      for await (const sample of samples) {
        services.signal?.throwIfAborted();
        const trace = shape.needsTrace ? await services.traceOf(sample) : null;
        const rendered = renderRows(sample, options, trace);
        if (rendered.kind === "left-out") tallies.push(leftOut(rendered.reason));
        else {
          keep(sample, rendered.tokens);
          yield* rendered.rows;
        }
      }
    })();
    await sink.write(
      path,
      counted(packed(rows, options), (length) => {
        bytes += length;
      }),
    );
  }
  await sink.write(`checks/requests-${name}.jsonl`, once(checks.join("")));
  if (overrides.length > 0) await sink.write(`checks/overrides-${name}.jsonl`, once(overrides.join("")));
  return { tally: sumTallies(tallies), bytes };
}

function fileEnding({ format, packing }: ExportOptions): string {
  const shape = shapeOf(format);
  if (shape.kind === "documents") return shape.ending;
  if (packing === "parquet") return "parquet";
  return shape.isArray ? "json" : "jsonl";
}

/** Rows as the bytes of one file. */
async function* packed(rows: AsyncIterable<Row>, options: ExportOptions): AsyncGenerator<Uint8Array> {
  const shape = shapeOf(options.format);
  if (shape.kind !== "rows") return;
  const encoder = new TextEncoder();
  if (options.packing === "parquet") {
    const all: Row[] = [];
    for await (const row of rows) all.push(row);
    yield parquetBytes(all, { ...shape.columns, ...identityColumns(options) });
    return;
  }
  let first = true;
  for await (const row of rows) {
    yield encoder.encode(shape.isArray ? `${first ? "[\n" : ",\n"}${jsonLine(row).trimEnd()}` : jsonLine(row));
    first = false;
  }
  if (shape.isArray) yield encoder.encode(first ? "[]\n" : "\n]\n");
}

async function* counted(chunks: AsyncIterable<Uint8Array>, add: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    add(chunk.length);
    yield chunk;
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
