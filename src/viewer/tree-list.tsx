import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classes } from "../ui/classes.ts";

/** One line of a tree that is shown as a list. */
export interface TreeRow {
  readonly key: string;
  readonly depth: number;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
}

interface TreeListProps<Row extends TreeRow> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** The row to bring into sight when it changes; -1 for none. */
  readonly current: number;
  readonly row: (row: Row) => ReactNode;
  readonly onToggle: (row: Row) => void;
  /** A click on the row, or Enter. */
  readonly onChoose: (row: Row) => void;
  /** The arrow keys have come to a row. */
  readonly onWalk?: (row: Row) => void;
}

const ROW_HEIGHT = 26;
const INDENT = 16;

/** A tree of any size, of which only what is seen is there. Walked with the arrow keys, as trees are. */
export function TreeList<Row extends TreeRow>(props: TreeListProps<Row>) {
  const { label, rows, current, onToggle, onChoose, onWalk } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  useEffect(() => {
    if (current < 0) return;
    setActive(current);
    virtualizer.scrollToIndex(current, { align: "auto" });
  }, [current, virtualizer]);

  const at = Math.min(active, rows.length - 1);
  const walkTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtualizer.scrollToIndex(next, { align: "auto" });
    const row = rows[next];
    if (row && next !== at) onWalk?.(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    switch (event.key) {
      case "ArrowDown":
        walkTo(at + 1);
        break;
      case "ArrowUp":
        walkTo(at - 1);
        break;
      case "PageDown":
        walkTo(at + page);
        break;
      case "PageUp":
        walkTo(at - page);
        break;
      case "Home":
        walkTo(0);
        break;
      case "End":
        walkTo(rows.length - 1);
        break;
      case "ArrowRight":
        if (row.canOpen && !row.isOpen) onToggle(row);
        else walkTo(at + 1);
        break;
      case "ArrowLeft":
        if (row.canOpen && row.isOpen) onToggle(row);
        else walkTo(rows.findLastIndex((each, index) => index < at && each.depth < row.depth));
        break;
      case "Enter":
      case " ":
        onChoose(row);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = ({ target }: MouseEvent) => {
    const item = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
    const index = Number(item?.dataset.index);
    const row = item ? rows[index] : undefined;
    if (!row || !(target instanceof Element)) return;
    setActive(index);
    if (row.canOpen && target.closest(".tree-chevron")) onToggle(row);
    else onChoose(row);
  };
  return (
    <div
      ref={scroller}
      className="tree-list"
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!;
          const Chevron = row.isOpen ? ChevronDown : ChevronRight;
          return (
            // The tree has the focus, the keys and the clicks; its items are only pointed at.
            <div
              key={row.key}
              id={`${id}-${index}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={row.depth + 1}
              aria-selected={index === current}
              {...(row.canOpen && { "aria-expanded": row.isOpen })}
              className={classes(
                "tree-row",
                index === at && "tree-row-active",
                index === current && "tree-row-current",
              )}
              style={{ top: start, height: ROW_HEIGHT, paddingLeft: 8 + row.depth * INDENT }}
              data-index={index}
            >
              <span className="tree-chevron" aria-hidden>
                {row.canOpen && <Chevron size={14} />}
              </span>
              {props.row(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
