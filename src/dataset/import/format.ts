import type { ProgramToRun } from "../curated.ts";
import type { Fields } from "./records.ts";

/** What a format makes of a record: programs to run, and calls that cannot be run alone, with the reason. */
export type Converted =
  | ({ readonly kind: "program" } & Omit<ProgramToRun, "id" | "origin">)
  | { readonly kind: "problem"; readonly reason: string };

/** A kind of dataset: how its records are known, and what programs they hold. */
export interface Format {
  readonly name: string;
  readonly title: string;
  /** Whether a record is of this format, by its fields. */
  recognises(fields: Fields): boolean;
  /** The id that the record has by itself. */
  idOf(fields: Fields): string | null;
  /** @throws Problem where the record as a whole cannot be used */
  convert(fields: Fields): Iterable<Converted>;
}

/** Why a record cannot be used, as a sentence that says what to mend. */
export class Problem extends Error {}

/** A text field that must be there. @throws Problem */
export function requiredText(fields: Fields, name: string): string {
  const value = optionalText(fields, name);
  if (value === null) throw new Problem(`"${name}" is missing.`);
  return value;
}

/** A text field, or null where it is absent. @throws Problem when it is no text */
export function optionalText(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") throw new Problem(`"${name}" must be text, not ${nameOfType(value)}.`);
  if (/\p{Surrogate}/u.test(value)) throw new Problem(`"${name}" holds half a surrogate pair, which is not text.`);
  return value;
}

/** The first of several fields that is an id: text or a number. */
export function firstId(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number" || typeof value === "bigint") return String(value);
  }
  return null;
}

function nameOfType(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Whether all of these fields are there. */
export function has(fields: Fields, ...names: readonly string[]): boolean {
  return names.every((name) => fields[name] !== undefined && fields[name] !== null);
}

/** Line ends as Python reads them: MBPP comes with CRLF. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
