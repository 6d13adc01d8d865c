import { create } from "zustand";
import { type CuratedSample, type Curation, isContradicted } from "../dataset/curated.ts";
import type { BadRow } from "../dataset/import/import.ts";
import { jsonLine } from "../dataset/json-lines.ts";
import type { RunOptions } from "../dataset/run/run-sample.ts";
import { backupOf, restore } from "../dataset/store/backup.ts";
import type { Project } from "../dataset/store/database.ts";
import { type Changed, CurationStore, type Edit } from "../dataset/store/store.ts";
import { createBrowserRuntime } from "../runtime/browser.ts";
import { DEFAULT_LIMITS, type Runtime } from "../runtime/types.ts";
import { type RunProgress, RunQueue } from "./run/run-queue.ts";
import { EVERYTHING, type Facet, type Measure, type Query, RowIndex } from "./table/row-index.ts";

/** What a sentence above the page says. */
export interface Notice {
  readonly kind: "saved" | "problem";
  readonly text: string;
  /** Takes back what it speaks of. */
  readonly batch?: string;
}

export interface DeskState {
  readonly phase: "opening" | "ready" | "failed";
  readonly projects: readonly Project[];
  readonly project: Project | null;
  readonly index: RowIndex;
  /** Counts the changes of `index`, which is changed in place. */
  readonly revision: number;
  readonly query: Query;
  readonly selected: ReadonlySet<string>;
  /** The sample under review; null shows the table. */
  readonly open: string | null;
  readonly running: RunProgress | null;
  readonly asideCount: number;
  readonly notice: Notice | null;
}

export const useDesk = create<DeskState>()(() => ({
  phase: "opening",
  projects: [],
  project: null,
  index: new RowIndex([]),
  revision: 0,
  query: EVERYTHING,
  selected: new Set(),
  open: null,
  running: null,
  asideCount: 0,
  notice: null,
}));

const LAST_PROJECT = "tracewright-curation-project";

/** What can be done on the Curate page. Lives outside React; what it knows is in {@link useDesk}. */
export class Desk {
  readonly store = new CurationStore();
  #queue: RunQueue | null = null;
  /** Interpreters for runs of many samples, which are rewound and used again. */
  #batch: Runtime | null = null;
  #stopHearing: (() => void) | null = null;

  constructor(readonly runtime: Runtime) {}

  async start(): Promise<void> {
    this.#stopHearing ??= this.store.onChange((changed) => void this.#heard(changed));
    try {
      // Browsers may drop what a page stores; most ask nobody and simply grant or refuse this.
      await navigator.storage?.persist?.();
      let projects = await this.store.projects();
      if (projects.length === 0) projects = [await this.store.createProject("My samples")];
      const last = localStorage.getItem(LAST_PROJECT);
      useDesk.setState({ projects });
      await this.openProject(projects.find(({ id }) => id === last) ?? (projects[0] as Project));
    } catch (error) {
      this.complain(error);
      useDesk.setState({ phase: "failed" });
    }
  }

  async openProject(project: Project): Promise<void> {
    this.pause();
    const [rows, aside] = await Promise.all([this.store.rows(project.id), this.store.aside(project.id)]);
    localStorage.setItem(LAST_PROJECT, project.id);
    useDesk.setState(({ revision }) => ({
      phase: "ready",
      project,
      index: new RowIndex(rows),
      revision: revision + 1,
      query: EVERYTHING,
      selected: new Set(),
      open: null,
      asideCount: aside.length,
    }));
  }

  async createProject(name: string): Promise<void> {
    await this.#try(async () => {
      const project = await this.store.createProject(name);
      useDesk.setState({ projects: await this.store.projects() });
      await this.openProject(project);
    });
  }

  async removeProject(): Promise<void> {
    await this.#try(async () => {
      await this.store.removeProject(this.#project.id);
      await this.start();
    });
  }

  /** Store imported samples and what was kept aside. */
  async add(samples: readonly CuratedSample[], aside: readonly BadRow[]): Promise<boolean> {
    return this.#try(async () => {
      for (let at = 0; at < samples.length; at += CHUNK)
        await this.store.add(this.#project.id, samples.slice(at, at + CHUNK));
      await this.store.add(this.#project.id, [], aside);
      await this.openProject(this.#project);
      this.say(`${samples.length} samples stored${aside.length > 0 ? `, ${aside.length} rows kept aside` : ""}.`);
    });
  }

  ask(query: Partial<Query>): void {
    useDesk.setState(({ query: before }) => ({ query: { ...before, ...query } }));
  }

  #asking = 0;
  /** As {@link ask}, once nothing has been typed for a moment. */
  askSoon(query: Partial<Query>): void {
    window.clearTimeout(this.#asking);
    this.#asking = window.setTimeout(() => this.ask(query), 120);
  }

  choose(facet: Facet, value: string, chosen: boolean): void {
    const { query } = useDesk.getState();
    const before = (query.chosen[facet] ?? []).filter((each) => each !== value);
    const { [facet]: _, ...others } = query.chosen;
    const values = chosen ? [...before, value] : before;
    this.ask({ chosen: values.length === 0 ? others : { ...others, [facet]: values } });
  }

  narrow(measure: Measure, range: readonly [number, number] | null): void {
    const { [measure]: _, ...others } = useDesk.getState().query.ranges;
    this.ask({ ranges: range === null ? others : { ...others, [measure]: range } });
  }

  toggle(id: string): void {
    const selected = new Set(useDesk.getState().selected);
    if (!selected.delete(id)) selected.add(id);
    useDesk.setState({ selected });
  }

  /** Change how samples were decided, as one act that can be taken back. */
  async curate(
    samples: readonly CuratedSample[],
    change: (curation: Curation) => Partial<Curation>,
    label: string,
  ): Promise<boolean> {
    const edits = samples.map(
      ({ id, curation }): Edit => ({
        id,
        seen: { curation },
        change: { curation: { ...curation, ...change(curation) } },
      }),
    );
    return this.edit(edits, label);
  }

  /** @param sound leave out samples with a contradicted sentence that nobody has written an override for */
  async curateSelected(change: (curation: Curation) => Partial<Curation>, label: string, sound = false): Promise<void> {
    await this.#try(async () => {
      const all: CuratedSample[] = [];
      for (const id of useDesk.getState().selected) all.push(await this.store.sample(this.#project.id, id));
      const samples = all.filter((sample) => !sound || !isContradicted(sample) || sample.curation.override !== null);
      if (samples.length === 0)
        throw new Error("Each of them has a contradicted sentence: mend it, or write an override, sample by sample.");
      await this.curate(samples, change, `${label} (${samples.length})`);
    });
  }

  async edit(edits: readonly Edit[], label: string): Promise<boolean> {
    return this.#try(async () => {
      await this.store.edit(this.#project.id, edits, label);
      await this.#refresh(edits.map(({ id }) => id));
      const batch = (await this.store.lastChange(this.#project.id))?.batch;
      useDesk.setState({
        notice: { kind: "saved", text: `${label}: saved.`, ...(batch === undefined ? {} : { batch }) },
      });
    });
  }

  async undo(batch?: string): Promise<void> {
    await this.#try(async () => {
      const last =
        batch === undefined ? await this.store.lastChange(this.#project.id) : { batch, label: "Last change" };
      if (last === undefined) return this.say("There is nothing to undo.");
      const changed = await this.store.undo(this.#project.id, last.batch);
      await this.#refresh(changed.map(({ id }) => id));
      this.say(`${last.label}: taken back.`);
    });
  }

  /** Run every sample that waits. */
  async run(options: Omit<RunOptions, "limits">): Promise<void> {
    const { index, running } = useDesk.getState();
    if (running !== null) return;
    const waiting: string[] = [];
    for (let position = 0; position < index.size; position += 1) {
      const { id, summary } = index.at(position);
      if (summary.outcome === "waiting") waiting.push(id);
    }
    const width = Math.max(1, navigator.hardwareConcurrency - 1);
    this.#batch ??= createBrowserRuntime(width);
    const queue = new RunQueue(
      this.#batch,
      this.store,
      this.#project.id,
      { ...options, limits: DEFAULT_LIMITS },
      width,
    );
    this.#queue = queue;
    await this.#try(async () => {
      await queue.run(waiting, (running) => {
        if (this.#queue === queue) useDesk.setState({ running });
        void this.#refreshSoon();
      });
    });
    if (this.#queue === queue) useDesk.setState({ running: null });
    await this.#refresh(waiting);
  }

  pause(): void {
    this.#queue?.pause();
    this.#queue = null;
    useDesk.setState({ running: null });
  }

  async *backup(): AsyncGenerator<string> {
    yield* backupOf(this.store, this.#project);
  }

  /** Rows kept aside, with their reasons, as JSON Lines. */
  async *asideLines(): AsyncGenerator<string> {
    for (const { file, row, id, reason, record } of await this.store.aside(this.#project.id)) {
      yield jsonLine({ file, row, id, reason, record });
    }
  }

  async restore(file: File): Promise<void> {
    await this.#try(async () => {
      const project = await restore(this.store, iterate(file.stream()));
      useDesk.setState({ projects: await this.store.projects() });
      await this.openProject(project);
    });
  }

  say(text: string): void {
    useDesk.setState({ notice: { kind: "saved", text } });
  }

  complain(error: unknown): void {
    useDesk.setState({ notice: { kind: "problem", text: error instanceof Error ? error.message : String(error) } });
  }

  get #project(): Project {
    const { project } = useDesk.getState();
    if (project === null) throw new Error("No project is open.");
    return project;
  }

  async #heard({ project, ids }: Changed): Promise<void> {
    if (project !== useDesk.getState().project?.id) return;
    const { index } = useDesk.getState();
    if (ids.every((id) => index.positionOf(id) !== undefined)) await this.#refresh(ids);
    else await this.openProject(this.#project);
  }

  #refreshing = false;
  /** While samples run, the table follows twice a second. */
  async #refreshSoon(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
    this.#refreshing = false;
    const { index, project } = useDesk.getState();
    if (project === null) return;
    const waiting: string[] = [];
    for (let position = 0; position < index.size && waiting.length < CHUNK; position += 1) {
      const { id, summary } = index.at(position);
      if (summary.outcome === "waiting") waiting.push(id);
    }
    await this.#refresh(waiting);
  }

  async #refresh(ids: readonly string[]): Promise<void> {
    const { project, index } = useDesk.getState();
    if (project === null || ids.length === 0) return;
    for (const row of await this.store.rowsOf(project.id, ids)) index.update(row);
    useDesk.setState(({ revision }) => ({ revision: revision + 1 }));
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }
}

const CHUNK = 500;

async function* iterate(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

/** A file that a person chose, as the importers read it. */
export function sourceFile(file: File) {
  return { name: file.name, chunks: () => iterate(file.stream()) };
}
