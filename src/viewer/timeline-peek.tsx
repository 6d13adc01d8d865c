import { type CSSProperties, memo } from "react";
import type { Trace } from "../trace/types.ts";
import { callWords, stepWords } from "./step-words.ts";

interface TimelinePeekProps {
  readonly trace: Trace;
  readonly step: number;
  /** Pixels from the left of the track. */
  readonly x: number;
}

/** What happens at the step under the pointer, above it. */
export const TimelinePeek = memo(function TimelinePeek({ trace, step, x }: TimelinePeekProps) {
  const { statement: number, visit, frame } = trace.step(step);
  const { header, range } = trace.statement(number);
  const visits = trace.visits(number).length;
  const words = stepWords(trace, step);
  return (
    <div className="timeline-peek" style={{ "--x": `${x}px` } as CSSProperties} aria-hidden>
      <p className="numbers">
        <strong>step {(step + 1).toLocaleString("en")}</strong>
        <span className="muted">
          {" "}
          · line {range.line}
          {visits > 1 && `, run ${visit.toLocaleString("en")} of ${visits.toLocaleString("en")}`} ·{" "}
          {callWords(trace, frame)}
        </span>
      </p>
      <code className="timeline-peek-code">{trace.source.split("\n")[header.line - 1]?.trim()}</code>
      {words && <p className="timeline-peek-words">{words}</p>}
    </div>
  );
});
