import { useEffect, useMemo, useRef } from "react";
import type { Trace } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { lineCounts } from "../../viewer/editor-marks.ts";

interface CodeListingProps {
  readonly code: string;
  readonly trace: Trace | null;
  readonly step: number;
}

/** A program to be read, not written: the line of the step is marked, and how often each line ran stands beside it. */
export function CodeListing({ code, trace, step }: CodeListingProps) {
  const counts = useMemo(() => (trace === null || trace.stepCount === 0 ? null : lineCounts(trace).counts), [trace]);
  const current = trace === null || trace.stepCount === 0 ? 0 : trace.statement(trace.step(step).statement).range.line;
  const lines = code
    .replace(/\n$/, "")
    .split("\n")
    .map((text, index) => ({ number: index + 1, text }));
  return (
    <ol className="listing" aria-label="Code">
      {lines.map(({ number, text }) => (
        <ListingLine key={number} text={text} current={number === current} count={counts?.get(number) ?? null} />
      ))}
    </ol>
  );
}

interface ListingLineProps {
  readonly text: string;
  readonly current: boolean;
  readonly count: number | null;
}

function ListingLine({ text, current, count }: ListingLineProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <li
      ref={line}
      className={classes("listing-line", current && "listing-current")}
      aria-current={current ? "step" : undefined}
    >
      <code>{text}</code>
      <span className="listing-count numbers">{count === null ? "" : `${count}×`}</span>
    </li>
  );
}
