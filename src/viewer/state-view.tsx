import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useMemo, useState } from "react";
import type { FrameState, Trace } from "../trace/types.ts";
import { classes } from "../ui/classes.ts";
import { type Moment, momentAt, variablesOf } from "./moment.ts";
import { VariableRow } from "./variable-row.tsx";
import "./state/state.css";

/** Frames shown with their variables at once; those further out open on a click. */
const OPEN_FRAMES = 3;
/** Frames listed at once: a runaway recursion has thousands. */
const LISTED_FRAMES = 40;

interface StateViewProps {
  readonly trace: Trace;
  readonly step: number;
}

/** The call stack at a step, innermost first, with every frame's variables and what this step changed. */
export const StateView = memo(function StateView({ trace, step }: StateViewProps) {
  const moment = useMemo(() => momentAt(trace, step), [trace, step]);
  const [toggled, setToggled] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [listed, setListed] = useState(LISTED_FRAMES);
  const hidden = moment.frames.length - listed;
  return (
    <div className="state">
      {moment.frames.slice(0, listed).map((frame, place) => {
        const open = toggled.get(frame.frame) ?? place < OPEN_FRAMES;
        return (
          <FrameBlock
            key={frame.frame}
            trace={trace}
            moment={moment}
            frame={frame}
            innermost={place === 0}
            open={open}
            onToggle={() => setToggled(new Map(toggled).set(frame.frame, !open))}
          />
        );
      })}
      {hidden > 0 && (
        <button type="button" className="state-more" onClick={() => setListed(listed + 10 * LISTED_FRAMES)}>
          {hidden.toLocaleString("en")} more {hidden === 1 ? "call" : "calls"} below
        </button>
      )}
    </div>
  );
});

interface FrameBlockProps {
  readonly trace: Trace;
  readonly moment: Moment;
  readonly frame: FrameState;
  readonly innermost: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function FrameBlock({ trace, moment, frame, innermost, open, onToggle }: FrameBlockProps) {
  const scope = trace.scopes[frame.scope];
  const name = scope?.kind === "module" ? "module" : (scope?.qualifiedName ?? "?");
  // The running frame stands at the line that has just run, those below it at the line that called.
  const place = frame.frame === moment.step.frame ? moment.step.index : frame.step;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <details
      className={classes("frame", innermost && "frame-innermost")}
      open={open}
      // Also heard when a step opens or closes it; only what differs from the property was a person's doing.
      onToggle={(event) => event.currentTarget.open !== open && onToggle()}
    >
      <summary className="frame-head">
        <Chevron size={14} aria-hidden />
        <span className="frame-name">{name}</span>
        {place !== null && (
          <span className="frame-place numbers">line {trace.statement(trace.step(place).statement).range.line}</span>
        )}
      </summary>
      {open && <Variables trace={trace} moment={moment} frame={frame} innermost={innermost} />}
    </details>
  );
}

function Variables({ trace, moment, frame, innermost }: Omit<FrameBlockProps, "open" | "onToggle">) {
  const variables = useMemo(() => variablesOf(trace, moment, frame), [trace, moment, frame]);
  const returned = innermost && frame.frame === moment.step.frame ? moment.returned : null;
  if (variables.length === 0 && !returned) return <p className="frame-empty">no variables yet</p>;
  return (
    <dl className="variables">
      {variables.map((variable) => (
        <VariableRow key={variable.name} trace={trace} moment={moment} frame={frame.frame} variable={variable} />
      ))}
      {returned && (
        <VariableRow
          trace={trace}
          moment={moment}
          frame={frame.frame}
          variable={{ name: "returns", value: returned, change: "none", previous: null }}
          isResult
        />
      )}
    </dl>
  );
}
