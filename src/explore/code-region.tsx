import { useMemo } from "react";
import { CodeEditor } from "../viewer/code-editor.tsx";
import { lineCounts, marksAt, NO_MARKS } from "../viewer/editor-marks.ts";
import { evaluationStages, type Stage } from "../viewer/evaluation.ts";
import { useChoices, usePreferences } from "./choices.ts";
import { EvaluationBar } from "./evaluation-bar.tsx";
import { moveToLine, toggleBreakpoint } from "./moving.ts";
import {
  useController,
  useDimmed,
  useEditorProblem,
  useMarkedSentence,
  useRun,
  useStale,
  useStepAtLeisure,
} from "./use-run.ts";

const NO_STAGES: readonly Stage[] = [];

/** The code, with what is known of the run marked in it, and beneath it how the step's statement was evaluated. */
export function CodeRegion() {
  const controller = useController();
  const code = useChoices((choices) => choices.code);
  const breakpoints = useChoices((choices) => choices.breakpoints);
  const stage = useChoices((choices) => choices.stage);
  const showCounts = usePreferences((preferences) => preferences.counts);
  const recorded = useRun((state) => state.recorded);
  const stale = useStale();
  const step = useStepAtLeisure();
  const { sentence } = useMarkedSentence();
  const problem = useEditorProblem();
  // Marks on lines that have been edited since would point at the wrong ones.
  const trace = recorded && recorded.trace.stepCount > 0 && stale !== "code" ? recorded.trace : null;
  const stages = useMemo(() => (trace ? evaluationStages(trace, step) : NO_STAGES), [trace, step]);
  const evaluated = (stage !== null && stages[stage]?.evaluated?.range) || null;
  const dimmed = useDimmed(trace);
  const marks = useMemo(
    () => (trace ? marksAt(trace, step, sentence, evaluated, dimmed) : NO_MARKS),
    [trace, step, sentence, evaluated, dimmed],
  );
  const counts = useMemo(() => (trace ? lineCounts(trace) : null), [trace]);
  const moment = useMemo(() => (trace ? { trace, step } : null), [trace, step]);
  return (
    <div className="code-region">
      <div className="code-region-editor">
        <CodeEditor
          code={code}
          onChange={(text) => useChoices.setState({ code: text })}
          marks={marks}
          problem={problem}
          counts={counts}
          showCounts={showCounts}
          breakpoints={breakpoints}
          moment={moment}
          onBreakpoint={(line, edit) => {
            if (!edit || !breakpoints.some((breakpoint) => breakpoint.line === line)) toggleBreakpoint(line);
            if (edit) useChoices.setState({ breakpointsOpen: true });
          }}
          onBreakpointsMoved={(lines) =>
            useChoices.setState({
              breakpoints: breakpoints.map((breakpoint, i) => ({ ...breakpoint, line: lines[i] ?? breakpoint.line })),
            })
          }
          onLine={(line, way) => moveToLine(controller, line, way)}
          onCaret={(line, name) => useChoices.setState({ caret: { line, name } })}
          onName={(name) => trace && useChoices.setState({ watched: name })}
        />
      </div>
      {trace && <EvaluationBar trace={trace} step={step} stages={stages} />}
    </div>
  );
}
