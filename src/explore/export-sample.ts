import { chatLine } from "../dataset/export/chat.ts";
import { markdownDocument } from "../dataset/export/markdown.ts";
import { sampleOf } from "../dataset/sample.ts";
import { standaloneChecker } from "../rationale/standalone.ts";
import { download } from "../ui/download.ts";
import { type RunController, SEED } from "./run-controller.ts";

export const EXPORTS = [
  { kind: "chat", title: "Chat messages (JSONL)", hint: "for training" },
  { kind: "markdown", title: "Markdown", hint: "for reading" },
  { kind: "checker", title: "Checker (check.py)", hint: "proves it anywhere" },
] as const;

export type ExportKind = (typeof EXPORTS)[number]["kind"];

/**
 * Makes a file of the run on the page and its judged rationale, and hands it to the browser to save.
 *
 * @throws Error when there is no judged rationale
 */
export async function exportSample(controller: RunController, kind: ExportKind): Promise<void> {
  const { recorded, narration } = controller.getState();
  const { rationale } = controller;
  const request = controller.checkRequest();
  if (!recorded || !rationale || !request || narration.phase !== "judged") {
    throw new Error("Run the program and wait for the verdicts, then export.");
  }
  if (narration.proof?.confirming) throw new Error("The checker is confirming what was reworded; export when it has.");
  const name = fileStem(recorded.program.call);
  if (kind === "checker") {
    save(`${name}.check.py`, "text/x-python", standaloneChecker(await controller.runtime.checkerSource(), request));
    return;
  }
  const sample = sampleOf(
    name,
    recorded.trace,
    { stdin: recorded.program.stdin, seed: SEED },
    [{ ...rationale, sentences: narration.sentences }],
    narration.python,
  );
  const [shown] = sample.rationales;
  if (kind === "chat" && shown) save(`${name}.jsonl`, "application/jsonl", chatLine(sample, shown));
  else save(`${name}.md`, "text/markdown", markdownDocument(sample));
}

/** A file name from the function that is called. */
function fileStem(call: string | null): string {
  return /^[\p{L}_][\p{L}\p{N}_]*/u.exec(call ?? "")?.[0] ?? "program";
}

function save(name: string, type: string, text: string): void {
  download(name, new Blob([text], { type: `${type};charset=utf-8` }));
}
