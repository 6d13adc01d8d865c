import { availableParallelism } from "node:os";
import type { Detail, Direction, Form, Voice } from "../rationale/types.ts";
import { DEFAULT_LIMITS, type Limits } from "../runtime/types.ts";
import { type DatasetInvocation, readExport, readImport, readStats } from "./dataset/arguments.ts";
import { HELP, OVERVIEW } from "./help.ts";
import { choice, DETAILS, DIRECTIONS, ONE_VOICE, parse, UsageError, wholeNumber } from "./options.ts";

/** What the command line asks for. */
export type Invocation =
  | { readonly command: "help"; readonly text: string }
  | ({ readonly command: "narrate" } & RowOptions & NarrateOptions)
  | ({ readonly command: "verify" } & RowOptions)
  | ({ readonly command: "trace"; readonly timing: boolean } & RowOptions)
  | DatasetInvocation
  | { readonly command: "bench" }
  | ({ readonly command: "bench verifier" } & VerifierBenchOptions);

/** Where rows come from and go to; `-` stands for stdin and stdout. */
export interface Files {
  readonly in: string;
  readonly out: string;
  /** Rows worked on at once, each in an interpreter of its own. */
  readonly workers: number;
}

export interface RowOptions extends Files {
  /** When the run of a row is cut short. */
  readonly limits: Limits;
}

export interface NarrateOptions {
  readonly directions: readonly Direction[];
  readonly detail: Detail;
  readonly voice: Voice;
  readonly form: Form;
  /** Folder for the stand-alone checkers, or null. */
  readonly checkers: string | null;
}

/** Which texts the verifier is measured on. */
export interface VerifierBenchOptions {
  /** Rows to narrate; null for the programs we keep for tests. */
  readonly in: string | null;
  readonly directions: readonly Direction[];
  readonly details: readonly Detail[];
  readonly voices: readonly Voice[];
  /** Programs worked on at once. */
  readonly workers: number;
}

const VOICES: ReadonlyMap<string, readonly Voice[]> = new Map([
  ["teacher", ["teacher"]],
  ["first-person", ["first-person"]],
  ["both", ["teacher", "first-person"]],
]);
const ALL_DETAILS: ReadonlyMap<string, readonly Detail[]> = new Map([
  ...[...DETAILS].map(([name, detail]): [string, readonly Detail[]] => [name, [detail]]),
  ["all", [...DETAILS.values()]],
]);

const FORMS: ReadonlyMap<string, Form> = new Map([
  ["prose", "prose"],
  ["think", "think"],
]);

/**
 * @param argv without `node` and the script
 * @throws UsageError
 */
export function readArguments(argv: readonly string[]): Invocation {
  const [command, ...rest] = argv;
  switch (command) {
    case undefined:
      throw new UsageError(`Say which command to run.\n\n${OVERVIEW}`);
    case "help":
    case "-h":
    case "--help":
      return { command: "help", text: OVERVIEW };
    case "narrate":
      return readNarrate(rest);
    case "verify":
      return readVerify(rest);
    case "trace":
      return readTrace(rest);
    case "import":
      return readImport(rest);
    case "export":
      return readExport(rest);
    case "stats":
      return readStats(rest);
    case "bench":
      if (rest[0] === "verifier") return readVerifierBench(rest.slice(1));
      return parse("bench", rest, { help: ROW_OPTIONS.help }).help === true
        ? { command: "help", text: HELP.bench }
        : { command: "bench" };
    default:
      throw new UsageError(`There is no command "${command}".\n\n${OVERVIEW}`);
  }
}

const ROW_OPTIONS = {
  in: { type: "string" },
  out: { type: "string" },
  workers: { type: "string" },
  steps: { type: "string" },
  seconds: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

function readNarrate(argv: readonly string[]): Invocation {
  const values = parse("narrate", argv, {
    ...ROW_OPTIONS,
    direction: { type: "string", default: "forward" },
    detail: { type: "string", default: "concise" },
    voice: { type: "string", default: "teacher" },
    form: { type: "string", default: "prose" },
    checkers: { type: "string" },
  } as const);
  if (values.help === true) return { command: "help", text: HELP.narrate };
  return {
    command: "narrate",
    ...readRowOptions("narrate", values),
    directions: choice("direction", values.direction, DIRECTIONS),
    detail: choice("detail", values.detail, DETAILS),
    voice: choice("voice", values.voice, ONE_VOICE),
    form: choice("form", values.form, FORMS),
    checkers: values.checkers ?? null,
  };
}

function readVerify(argv: readonly string[]): Invocation {
  const values = parse("verify", argv, ROW_OPTIONS);
  if (values.help === true) return { command: "help", text: HELP.verify };
  return { command: "verify", ...readRowOptions("verify", values) };
}

function readVerifierBench(argv: readonly string[]): Invocation {
  const values = parse("bench verifier", argv, {
    in: { type: "string" },
    direction: { type: "string", default: "both" },
    detail: { type: "string", default: "concise" },
    voice: { type: "string", default: "teacher" },
    workers: { type: "string" },
    help: ROW_OPTIONS.help,
  } as const);
  if (values.help === true) return { command: "help", text: HELP["bench verifier"] };
  return {
    command: "bench verifier",
    in: values.in ?? null,
    directions: choice("direction", values.direction, DIRECTIONS),
    details: choice("detail", values.detail, ALL_DETAILS),
    voices: choice("voice", values.voice, VOICES),
    workers: wholeNumber("workers", values.workers, 64) ?? availableParallelism(),
  };
}

function readTrace(argv: readonly string[]): Invocation {
  const values = parse("trace", argv, { ...ROW_OPTIONS, timing: { type: "boolean", default: false } } as const);
  if (values.help === true) return { command: "help", text: HELP.trace };
  return { command: "trace", ...readRowOptions("trace", values), timing: values.timing };
}

type RowValues = Readonly<Partial<Record<"in" | "out" | "workers" | "steps" | "seconds", string | undefined>>>;

function readRowOptions(command: string, values: RowValues): RowOptions {
  const { in: input, out: output, workers, steps, seconds } = values;
  if (!input) throw new UsageError(`Say which rows to read: ${command} --in FILE (- for stdin).`);
  if (!output) throw new UsageError(`Say where to write: ${command} --out FILE (- for stdout).`);
  return {
    in: input,
    out: output,
    workers: wholeNumber("workers", workers, 64) ?? availableParallelism(),
    limits: {
      ...DEFAULT_LIMITS,
      steps: wholeNumber("steps", steps, 100_000_000) ?? DEFAULT_LIMITS.steps,
      seconds: wholeNumber("seconds", seconds, 86_400) ?? DEFAULT_LIMITS.seconds,
    },
  };
}
