import { availableParallelism } from "node:os";
import { z } from "zod";
import { type ExportOptions, exportOptionsSchema } from "../../dataset/export/options.ts";
import { type Mapping, TARGETS } from "../../dataset/import/mapping.ts";
import { FORMATS, OWN_FORMAT } from "../../dataset/import/recognise.ts";
import type { RunOptions } from "../../dataset/run/run-sample.ts";
import { DEFAULT_LIMITS, type Limits } from "../../runtime/types.ts";
import { choice, DETAILS, DIRECTIONS, ONE_VOICE, parse, UsageError, wholeNumber } from "../options.ts";
import { DATASET_HELP } from "./help.ts";

/** What `import` is asked. */
export interface ImportOptions {
  readonly in: readonly string[];
  readonly out: string;
  readonly bad: string;
  /** Name of a format; null finds it out. */
  readonly format: string | null;
  readonly mapping: Mapping;
  readonly duplicates: "keep" | "aside";
  /** How to run the samples; null leaves them waiting. */
  readonly run: RunOptions | null;
  readonly workers: number;
}

/** What `export` is asked. */
export interface ExportCommandOptions {
  readonly in: string;
  readonly out: string;
  readonly options: ExportOptions;
  readonly limits: Limits;
}

export type DatasetInvocation =
  | ({ readonly command: "import" } & ImportOptions)
  | ({ readonly command: "export" } & ExportCommandOptions)
  | { readonly command: "stats"; readonly in: string };

type Read = DatasetInvocation | { readonly command: "help"; readonly text: string };

const LIMIT_OPTIONS = { steps: { type: "string" }, seconds: { type: "string" } } as const;
const HELP_OPTION = { help: { type: "boolean", short: "h" } } as const;

/** @throws UsageError */
export function readImport(argv: readonly string[]): Read {
  const values = parse("import", argv, {
    ...HELP_OPTION,
    ...LIMIT_OPTIONS,
    in: { type: "string", multiple: true },
    out: { type: "string" },
    bad: { type: "string" },
    format: { type: "string" },
    map: { type: "string", multiple: true },
    duplicates: { type: "string", default: "aside" },
    run: { type: "boolean", default: false },
    direction: { type: "string", default: "both" },
    detail: { type: "string", default: "concise" },
    voice: { type: "string", default: "teacher" },
    workers: { type: "string" },
  } as const);
  if (values.help === true) return { command: "help", text: DATASET_HELP.import };
  const inputs = values.in ?? [];
  if (inputs.length === 0)
    throw new UsageError("Say which files to read: import --in FILE (several times for several).");
  const out = required("import", "out", values.out);
  const known = [OWN_FORMAT, ...FORMATS.map(({ name }) => name)];
  if (values.format !== undefined && !known.includes(values.format)) {
    throw new UsageError(`--format can be ${known.join(", ")}, not "${values.format}".`);
  }
  const limits = limitsOf(values);
  const run: RunOptions = {
    directions: choice("direction", values.direction, DIRECTIONS),
    detail: choice("detail", values.detail, DETAILS),
    voice: choice("voice", values.voice, ONE_VOICE),
    limits,
  };
  return {
    command: "import",
    in: inputs,
    out,
    bad: values.bad ?? `${out}.bad.jsonl`,
    format: values.format ?? null,
    mapping: mappingOf(values.map ?? []),
    duplicates: choice("duplicates", values.duplicates, DUPLICATES),
    run: values.run ? run : null,
    workers: wholeNumber("workers", values.workers, 64) ?? availableParallelism(),
  };
}

/** @throws UsageError */
export function readExport(argv: readonly string[]): Read {
  const values = parse("export", argv, {
    ...HELP_OPTION,
    ...LIMIT_OPTIONS,
    in: { type: "string" },
    out: { type: "string" },
    format: { type: "string" },
    parquet: { type: "boolean", default: false },
    direction: { type: "string", default: "both" },
    detail: { type: "string" },
    voice: { type: "string" },
    think: { type: "string", default: "none" },
    "max-tokens": { type: "string" },
    status: { type: "string", default: "accepted" },
    validation: { type: "string", default: "0" },
    test: { type: "string", default: "0" },
    seed: { type: "string", default: "0" },
    shard: { type: "string", default: "5000" },
    bare: { type: "boolean", default: false },
    name: { type: "string" },
    licence: { type: "string" },
    "licence-note": { type: "string" },
  } as const);
  if (values.help === true) return { command: "help", text: DATASET_HELP.export };
  const parsed = exportOptionsSchema.safeParse({
    format: required("export", "format", values.format),
    packing: values.parquet ? "parquet" : "jsonl",
    directions: choice("direction", values.direction, DIRECTIONS),
    detail: values.detail ?? null,
    voice: values.voice ?? null,
    think: values.think,
    maxTokens: wholeNumber("max-tokens", values["max-tokens"], 10_000_000) ?? null,
    statuses: values.status.split(","),
    validation: Number(values.validation),
    test: Number(values.test),
    seed: Number(values.seed),
    samplesPerShard: Number(values.shard),
    identify: !values.bare,
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.licence === undefined ? {} : { licence: values.licence }),
    ...(values["licence-note"] === undefined ? {} : { licenceNote: values["licence-note"] }),
  });
  if (!parsed.success) throw new UsageError(`${z.prettifyError(parsed.error)}\nSee "export --help".`);
  return {
    command: "export",
    in: required("export", "in", values.in),
    out: required("export", "out", values.out),
    options: parsed.data,
    limits: limitsOf(values),
  };
}

/** @throws UsageError */
export function readStats(argv: readonly string[]): Read {
  const values = parse("stats", argv, { ...HELP_OPTION, in: { type: "string" } } as const);
  if (values.help === true) return { command: "help", text: DATASET_HELP.stats };
  return { command: "stats", in: required("stats", "in", values.in) };
}

const DUPLICATES = new Map([
  ["keep", "keep"],
  ["aside", "aside"],
] as const);

function required(command: string, option: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`${command} needs --${option}. See "${command} --help".`);
}

function limitsOf(values: { readonly steps?: string | undefined; readonly seconds?: string | undefined }): Limits {
  return {
    ...DEFAULT_LIMITS,
    steps: wholeNumber("steps", values.steps, 100_000_000) ?? DEFAULT_LIMITS.steps,
    seconds: wholeNumber("seconds", values.seconds, 86_400) ?? DEFAULT_LIMITS.seconds,
  };
}

function mappingOf(pairs: readonly string[]): Mapping {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, target = "", column = ""] = /^(\w+)=(.+)$/s.exec(pair) ?? [];
      if (TARGETS.some((each) => each === target)) return [target, column];
      throw new UsageError(`--map takes FIELD=COLUMN, where FIELD is one of ${TARGETS.join(", ")}, not "${pair}".`);
    }),
  );
}
