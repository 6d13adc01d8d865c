import { useMemo } from "react";
import { isSameValue, valueIn } from "../../trace/queries/history.ts";
import type { Tick, Trace, Value } from "../../trace/types.ts";
import { parsedString } from "./characters.ts";
import { byIndex, cursorsAt } from "./cursors.ts";
import { Boxes, CELL_CHARACTERS, DictTable, DRAWN, Grid } from "./drawings.tsx";
import { NodeDrawing } from "./node-drawing.tsx";
import type { ShapeViewProps } from "./shape-props.ts";
import { usageOf } from "./usage.ts";
import "./shapes.css";

/** A value drawn as what it is. */
export function ShapeView(props: ShapeViewProps) {
  const { trace, name, value, shape, frame, tick, before } = props;
  const usage = usageOf(trace, trace.frame(frame).scope, name);
  const drawn = useMemo(() => {
    if (shape === "characters") return parsedString(trace, value, tick).map((text) => ({ text, isChanged: false }));
    if (value.kind === "atom") return [];
    const view = trace.objectAt(value.id, tick);
    if (view.shape !== "sequence") return [];
    return view.items.slice(0, DRAWN).map((item, index) => ({
      text: trace.repr(item, tick, CELL_CHARACTERS).text,
      isChanged: !isSameValue(valueIn(trace, value.id, { kind: "index", index }, before), item),
    }));
  }, [trace, value, tick, before, shape]);
  const length = lengthOf(trace, value, tick);
  const cursors = byIndex(cursorsAt(trace, frame, usage.indexes, tick, length));
  switch (shape) {
    case "boxes":
    case "characters":
    case "stack":
    case "queue":
      return <Boxes name={name} kind={shape} cells={drawn} length={length} cursors={cursors} />;
    case "grid":
      return (
        <Grid
          {...props}
          length={length}
          rowCursors={cursors}
          columnCursors={byIndex(cursorsAt(trace, frame, usage.columns, tick, DRAWN))}
        />
      );
    case "table":
      return <DictTable {...props} />;
    case "list":
    case "tree":
    case "graph":
      return <NodeDrawing {...props} shape={shape} />;
  }
}

function lengthOf(trace: Trace, value: Value, tick: Tick): number {
  if (value.kind === "atom") return value.length ?? 0;
  const view = trace.objectAt(value.id, tick);
  return "length" in view ? view.length : 0;
}
