import { createElement } from "react";
import { isSameValue, valueIn } from "../../trace/queries/history.ts";
import type { Trace } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { Scrolled } from "../scrolled.tsx";
import { Repr } from "../value.tsx";
import type { ShapeViewProps } from "./shape-props.ts";

/** Elements drawn at most; the rest is counted. */
export const DRAWN = 200;
export const CELL_CHARACTERS = 24;

export interface Cell {
  readonly text: string;
  readonly isChanged: boolean;
}

type Cursors = ReadonlyMap<number, readonly string[]>;

interface BoxesProps {
  readonly name: string;
  readonly kind: "boxes" | "characters" | "stack" | "queue";
  readonly cells: readonly Cell[];
  readonly length: number;
  readonly cursors: Cursors;
}

/** Elements in a row, or on top of each other, with their indices and the variables that stand at them. */
export function Boxes({ name, kind, cells, length, cursors }: BoxesProps) {
  const behind = cursors.get(length);
  const ends =
    kind === "stack" ? { last: "top", first: null } : kind === "queue" ? { first: "front", last: "back" } : {};
  return (
    <Scrolled label={name} className={classes("boxes", `boxes-${kind}`)}>
      {createElement(
        "ol",
        { className: "boxes-cells", "aria-label": `${name} as ${kind}` },
        // Spread: an element is known by its index.
        ...cells.map((cell, index) =>
          createElement(BoxCell, {
            cell,
            index,
            isText: kind === "characters",
            cursors: cursors.get(index),
            end: index === length - 1 ? (ends.last ?? null) : index === 0 ? (ends.first ?? null) : null,
          }),
        ),
        behind && createElement(BoxCell, { cell: null, index: length, isText: false, cursors: behind, end: null }),
      )}
      {length === 0 && <p className="muted">empty</p>}
      {length > cells.length && (
        <p className="muted numbers">{(length - cells.length).toLocaleString("en")} more are not drawn.</p>
      )}
    </Scrolled>
  );
}

interface BoxCellProps {
  /** Null behind the last element. */
  readonly cell: Cell | null;
  readonly index: number;
  readonly isText: boolean;
  readonly cursors: readonly string[] | undefined;
  readonly end: string | null;
}

function BoxCell({ cell, index, isText, cursors, end }: BoxCellProps) {
  return (
    <li
      className={classes(
        "box",
        cursors && "box-pointed",
        cell?.isChanged && "box-changed",
        cell === null && "box-behind",
      )}
    >
      <span className="box-index numbers">{index}</span>
      <span className="box-value">
        {cell === null ? (
          <span className="muted">end</span>
        ) : isText ? (
          <code>{cell.text}</code>
        ) : (
          <Repr text={cell.text} />
        )}
      </span>
      {(cursors || end) && (
        <span className="box-cursors">
          {cursors && <span className="box-cursor">{cursors.join(", ")}</span>}
          {end && <span className="box-end">{end}</span>}
        </span>
      )}
    </li>
  );
}

interface GridProps extends Pick<ShapeViewProps, "trace" | "name" | "value" | "tick" | "before"> {
  readonly length: number;
  readonly rowCursors: Cursors;
  readonly columnCursors: Cursors;
}

const GRID_COLUMNS = 60;

/** A list of lists of one length as a table with both indices. */
export function Grid({ trace, name, value, tick, before, length, rowCursors, columnCursors }: GridProps) {
  if (value.kind === "atom") return null;
  const outer = trace.objectAt(value.id, tick);
  if (outer.shape !== "sequence") return null;
  const rows = outer.items.slice(0, DRAWN).map((row) => (row.kind === "object" ? trace.objectAt(row.id, tick) : null));
  const [first] = rows;
  const width = first?.shape === "sequence" ? first.length : 0;
  const columns = Array.from({ length: Math.min(width, GRID_COLUMNS) }, (_, index) => index);
  const body = rows.map((row, index) =>
    createElement(GridRow, { trace, row, index, columns, cursors: rowCursors.get(index), columnCursors, tick, before }),
  );
  return (
    <Scrolled label={name} className="grid-scroll">
      <table className="grid" aria-label={`${name} as a grid`}>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col" className={classes("numbers", columnCursors.has(column) && "grid-pointed")}>
                {columnCursors.get(column)?.join(", ")} {column}
              </th>
            ))}
          </tr>
        </thead>
        {createElement("tbody", null, ...body)}
      </table>
      {(length > rows.length || width > columns.length) && (
        <p className="muted numbers">
          {length.toLocaleString("en")} rows of {width.toLocaleString("en")}; the first ones are drawn.
        </p>
      )}
    </Scrolled>
  );
}

interface GridRowProps extends Pick<GridProps, "trace" | "tick" | "before" | "columnCursors"> {
  readonly row: ReturnType<Trace["objectAt"]> | null;
  readonly index: number;
  readonly columns: readonly number[];
  readonly cursors: readonly string[] | undefined;
}

function GridRow({ trace, row, index, columns, cursors, columnCursors, tick, before }: GridRowProps) {
  if (row?.shape !== "sequence") return null;
  return (
    <tr>
      <th scope="row" className={classes("numbers", cursors && "grid-pointed")}>
        {cursors?.join(", ")} {index}
      </th>
      {columns.map((column) => {
        const item = row.items[column]!;
        const old = valueIn(trace, row.id, { kind: "index", index: column }, before);
        return (
          <td
            key={column}
            className={classes(
              !isSameValue(old, item) && "grid-changed",
              cursors && columnCursors.has(column) && "grid-here",
            )}
          >
            <Repr text={trace.repr(item, tick, CELL_CHARACTERS).text} />
          </td>
        );
      })}
    </tr>
  );
}

/** A mapping as a table, in its own order. */
export function DictTable({ trace, name, value, tick, before }: ShapeViewProps) {
  if (value.kind === "atom") return null;
  const view = trace.objectAt(value.id, tick);
  if (view.shape !== "mapping") return null;
  return (
    <Scrolled label={name} className="grid-scroll">
      <table className="dict-table" aria-label={`${name} as a table`}>
        <thead>
          <tr>
            <th scope="col">key</th>
            <th scope="col">value</th>
          </tr>
        </thead>
        <tbody>
          {view.entries.slice(0, DRAWN).map(([key, each]) => {
            const label = trace.repr(key, tick, 60).text;
            const old = valueIn(trace, view.id, { kind: "key", key }, before);
            const isChanged = !isSameValue(old, each);
            return (
              <tr key={label} className={classes(isChanged && "grid-changed")}>
                <th scope="row">
                  <Repr text={label} />
                </th>
                <td>
                  {isChanged && old && (
                    <>
                      <span className="variable-previous">
                        <Repr text={trace.repr(old, before, CELL_CHARACTERS).text} />
                      </span>
                      {" → "}
                    </>
                  )}
                  <Repr text={trace.repr(each, tick, 80).text} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {view.length > DRAWN && (
        <p className="muted numbers">
          {(view.length - DRAWN).toLocaleString("en")} more entries; open the value to page through them.
        </p>
      )}
    </Scrolled>
  );
}
