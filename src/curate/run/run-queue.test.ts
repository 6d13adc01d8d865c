import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../dataset/run/run-sample.ts";
import { CurationDatabase, type Project } from "../../dataset/store/database.ts";
import { CurationStore } from "../../dataset/store/store.ts";
import { makeCurated } from "../../dataset/testing/samples.ts";
import { DEFAULT_LIMITS } from "../../runtime/types.ts";
import { type RunProgress, RunQueue } from "./run-queue.ts";

const OPTIONS = { directions: ["forward"], detail: "concise", voice: "teacher", limits: DEFAULT_LIMITS } as const;
const COUNT = 40;

let name = 0;
let store: CurationStore;
let project: Project;
beforeEach(async () => {
  name += 1;
  store = new CurationStore(new CurationDatabase(`queue-${name}`));
  project = await store.createProject("Ours");
  const samples = Array.from({ length: COUNT }, (_, index) => makeCurated({ id: `s${index}`, outcome: "waiting" }));
  await store.add(project.id, samples);
});
afterEach(() => store.close());

/** An engine that cannot run anything, which is a result too; it counts how often each program was asked for. */
function brokenEngine() {
  const asked: string[] = [];
  const engine: Engine = {
    async run({ program }) {
      asked.push(program.code);
      await new Promise((resolve) => setTimeout(resolve, 1));
      throw new Error("no interpreter");
    },
    check: () => Promise.reject(new Error("no interpreter")),
  };
  return { engine, asked };
}

const waiting = async () =>
  (await store.rows(project.id)).filter(({ summary }) => summary.outcome === "waiting").map(({ id }) => id);

describe("RunQueue", () => {
  it("loses and doubles nothing over a pause, and over a tab that went away", async () => {
    const { engine, asked } = brokenEngine();
    const first = new RunQueue(engine, store, project.id, OPTIONS, 3);
    await first.run(await waiting(), ({ done }) => done >= 10 && first.pause());
    const left = await waiting();
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(COUNT);
    expect(asked).toHaveLength(COUNT - left.length);

    const later = new CurationStore(new CurationDatabase(`queue-${name}`));
    const told: RunProgress[] = [];
    await new RunQueue(engine, later, project.id, OPTIONS, 3).run(left, (progress) => told.push(progress));
    later.close();
    expect(asked).toHaveLength(COUNT);
    expect(await waiting()).toEqual([]);
    expect(told.at(-1)).toMatchObject({ done: left.length, of: left.length, problems: left.length });
    expect((await store.sample(project.id, "s0")).error).toBe("Tracewright itself failed: no interpreter");
  });

  it("stores each result once when two tabs run the same project", async () => {
    const { engine } = brokenEngine();
    const ids = await waiting();
    const other = new CurationStore(new CurationDatabase(`queue-${name}`));
    await Promise.all([
      new RunQueue(engine, store, project.id, OPTIONS, 2).run(ids, () => {}),
      new RunQueue(engine, other, project.id, OPTIONS, 2).run(ids, () => {}),
    ]);
    other.close();
    expect(await waiting()).toEqual([]);
    expect(await store.rows(project.id)).toHaveLength(COUNT);
  });
});
