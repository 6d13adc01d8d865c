import { useMemo } from "react";
import { CodeEditor } from "../viewer/code-editor.tsx";
import { marksAt, NO_MARKS } from "../viewer/editor-marks.ts";
import { useChoices } from "./choices.ts";
import { useEditorProblem, useMarkedSentence, useRun, useStale, useStep } from "./use-run.ts";

/** The code, with what is known of the run marked in it. */
export function CodeRegion() {
  const code = useChoices((choices) => choices.code);
  const recorded = useRun((state) => state.recorded);
  const stale = useStale();
  const step = useStep();
  const { sentence } = useMarkedSentence();
  const problem = useEditorProblem();
  const marks = useMemo(
    // Marks on lines that have been edited since would point at the wrong ones.
    () =>
      recorded && recorded.trace.stepCount > 0 && stale !== "code" ? marksAt(recorded.trace, step, sentence) : NO_MARKS,
    [recorded, stale, step, sentence],
  );
  return (
    <CodeEditor code={code} onChange={(text) => useChoices.setState({ code: text })} marks={marks} problem={problem} />
  );
}
