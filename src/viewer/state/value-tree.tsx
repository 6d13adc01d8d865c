import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type CSSProperties, useMemo, useRef } from "react";
import type { Tick, Trace, Value } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { ValueText } from "../value.tsx";
import { type Row, rowsOf } from "./rows.ts";
import { ValueTools } from "./value-tools.tsx";

interface ValueTreeProps {
  readonly trace: Trace;
  readonly name: string;
  readonly value: Value;
  readonly tick: Tick;
  readonly before: Tick;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (path: string) => void;
}

const ROW_HEIGHT = 24;
/** More lines than this scroll in a window of their own, of which only what is seen is there. */
const UNSCROLLED = 40;
const CHARACTERS = 100;
const PREVIOUS_CHARACTERS = 32;

/** What a value holds, line by line, to any depth. */
export function ValueTree({ trace, name, value, tick, before, open, onToggle }: ValueTreeProps) {
  const rows = useMemo(() => rowsOf(trace, value, tick, before, open), [trace, value, tick, before, open]);
  const line = (row: Row, style?: CSSProperties) => (
    <TreeLine
      key={row.path}
      trace={trace}
      name={name}
      row={row}
      tick={tick}
      before={before}
      onToggle={onToggle}
      {...(style && { style })}
    />
  );
  if (rows.length <= UNSCROLLED) {
    return (
      <ul className="value-tree" aria-label={`Contents of ${name}`}>
        {rows.map((row) => line(row))}
      </ul>
    );
  }
  return <ScrolledTree name={name} rows={rows} line={line} />;
}

interface ScrolledTreeProps {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly line: (row: Row, style?: CSSProperties) => React.JSX.Element;
}

function ScrolledTree({ name, rows, line }: ScrolledTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  return (
    <div ref={scroller} className="value-tree-scroll">
      <ul
        className="value-tree"
        aria-label={`Contents of ${name}`}
        style={{ height: virtualizer.getTotalSize(), position: "relative" }}
      >
        {virtualizer
          .getVirtualItems()
          .map(({ index, start }) =>
            line(rows[index]!, { position: "absolute", insetInline: 0, top: start, height: ROW_HEIGHT }),
          )}
      </ul>
    </div>
  );
}

interface TreeLineProps {
  readonly trace: Trace;
  readonly name: string;
  readonly row: Row;
  readonly tick: Tick;
  readonly before: Tick;
  readonly onToggle: (path: string) => void;
  readonly style?: CSSProperties;
}

function TreeLine({ trace, name, row, tick, before, onToggle, style }: TreeLineProps) {
  const Chevron = row.isOpen ? ChevronDown : ChevronRight;
  const isChanged = row.previous !== undefined;
  const label = row.label === "" ? "·" : row.label;
  const full = fullName(name, row.path);
  return (
    <li
      className={classes("tree-line", isChanged && "variable-changed")}
      style={{ ...style, paddingLeft: row.depth * 16 }}
    >
      {row.canOpen ? (
        <button
          type="button"
          className="variable-toggle"
          aria-expanded={row.isOpen}
          aria-label={row.value === null ? `Elements ${row.label}` : `Contents of ${full}`}
          onClick={() => onToggle(row.path)}
        >
          <Chevron size={14} aria-hidden />
        </button>
      ) : (
        <span className="tree-gap" />
      )}
      <span className="tree-label">
        {isChanged && <span className="change-dot tree-dot" role="img" aria-label={row.previous ? "changed" : "new"} />}
        {label}
      </span>
      {row.value && (
        <>
          <span className="tree-value">
            {row.previous && (
              <>
                <span className="variable-previous">
                  <ValueText trace={trace} value={row.previous} tick={before} limit={PREVIOUS_CHARACTERS} />
                </span>
                <span className="variable-arrow"> → </span>
              </>
            )}
            <ValueText trace={trace} value={row.value} tick={tick} limit={CHARACTERS} />
          </span>
          <span className="variable-type">{trace.typeName(row.value)}</span>
          <span className="variable-tools">
            <ValueTools
              trace={trace}
              name={full}
              value={row.value}
              tick={tick}
              place={row.part?.place ? { kind: "element", object: row.object, place: row.part.place } : null}
            />
          </span>
        </>
      )}
    </li>
  );
}

/** `/0-100/3/.left` of `xs` is `xs[3].left`. */
function fullName(name: string, path: string): string {
  const steps = path.split("/").filter((step) => step !== "" && !/^\d+-\d+$/.test(step));
  return steps.reduce((outer, step) => (step.startsWith(".") ? `${outer}${step}` : `${outer}[${step}]`), name);
}
