import type { TraceColumns } from "../trace/columns.ts";
import { TraceDecoder } from "../trace/decode.ts";
import type { Ending } from "../trace/types.ts";
import { hardenRealm } from "./harden.ts";
import { bootFromSnapshot, bootPlain, type Interpreter, loadParts, makeSnapshot } from "./interpreter.ts";
import type { Port } from "./platform.ts";
import { type Order, orderSchema, type RecordRequest, type Report } from "./protocol.ts";
import { rehearseDecoder } from "./rehearsal.ts";
import { prepareRewind, type Rewinder, withoutFinalizers } from "./rewind.ts";

type BootOrder = Extract<Order, { kind: "boot" }>;
type Send = (message: Report, transfer?: Transferable[]) => void;

/** The instant that JavaScript's own clock shows in a worker: files that a program makes carry it. */
const FIXED_DATE = Date.UTC(2026, 0, 1);

/**
 * Serve orders from `port` in this worker: first `boot`, then one `record`, `check` or `salvage`; after a `rewind`, another.
 */
export function serve(port: Port): void {
  const send: Send = (message, transfer = []) => port.post(message, transfer);
  let commands: Commands | null = null;
  let rewinder: Rewinder | null = null;

  async function obey(order: Order): Promise<void> {
    if (order.kind === "boot") {
      Date.now = () => FIXED_DATE;
      if (order.reuse) withoutFinalizers();
      const [interpreter, from] = await boot(order, send);
      commands = prepareCommands(interpreter, send);
      rehearseDecoder(interpreter);
      interpreter.seal();
      hardenRealm();
      if (order.reuse) rewinder = prepareRewind(interpreter.pyodide);
      send({ kind: "ready", from });
    } else if (order.kind === "rewind") {
      if (rewinder?.rewind() !== true) throw new Error("The interpreter cannot be taken back.");
      send({ kind: "ready", from: "snapshot" });
    } else if (commands === null) throw new Error("The interpreter has not booted.");
    else if (order.kind === "record") commands.record(order.request);
    else if (order.kind === "check") commands.check(order.request, order.seed, order.stdin);
    else commands.salvage(order.request, order.chunks, order.ending);
  }

  port.listen((data) => {
    obey(orderSchema.parse(data)).catch((error: unknown) => send({ kind: "failed", message: String(error) }));
  });
}

async function boot(order: BootOrder, send: Send): Promise<[Interpreter, "snapshot" | "plain"]> {
  const parts = await loadParts(order.pyodide, order.wasm, order.sources);
  if (order.hashSeed !== 0 || order.snapshot === "none") return [await bootPlain(parts, order.hashSeed), "plain"];
  if (order.snapshot === "make") {
    const snapshot = await makeSnapshot(parts);
    send({ kind: "booting", stage: "snapshot" });
    const interpreter = await bootFromSnapshot(parts, snapshot);
    send({ kind: "snapshot", bytes: snapshot }, [snapshot.buffer as ArrayBuffer]);
    return [interpreter, "snapshot"];
  }
  const snapshot = order.snapshot instanceof Blob ? new Uint8Array(await order.snapshot.arrayBuffer()) : order.snapshot;
  return [await bootFromSnapshot(parts, snapshot), "snapshot"];
}

interface Commands {
  record(request: RecordRequest): void;
  check(request: string, seed: number, stdin: string): void;
  salvage(request: RecordRequest, chunks: readonly Uint8Array[], ending: Ending): void;
}

/** What crosses to the page without being copied. */
function transferables(columns: TraceColumns): ArrayBuffer[] {
  const buffers = Object.values(columns).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer] : []));
  return [...new Set(buffers as ArrayBuffer[])];
}

/** A `bytes` object as Python hands it over. */
interface BytesProxy {
  toJs(): Uint8Array;
  destroy(): void;
}

/** Looks up the Python functions while they can still be found. */
function prepareCommands(interpreter: Interpreter, send: Send): Commands {
  const record = interpreter.find("tracer.record");
  const outline = interpreter.find("tracer.outline");
  const decide = interpreter.find("checker.check.decide_json");
  const prepare = interpreter.find("host.prepare");
  const realSeconds = interpreter.find("host.real_seconds");

  return {
    record(request) {
      const decoder = new TraceDecoder();
      interpreter.seed(request.seed);
      const summary = record(JSON.stringify(request), (chunk: BytesProxy) => {
        const bytes = chunk.toJs();
        chunk.destroy();
        const seen = decoder.push(bytes);
        send({ kind: "chunk", bytes, steps: decoder.stepCount });
        return seen;
      });
      const columns = decoder.finish(String(summary));
      send({ kind: "recorded", columns }, transferables(columns));
    },
    check(request, seed, stdin) {
      interpreter.seed(seed);
      prepare(seed, stdin);
      send({ kind: "checked", report: String(decide(request, realSeconds)) });
    },
    salvage(request, chunks, ending) {
      const summary = JSON.parse(String(outline(JSON.stringify(request))));
      const decoder = new TraceDecoder();
      for (const chunk of chunks) decoder.push(chunk);
      const columns = decoder.finish(JSON.stringify({ ...summary, ending }));
      send({ kind: "recorded", columns }, transferables(columns));
    },
  };
}
