import { version } from "pyodide/package.json" with { type: "json" };
import type { Platform, WorkerHandle } from "./platform.ts";
import { type Order, type Report, reportSchema } from "./protocol.ts";
import type { Progress } from "./types.ts";

/** A worker whose interpreter has booted and waits for its one order. */
export interface WarmWorker {
  /** Send the order; hear every report that follows. `onEnd` is called once if the worker dies or talks nonsense. */
  order(order: Order, onReport: (report: Report) => void, onEnd: (reason: string) => void): void;
  terminate(): void;
  /** It has done what it was ordered to, and is not needed any more: it may serve again, or ends. */
  release(): void;
}

type Snapshot = Blob | Uint8Array;
type Listener = (progress: Progress) => void;

export interface WorkerSupply {
  /** A warm worker; the next one starts booting at once. */
  take(hashSeed: number): Promise<WarmWorker>;
  /** Boot ahead. */
  warm(onProgress?: Listener): Promise<void>;
  close(): void;
}

/**
 * Boots workers, from a memory snapshot wherever one can be had, and keeps `spares` of them warm.
 *
 * @param reuse take workers back after their order, rewound to the state after booting, and boot none ahead
 */
export function createWorkerSupply(platform: Platform, spares: number, reuse = false): WorkerSupply {
  const listeners = new Set<Listener>();
  const alive = new Set<WorkerHandle>();
  const warm: Promise<WarmWorker>[] = [];
  let closed = false;
  let parts: Promise<[WebAssembly.Module, Readonly<Record<string, string>>, string]> | null = null;
  let snapshot: Promise<Snapshot | "none"> | null = null;
  /** The worker that made the snapshot, until someone takes it. */
  let maker: WarmWorker | null = null;

  function tell(progress: Progress): void {
    for (const listener of listeners) listener(progress);
  }

  function tellBoot(stage: "download" | "interpreter" | "snapshot" | "ready", what: string, fraction: number | null) {
    tell({ kind: "boot", stage, fraction, what });
  }

  function gatherParts() {
    parts ??= Promise.all([
      platform.compile((fraction) => tellBoot("download", "Downloading the Python interpreter", fraction)),
      platform.sources(),
    ]).then(([wasm, sources]) => [wasm, sources, `${version}-${hashOf(sources)}`]);
    parts.catch(() => {
      parts = null;
    });
    return parts;
  }

  /** One worker, booted as told. Rejects when it cannot. */
  async function bootWorker(
    from: Snapshot | "make" | "none",
    hashSeed: number,
    onSnapshot?: (bytes: Uint8Array) => void,
  ): Promise<WarmWorker> {
    const [wasm, sources] = await gatherParts();
    if (closed) throw new Error("The runtime is closed.");
    const handle = await platform.startWorker();
    alive.add(handle);
    const reusable = reuse && hashSeed === 0;
    const conversation = converse(
      handle,
      () => alive.delete(handle),
      (worker) => (reusable ? takeBack(worker) : worker.terminate()),
    );
    return new Promise((resolve, reject) => {
      conversation.order(
        {
          kind: "boot",
          pyodide: platform.pyodide,
          wasm,
          sources: { ...sources },
          snapshot: from,
          hashSeed,
          reuse: reusable,
        },
        (report) => {
          if (report.kind === "ready") resolve(conversation);
          else if (report.kind === "booting") tellBoot("snapshot", "Remembering the interpreter for next time", null);
          else if (report.kind === "snapshot") onSnapshot?.(report.bytes);
          else if (report.kind === "failed") {
            conversation.terminate();
            reject(new Error(report.message));
          }
        },
        (reason) => reject(new Error(`The Python interpreter did not start: ${reason}`)),
      );
    });
  }

  /** The snapshot of this version: kept from an earlier visit, or made now by a worker that then stays as a spare. */
  function getSnapshot(): Promise<Snapshot | "none"> {
    snapshot ??= (async () => {
      const [, , key] = await gatherParts();
      const kept = await platform.loadSnapshot(key).catch(() => null);
      if (kept !== null) return kept;
      tellBoot("interpreter", "Starting Python for the first time", null);
      let made: Snapshot | "none" = "none";
      const worker = await bootWorker("make", 0, (bytes) => {
        made = platform.keepSnapshot(key, bytes);
      }).catch(() => null);
      if (closed) worker?.terminate();
      else maker = worker;
      return made;
    })();
    return snapshot;
  }

  async function boot(hashSeed: number): Promise<WarmWorker> {
    if (hashSeed !== 0) return bootWorker("none", hashSeed);
    const from = await getSnapshot();
    if (maker !== null) {
      const worker = maker;
      maker = null;
      return worker;
    }
    tellBoot("interpreter", "Starting Python", null);
    try {
      return await bootWorker(from, 0);
    } catch (error) {
      if (from === "none" || closed) throw error;
      // A snapshot that does not boot (cut short, or of another build) must not stand in the way.
      const [, , key] = await gatherParts();
      await platform.dropSnapshot(key);
      snapshot = Promise.resolve("none");
      return bootWorker("none", 0);
    }
  }

  /** Have a worker rewound, and keep it for the next who asks. */
  function takeBack(worker: WarmWorker): void {
    if (closed || warm.length >= spares) {
      worker.terminate();
      return;
    }
    const rewound = new Promise<WarmWorker>((resolve, reject) => {
      worker.order(
        { kind: "rewind" },
        (report) => {
          if (report.kind === "ready") resolve(worker);
          else {
            worker.terminate();
            reject(new Error("The interpreter could not be taken back."));
          }
        },
        (reason) => reject(new Error(reason)),
      );
    });
    rewound.catch(() => {});
    warm.push(rewound);
  }

  function refill(): void {
    while (!closed && !reuse && warm.length < spares) {
      const next = boot(0);
      next.catch(() => {});
      warm.push(next);
    }
  }

  return {
    async take(hashSeed) {
      if (hashSeed !== 0) return boot(hashSeed);
      const next = warm.shift() ?? boot(0);
      const worker = await next.catch(() => boot(0));
      refill();
      return worker;
    },
    async warm(onProgress) {
      if (onProgress) listeners.add(onProgress);
      try {
        if (warm.length === 0) warm.push(boot(0));
        const first = warm[0];
        await first?.catch((error: unknown) => {
          warm.splice(0, warm.length);
          throw error;
        });
        tellBoot("ready", "Python is ready", 1);
      } finally {
        if (onProgress) listeners.delete(onProgress);
      }
    },
    close() {
      closed = true;
      for (const handle of alive) handle.terminate();
      alive.clear();
    },
  };
}

function converse(handle: WorkerHandle, onGone: () => void, onRelease: (worker: WarmWorker) => void): WarmWorker {
  let hear: (report: Report) => void = () => {};
  let end: (reason: string) => void = () => {};
  let over = false;

  function finish(): void {
    over = true;
    handle.terminate();
    onGone();
  }
  handle.onDeath = (reason) => {
    if (over) return;
    finish();
    end(reason);
  };
  handle.onMessage = (data) => {
    if (over) return;
    const report = reportSchema.safeParse(data);
    if (report.success) hear(report.data);
    else {
      finish();
      end("its worker sent what it never should");
    }
  };
  const worker: WarmWorker = {
    order(order, onReport, onEnd) {
      hear = onReport;
      end = onEnd;
      handle.post(order);
    },
    terminate: finish,
    release: () => onRelease(worker),
  };
  return worker;
}

/** A short fingerprint of our Python modules (FNV-1a over UTF-16 units, two lanes): names a version, guards nothing. */
function hashOf(sources: Readonly<Record<string, string>>): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (const path of Object.keys(sources).sort()) {
    const text = `${path}\0${sources[path]}\0`;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ (unit + i), 0x85ebca6b);
    }
  }
  return [high, low].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
}
