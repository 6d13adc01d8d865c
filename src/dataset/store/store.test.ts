import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type CuratedSample, UNREVIEWED } from "../curated.ts";
import { makeCurated } from "../testing/samples.ts";
import { backupOf, restore } from "./backup.ts";
import { CurationDatabase, type Project } from "./database.ts";
import { Conflict, CorruptSample, CurationStore, type Edit, StorageFull } from "./store.ts";

let name = 0;
let store: CurationStore;
let project: Project;

beforeEach(async () => {
  name += 1;
  store = open();
  project = await store.createProject("Ours");
});
afterEach(() => store.close());

/** The same storage, as another tab or a later visit sees it. */
function open(): CurationStore {
  return new CurationStore(new CurationDatabase(`test-${name}`));
}

const accept = (sample: CuratedSample): Edit => ({
  id: sample.id,
  seen: { curation: sample.curation },
  change: { curation: { ...sample.curation, status: "accepted" } },
});

describe("CurationStore", () => {
  it("keeps what it was given, in order, each under an id of its own", async () => {
    await store.add(project.id, [makeCurated({ id: "b" }), makeCurated({ id: "a" })]);
    await store.add(
      project.id,
      [makeCurated({ id: "a" })],
      [{ file: "f", row: 1, id: null, reason: "no code", record: {} }],
    );
    store.close();
    store = open();
    expect((await store.rows(project.id)).map(({ id, order }) => [id, order])).toEqual([
      ["b", 0],
      ["a", 1],
      ["a~2", 2],
    ]);
    expect(await store.sample(project.id, "a~2")).toEqual(makeCurated({ id: "a~2" }));
    expect(await store.aside(project.id)).toMatchObject([{ reason: "no code" }]);
  });

  it("undoes changes after a reload, one sample's or a whole batch", async () => {
    const [one, two] = await store.add(project.id, [makeCurated({ id: "one" }), makeCurated({ id: "two" })]);
    if (!one || !two) throw new Error("two samples");
    await store.edit(project.id, [accept(one), accept(two)], "Accept 2");
    const [accepted] = await store.edit(
      project.id,
      [{ id: "one", seen: {}, change: { curation: { ...UNREVIEWED, status: "accepted", notes: "good" } } }],
      "Note",
    );
    expect(accepted?.curation.notes).toBe("good");
    store.close();
    store = open();
    const last = await store.lastChange(project.id, "one");
    expect(last).toMatchObject({ label: "Note" });
    await store.undo(project.id, last?.batch ?? "");
    expect((await store.sample(project.id, "one")).curation).toMatchObject({ status: "accepted", notes: "" });
    await store.undo(project.id, (await store.lastChange(project.id))?.batch ?? "");
    const rows = await store.rows(project.id);
    expect(rows.map(({ summary }) => summary.status)).toEqual(["unreviewed", "unreviewed"]);
    expect(await store.lastChange(project.id)).toBeUndefined();
    expect((await store.history(project.id, "one")).map(({ label, undone }) => [label, undone])).toEqual([
      ["Accept 2", 1],
      ["Note", 1],
    ]);
  });

  it("never lets one tab overwrite what another has just decided", async () => {
    const [sample] = await store.add(project.id, [makeCurated()]);
    if (!sample) throw new Error("a sample");
    const other = open();
    const heard = vi.fn();
    store.onChange(heard);
    await other.edit(project.id, [accept(sample)], "Accept");
    const mine: Edit = {
      id: sample.id,
      seen: { curation: sample.curation },
      change: { curation: { ...UNREVIEWED, status: "rejected" } },
    };
    await expect(store.edit(project.id, [mine], "Reject")).rejects.toThrow(Conflict);
    expect((await store.sample(project.id, sample.id)).curation.status).toBe("accepted");
    // Another field of the same sample is no conflict.
    await store.edit(project.id, [{ id: sample.id, seen: { steps: sample.steps }, change: { steps: 9 } }], "Run");
    expect(await other.sample(project.id, sample.id)).toMatchObject({ steps: 9, curation: { status: "accepted" } });
    await vi.waitFor(() => expect(heard.mock.calls[0]?.[0]).toEqual({ project: project.id, ids: [sample.id] }));
    other.close();
  });

  it("changes all or nothing", async () => {
    const [sample] = await store.add(project.id, [makeCurated()]);
    if (!sample) throw new Error("a sample");
    await expect(
      store.edit(project.id, [accept(sample), { ...accept(sample), id: "missing" }], "Accept"),
    ).rejects.toThrow(CorruptSample);
    expect((await store.sample(project.id, sample.id)).curation.status).toBe("unreviewed");
    expect(await store.history(project.id, sample.id)).toEqual([]);
  });

  it("says that storage is full, and keeps what was there", async () => {
    const [sample] = await store.add(project.id, [makeCurated()]);
    if (!sample) throw new Error("a sample");
    const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(store.edit(project.id, [accept(sample)], "Accept")).rejects.toThrow(StorageFull);
    put.mockRestore();
    expect((await store.sample(project.id, sample.id)).curation.status).toBe("unreviewed");
  });

  it("goes on with the others when one row is damaged", async () => {
    await store.add(project.id, [makeCurated({ id: "good" }), makeCurated({ id: "bad" })]);
    await store.database.table("samples").put({ project: project.id, id: "bad", sample: { version: 1 } });
    await expect(store.sample(project.id, "bad")).rejects.toThrow(/bad is damaged/);
    const corrupt: string[] = [];
    const found: string[] = [];
    for await (const { id } of store.samples(project.id, (id) => corrupt.push(id))) found.push(id);
    expect({ found, corrupt }).toEqual({ found: ["good"], corrupt: ["bad"] });
  });

  it("backs a project up to one file and restores it with its history", async () => {
    const [sample] = await store.add(project.id, [makeCurated(), makeCurated({ id: "other" })]);
    if (!sample) throw new Error("a sample");
    await store.edit(project.id, [accept(sample)], "Accept");
    const lines: string[] = [];
    for await (const line of backupOf(store, project)) lines.push(line);
    const chunks = (text: string) =>
      (async function* () {
        yield new TextEncoder().encode(text);
      })();
    const again = await restore(store, chunks(lines.join("")));
    expect(await store.sample(again.id, sample.id)).toEqual(await store.sample(project.id, sample.id));
    await store.undo(again.id, (await store.lastChange(again.id))?.batch ?? "");
    expect((await store.sample(again.id, sample.id)).curation.status).toBe("unreviewed");
    await expect(restore(store, chunks(`${lines[0]}{"sample": 1}\n`))).rejects.toThrow(/no whole backup/);
    expect(await store.projects()).toHaveLength(2);
    await store.removeProject(again.id);
    expect(await store.rows(again.id)).toEqual([]);
    expect(await store.rows(project.id)).toHaveLength(2);
  });
});
