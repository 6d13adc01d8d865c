import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useRef } from "react";
import type { StoredRow } from "../../dataset/store/database.ts";
import { classes } from "../../ui/classes.ts";
import { useDesk } from "../desk.ts";
import { useDeskActions } from "../use-desk.ts";
import type { Measure, QueryResult } from "./row-index.ts";

const ROW_HEIGHT = 32;

const COLUMNS: readonly { readonly title: string; readonly sort?: Measure }[] = [
  { title: "" },
  { title: "Sample", sort: "order" },
  { title: "Call" },
  { title: "Status" },
  { title: "Run" },
  { title: "Verdicts", sort: "doubt" },
  { title: "Steps", sort: "steps" },
  { title: "Lines", sort: "lines" },
  { title: "Words", sort: "words" },
  { title: "Tags" },
];

/** The samples that are found: only those in sight are on the page. Arrow keys move, Space selects, Enter opens. */
export function SampleTable({ result }: { readonly result: QueryResult }) {
  const { desk, index, query, selected, revision } = useDeskActions();
  const { found } = result;
  const panel = useRef<HTMLTableSectionElement>(null);
  const active = useRef(0);
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => panel.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const shown = useRef(query);
  useEffect(() => {
    if (shown.current === query) return;
    shown.current = query;
    active.current = 0;
    virtual.scrollToOffset(0);
  }, [query, virtual]);

  const focusRow = (place: number) => {
    active.current = Math.max(0, Math.min(place, found.length - 1));
    virtual.scrollToIndex(active.current);
    requestAnimationFrame(() => {
      panel.current?.querySelector<HTMLElement>(`[data-place="${active.current}"]`)?.focus();
    });
  };
  const page = () => Math.max(1, Math.floor((panel.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active.current + 1,
      ArrowUp: active.current - 1,
      PageDown: active.current + page(),
      PageUp: active.current - page(),
      Home: 0,
      End: found.length - 1,
    };
    const to = moves[event.key];
    const here = found[active.current];
    if (to !== undefined) focusRow(to);
    else if (here === undefined) return;
    else if (event.key === "Enter") useDesk.setState({ open: index.at(here).id });
    else if (event.key === " ") desk.toggle(index.at(here).id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <table className="samples" aria-label="Samples" aria-rowcount={found.length + 1}>
      <thead>
        <tr className="samples-head">
          {COLUMNS.map(({ title, sort }, column) => (
            <th key={title || "select"} scope="col" aria-sort={ariaSort(sort, query)}>
              {column === 0 ? (
                <input
                  type="checkbox"
                  aria-label="Select all found"
                  checked={found.length > 0 && selected.size >= found.length}
                  onChange={(event) =>
                    useDesk.setState({
                      selected: new Set(
                        event.target.checked ? [...found].map((position) => index.at(position).id) : [],
                      ),
                    })
                  }
                />
              ) : sort === undefined ? (
                title
              ) : (
                <button
                  type="button"
                  className="samples-sort"
                  onClick={() => desk.ask({ sort, descending: query.sort === sort && !query.descending })}
                >
                  {title}
                  {query.sort === sort && (query.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>

      <tbody
        className="samples-body"
        ref={panel}
        style={{ "--rows": `${virtual.getTotalSize()}px` } as React.CSSProperties}
      >
        {virtual.getVirtualItems().map(({ index: place, start }) => {
          const row = index.at(found[place] ?? 0);
          return (
            <SampleRow
              key={row.id}
              row={row}
              revision={revision}
              place={place}
              top={start}
              selected={selected.has(row.id)}
              tabIndex={place === active.current ? 0 : -1}
              onKeyDown={onKeyDown}
              onFocus={() => {
                active.current = place;
              }}
            />
          );
        })}
      </tbody>
    </table>
  );
}

interface SampleRowProps {
  readonly row: StoredRow;
  readonly revision: number;
  readonly place: number;
  readonly top: number;
  readonly selected: boolean;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
}

function SampleRow({ row, place, top, selected, tabIndex, onFocus, onKeyDown }: SampleRowProps) {
  const { desk } = useDeskActions();
  const { id, summary } = row;
  const open = () => useDesk.setState({ open: id });
  return (
    <tr
      aria-rowindex={place + 2}
      className={classes("samples-row", selected && "samples-row-selected")}
      data-place={place}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={open}
      onKeyDown={onKeyDown}
    >
      <td>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${id}`}
          checked={selected}
          onClick={(event) => event.stopPropagation()}
          onChange={() => desk.toggle(id)}
        />
      </td>
      <td>{id}</td>
      <td className="mono">{summary.title}</td>
      <td className={`status-${summary.status}`}>{STATUS_NAMES[summary.status]}</td>
      <td>{summary.problem ?? summary.outcome}</td>
      <td className="numbers">
        <Verdicts row={row} />
      </td>
      <td className="numbers">{summary.steps}</td>
      <td className="numbers">{summary.lines}</td>
      <td className="numbers">{summary.words}</td>
      <td>{summary.tags.join(", ")}</td>
    </tr>
  );
}

/** Statuses as people read them. */
export const STATUS_NAMES = {
  unreviewed: "Unreviewed",
  accepted: "Accepted",
  "needs-work": "Needs work",
  rejected: "Rejected",
} as const;

function Verdicts({ row: { summary } }: { readonly row: StoredRow }) {
  const { verified, contradicted, unsupported } = summary;
  if (verified + contradicted + unsupported === 0) return <>–</>;
  return (
    <>
      <span className="verdict-verified">✓ {verified}</span>
      {contradicted > 0 && <span className="verdict-contradicted"> ✗ {contradicted}</span>}
      {unsupported > 0 && <span className="verdict-unsupported"> ? {unsupported}</span>}
    </>
  );
}

function ariaSort(sort: Measure | undefined, query: { readonly sort: Measure; readonly descending: boolean }) {
  if (sort === undefined || sort !== query.sort) return undefined;
  return query.descending ? "descending" : "ascending";
}
