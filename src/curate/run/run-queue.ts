import type { CuratedSample } from "../../dataset/curated.ts";
import { type Engine, type RunOptions, runSample } from "../../dataset/run/run-sample.ts";
import { Conflict, type CurationStore } from "../../dataset/store/store.ts";

export interface RunProgress {
  readonly done: number;
  readonly of: number;
  /** Of those that are done, those without a result or with another than expected. */
  readonly problems: number;
  /** Samples a second since the run began or went on. */
  readonly rate: number;
  /** Seconds left at this rate; null before the first is done. */
  readonly secondsLeft: number | null;
}

/**
 * Runs, narrates and checks waiting samples, several at once. Each result is stored before the next sample is taken, so
 * that whatever is still waiting tells where to go on: after a pause, or after the tab was closed.
 */
export class RunQueue {
  #paused = false;

  constructor(
    private readonly engine: Engine,
    private readonly store: CurationStore,
    private readonly project: string,
    private readonly options: RunOptions,
    private readonly width: number,
  ) {}

  /** Stop after the samples that are running now. */
  pause(): void {
    this.#paused = true;
  }

  /**
   * @returns when all are done or the queue is paused
   * @throws what the store throws; the samples whose results were not stored stay waiting
   */
  async run(ids: readonly string[], onProgress: (progress: RunProgress) => void): Promise<void> {
    const began = performance.now();
    const next = ids.values();
    let done = 0;
    let problems = 0;
    const lane = async () => {
      for (const id of next) {
        if (this.#paused) return;
        const ran = await this.#runOne(id);
        done += 1;
        if (ran !== null && ran.outcome !== "ok" && ran.outcome !== "raised") problems += 1;
        const seconds = (performance.now() - began) / 1000;
        const rate = done / seconds;
        onProgress({ done, of: ids.length, problems, rate, secondsLeft: (ids.length - done) / rate });
      }
    };
    onProgress({ done, of: ids.length, problems, rate: 0, secondsLeft: null });
    await Promise.all(Array.from({ length: this.width }, lane));
  }

  /** Null when the sample is no longer waiting: another tab has run it. */
  async #runOne(id: string): Promise<CuratedSample | null> {
    const sample = await this.store.sample(this.project, id);
    if (sample.outcome !== "waiting") return null;
    const ran = await runSample(this.engine, sample, this.options).catch(
      (error: unknown): CuratedSample => ({
        ...sample,
        outcome: "failed",
        error: `Tracewright itself failed: ${error instanceof Error ? error.message : String(error)}`,
      }),
    );
    const { outcome, error, output, exception, steps, features, versions, rationales } = ran;
    const change = { outcome, error, output, exception, steps, features, versions, rationales };
    try {
      await this.store.edit(this.project, [{ id, seen: { outcome: "waiting" }, change }], null);
    } catch (conflict) {
      if (!(conflict instanceof Conflict)) throw conflict;
      return null;
    }
    return ran;
  }
}
