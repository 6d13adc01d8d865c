import "./jitless.ts";
import { version } from "pyodide/package.json" with { type: "json" };
import type { Platform, WorkerHandle } from "./platform.ts";
import { createRuntime } from "./pool.ts";
import type { Runtime } from "./types.ts";
import workerURL from "./worker.browser.ts?worker&url";

const SNAPSHOTS = "tracewright-snapshots";

/**
 * The runtime in a browser, over module workers.
 *
 * @param batch for many programs: so many interpreters, rewound and used again
 */
export function createBrowserRuntime(batch?: number): Runtime {
  const platform = browserPlatform(new URL(`pyodide-${version}/`, document.baseURI).href);
  return batch === undefined ? createRuntime(platform) : createRuntime(platform, batch, true);
}

function browserPlatform(folder: string): Platform {
  return {
    pyodide: { scripts: folder, files: folder },
    async startWorker() {
      return startWorker();
    },
    compile: (onFraction) => compile(`${folder}pyodide.asm.wasm`, onFraction),
    async sources() {
      return (await import("./python-sources.ts")).pythonSources;
    },
    async loadSnapshot(key) {
      const cache = await openCache();
      const kept = await cache?.match(addressOf(key));
      return (await kept?.blob()) ?? null;
    },
    keepSnapshot(key, bytes) {
      const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
      // Storage may be full or forbidden: the next visit then makes the snapshot anew.
      store(key, blob).catch(() => {});
      return blob;
    },
    async dropSnapshot(key) {
      const cache = await openCache();
      await cache?.delete(addressOf(key));
    },
  };
}

/** The Cache API exists in secure contexts only. */
async function openCache(): Promise<Cache | null> {
  return "caches" in globalThis ? caches.open(SNAPSHOTS) : null;
}

/** An address that stands for the snapshot; nothing is ever fetched from it. */
function addressOf(key: string): string {
  return new URL(`snapshots/${key}`, document.baseURI).href;
}

async function store(key: string, blob: Blob): Promise<void> {
  const cache = await openCache();
  if (cache === null) return;
  for (const outdated of await cache.keys()) await cache.delete(outdated);
  await cache.put(addressOf(key), new Response(blob));
}

/** Compile while it downloads, telling how much of it is here. */
async function compile(url: string, onFraction: (fraction: number) => void): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) {
    throw new Error(`The Python interpreter could not be downloaded (${response.status} ${response.statusText}).`);
  }
  const total = Number(response.headers.get("content-length"));
  let loaded = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      if (total > 0) onFraction(Math.min(1, loaded / total));
      controller.enqueue(chunk);
    },
  });
  const counted = new Response(response.body.pipeThrough(counter), { headers: { "content-type": "application/wasm" } });
  return WebAssembly.compileStreaming(counted);
}

function startWorker(): WorkerHandle {
  // A worker made from a blob inherits the page's Content-Security-Policy; one made from a URL of our own would take its
  // policy from response headers, which a static host does not let us set.
  const script = `import ${JSON.stringify(new URL(workerURL, document.baseURI).href)};`;
  const bootstrap = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(bootstrap, { type: "module", name: "python" });
  const { port1, port2 } = new MessageChannel();
  const handle: WorkerHandle = {
    onMessage: null,
    onDeath: null,
    post: (message) => port1.postMessage(message),
    terminate() {
      port1.close();
      worker.terminate();
      URL.revokeObjectURL(bootstrap);
    },
  };
  port1.onmessage = (event) => handle.onMessage?.(event.data);
  worker.onerror = (event) => handle.onDeath?.(event.message || "its script could not be loaded");
  worker.postMessage(port2, [port2]);
  return handle;
}
