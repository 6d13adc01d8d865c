import { z } from "zod";
import { curatedSchema } from "../curated.ts";
import { jsonLine } from "../json-lines.ts";
import { readLines } from "../lines.ts";
import type { HistoryEntry, Project } from "./database.ts";
import type { CurationStore } from "./store.ts";

const headerSchema = z.object({ tracewright_backup: z.literal(1), name: z.string() });
const lineSchema = z.object({
  sample: curatedSchema,
  history: z.array(z.custom<HistoryEntry>((value) => typeof value === "object")),
});

/** A project as one file of JSON Lines: a header, then each sample with its history. */
export async function* backupOf(store: CurationStore, project: Project): AsyncGenerator<string> {
  yield jsonLine({ tracewright_backup: 1, name: project.name });
  for await (const sample of store.samples(project.id)) {
    yield jsonLine({ sample, history: await store.history(project.id, sample.id) });
  }
}

/**
 * A new project from a backup.
 *
 * @throws Error when the file is no backup, or has a damaged line; then no project is left
 */
export async function restore(store: CurationStore, chunks: AsyncIterable<Uint8Array>): Promise<Project> {
  let project: Project | null = null;
  try {
    for await (const { number, text } of readLines(chunks)) {
      const line: unknown = JSON.parse(text ?? "");
      if (project === null) {
        project = await store.createProject(headerSchema.parse(line).name);
        continue;
      }
      const parsed = lineSchema.safeParse(line);
      if (!parsed.success) throw new Error(`line ${number} is damaged`);
      const { sample, history } = parsed.data;
      await store.add(project.id, [sample]);
      const own = project.id;
      await store.database.history.bulkAdd(history.map(({ seq: _, ...entry }) => ({ ...entry, project: own })));
    }
    if (project === null) throw new Error("it is empty");
    return project;
  } catch (error) {
    if (project !== null) await store.removeProject(project.id);
    throw new Error(
      `This is no whole backup of a project (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
