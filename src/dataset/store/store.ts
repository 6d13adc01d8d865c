import Dexie from "dexie";
import { type CuratedSample, curatedSchema } from "../curated.ts";
import { type BadRow, uniqueIds } from "../import/import.ts";
import {
  type Change,
  CurationDatabase,
  type HistoryEntry,
  type Project,
  type SavedView,
  type StoredRow,
} from "./database.ts";
import { summaryOf } from "./summary.ts";

/** The browser's storage is full: nothing of this change was kept, all that was saved before is. */
export class StorageFull extends Error {
  constructor() {
    super(
      "The browser's storage is full. This change was not saved; everything saved before is kept. Save a backup, then remove a project or free disk space.",
    );
  }
}

/** Another tab changed the same field meanwhile; nothing was overwritten. */
export class Conflict extends Error {
  constructor(readonly current: CuratedSample) {
    super(
      "Another tab has changed this sample meanwhile. Nothing was overwritten; look at what it says now, then decide again.",
    );
  }
}

/** A sample cannot be read back. */
export class CorruptSample extends Error {
  constructor(
    readonly id: string,
    readonly raw: unknown,
  ) {
    super(
      `The stored sample ${id} is damaged and cannot be shown. The others are not affected; bring it again, or take it back from a backup.`,
    );
  }
}

/** A change of one sample: `seen` is what the fields were when the person decided. */
export interface Edit {
  readonly id: string;
  readonly seen: Change;
  readonly change: Change;
}

/** What tells other tabs, and this one, which samples of a project are different now. */
export interface Changed {
  readonly project: string;
  readonly ids: readonly string[];
}

/**
 * Projects of samples in IndexedDB. What a method resolved for is durable. Every change of a sample is one transaction
 * together with its history, so that a tab that dies in the middle leaves the sample as it was before or after.
 */
export class CurationStore {
  readonly #channel: BroadcastChannel;

  constructor(readonly database = new CurationDatabase()) {
    this.#channel = new BroadcastChannel(database.name);
    // Node would wait for messages for ever.
    (this.#channel as { unref?: () => void }).unref?.();
  }

  close(): void {
    this.#channel.close();
    this.database.close();
  }

  /** Hear of changes that other tabs made. @returns how to stop */
  onChange(listener: (changed: Changed) => void): () => void {
    const hear = (event: MessageEvent<Changed>) => listener(event.data);
    this.#channel.addEventListener("message", hear);
    return () => this.#channel.removeEventListener("message", hear);
  }

  async projects(): Promise<readonly Project[]> {
    const all = await this.database.projects.toArray();
    return all.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
  }

  async createProject(name: string): Promise<Project> {
    const project = { id: crypto.randomUUID(), name, createdAt: new Date().toISOString() };
    await this.#guarded(() => this.database.projects.add(project));
    return project;
  }

  async removeProject(id: string): Promise<void> {
    const { database } = this;
    await database.transaction("rw", database.tables, async () => {
      const range = [
        [id, Dexie.minKey],
        [id, Dexie.maxKey],
      ] as const;
      await database.projects.delete(id);
      await database.samples
        .where("[project+id]")
        .between(...range)
        .delete();
      await database.rows
        .where("[project+id]")
        .between(...range)
        .delete();
      await database.history
        .where("[project+seq]")
        .between(...range)
        .delete();
      await database.aside.where("project").equals(id).delete();
      await database.views
        .where("[project+name]")
        .between(...range)
        .delete();
    });
    this.#tell({ project: id, ids: [] });
  }

  /**
   * Add samples and rows kept aside, all of them or none. An id that is taken gets `~2`, `~3`, ….
   *
   * @returns the samples as they are stored
   */
  async add(
    project: string,
    samples: readonly CuratedSample[],
    aside: readonly BadRow[] = [],
  ): Promise<readonly CuratedSample[]> {
    const { database } = this;
    const added = await this.#guarded(() =>
      database.transaction("rw", database.samples, database.rows, database.aside, async () => {
        const taken = await database.rows
          .where("[project+id]")
          .between([project, Dexie.minKey], [project, Dexie.maxKey])
          .primaryKeys();
        const idFor = uniqueIds(taken.map(([, id]) => id));
        const named = samples.map((sample) => ({ ...sample, id: idFor(sample.id) }));
        await database.samples.bulkAdd(named.map((sample) => ({ project, id: sample.id, sample })));
        await database.rows.bulkAdd(
          named.map((sample, index) => ({
            project,
            id: sample.id,
            order: taken.length + index,
            summary: summaryOf(sample, false),
          })),
        );
        await database.aside.bulkAdd(aside.map((row) => ({ ...row, project })));
        return named;
      }),
    );
    this.#tell({ project, ids: added.map(({ id }) => id) });
    return added;
  }

  /** What a table shows of every sample, in order. */
  rows(project: string): Promise<StoredRow[]> {
    return this.database.rows
      .where("[project+order]")
      .between([project, Dexie.minKey], [project, Dexie.maxKey])
      .toArray();
  }

  /** The rows of these samples; those that are gone are left out. */
  async rowsOf(project: string, ids: readonly string[]): Promise<readonly StoredRow[]> {
    const found = await this.database.rows.bulkGet(ids.map((id) => [project, id] as [string, string]));
    return found.filter((row) => row !== undefined);
  }

  /** @throws CorruptSample; Error when there is no such sample */
  async sample(project: string, id: string): Promise<CuratedSample> {
    const stored = await this.database.samples.get([project, id]);
    if (stored === undefined) throw new Error(`There is no sample ${id} in this project.`);
    return readBack(id, stored.sample);
  }

  /** All samples in order; damaged ones are told to `onCorrupt` and left out. */
  async *samples(project: string, onCorrupt: (id: string) => void = () => {}): AsyncGenerator<CuratedSample> {
    const keys = await this.database.rows
      .where("[project+order]")
      .between([project, Dexie.minKey], [project, Dexie.maxKey])
      .primaryKeys();
    for (let at = 0; at < keys.length; at += CHUNK) {
      for (const stored of await this.database.samples.bulkGet(keys.slice(at, at + CHUNK))) {
        const parsed = curatedSchema.safeParse(stored?.sample);
        if (parsed.success) yield parsed.data;
        else if (stored !== undefined) onCorrupt(stored.id);
      }
    }
  }

  aside(project: string): Promise<BadRow[]> {
    return this.database.aside.where("project").equals(project).toArray();
  }

  /**
   * Make changes, all of them or none.
   *
   * @param label what to call them in the history; null for what is no person's doing (a run), which cannot be undone
   * @returns the samples as they are now
   * @throws Conflict when a field is no longer what the person saw; StorageFull; CorruptSample
   */
  async edit(project: string, edits: readonly Edit[], label: string | null): Promise<readonly CuratedSample[]> {
    const batch = crypto.randomUUID();
    const at = new Date().toISOString();
    const { database } = this;
    const changed = await this.#guarded(() =>
      database.transaction("rw", database.samples, database.rows, database.history, async () => {
        const stored = await database.samples.bulkGet(edits.map(({ id }) => [project, id] as [string, string]));
        const entries: Omit<HistoryEntry, "seq">[] = [];
        const samples = edits.map(({ id, seen, change }, index) => {
          const current = readBack(id, stored[index]?.sample);
          if (!sameFields(current, seen)) throw new Conflict(current);
          const before = fieldsOf(current, change);
          if (label !== null) entries.push({ project, id, batch, label, at, before, after: change, undone: 0 });
          return { ...current, ...change };
        });
        await this.#put(
          project,
          samples,
          new Set(edits.filter(({ change }) => label !== null && change.rationales !== undefined).map(({ id }) => id)),
        );
        await database.history.bulkAdd(entries);
        return samples;
      }),
    );
    this.#tell({ project, ids: edits.map(({ id }) => id) });
    return changed;
  }

  /** What happened to a sample, oldest first. */
  history(project: string, id: string): Promise<HistoryEntry[]> {
    return this.database.history
      .where("[project+id+seq]")
      .between([project, id, Dexie.minKey], [project, id, Dexie.maxKey])
      .toArray();
  }

  /** The newest change that has not been taken back, of one sample or of the whole project. */
  async lastChange(project: string, id?: string): Promise<HistoryEntry | undefined> {
    const entries =
      id === undefined
        ? this.database.history.where("[project+seq]").between([project, Dexie.minKey], [project, Dexie.maxKey])
        : this.database.history
            .where("[project+id+seq]")
            .between([project, id, Dexie.minKey], [project, id, Dexie.maxKey]);
    return entries
      .reverse()
      .filter(({ undone }) => undone === 0)
      .first();
  }

  /**
   * Take back every change of a batch.
   *
   * @returns the samples it brought back
   * @throws Conflict when a field was changed again since
   */
  async undo(project: string, batch: string): Promise<readonly CuratedSample[]> {
    const { database } = this;
    const changed = await this.#guarded(() =>
      database.transaction("rw", database.samples, database.rows, database.history, async () => {
        const entries = await database.history.where("[project+batch]").equals([project, batch]).toArray();
        const samples: CuratedSample[] = [];
        for (const entry of entries.filter(({ undone }) => undone === 0)) {
          const stored = await database.samples.get([project, entry.id]);
          const current = readBack(entry.id, stored?.sample);
          if (!sameFields(current, entry.after)) throw new Conflict(current);
          samples.push({ ...current, ...entry.before });
        }
        await this.#put(project, samples, new Set());
        await database.history.bulkPut(entries.map((entry) => ({ ...entry, undone: 1 as const })));
        return samples;
      }),
    );
    this.#tell({ project, ids: changed.map(({ id }) => id) });
    return changed;
  }

  views(project: string): Promise<SavedView[]> {
    return this.database.views
      .where("[project+name]")
      .between([project, Dexie.minKey], [project, Dexie.maxKey])
      .toArray();
  }

  async saveView(view: SavedView): Promise<void> {
    await this.#guarded(() => this.database.views.put(view));
  }

  async removeView(project: string, name: string): Promise<void> {
    await this.database.views.delete([project, name]);
  }

  async #put(project: string, samples: readonly CuratedSample[], edited: ReadonlySet<string>): Promise<void> {
    const { database } = this;
    const rows = await database.rows.bulkGet(samples.map(({ id }) => [project, id] as [string, string]));
    await database.samples.bulkPut(samples.map((sample) => ({ project, id: sample.id, sample })));
    await database.rows.bulkPut(
      samples.map((sample, index) => ({
        project,
        id: sample.id,
        order: rows[index]?.order ?? 0,
        summary: summaryOf(sample, edited.has(sample.id) || rows[index]?.summary.edited === true),
      })),
    );
  }

  async #guarded<T>(work: () => PromiseLike<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isQuota(error)) throw new StorageFull();
      throw error;
    }
  }

  #tell(changed: Changed): void {
    this.#channel.postMessage(changed);
  }
}

const CHUNK = 200;

function readBack(id: string, raw: unknown): CuratedSample {
  const parsed = curatedSchema.safeParse(raw);
  if (!parsed.success) throw new CorruptSample(id, raw);
  return parsed.data;
}

/** Browsers report a full disk on the request, or only as the reason why the transaction was aborted. */
function isQuota(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = "inner" in each ? each.inner : undefined) {
    if (each.name === "QuotaExceededError") return true;
  }
  return false;
}

function fieldsOf(sample: CuratedSample, like: Change): Change {
  return Object.fromEntries((Object.keys(like) as (keyof Change)[]).map((name) => [name, sample[name]]));
}

function sameFields(sample: CuratedSample, seen: Change): boolean {
  return (Object.keys(seen) as (keyof Change)[]).every(
    (name) => JSON.stringify(sample[name]) === JSON.stringify(seen[name]),
  );
}
