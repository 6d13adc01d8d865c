import { availableParallelism } from "node:os";
import { version as pyodideVersion } from "pyodide";
import { createNodeRuntime } from "../../runtime/node.ts";
import { measureBoot } from "./boot.ts";
import { measureFlatness } from "./flatness.ts";
import { measureMillion } from "./million.ts";
import { measureOverhead } from "./overhead.ts";

/** The benchmarks; what each figure means is written in `docs/benchmarks.md`. Times are milliseconds of this machine. */
export async function runBenchmarks(tell: (message: string) => void): Promise<object> {
  tell("boot");
  const boot = await measureBoot();
  const runtime = createNodeRuntime();
  try {
    tell("overhead on six programs");
    const overhead = await measureOverhead(runtime);
    tell("cost against the size of the data");
    const flatness = await measureFlatness(runtime);
    tell("a million steps");
    const million = await measureMillion(runtime);
    return {
      node: process.version,
      pyodide: pyodideVersion,
      cores: availableParallelism(),
      boot,
      overhead,
      flatness,
      million,
    };
  } finally {
    runtime.close();
  }
}
