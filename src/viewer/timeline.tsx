import { ArrowLeft, ArrowLeftToLine, ArrowRight, ArrowRightToLine } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Activity } from "../trace/queries/activity.ts";
import type { Trace } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { stepWords } from "./step-words.ts";
import type { Marks } from "./timeline-draw.ts";
import { TimelineTrack } from "./timeline-track.tsx";
import { follow, selectStretch, showStretch, useTimelineZoom } from "./timeline-zoom.ts";
import { useActivity } from "./use-activity.ts";

interface TimelineProps {
  readonly trace: Trace;
  /** From 0. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** Steps that sentences speak of, in order. */
  readonly told: ArrayLike<number>;
  /** What a page marks besides. */
  readonly marks?: readonly Marks[];
  /** What a page puts after the step buttons. */
  readonly tools?: ReactNode;
}

const NO_MARKS: readonly Marks[] = [];

/** Where the run is: the step buttons, and a slider over a picture of the whole run. */
export function Timeline({ trace, step, onStep, told, marks = NO_MARKS, tools }: TimelineProps) {
  const activity = useActivity(trace);
  const { view, selection } = useTimelineZoom(trace);
  const last = trace.stepCount - 1;
  useEffect(() => follow(trace, step), [trace, step]);
  const shown = useMemo(() => [...ownMarks(activity, told), ...marks], [activity, told, marks]);
  return (
    <div className="timeline">
      <div className="timeline-bar-row">
        <div className="timeline-buttons">
          <IconButton
            label="First step"
            keys="Home"
            icon={<ArrowLeftToLine size={16} aria-hidden />}
            onClick={() => onStep(0)}
          />
          <IconButton
            label="Previous step"
            keys="ArrowLeft"
            icon={<ArrowLeft size={16} aria-hidden />}
            onClick={() => onStep(Math.max(0, step - 1))}
          />
          <IconButton
            label="Next step"
            keys="ArrowRight"
            icon={<ArrowRight size={16} aria-hidden />}
            onClick={() => onStep(Math.min(last, step + 1))}
          />
          <IconButton
            label="Last step"
            keys="End"
            icon={<ArrowRightToLine size={16} aria-hidden />}
            onClick={() => onStep(last)}
          />
        </div>
        <p className="timeline-where numbers" style={{ minWidth: `${2 * `${trace.stepCount}`.length + 10}ch` }}>
          <strong>{(step + 1).toLocaleString("en")}</strong> of {trace.stepCount.toLocaleString("en")}
          <span className="muted timeline-line"> · line {trace.statement(trace.step(step).statement).range.line}</span>
        </p>
        {tools && <div className="timeline-tools">{tools}</div>}
      </div>
      <Announcement trace={trace} step={step} />
      <TimelineTrack
        trace={trace}
        step={step}
        onStep={onStep}
        activity={activity}
        view={view}
        onView={(next) => showStretch(trace, next)}
        selection={selection}
        onSelection={(next) => selectStretch(trace, next)}
        marks={shown}
      />
    </div>
  );
}

/** A screen reader hears of steps a person stops at, not of those they pass. */
const PAUSE_BEFORE_SAYING = 300;

/** Says where one is after moving there by other means than the slider, which says so itself. */
function Announcement({ trace, step }: { trace: Trace; step: number }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => {
      if (document.activeElement?.matches("input[type='range']")) return;
      const words = stepWords(trace, step);
      const { line } = trace.statement(trace.step(step).statement).range;
      setSaid(`Step ${step + 1}, line ${line}${words ? `: ${words}` : ""}`);
    }, PAUSE_BEFORE_SAYING);
    return () => window.clearTimeout(timer);
  }, [trace, step]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}

/** What every run has: sentences above, output and exceptions below. */
function ownMarks(activity: Activity | null, told: ArrayLike<number>): readonly Marks[] {
  const sentences: Marks = { name: "sentences", steps: told, shape: "down", colour: "accent", side: "above" };
  if (!activity) return [sentences];
  return [
    sentences,
    { name: "output", steps: activity.output, shape: "up", colour: "verified", side: "below" },
    { name: "exceptions", steps: activity.raising, shape: "cross", colour: "contradicted", side: "below" },
  ];
}
