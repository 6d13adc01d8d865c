import { type ReactNode, useEffect, useRef, useState } from "react";
import { classes } from "../../ui/classes.ts";
import { Scrolled } from "../scrolled.tsx";
import { type Layout, type LayoutRequest, layOut, type Point } from "./layout.ts";
import "./drawing.css";

interface DrawingProps {
  /** Its accessible name; what it shows must be told in words, too. */
  readonly label: string;
  /** What is to be placed; a new object means a new layout. */
  readonly request: LayoutRequest;
  /** Draws the box of an id, from its own corner. */
  readonly box: (id: string) => ReactNode;
  readonly arrowClass?: (id: string) => string | undefined;
  readonly arrowLabel?: (id: string) => string | undefined;
  readonly arrowHeads?: boolean;
  /** The box to begin with in sight. */
  readonly first?: string;
  /** Boxes glide to new places. Never where reduced motion is asked for. */
  readonly animated?: boolean;
}

const MARGIN = 8;

/** Boxes and arrows, placed by the layout engine. What was shown stays until the next layout has come. */
export function Drawing(props: DrawingProps) {
  const { label, request, box, arrowClass, arrowLabel, arrowHeads = true, animated, first } = props;
  const [shown, setShown] = useState<{ readonly request: LayoutRequest; readonly layout: Layout } | null>(null);
  const [failure, setFailure] = useState(false);
  const before = useRef<Layout | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const hasLayout = shown !== null;
  useEffect(() => {
    const place = first === undefined ? undefined : before.current?.boxes.get(first);
    if (hasLayout && place && scroller.current) scroller.current.scrollTo(place.x - MARGIN, place.y - MARGIN);
  }, [hasLayout, first]);
  useEffect(() => {
    let wanted = true;
    layOut(request, before.current).then(
      (layout) => {
        if (!wanted) return;
        before.current = layout;
        setFailure(false);
        setShown({ request, layout });
      },
      () => wanted && setFailure(true),
    );
    return () => {
      wanted = false;
    };
  }, [request]);
  if (failure)
    return <p className="drawing-problem">The drawing could not be laid out. Reload the page to try again.</p>;
  if (!shown) return <p className="drawing-problem">Laying out…</p>;
  const { layout } = shown;
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + 2 * MARGIN;
  return (
    <Scrolled ref={scroller} className="drawing" label={label}>
      <svg
        role="img"
        aria-label={label}
        className={classes("drawing-svg", animated && "drawing-animated")}
        width={width}
        height={height}
        viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
      >
        <defs>
          {["", "-strong"].map((kind) => (
            <marker
              key={kind}
              id={`arrow-head${kind}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 L8 4 L0 8 z" className={`arrow-head${kind}`} />
            </marker>
          ))}
        </defs>
        {[...layout.arrows].map(([id, points]) => {
          const kind = arrowClass?.(id);
          return (
            <g key={id}>
              <path
                d={pathOf(points)}
                className={classes("arrow", kind)}
                markerEnd={arrowHeads ? `url(#arrow-head${kind === "arrow-cyclic" ? "-strong" : ""})` : undefined}
              />
              <ArrowLabel text={arrowLabel?.(id)} points={points} />
            </g>
          );
        })}
        {[...layout.boxes].map(([id, { x, y }]) => (
          <g key={id} className="drawing-box" style={{ transform: `translate(${x}px, ${y}px)` }}>
            {box(id)}
          </g>
        ))}
      </svg>
    </Scrolled>
  );
}

/** A smooth line through the bends. */
function pathOf(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (!start) return "";
  const end = rest.at(-1) ?? start;
  if (rest.length === 1) return `M${start.x} ${start.y} L${end.x} ${end.y}`;
  const bends = rest.slice(0, -1);
  const parts = bends.map((point, index) => {
    const next = bends[index + 1];
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : end;
    return `Q${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return `M${start.x} ${start.y} ${parts.join(" ")}`;
}

function ArrowLabel({ text, points }: { text: string | undefined; points: readonly Point[] }) {
  const [a, b] = [points[0], points[1]];
  if (!text || !a || !b) return null;
  return (
    <text className="arrow-label" x={(a.x + b.x) / 2 + 4} y={(a.y + b.y) / 2 - 3}>
      {text}
    </text>
  );
}
