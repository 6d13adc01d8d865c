import type { Format } from "./format.ts";
import { codeio } from "./formats/codeio.ts";
import { cruxeval } from "./formats/cruxeval.ts";
import { evalplus } from "./formats/evalplus.ts";
import { humaneval } from "./formats/humaneval.ts";
import { livecodebench } from "./formats/livecodebench.ts";
import { mbpp } from "./formats/mbpp.ts";
import { plain } from "./formats/plain.ts";

import type { Fields } from "./records.ts";

/** Formats of programs, the most particular first: `plain` recognises whatever has code. */
export const FORMATS: readonly Format[] = [livecodebench, evalplus, humaneval, mbpp, codeio, cruxeval, plain];

/** The format of our own samples, which come back as they are. */
export const OWN_FORMAT = "tracewright";

/** Whether a record is a sample of ours, of this version. */
export function isOwnSample(fields: Fields): boolean {
  return "program" in fields && "rationales" in fields && "version" in fields && "curation" in fields;
}

/** The name of the format that most of the first records are of; null when they are of none. */
export function recogniseFormat(records: readonly Fields[]): string | null {
  if (records.length > 0 && records.filter(isOwnSample).length * 2 > records.length) return OWN_FORMAT;
  const counts = FORMATS.map((format) => records.filter((fields) => format.recognises(fields)).length);
  const most = Math.max(0, ...counts);
  return most === 0 ? null : (FORMATS[counts.indexOf(most)]?.name ?? null);
}

/** The format of that name. @throws Error when there is none */
export function formatNamed(name: string): Format {
  const format = FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new Error(`There is no format "${name}".`);
  return format;
}
