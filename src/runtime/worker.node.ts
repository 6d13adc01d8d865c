import "./jitless.ts";
import { parentPort } from "node:worker_threads";
import { serve } from "./worker-host.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

serve({
  post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
  listen: (listener) => port.on("message", listener),
});
