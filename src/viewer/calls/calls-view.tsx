import { memo, useMemo, useState } from "react";
import type { Trace } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { momentAt } from "../moment.ts";
import { TreeList } from "../tree-list.tsx";
import { Repr } from "../value.tsx";
import { type CallRow, callRows } from "./call-rows.ts";
import "../tree-list.css";

interface CallsViewProps {
  readonly trace: Trace;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** Every call of the run, nested as they were made, with arguments and results. */
export const CallsView = memo(function CallsView({ trace, step, onStep }: CallsViewProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<number, boolean>>(new Map());
  const moment = useMemo(() => momentAt(trace, step), [trace, step]);
  const rows = useMemo(
    () => callRows(trace, moment.tick, new Set(moment.frames.map((frame) => frame.frame)), toggled),
    [trace, moment, toggled],
  );
  const current = rows.findIndex((row) => row.frame === moment.frames[0]?.frame);
  return (
    <TreeList
      label="Calls"
      rows={rows}
      current={current}
      row={(row) => <CallLine row={row} />}
      onToggle={(row) => setToggled(new Map(toggled).set(row.frame, !row.isOpen))}
      onChoose={(row) => {
        const { firstStep, callStep } = trace.frame(row.frame);
        const target = firstStep >= 0 ? firstStep : callStep;
        if (target !== null) onStep(target);
      }}
    />
  );
});

const SAID: Readonly<Record<CallRow["outcome"], string | null>> = {
  returned: null,
  raised: "raises",
  suspended: "suspended",
  unfinished: "not finished",
  running: "running",
  later: "later",
};

function CallLine({ row }: { row: CallRow }) {
  const said = SAID[row.outcome];
  return (
    <span className={classes("call-line", `call-${row.outcome}`)}>
      <Repr text={row.call} />
      {row.outcome === "returned" && row.result !== null && (
        <span className="call-result">
          {" → "}
          <Repr text={row.result} />
        </span>
      )}
      {said && <span className="call-outcome">{row.result === null ? said : `${said} ${row.result}`}</span>}
    </span>
  );
}
