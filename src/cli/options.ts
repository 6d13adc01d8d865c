import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Detail, Direction, Voice } from "../rationale/types.ts";

/** The command line cannot be followed; the message says what to write instead. */
export class UsageError extends Error {}

export const DIRECTIONS: ReadonlyMap<string, readonly Direction[]> = new Map([
  ["forward", ["forward"]],
  ["backward", ["backward"]],
  ["both", ["forward", "backward"]],
]);
export const DETAILS: ReadonlyMap<string, Detail> = new Map([
  ["outline", "outline"],
  ["concise", "concise"],
  ["full", "full"],
]);

export const ONE_VOICE: ReadonlyMap<string, Voice> = new Map([
  ["teacher", "teacher"],
  ["first-person", "first-person"],
]);
type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; strict: true; allowPositionals: false }>
>["values"];

/** The options given to a command. @throws UsageError */
export function parse<O extends OptionsConfig>(command: string, argv: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message.replace(/\.?$/, ".")} See "${command} --help".`);
  }
}

/** An option that is a whole number from 1 to `most`; undefined where it is not given. @throws UsageError */
export function wholeNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new UsageError(`--${option} takes a whole number from 1 to ${most}, not "${text}".`);
}

/** An option that is one of some words. @throws UsageError */
export function choice<T>(option: string, text: string, choices: ReadonlyMap<string, T>): T {
  const chosen = choices.get(text);
  if (chosen !== undefined) return chosen;
  throw new UsageError(`--${option} can be ${[...choices.keys()].join(" or ")} in this version, not "${text}".`);
}
