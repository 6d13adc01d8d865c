import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { Fragment, useEffect, useMemo, useRef } from "react";
import type { Trace } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import type { Stage } from "../viewer/evaluation.ts";
import { knownName } from "../viewer/history.ts";
import { numbersOf, sparkPath } from "../viewer/sparkline.ts";
import { Repr } from "../viewer/value.tsx";
import { useChoices } from "./choices.ts";
import { move } from "./moving.ts";
import { useController } from "./use-run.ts";

interface EvaluationBarProps {
  readonly trace: Trace;
  readonly step: number;
  readonly stages: readonly Stage[];
}

/** Looks at the next (or previous) stage of the evaluation, as long as there is one. */
export function moveStage(stages: readonly Stage[], by: 1 | -1): void {
  useChoices.setState(({ stage }) => {
    const next = stage === null ? (by > 0 ? 0 : stages.length - 1) : stage + by;
    return { stage: next >= 0 && next < stages.length ? next : stage };
  });
}

/** How the statement that has just run was evaluated, part by part; and the variable that is watched. */
export function EvaluationBar({ trace, step, stages }: EvaluationBarProps) {
  return (
    <section className="evaluation-bar" aria-label="Evaluation">
      <IconButton
        label="Previous part of the statement"
        keys="ArrowUp"
        disabled={stages.length === 0}
        icon={<ChevronLeft size={16} aria-hidden />}
        onClick={() => moveStage(stages, -1)}
      />
      <IconButton
        label="Next part of the statement"
        keys="ArrowDown"
        disabled={stages.length === 0}
        icon={<ChevronRight size={16} aria-hidden />}
        onClick={() => moveStage(stages, 1)}
      />
      <Stages stages={stages} />
      <Watched trace={trace} step={step} />
    </section>
  );
}

function Stages({ stages }: { stages: readonly Stage[] }) {
  const stage = useChoices((choices) => choices.stage);
  const shown = useRef<HTMLLIElement>(null);
  useEffect(() => {
    void stage;
    shown.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [stage]);
  if (stages.length === 0) return <p className="evaluation-stages muted">Nothing is computed in this step.</p>;
  return (
    <ol className="evaluation-stages" aria-label="Stages">
      {stages.map(({ place, text, begins }) => (
        <Fragment key={place}>
          {place > 0 && (
            <li className="evaluation-arrow" aria-hidden>
              {begins ? ";" : "→"}
            </li>
          )}
          <li ref={place === stage ? shown : null} aria-current={place === stage ? "step" : undefined}>
            <button
              type="button"
              className={classes("evaluation-stage", place === stage && "evaluation-stage-now")}
              onClick={() => useChoices.setState({ stage: place })}
            >
              <Repr text={text} />
            </button>
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

const SPARK = { width: 88, height: 20 };

/** The name clicked last: its value now, its history, and ways to its changes. */
function Watched({ trace, step }: { trace: Trace; step: number }) {
  const controller = useController();
  const name = useChoices((choices) => choices.watched);
  const known = useMemo(() => (name === null ? null : knownName(trace, step, name)), [trace, step, name]);
  const path = useMemo(() => {
    const numbers = known && numbersOf(trace, known.history);
    return numbers ? sparkPath(numbers, SPARK.width, SPARK.height) : null;
  }, [trace, known]);
  if (name === null) return null;
  return (
    <section className="watched" aria-label={`Watched: ${name}`}>
      <IconButton
        label={`Previous change of ${name}`}
        keys="Shift+V"
        icon={<ChevronLeft size={14} aria-hidden />}
        onClick={() => move(controller, "change", "back")}
      />
      <code className="watched-value">
        {name} = {known?.now ? <Repr text={trace.repr(known.now.value, known.now.tick, 40).text} /> : "not here"}
      </code>
      {path && (
        <svg className="watched-spark" {...SPARK} aria-hidden>
          <path d={path} />
        </svg>
      )}
      <IconButton
        label={`Next change of ${name}`}
        keys="v"
        icon={<ChevronRight size={14} aria-hidden />}
        onClick={() => move(controller, "change", "forward")}
      />
      <IconButton
        label={`Stop watching ${name}`}
        icon={<X size={14} aria-hidden />}
        onClick={() => useChoices.setState({ watched: null })}
      />
    </section>
  );
}
