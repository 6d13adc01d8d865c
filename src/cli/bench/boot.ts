import { loadPyodide } from "pyodide";
import { createNodeRuntime } from "../../runtime/node.ts";
import { elapsed, median, record, round } from "./measure.ts";

const RUNS = 5;
const NOTHING = { code: "", call: null, stdin: "" };

/**
 * Boots in Node, until an empty program has run. `plain` and `snapshot` both start a worker thread of ours; only a
 * run with hash seed 0 can use the snapshot. `bare` is Pyodide alone in this thread.
 */
export async function measureBoot(): Promise<object> {
  const runtime = createNodeRuntime({ spares: 0 });
  try {
    await record(runtime, NOTHING, { plain: false });
    const times = { bare: [] as number[], plain: [] as number[], snapshot: [] as number[] };
    for (let i = 0; i < RUNS; i += 1) {
      times.bare.push(await elapsed(() => loadPyodide()));
      times.plain.push(await elapsed(() => record(runtime, NOTHING, { plain: false, seed: 1 })));
      times.snapshot.push(await elapsed(() => record(runtime, NOTHING, { plain: false })));
    }
    const [bare, plain, snapshot] = [median(times.bare), median(times.plain), median(times.snapshot)];
    return {
      bare_ms: round(bare),
      plain_ms: round(plain),
      snapshot_ms: round(snapshot),
      snapshot_over_plain: round(snapshot / plain),
      snapshot_over_bare: round(snapshot / bare),
    };
  } finally {
    runtime.close();
  }
}
