import { useState } from "react";
import type { Trace } from "../trace/types.ts";
import { Button } from "../ui/button.tsx";
import { CompareView } from "../viewer/compare/compare-view.tsx";
import { goToStep, useChoices } from "./choices.ts";
import { compareWith, endComparison, useComparison } from "./comparison.ts";
import { useController, useRun, useStale } from "./use-run.ts";

/** Another input for the same code, or the edited code with the same input: how that run differs from this one. */
export function Comparing({ trace, step }: { trace: Trace; step: number }) {
  const comparison = useComparison();
  const other = comparison.of === trace ? comparison.other : null;
  if (!other) return <OtherRunForm trace={trace} />;
  return (
    <CompareView
      left={trace}
      right={other.trace}
      step={step}
      onStep={goToStep}
      sentences={comparison.sentences}
      onClose={endComparison}
    />
  );
}

function OtherRunForm({ trace }: { trace: Trace }) {
  const controller = useController();
  const recorded = useRun((state) => state.recorded);
  const { of, isRunning, problem } = useComparison();
  const stale = useStale();
  const code = useChoices((choices) => choices.code);
  const [call, setCall] = useState(trace.call ?? "");
  const [stdin, setStdin] = useState(recorded?.program.stdin ?? "");
  if (!recorded) return null;
  const { program } = recorded;
  const isScript = program.call === null;
  return (
    <form
      className="compare-form"
      onSubmit={(event) => {
        event.preventDefault();
        void compareWith(controller, { ...program, call: isScript ? null : call.trim(), stdin });
      }}
    >
      <p className="muted">
        Run this code with another input, and see where the two runs part, which values differ, and what is told
        differently. This run stays.
      </p>
      <div className="compare-row">
        {isScript ? (
          <textarea
            className="input mono"
            aria-label="Other stdin"
            rows={2}
            value={stdin}
            onChange={(event) => setStdin(event.target.value)}
          />
        ) : (
          <input
            className="input mono"
            aria-label="Other call"
            spellCheck={false}
            value={call}
            onChange={(event) => setCall(event.target.value)}
          />
        )}
        <Button look="primary" type="submit" disabled={isRunning}>
          {isRunning ? "Running…" : "Compare"}
        </Button>
      </div>
      {stale === "code" && (
        <div>
          <Button disabled={isRunning} onClick={() => void compareWith(controller, { ...program, code })}>
            Compare with the edited code
          </Button>
        </div>
      )}
      {problem && of === trace && (
        <p className="rationale-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
