import "./jitless.ts";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { gunzipSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compilePyodide, pyodideFolder, readPythonSources } from "./files.node.ts";
import type { Platform, WorkerHandle } from "./platform.ts";
import { createRuntime } from "./pool.ts";
import type { Runtime } from "./types.ts";

export interface NodeRuntimeOptions {
  /** Interpreters kept booted ahead; as many as runs go on side by side. Default 1. */
  readonly spares?: number;
  /** Rewind interpreters and use them again: for many programs. Default false. */
  readonly reuse?: boolean;
  /** Folder for memory snapshots; default `node_modules/.cache/tracewright`. */
  readonly cacheFolder?: string;
}

/** The runtime in Node, with worker threads. Call `close()` when done, or the process stays alive. */
export function createNodeRuntime(options: NodeRuntimeOptions = {}): Runtime {
  const folder =
    options.cacheFolder ?? fileURLToPath(new URL("../../node_modules/.cache/tracewright", import.meta.url));
  return createRuntime(nodePlatform(folder), options.spares ?? 1, options.reuse ?? false);
}

function nodePlatform(folder: string): Platform {
  let workerScript: Promise<URL> | null = null;
  const fileOf = (key: string) => join(folder, `${key}.snapshot.gz`);
  return {
    pyodide: pyodideFolder,
    async startWorker() {
      workerScript ??= bundleWorker();
      return startWorker(await workerScript);
    },
    compile: () => compilePyodide(),
    sources: async () => readPythonSources(),
    async loadSnapshot(key) {
      return share(gunzipSync(readFileSync(fileOf(key))));
    },
    keepSnapshot(key, snapshot) {
      try {
        mkdirSync(folder, { recursive: true });
        // Written aside and renamed, so that no other process ever reads half a snapshot.
        const aside = `${fileOf(key)}.${process.pid}`;
        writeFileSync(aside, gzipSync(snapshot, { level: 1 }));
        renameSync(aside, fileOf(key));
      } catch {
        // A read-only folder only costs the next process its head start.
      }
      return share(snapshot);
    },
    async dropSnapshot(key) {
      rmSync(fileOf(key), { force: true });
    },
  };
}

/** A copy that all worker threads see without copying it again. */
function share(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return shared;
}

/** The worker as one piece of plain JavaScript: a thread that had to translate TypeScript would start a second later. */
async function bundleWorker(): Promise<URL> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./worker.node.ts", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
  return new URL(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`);
}

function startWorker(script: URL): WorkerHandle {
  const worker = new Worker(script, { execArgv: [], env: {}, resourceLimits: { stackSizeMb: 8 } });
  const handle: WorkerHandle = {
    onMessage: null,
    onDeath: null,
    post: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
  };
  worker.on("message", (data) => handle.onMessage?.(data));
  worker.on("error", (error) => handle.onDeath?.(String(error)));
  worker.on("exit", (code) => handle.onDeath?.(`its thread ended with code ${code}`));
  return handle;
}
