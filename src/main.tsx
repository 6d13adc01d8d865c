import { start } from "./app/start.tsx";
import { createBrowserRuntime } from "./runtime/browser.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");
start(root, createBrowserRuntime());
