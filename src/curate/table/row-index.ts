import type { Status } from "../../dataset/curated.ts";
import type { StoredRow } from "../../dataset/store/database.ts";

/** Fields by which samples are filtered, each with a few values; a sample may have several of some. */
export const FACETS = ["status", "verdict", "outcome", "problem", "tag", "feature", "format", "kept"] as const;
export type Facet = (typeof FACETS)[number];

/** Numbers by which samples are filtered and sorted. */
export const MEASURES = ["order", "lines", "steps", "words", "doubt"] as const;
export type Measure = (typeof MEASURES)[number];

/** What a curator looks for. Values of one facet are alternatives; facets narrow each other. */
export interface Query {
  readonly text: string;
  readonly chosen: Readonly<Partial<Record<Facet, readonly string[]>>>;
  /** From and to, both included. */
  readonly ranges: Readonly<Partial<Record<Measure, readonly [number, number]>>>;
  readonly sort: Measure;
  readonly descending: boolean;
}

export const EVERYTHING: Query = { text: "", chosen: {}, ranges: {}, sort: "order", descending: false };

export interface QueryResult {
  /** Positions of the rows that are found, in order. */
  readonly found: Int32Array;
  /** How many rows each value would leave, were it chosen beside what other facets ask. */
  readonly counts: Readonly<Record<Facet, ReadonlyMap<string, number>>>;
}

/** Rows in memory, in columns: a query over 50,000 takes some ten milliseconds. */
export class RowIndex {
  readonly #rows: StoredRow[] = [];
  readonly #positions = new Map<string, number>();
  readonly #codes = new Map<string, number>();
  readonly #words: string[] = [];
  /** Codes of each facet's values, row after row. */
  readonly #facets: Record<Facet, Uint16Array[]>;
  readonly #measures: Record<Measure, Float64Array>;
  readonly #twins = new Map<string, number>();

  constructor(rows: readonly StoredRow[]) {
    const perFacet = () => new Array<Uint16Array>(rows.length);
    this.#facets = Object.fromEntries(FACETS.map((facet) => [facet, perFacet()])) as Record<Facet, Uint16Array[]>;
    this.#measures = Object.fromEntries(MEASURES.map((measure) => [measure, new Float64Array(rows.length)])) as Record<
      Measure,
      Float64Array
    >;
    for (const { summary } of rows)
      this.#twins.set(summary.fingerprint, (this.#twins.get(summary.fingerprint) ?? 0) + 1);
    rows.forEach((row, position) => {
      this.#positions.set(row.id, position);
      this.#fill(position, row);
    });
  }

  get size(): number {
    return this.#rows.length;
  }

  at(position: number): StoredRow {
    const row = this.#rows[position];
    if (row === undefined) throw new RangeError(`There is no row ${position}.`);
    return row;
  }

  positionOf(id: string): number | undefined {
    return this.#positions.get(id);
  }

  /** Take a changed row over. @returns false when it is not one of these rows */
  update(row: StoredRow): boolean {
    const position = this.#positions.get(row.id);
    if (position === undefined) return false;
    this.#fill(position, row);
    return true;
  }

  /** A measure of all rows, in the order of the project. */
  measure(name: Measure): Float64Array {
    return this.#measures[name];
  }

  /** How many rows are so. */
  count(fits: (summary: StoredRow["summary"]) => boolean): number {
    return this.#rows.reduce((sum, { summary }) => sum + (fits(summary) ? 1 : 0), 0);
  }

  /** What both reviewers said of the samples that have been reviewed twice. */
  doublyReviewed(): readonly (readonly [Status, Status])[] {
    return this.#rows.flatMap(({ summary: { status, second } }) =>
      second === null || status === "unreviewed" ? [] : [[status, second] as const],
    );
  }

  query({ text, chosen, ranges, sort, descending }: Query): QueryResult {
    const size = this.#rows.length;
    /** How many facets refuse a row, and the last that does. */
    const refusals = new Uint8Array(size);
    const refuser = new Uint8Array(size);
    const wanted = text.trim().toLowerCase();
    for (const [name, range] of Object.entries(ranges) as [Measure, readonly [number, number]][]) {
      const column = this.#measures[name];
      for (let row = 0; row < size; row += 1) {
        const value = column[row] as number;
        if (value < range[0] || value > range[1]) refusals[row] = 2;
      }
    }
    FACETS.forEach((facet, number) => {
      const values = chosen[facet];
      if (values === undefined || values.length === 0) return;
      const isChosen = new Uint8Array(this.#words.length);
      for (const value of values) isChosen[this.#codes.get(value) ?? isChosen.length] = 1;
      const column = this.#facets[facet];
      for (let row = 0; row < size; row += 1) {
        if (refusals[row] === 2 || hasAny(column[row] as Uint16Array, isChosen)) continue;
        refusals[row] = (refusals[row] as number) + 1;
        refuser[row] = number;
      }
    });
    if (wanted !== "") {
      for (let row = 0; row < size; row += 1) {
        if (refusals[row] !== 2 && !(this.#rows[row] as StoredRow).summary.text.includes(wanted)) refusals[row] = 2;
      }
    }
    return { found: this.#sorted(refusals, sort, descending), counts: this.#counts(refusals, refuser) };
  }

  #sorted(refusals: Uint8Array, sort: Measure, descending: boolean): Int32Array {
    const found = new Int32Array(refusals.length);
    let length = 0;
    for (let row = 0; row < refusals.length; row += 1) {
      if (refusals[row] !== 0) continue;
      found[length] = row;
      length += 1;
    }
    const kept = found.subarray(0, length);
    const column = this.#measures[sort];
    const sign = descending ? -1 : 1;
    if (sort !== "order" || descending) {
      kept.sort((one, other) => sign * ((column[one] as number) - (column[other] as number)) || one - other);
    }
    return kept;
  }

  #counts(refusals: Uint8Array, refuser: Uint8Array): QueryResult["counts"] {
    const counts: Partial<Record<Facet, ReadonlyMap<string, number>>> = {};
    FACETS.forEach((facet, number) => {
      const tally = new Uint32Array(this.#words.length);
      const column = this.#facets[facet];
      for (let row = 0; row < refusals.length; row += 1) {
        if (refusals[row] === 0 || (refusals[row] === 1 && refuser[row] === number)) {
          const codes = column[row] as Uint16Array;
          for (let at = 0; at < codes.length; at += 1)
            tally[codes[at] as number] = (tally[codes[at] as number] as number) + 1;
        }
      }
      const named = this.#words
        .map((word, code) => [word, tally[code] as number] as const)
        .filter(([, count]) => count > 0);
      counts[facet] = new Map(named.sort(([, one], [, other]) => other - one));
    });
    return counts as QueryResult["counts"];
  }

  #fill(position: number, row: StoredRow): void {
    const { summary } = row;
    this.#rows[position] = row;
    const values: Readonly<Record<Facet, readonly string[]>> = {
      status: [summary.status],
      verdict: [verdictOf(row)],
      outcome: [summary.outcome],
      problem: summary.problem === null ? [] : [summary.problem],
      tag: summary.tags,
      feature: summary.features,
      format: [summary.format],
      kept: [
        ...(summary.hasNotes ? ["with notes"] : []),
        ...(summary.edited ? ["reworded"] : []),
        ...((this.#twins.get(summary.fingerprint) ?? 0) > 1 ? ["duplicate"] : []),
      ],
    };
    for (const facet of FACETS)
      this.#facets[facet][position] = Uint16Array.from(values[facet], (value) => this.#codeOf(value));
    this.#measures.order[position] = row.order;
    this.#measures.lines[position] = summary.lines;
    this.#measures.steps[position] = summary.steps;
    this.#measures.words[position] = summary.words;
    this.#measures.doubt[position] = doubtOf(row);
  }

  #codeOf(value: string): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.#words.length;
    this.#codes.set(value, code);
    this.#words.push(value);
    return code;
  }
}

function hasAny(codes: Uint16Array, isChosen: Uint8Array): boolean {
  for (let at = 0; at < codes.length; at += 1) if (isChosen[codes[at] as number] === 1) return true;
  return false;
}

function verdictOf({ summary }: StoredRow): string {
  if (summary.contradicted > 0) return "contradicted";
  if (summary.unsupported > 0) return "unsupported";
  return summary.verified > 0 ? "all verified" : "no sentences";
}

/** How little is certain of a sample, from 0 to 1: contradicted sentences weigh twice what unsupported ones do. */
function doubtOf({ summary }: StoredRow): number {
  const { verified, contradicted, unsupported } = summary;
  const all = verified + contradicted + unsupported;
  return all === 0 ? 1 : Math.min(1, (2 * contradicted + unsupported) / all);
}
