import { memo, useMemo, useState } from "react";
import type { Trace } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { momentAt } from "../moment.ts";
import { Prose } from "../prose.tsx";
import { Drawing } from "./drawing.tsx";
import { type HeapBox, type HeapGraph, heapGraph } from "./heap-graph.ts";
import type { LayoutRequest } from "./layout.ts";
import { useSteady } from "./use-steady.ts";

const ROW = 18;
const TITLE = 20;
/** Of the code face at 12 px. */
const CHARACTER = 7.25;
const PADDING = 8;
const LABEL_GAP = 8;
/** Room for the dot a reference begins at. */
const DOT = 14;

interface HeapViewProps {
  readonly trace: Trace;
  readonly step: number;
}

/** The objects that the variables lead to, with references as arrows. */
export const HeapView = memo(function HeapView({ trace, step }: HeapViewProps) {
  const [animated, setAnimated] = useState(false);
  const moment = useMemo(() => momentAt(trace, step), [trace, step]);
  const graph = useMemo(() => heapGraph(trace, moment.frames, moment.tick), [trace, moment]);
  const request = useSteady(useMemo(() => requestOf(graph), [graph]));
  const boxes = useMemo(() => new Map(graph.boxes.map((box) => [box.id, box])), [graph]);
  return (
    <div className="heap">
      <div className="heap-head">
        <div className="heap-remarks" role="status">
          {graph.remarks.map((remark) => (
            <p key={remark}>
              <Prose text={remark} />
            </p>
          ))}
          {graph.hidden > 0 && (
            <p className="muted numbers">{graph.hidden.toLocaleString("en")} more objects are not drawn.</p>
          )}
        </div>
        <label className="heap-animate">
          <input type="checkbox" checked={animated} onChange={(event) => setAnimated(event.target.checked)} />
          Animate
        </label>
      </div>
      <Drawing
        label="Objects and references"
        request={request}
        animated={animated}
        {...(graph.boxes[0] && { first: graph.boxes[0].id })}
        box={(id) => {
          const box = boxes.get(id);
          return box ? <BoxFigure box={box} isCyclic={graph.cyclic.has(Number(id.slice(1))) && id[0] === "o"} /> : null;
        }}
        arrowClass={(id) => {
          const [from, , to] = id.split(" ");
          const isIn = (end = "") => end.startsWith("o") && graph.cyclic.has(Number(end.slice(1)));
          return isIn(from) && isIn(to) ? "arrow-cyclic" : undefined;
        }}
      />
    </div>
  );
});

function widthOf(box: HeapBox): number {
  const rows = box.rows.map(
    ({ label, text }) => label.length * CHARACTER + LABEL_GAP + (text === null ? DOT : text.length * CHARACTER),
  );
  const title = (box.title.length + (box.references > 1 ? 4 : 0)) * CHARACTER;
  return Math.ceil(Math.max(56, title, ...rows) + 2 * PADDING);
}

const heightOf = (box: HeapBox) => TITLE + (box.rows.length + (box.more > 0 ? 1 : 0)) * ROW + 4;

function requestOf({ boxes }: HeapGraph): LayoutRequest {
  const drawn = new Set(boxes.map((box) => box.id));
  return {
    direction: "RIGHT",
    boxes: boxes.map((box) => ({
      id: box.id,
      width: widthOf(box),
      height: heightOf(box),
      isFirst: box.kind === "frame",
      ports: box.rows.flatMap(({ target }, index) =>
        target === null ? [] : [{ id: String(index), y: TITLE + index * ROW + ROW / 2 }],
      ),
    })),
    arrows: boxes.flatMap((box) =>
      box.rows.flatMap(({ target }, index) =>
        target === null || !drawn.has(`o${target}`)
          ? []
          : [{ id: `${box.id} ${index} o${target}`, from: box.id, port: String(index), to: `o${target}` }],
      ),
    ),
  };
}

function BoxFigure({ box, isCyclic }: { box: HeapBox; isCyclic: boolean }) {
  const width = widthOf(box);
  return (
    <g
      className={classes(
        "heap-box",
        `heap-box-${box.kind}`,
        box.references > 1 && "heap-box-shared",
        isCyclic && "heap-box-cyclic",
      )}
    >
      <rect width={width} height={heightOf(box)} rx={4} />
      <text className="heap-title" x={PADDING} y={14}>
        {box.title}
      </text>
      {box.references > 1 && (
        <text className="heap-shared" x={width - PADDING} y={14} textAnchor="end">
          {box.references}×
        </text>
      )}
      {box.rows.map(({ label, text }, index) => {
        const y = TITLE + index * ROW;
        // Rows have no identity but their place.
        const key = `${index} ${label}`;
        return (
          <g key={key}>
            <text className="heap-label" x={PADDING} y={y + 13}>
              {label}
            </text>
            {text === null ? (
              <circle className="heap-dot" cx={width - PADDING} cy={y + ROW / 2} r={3} />
            ) : (
              <text className="heap-value" x={width - PADDING} y={y + 13} textAnchor="end">
                {text}
              </text>
            )}
          </g>
        );
      })}
      {box.more > 0 && (
        <text className="heap-label" x={PADDING} y={TITLE + box.rows.length * ROW + 13}>
          … {box.more.toLocaleString("en")} more
        </text>
      )}
    </g>
  );
}
