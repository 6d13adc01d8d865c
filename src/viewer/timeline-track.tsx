import { type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Activity } from "../trace/queries/activity.ts";
import type { Trace } from "../trace/types.ts";
import { classes } from "../ui/classes.ts";
import { stepWords } from "./step-words.ts";
import { type Size, TimelineCanvas } from "./timeline-canvas.tsx";
import { blockAt, type Marks } from "./timeline-draw.ts";
import { TimelinePeek } from "./timeline-peek.tsx";
import { around, isWhole, pan, placeAt, stepAt, type View, wholeRun, xOf, zoom } from "./timeline-view.ts";
import type { Stretch } from "./timeline-zoom.ts";

interface TimelineTrackProps {
  readonly trace: Trace;
  /** From 0. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly activity: Activity | null;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly selection: Stretch | null;
  readonly onSelection: (selection: Stretch | null) => void;
  readonly marks: readonly Marks[];
}

const WHEEL_ZOOM = 0.0016;
const PINCH_ZOOM = 0.012;
/** A click this close to a mark (CSS pixels) means the mark. */
const SNAP = 4;

/** The picture of the run, and the slider over it: drag to move in time, Shift and drag to select, wheel and pinch to zoom. */
export function TimelineTrack(props: TimelineTrackProps) {
  const { trace, step, onStep, activity, view, onView, selection, onSelection, marks } = props;
  const track = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [peek, setPeek] = useState<{ readonly x: number; readonly step: number } | null>(null);
  const pointers = useRef(new Map<number, number>());
  const doing = useRef<{ readonly kind: "scrub" } | { readonly kind: "select"; readonly from: number } | null>(null);
  const latest = useRef({ view, width: size.width, count: trace.stepCount, onView, onStep });
  latest.current = { view, width: size.width, count: trace.stepCount, onView, onStep };

  useEffect(() => {
    const element = track.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = track.current;
    if (!element) return;
    // React listens to wheels passively, so that the page would scroll and zoom as well.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { view: now, width, count, onView: show } = latest.current;
      const across = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
      if (across !== 0) {
        show(pan(now, (across / width) * (now.to - now.from), count));
        return;
      }
      const factor = Math.exp(event.deltaY * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM));
      show(zoom(now, factor, placeAt(now, event.clientX - element.getBoundingClientRect().left, width), count));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  const onceAFrame = useOnceAFrame();
  const xIn = (event: PointerEvent) => event.clientX - (track.current?.getBoundingClientRect().left ?? 0);
  const stepUnder = (x: number) => stepAt(view, x, size.width, trace.stepCount);

  const onPointerDown = (event: PointerEvent<HTMLInputElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    const x = xIn(event);
    pointers.current.set(event.pointerId, x);
    if (pointers.current.size > 1) {
      doing.current = null;
      return;
    }
    if (event.shiftKey) {
      doing.current = { kind: "select", from: stepUnder(x) };
      onSelection(null);
    } else {
      doing.current = { kind: "scrub" };
      const close = SNAP * ((view.to - view.from) / size.width);
      onStep(snapped(marks, stepUnder(x), close));
    }
  };

  const onPointerMove = (event: PointerEvent<HTMLInputElement>) => {
    const x = xIn(event);
    const before = pointers.current.get(event.pointerId);
    const [one, other] = [...pointers.current.values()];
    if (before !== undefined && one !== undefined && other !== undefined) {
      pointers.current.set(event.pointerId, x);
      const [first = one, second = other] = [...pointers.current.values()];
      onceAFrame(() => onView(pinched(view, [one, other], [first, second], size.width, trace.stepCount)));
      return;
    }
    pointers.current.has(event.pointerId) && pointers.current.set(event.pointerId, x);
    const under = stepUnder(x);
    const act = doing.current;
    onceAFrame(() => {
      setPeek({ x, step: under });
      if (act?.kind === "scrub") onStep(under);
      if (act?.kind === "select") onSelection({ first: Math.min(act.from, under), end: Math.max(act.from, under) + 1 });
    });
  };

  const onPointerUp = (event: PointerEvent<HTMLInputElement>) => {
    pointers.current.delete(event.pointerId);
    doing.current = null;
  };

  const onDoubleClick = (event: { clientX: number; clientY: number }) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || !activity) return;
    const under = stepUnder(event.clientX - box.left);
    const span = blockAt(activity, view, size.height, under, event.clientY - box.top);
    if (span === null) return;
    const wanted = around(activity.spans.first[span]!, activity.spans.end[span]!, trace.stepCount);
    onView(isSame(wanted, view) ? wholeRun(trace.stepCount) : wanted);
  };

  const statement = trace.statement(trace.step(step).statement);
  const words = stepWords(trace, step);
  const x = (place: number) => xOf(view, place, size.width);
  const cell = Math.max(2, size.width / (view.to - view.from));
  const shown = step + 1 > view.from && step < view.to;
  return (
    <div className="timeline-track-box">
      {peek && <TimelinePeek trace={trace} step={peek.step} x={peek.x} />}
      <div ref={track} className="timeline-track">
        {activity && size.width > 0 && (
          <TimelineCanvas trace={trace} activity={activity} view={view} marks={marks} size={size} />
        )}
        {selection && (
          <div
            className="timeline-selection"
            style={{ transform: `translateX(${x(selection.first)}px)`, width: x(selection.end) - x(selection.first) }}
          />
        )}
        {peek && <div className="timeline-hairline" style={{ transform: `translateX(${x(peek.step + 0.5)}px)` }} />}
        {shown && (
          <div
            className={classes("timeline-cursor", cell > 12 && "timeline-cursor-wide")}
            style={{
              transform: `translateX(${cell > 12 ? x(step) : x(step + 0.5) - 1}px)`,
              width: cell > 12 ? cell : 2,
            }}
          />
        )}
        <input
          ref={slider}
          className="timeline-slider"
          type="range"
          aria-label="Timeline"
          aria-valuetext={`step ${step + 1} of ${trace.stepCount}, line ${statement.range.line}${words ? `: ${words}` : ""}`}
          aria-valuemin={1}
          aria-valuemax={trace.stepCount}
          aria-valuenow={step + 1}
          min={1}
          max={trace.stepCount}
          value={step + 1}
          onChange={(event) => onStep(Number(event.target.value) - 1)}
          // The browser's own dragging knows nothing of the zoom.
          onMouseDown={(event) => event.preventDefault()}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={onPointerUp}
          onPointerLeave={() => setPeek(null)}
          onDoubleClick={onDoubleClick}
        />
      </div>
      <Overview view={view} count={trace.stepCount} onView={onView} step={step} />
    </div>
  );
}

const isSame = (one: View, other: View) => Math.abs(one.from - other.from) < 1 && Math.abs(one.to - other.to) < 1;

/** The mark next to a step, if it is close enough to be meant; else the step. */
function snapped(marks: readonly Marks[], step: number, close: number): number {
  let best = step;
  let distance = close;
  for (const { steps } of marks) {
    for (let low = 0, high = steps.length; low < high; ) {
      const middle = (low + high) >>> 1;
      const away = Math.abs(steps[middle]! - step);
      if (away < distance) [best, distance] = [steps[middle]!, away];
      if (steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
  }
  return best;
}

/** The view after two fingers went from two places to two others: what was under them stays under them. */
function pinched(
  view: View,
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
  width: number,
  count: number,
): View {
  const factor = Math.max(8, Math.abs(b - a)) / Math.max(8, Math.abs(d - c));
  const zoomed = zoom(view, factor, placeAt(view, (a + b) / 2, width), count);
  return pan(zoomed, ((a + b - c - d) / 2 / width) * (zoomed.to - zoomed.from), count);
}

/** Gives a function that does the last thing asked of it in a frame, once. */
function useOnceAFrame(): (act: () => void) => void {
  const waiting = useRef<{ frame: number; act: () => void } | null>(null);
  useEffect(() => () => cancelAnimationFrame(waiting.current?.frame ?? 0), []);
  return useCallback((act) => {
    if (waiting.current) {
      waiting.current.act = act;
      return;
    }
    const frame = requestAnimationFrame(() => {
      const { current } = waiting;
      waiting.current = null;
      current?.act();
    });
    waiting.current = { frame, act };
  }, []);
}

interface OverviewProps {
  readonly view: View;
  readonly count: number;
  readonly onView: (view: View) => void;
  readonly step: number;
}

/** Which part of the run is shown. A picture for the pointer: keys and commands zoom and move as well. */
function Overview({ view, count, onView, step }: OverviewProps) {
  const bar = useRef<HTMLDivElement>(null);
  const percent = (place: number) => `${(100 * place) / count}%`;
  const centre = (event: PointerEvent) => {
    if (!bar.current || event.buttons !== 1) return;
    const box = bar.current.getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * count;
    onView(pan(view, place - (view.from + view.to) / 2, count));
  };
  return (
    <div
      ref={bar}
      className={classes("timeline-overview", isWhole(view, count) && "timeline-overview-whole")}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        centre(event);
      }}
      onPointerMove={centre}
    >
      <div className="timeline-window" style={{ left: percent(view.from), width: percent(view.to - view.from) }} />
      <div className="timeline-overview-cursor" style={{ left: percent(step) }} />
    </div>
  );
}
