import Dexie, { type EntityTable, type Table } from "dexie";
import type { CuratedSample } from "../curated.ts";
import type { BadRow } from "../import/import.ts";
import type { Summary } from "./summary.ts";

export interface Project {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A sample as it is kept: whole, and read one at a time. */
export interface StoredSample {
  readonly project: string;
  readonly id: string;
  readonly sample: CuratedSample;
}

/** What a table shows of a sample: small, and read all at once. */
export interface StoredRow {
  readonly project: string;
  readonly id: string;
  /** Place in the project, from 0 in the order in which samples came. */
  readonly order: number;
  readonly summary: Summary;
}

/** The parts of a sample that people and runs change. */
export type Change = Partial<
  Pick<
    CuratedSample,
    "curation" | "rationales" | "outcome" | "error" | "output" | "exception" | "steps" | "features" | "versions"
  >
>;

/** One change of one sample, with what was there before; changes made together share a batch. */
export interface HistoryEntry {
  readonly seq: number;
  readonly project: string;
  readonly id: string;
  readonly batch: string;
  readonly label: string;
  /** ISO 8601. */
  readonly at: string;
  readonly before: Change;
  readonly after: Change;
  /** Taken back. */
  readonly undone: 0 | 1;
}

export interface StoredBadRow extends BadRow {
  readonly seq: number;
  readonly project: string;
}

export interface SavedView {
  readonly project: string;
  readonly name: string;
  readonly query: unknown;
}

/** The tables of the curation desk in IndexedDB. A change of shape gets a version of its own, with its upgrade. */
export class CurationDatabase extends Dexie {
  declare projects: EntityTable<Project, "id">;
  declare samples: Table<StoredSample, [string, string]>;
  declare rows: Table<StoredRow, [string, string]>;
  declare history: EntityTable<HistoryEntry, "seq">;
  declare aside: EntityTable<StoredBadRow, "seq">;
  declare views: Table<SavedView, [string, string]>;

  constructor(name = "tracewright-curation") {
    // An edit that is called saved must outlive a crash of the machine, not only of the tab.
    super(name, { chromeTransactionDurability: "strict" });
    this.version(1).stores({
      projects: "id",
      samples: "[project+id]",
      rows: "[project+id], [project+order]",
      history: "++seq, [project+id+seq], [project+batch], [project+seq]",
      aside: "++seq, project",
      views: "[project+name]",
    });
  }
}
