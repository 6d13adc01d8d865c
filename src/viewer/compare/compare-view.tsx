import { ArrowDown, ArrowUp } from "lucide-react";
import { createElement, useMemo } from "react";
import type { Trace } from "../../trace/types.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Prose } from "../prose.tsx";
import { Repr } from "../value.tsx";
import { headOf } from "../why/why-rows.ts";
import { type Alignment, alignRuns, commonSubsequence } from "./align.ts";
import { besideEachOther, rightOf, valueDifferences } from "./differences.ts";
import "./compare.css";

interface CompareViewProps {
  readonly left: Trace;
  readonly right: Trace;
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** The forward rationale of each run, sentence by sentence; null while they are written. */
  readonly sentences: readonly [left: readonly string[], right: readonly string[]] | null;
  readonly onClose: () => void;
}

/** Two runs beside each other: where their paths part, which values differ, and what is told differently. */
export function CompareView({ left, right, step, onStep, sentences, onClose }: CompareViewProps) {
  const alignment = useMemo(() => alignRuns(left, right), [left, right]);
  const values = useMemo(() => valueDifferences(left, right, alignment), [left, right, alignment]);
  const stops = useMemo(
    () =>
      [...new Set([...alignment.divergences.map((each) => each.left), ...values.map((each) => each.left)])]
        .filter((each) => each < left.stepCount)
        .sort((a, b) => a - b),
    [alignment, values, left],
  );
  const before = stops.findLast((each) => each < step);
  const after = stops.find((each) => each > step);
  return (
    <div className="compare">
      <div className="compare-head">
        <div className="compare-summary" role="status" aria-label="Comparison">
          <p>{pathText(left, right, alignment)}</p>
          {values[0] && (
            <p className="numbers">
              Values first differ at step {(values[0].left + 1).toLocaleString("en")}, in <code>{values[0].name}</code>.
            </p>
          )}
        </div>
        <IconButton
          label="Previous difference"
          icon={<ArrowUp size={14} aria-hidden />}
          disabled={before === undefined}
          onClick={() => before !== undefined && onStep(before)}
        />
        <IconButton
          label="Next difference"
          icon={<ArrowDown size={14} aria-hidden />}
          disabled={after === undefined}
          onClick={() => after !== undefined && onStep(after)}
        />
        <Button onClick={onClose}>End comparison</Button>
      </div>
      <SideBySide left={left} right={right} step={step} alignment={alignment} />
      {sentences && <SentenceDifferences left={sentences[0]} right={sentences[1]} />}
    </div>
  );
}

function pathText(left: Trace, right: Trace, { divergences }: Alignment): string {
  const [first] = divergences;
  if (!first) return "Both runs take the same path.";
  const at = (trace: Trace, step: number) =>
    step < trace.stepCount ? `line ${trace.statement(trace.step(step).statement).range.line}` : "the end";
  const more = divergences.length > 1 ? ` They part ${divergences.length.toLocaleString("en")} times.` : "";
  return `The paths part at step ${(first.left + 1).toLocaleString("en")}: ${at(left, first.left)} here, ${at(right, first.right)} in the other run.${more}`;
}

interface SideBySideProps {
  readonly left: Trace;
  readonly right: Trace;
  readonly step: number;
  readonly alignment: Alignment;
}

function SideBySide({ left, right, step, alignment }: SideBySideProps) {
  const rightStep = rightOf(alignment, step);
  const isApart = alignment.toRight[step] === -1;
  const rows = useMemo(() => besideEachOther(left, step, right, rightStep), [left, step, right, rightStep]);
  return (
    <table className="compare-table" aria-label="Variables of both runs">
      <thead>
        <tr>
          <td />
          <RunHead title="This run" trace={left} step={step} />
          <RunHead title={isApart ? "Other run, apart here" : "Other run"} trace={right} step={rightStep} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className={classes(row.differs && "compare-differs")}>
            <th scope="row" className="mono">
              {row.differs && <span className="change-dot compare-dot" role="img" aria-label="differs" />}
              {row.name}
            </th>
            <td>{row.left === null ? <span className="muted">–</span> : <Repr text={row.left} />}</td>
            <td>{row.right === null ? <span className="muted">–</span> : <Repr text={row.right} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RunHead({ title, trace, step }: { title: string; trace: Trace; step: number | null }) {
  const statement = step === null ? null : trace.statement(trace.step(step).statement);
  return (
    <th scope="col">
      <span className="compare-title">{title}</span>
      {trace.call && <code className="compare-call">{trace.call}</code>}
      {statement && step !== null && (
        <span className="compare-line">
          <span className="muted numbers">
            step {(step + 1).toLocaleString("en")} of {trace.stepCount.toLocaleString("en")}, line{" "}
            {statement.range.line}{" "}
          </span>
          <code>{headOf(trace, statement.node)}</code>
        </span>
      )}
    </th>
  );
}

function SentenceDifferences({ left, right }: { left: readonly string[]; right: readonly string[] }) {
  const lines = useMemo(() => differingSentences(left, right), [left, right]);
  return (
    <section className="compare-sentences" aria-label="Sentences that differ">
      <h3 className="compare-title">
        {lines.length === 0 ? "Both rationales say the same." : "What the rationales say differently"}
      </h3>
      {createElement(
        "ol",
        { className: "compare-list" },
        // Spread: a sentence is known by its place.
        ...lines.map(({ side, text }) => (
          <li className={`compare-sentence compare-${side}`} key={`${side} ${text}`}>
            <span className="compare-side">{side === "left" ? "this run" : "other run"}</span>
            <span>
              <Prose text={text} />
            </span>
          </li>
        )),
      )}
    </section>
  );
}

/** The sentences only one of two texts has, in order, those of the left one first where they stand in for each other. */
export function differingSentences(
  left: readonly string[],
  right: readonly string[],
): readonly { readonly side: "left" | "right"; readonly text: string }[] {
  const lines: { side: "left" | "right"; text: string }[] = [];
  let i = 0;
  let j = 0;
  for (const [nextI, nextJ] of [...commonSubsequence(left, right), [left.length, right.length] as const]) {
    for (; i < nextI; i++) lines.push({ side: "left", text: left[i]! });
    for (; j < nextJ; j++) lines.push({ side: "right", text: right[j]! });
    i += 1;
    j += 1;
  }
  return lines;
}
