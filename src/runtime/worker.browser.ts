import "./jitless.ts";
import { serve } from "./worker-host.ts";

// Pyodide asks for its WebAssembly file at every boot, although it is given the compiled module: do not load it for nothing.
const load = globalThis.fetch;
globalThis.fetch = (input, init) =>
  String(input).endsWith("/pyodide.asm.wasm") ? new Promise<Response>(() => {}) : load(input, init);

/**
 * The first message brings the port that everything else goes through. Nobody but this closure holds it, so the program
 * that runs here later cannot speak in the worker's name.
 */
globalThis.onmessage = (event: MessageEvent) => {
  globalThis.onmessage = null;
  const port: MessagePort = event.data;
  serve({
    post: (message, transfer) => port.postMessage(message, transfer),
    listen(listener) {
      port.onmessage = (message) => listener(message.data);
    },
  });
};
