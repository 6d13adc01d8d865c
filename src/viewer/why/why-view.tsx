import { memo, useMemo, useState } from "react";
import type { Trace } from "../../trace/types.ts";
import { Button } from "../../ui/button.tsx";
import { Prose } from "../prose.tsx";
import { ordinal } from "../rationale/claim-words.ts";
import type { ValuePlace } from "../state/value-actions.ts";
import { TreeList, type TreeRow } from "../tree-list.tsx";
import { Repr } from "../value.tsx";
import { askAboutStatement, useQuestion } from "./question.ts";
import { sliceOf } from "./slice-lines.ts";
import { whyLine } from "./why-line.ts";
import { headOf, type WhyRow, whyRows } from "./why-rows.ts";
import "../tree-list.css";
import "./why.css";

interface WhyViewProps {
  readonly trace: Trace;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** Where a value came from, what it went into, and why a line ran or did not. */
export const WhyView = memo(function WhyView({ trace, step, onStep }: WhyViewProps) {
  const asked = useQuestion();
  const place = asked.trace === trace ? asked.place : null;
  const statement = asked.trace === trace ? asked.statement : null;
  return (
    <div className="why">
      {place ? (
        <ValueQuestion trace={trace} place={place} onStep={onStep} />
      ) : (
        <p className="region-invitation">
          Where from? In State, the button beside a value asks where it came from; the answer stands here.
        </p>
      )}
      <LineQuestion trace={trace} step={step} statement={statement} onStep={onStep} />
    </div>
  );
});

interface ValueQuestionProps {
  readonly trace: Trace;
  readonly place: ValuePlace;
  readonly onStep: (step: number) => void;
}

function ValueQuestion({ trace, place, onStep }: ValueQuestionProps) {
  const direction = useQuestion((asked) => asked.direction);
  const dims = useQuestion((asked) => asked.dims);
  const turn = (to: "from" | "affected") => useQuestion.setState({ direction: to });
  return (
    <>
      <div className="why-head">
        <fieldset className="why-directions">
          <legend className="visually-hidden">Question</legend>
          <Button
            look={direction === "from" ? "plain" : "quiet"}
            aria-pressed={direction === "from"}
            onClick={() => turn("from")}
          >
            Where did <code>{place.label}</code> come from?
          </Button>
          <Button
            look={direction === "affected" ? "plain" : "quiet"}
            aria-pressed={direction === "affected"}
            onClick={() => turn("affected")}
          >
            What did it affect?
          </Button>
        </fieldset>
        <label className="heap-animate">
          <input
            type="checkbox"
            checked={dims}
            onChange={(event) => useQuestion.setState({ dims: event.target.checked })}
          />
          Dim other lines
        </label>
      </div>
      {direction === "from" ? (
        <OriginTree trace={trace} place={place} onStep={onStep} />
      ) : (
        <AffectedList trace={trace} place={place} onStep={onStep} />
      )}
    </>
  );
}

function OriginTree({ trace, place, onStep }: ValueQuestionProps) {
  const [toggled, setToggled] = useState<{ readonly of: ValuePlace; readonly rows: ReadonlyMap<string, boolean> }>({
    of: place,
    rows: new Map(),
  });
  const open = toggled.of === place ? toggled.rows : NOTHING_TOGGLED;
  const rows = useMemo(() => whyRows(trace, place, open), [trace, place, open]);
  const go = (row: WhyRow) => {
    if (row.step !== null) onStep(row.step);
  };
  return (
    <TreeList
      label={`Where ${place.label} came from`}
      rows={rows}
      current={-1}
      row={(row) => <WhyLine row={row} />}
      onToggle={(row) => setToggled({ of: place, rows: new Map(open).set(row.key, !row.isOpen) })}
      onChoose={go}
      onWalk={go}
    />
  );
}

const NOTHING_TOGGLED: ReadonlyMap<string, boolean> = new Map();

function WhyLine({ row }: { row: WhyRow }) {
  return (
    <span className="why-line">
      {row.name && (
        <>
          <code className="why-name">{row.name}</code>
          {row.value !== null && (
            <>
              <span className="muted"> is </span>
              <Repr text={row.value} />
            </>
          )}
          <span className="muted">, </span>
        </>
      )}
      <span className="muted">{row.role} </span>
      {row.line !== null && (
        <>
          <code className="why-code">{row.code}</code>
          <span className="muted numbers">
            {" "}
            line {row.line}
            {row.visit !== null && `, ${ordinal(row.visit)} time`}
          </span>
        </>
      )}
    </span>
  );
}

interface AffectedRow extends TreeRow {
  readonly step: number;
}

function AffectedList({ trace, place, onStep }: ValueQuestionProps) {
  const slice = useMemo(() => sliceOf(trace, place, "affected"), [trace, place]);
  const rows = useMemo(
    () =>
      (slice?.steps ?? []).map(
        (step): AffectedRow => ({ key: String(step), depth: 0, canOpen: false, isOpen: false, step }),
      ),
    [slice],
  );
  const others = rows.length - 1;
  return (
    <>
      <p className="why-note numbers" role="status">
        {slice === null
          ? "It was there before the first step."
          : others <= 0
            ? "Nothing later read it."
            : `${others.toLocaleString("en")} later ${others === 1 ? "step" : "steps"} read it, or what came of it${slice.complete ? "." : ", as far as was looked."}`}
      </p>
      <TreeList
        label={`What ${place.label} affected`}
        rows={rows}
        current={-1}
        row={(row) => <StepLine trace={trace} step={row.step} />}
        onToggle={() => undefined}
        onChoose={(row) => onStep(row.step)}
        onWalk={(row) => onStep(row.step)}
      />
    </>
  );
}

function StepLine({ trace, step }: { trace: Trace; step: number }) {
  const { range, node } = trace.statement(trace.step(step).statement);
  return (
    <span className="why-line">
      <code className="why-code">{headOf(trace, node)}</code>
      <span className="muted numbers">
        {" "}
        line {range.line} · step {(step + 1).toLocaleString("en")}
      </span>
    </span>
  );
}

interface LineQuestionProps {
  readonly trace: Trace;
  readonly step: number;
  readonly statement: number | null;
  readonly onStep: (step: number) => void;
}

function LineQuestion({ trace, step, statement, onStep }: LineQuestionProps) {
  const answer = useMemo(() => (statement === null ? null : whyLine(trace, statement, step)), [trace, statement, step]);
  return (
    <section className="why-lines" aria-label="Why a line ran">
      <label className="why-choice">
        <span>{answer === null || answer.ran ? "Why did this line run?" : "Why did this line not run?"}</span>
        <select
          className="select"
          aria-label="Line"
          value={statement ?? ""}
          onChange={(event) => askAboutStatement(trace, event.target.value === "" ? null : Number(event.target.value))}
        >
          <option value="">Choose a line</option>
          {trace.statements.map(({ number, node, range }) => {
            const times = trace.visits(number).length;
            return (
              <option key={number} value={number}>
                {range.line}: {headOf(trace, node)} ({times === 0 ? "never" : `${times.toLocaleString("en")}×`})
              </option>
            );
          })}
        </select>
      </label>
      <ol className="why-reasons" aria-label="Reasons" aria-live="polite">
        {answer?.reasons.map(({ text, step: place }) => (
          <li key={`${place} ${text}`} className="why-reason">
            <span>
              <Prose text={text} />
            </span>
            {place !== null && (
              <button type="button" className="link-button numbers" onClick={() => onStep(place)}>
                step {(place + 1).toLocaleString("en")}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
