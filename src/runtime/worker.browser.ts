import "./jitless.ts";
import { serve } from "./worker-host.ts";

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
