import { availableParallelism } from "node:os";
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Detail, Direction } from "../rationale/types.ts";
import { HELP, OVERVIEW } from "./help.ts";

/** What the command line asks for. */
export type Invocation =
  | { readonly command: "help"; readonly text: string }
  | ({ readonly command: "narrate" } & Files & NarrateOptions)
  | ({ readonly command: "verify" } & Files)
  | ({ readonly command: "trace"; readonly timing: boolean } & Files)
  | { readonly command: "bench" };

/** Where rows come from and go to; `-` stands for stdin and stdout. */
export interface Files {
  readonly in: string;
  readonly out: string;
  /** Rows worked on at once, each in an interpreter of its own. */
  readonly workers: number;
}

export interface NarrateOptions {
  readonly directions: readonly Direction[];
  readonly detail: Detail;
  /** Folder for the stand-alone checkers, or null. */
  readonly checkers: string | null;
}

/** The command line cannot be followed; the message says what to write instead. */
export class UsageError extends Error {}

const DIRECTIONS: ReadonlyMap<string, readonly Direction[]> = new Map([["forward", ["forward"]]]);
const DETAILS: ReadonlyMap<string, Detail> = new Map([["concise", "concise"]]);

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
    case "bench":
      return parse("bench", rest, { help: FILE_OPTIONS.help }).help === true
        ? { command: "help", text: HELP.bench }
        : { command: "bench" };
    default:
      throw new UsageError(`There is no command "${command}".\n\n${OVERVIEW}`);
  }
}

const FILE_OPTIONS = {
  in: { type: "string" },
  out: { type: "string" },
  workers: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

function readNarrate(argv: readonly string[]): Invocation {
  const values = parse("narrate", argv, {
    ...FILE_OPTIONS,
    direction: { type: "string", default: "forward" },
    detail: { type: "string", default: "concise" },
    checkers: { type: "string" },
  } as const);
  if (values.help === true) return { command: "help", text: HELP.narrate };
  return {
    command: "narrate",
    ...readFiles("narrate", values),
    directions: choice("direction", values.direction, DIRECTIONS),
    detail: choice("detail", values.detail, DETAILS),
    checkers: values.checkers ?? null,
  };
}

function readVerify(argv: readonly string[]): Invocation {
  const values = parse("verify", argv, FILE_OPTIONS);
  if (values.help === true) return { command: "help", text: HELP.verify };
  return { command: "verify", ...readFiles("verify", values) };
}

function readTrace(argv: readonly string[]): Invocation {
  const values = parse("trace", argv, { ...FILE_OPTIONS, timing: { type: "boolean", default: false } } as const);
  if (values.help === true) return { command: "help", text: HELP.trace };
  return { command: "trace", ...readFiles("trace", values), timing: values.timing };
}

type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; strict: true; allowPositionals: false }>
>["values"];

function parse<O extends OptionsConfig>(command: string, argv: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message.replace(/\.?$/, ".")} See "${command} --help".`);
  }
}

function readFiles(
  command: string,
  values: {
    readonly in?: string | undefined;
    readonly out?: string | undefined;
    readonly workers?: string | undefined;
  },
): Files {
  const { in: input, out: output, workers } = values;
  if (input === undefined || input === "")
    throw new UsageError(`Say which rows to read: ${command} --in FILE (- for stdin).`);
  if (output === undefined || output === "")
    throw new UsageError(`Say where to write: ${command} --out FILE (- for stdout).`);
  return { in: input, out: output, workers: workers === undefined ? availableParallelism() : workerCount(workers) };
}

function workerCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 64) {
    throw new UsageError(`--workers takes a whole number from 1 to 64, not "${text}".`);
  }
  return count;
}

function choice<T>(option: string, text: string, choices: ReadonlyMap<string, T>): T {
  const chosen = choices.get(text);
  if (chosen !== undefined) return chosen;
  throw new UsageError(`--${option} can be ${[...choices.keys()].join(" or ")} in this version, not "${text}".`);
}
