import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { PythonSources } from "./interpreter.ts";

const ROOT = fileURLToPath(new URL("../python/", import.meta.url));

/** Every module under `src/python`, read from disk. */
export function readPythonSources(): PythonSources {
  const sources: Record<string, string> = {};
  for (const entry of readdirSync(ROOT, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
    const path = join(entry.parentPath, entry.name);
    sources[relative(ROOT, path).split(sep).join("/")] = readFileSync(path, "utf8");
  }
  return sources;
}
