import { useVirtualizer } from "@tanstack/react-virtual";
import { Download } from "lucide-react";
import { memo, useMemo, useRef, useState } from "react";
import type { LoopRun, Trace } from "../../trace/types.ts";
import { IconButton } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { download } from "../../ui/download.ts";
import { Repr } from "../value.tsx";
import { type LoopRow, type LoopTable, loopAt, loopsOf, loopTable, tableText } from "./loop-table.ts";
import "./loops.css";

interface LoopViewProps {
  readonly trace: Trace;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

const ROW_HEIGHT = 26;
const CELL_CHARACTERS = 60;

/** A loop as a table: a row for each pass, a column for each variable. Follows the step, until a loop is chosen. */
export const LoopView = memo(function LoopView({ trace, step, onStep }: LoopViewProps) {
  const loops = useMemo(() => loopsOf(trace), [trace]);
  const [chosen, setChosen] = useState<number | null>(null);
  const followed = useMemo(
    () => loopAt(chosen === null ? loops : loops.filter((loop) => loop.statement === chosen), trace, step),
    [loops, chosen, trace, step],
  );
  if (!followed) return <p className="region-invitation">No loop of this run made a pass.</p>;
  const loop = loops.find(({ statement }) => statement === followed.statement)!;
  return (
    <div className="loop">
      <div className="loop-head">
        <select
          className="select"
          aria-label="Loop"
          value={chosen ?? ""}
          onChange={(event) => setChosen(event.target.value === "" ? null : Number(event.target.value))}
        >
          <option value="">Around this step</option>
          {loops.map(({ statement, title, line }) => (
            <option key={statement} value={statement}>
              line {line}: {title}
            </option>
          ))}
        </select>
        <span className="muted numbers">
          line {loop.line}
          {loop.runs.length > 1 && `, run ${loop.runs.indexOf(followed) + 1} of ${loop.runs.length}`},{" "}
          {followed.passes.length.toLocaleString("en")} {followed.passes.length === 1 ? "pass" : "passes"}
        </span>
        <IconButton
          label="Save table as CSV"
          icon={<Download size={14} aria-hidden />}
          onClick={() => void saveTable(trace, loopTable(trace, followed), `line-${loop.line}`)}
        />
      </div>
      <PassTable trace={trace} run={followed} step={step} onStep={onStep} />
    </div>
  );
});

async function saveTable(trace: Trace, table: LoopTable, name: string): Promise<void> {
  const { default: Papa } = await import("papaparse");
  const text = Papa.unparse(tableText(trace, table).map((row) => [...row]));
  download(`${name}.csv`, new Blob([text], { type: "text/csv;charset=utf-8" }));
}

interface PassTableProps extends LoopViewProps {
  readonly run: LoopRun;
}

function PassTable({ trace, run, step, onStep }: PassTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useMemo(() => loopTable(trace, run), [trace, run]);
  const virtualizer = useVirtualizer({
    count: table.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const current = run.passes.findLastIndex((pass) => pass.header <= step) + 1;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section ref={scroller} className="loop-scroll" aria-label="Passes">
      <table className="loop-table" aria-rowcount={table.length + 1}>
        <thead>
          <tr>
            <th scope="col">pass</th>
            {table.columns.map((name) => (
              <th key={name} scope="col" className="mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items[0] && items[0].start > 0 && <tr style={{ height: items[0].start }} />}
          {items.map(({ index }) => (
            <PassRow key={index} trace={trace} row={table.row(index)} isCurrent={index === current} onStep={onStep} />
          ))}
          {below > 0 && <tr style={{ height: below }} />}
        </tbody>
      </table>
    </section>
  );
}

interface PassRowProps {
  readonly trace: Trace;
  readonly row: LoopRow;
  readonly isCurrent: boolean;
  readonly onStep: (step: number) => void;
}

function PassRow({ trace, row, isCurrent, onStep }: PassRowProps) {
  const cells = row.cells.map(({ value, isChanged }, column) => ({ column, value, isChanged }));
  return (
    <tr
      className={classes(isCurrent && "loop-current")}
      style={{ height: ROW_HEIGHT }}
      aria-rowindex={row.pass + 2}
      aria-current={isCurrent ? "step" : undefined}
    >
      <th scope="row">
        <button type="button" className="link-button numbers" onClick={() => onStep(row.step)}>
          {row.pass === 0 ? "before" : row.pass.toLocaleString("en")}
        </button>
      </th>
      {cells.map(({ column, value, isChanged }) => (
        <td key={column} className={classes(isChanged && "loop-changed")}>
          {value ? <Repr text={trace.repr(value, row.tick, CELL_CHARACTERS).text} /> : <span className="muted">–</span>}
        </td>
      ))}
    </tr>
  );
}
