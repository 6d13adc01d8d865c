import { ArrowLeft, ArrowLeftToLine, ArrowRight, ArrowRightToLine } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Trace } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { token, watchTheme } from "../ui/theme.ts";
import { type Strip, sampleStrip } from "./timeline-strip.ts";

interface TimelineProps {
  readonly trace: Trace;
  /** From 0. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** Steps that sentences speak of. */
  readonly told: readonly number[];
}

/** Where the run is: the step buttons, and a slider over a picture of the whole run. */
export function Timeline({ trace, step, onStep, told }: TimelineProps) {
  const last = trace.stepCount - 1;
  const statement = trace.statement(trace.step(step).statement);
  const where = `step ${step + 1} of ${trace.stepCount}`;
  return (
    <div className="timeline">
      <div className="timeline-buttons">
        <IconButton
          label="First step"
          keys="Home"
          icon={<ArrowLeftToLine size={16} aria-hidden />}
          onClick={() => onStep(0)}
        />
        <IconButton
          label="Previous step"
          keys="ArrowLeft"
          icon={<ArrowLeft size={16} aria-hidden />}
          onClick={() => onStep(Math.max(0, step - 1))}
        />
        <IconButton
          label="Next step"
          keys="ArrowRight"
          icon={<ArrowRight size={16} aria-hidden />}
          onClick={() => onStep(Math.min(last, step + 1))}
        />
        <IconButton
          label="Last step"
          keys="End"
          icon={<ArrowRightToLine size={16} aria-hidden />}
          onClick={() => onStep(last)}
        />
        <p className="timeline-where numbers">
          <strong>{(step + 1).toLocaleString("en")}</strong> of {trace.stepCount.toLocaleString("en")}
          <span className="muted"> · line {statement.range.line}</span>
        </p>
      </div>
      <div className="timeline-track">
        <StripCanvas trace={trace} told={told} />
        <input
          className="timeline-slider"
          type="range"
          aria-label="Timeline"
          aria-valuetext={`${where}, line ${statement.range.line}`}
          aria-valuemin={1}
          aria-valuemax={trace.stepCount}
          aria-valuenow={step + 1}
          min={1}
          max={trace.stepCount}
          value={step + 1}
          onChange={(event) => onStep(Number(event.target.value) - 1)}
        />
      </div>
    </div>
  );
}

const DEPTH_SHARE = 0.42;
const MARK_HEIGHT = 5;
/** Room at both ends for what is drawn around the first and the last step; `.timeline-slider` keeps it, too. */
const EDGE = 6;

type Palette = ReturnType<typeof readPalette>;

function readPalette() {
  return {
    depth: token("accent"),
    line: token("text-muted"),
    output: token("verified"),
    exception: token("contradicted"),
    sentence: token("accent"),
  };
}

/** Call depth above, the line that runs below, marks for output, exceptions and sentences. A picture only: the slider over it is the control. */
function StripCanvas({ trace, told }: { trace: Trace; told: readonly number[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [palette, setPalette] = useState(readPalette);

  useEffect(() => watchTheme(() => setPalette(readPalette())), []);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const strip = useMemo(
    () => (size.width > 2 * EDGE ? sampleStrip(trace, size.width - 2 * EDGE) : null),
    [trace, size.width],
  );

  useEffect(() => {
    if (canvas.current && strip) draw(canvas.current, size, strip, trace, told, palette);
  }, [strip, size, told, trace, palette]);

  return <canvas ref={canvas} className="timeline-strip" aria-hidden />;
}

function draw(
  canvas: HTMLCanvasElement,
  { width, height }: { width: number; height: number },
  { columns, maxDepth }: Strip,
  trace: Trace,
  told: readonly number[],
  palette: Palette,
) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  context.clearRect(0, 0, width, height);

  // As the slider over it lays its steps out, so that its thumb stands on what it means.
  const inner = width - 2 * EDGE;
  const x = (step: number) => EDGE + (trace.stepCount > 1 ? step / (trace.stepCount - 1) : 0) * inner;
  const columnWidth = Math.max(1, inner / Math.max(1, columns.length - 1));
  const depthTop = MARK_HEIGHT + 2;
  const depthHeight = Math.round(height * DEPTH_SHARE);
  const lineTop = depthTop + depthHeight + 2;
  const lineHeight = height - lineTop - MARK_HEIGHT - 2;
  const lines = Math.max(1, ...trace.statements.map((statement) => statement.range.line));

  context.fillStyle = palette.depth;
  context.globalAlpha = 0.28;
  for (const column of columns) {
    const barHeight = Math.max(2, Math.round((column.depth / maxDepth) * depthHeight));
    const left = Math.round(Math.max(EDGE, x(column.start) - columnWidth / 2));
    const right = Math.round(Math.min(width - EDGE, x(column.start) + columnWidth / 2));
    context.fillRect(left, depthTop + depthHeight - barHeight, Math.max(1, right - left), barHeight);
  }
  context.globalAlpha = 1;
  context.fillStyle = palette.line;
  for (const column of columns) {
    const top = lineTop + (lines > 1 ? (column.line - 1) / (lines - 1) : 0) * (lineHeight - 2);
    context.fillRect(x(column.start) - Math.min(columnWidth, 8) / 2, top, Math.min(Math.max(columnWidth, 1.5), 8), 2);
  }
  for (const column of columns) {
    if (column.output) triangle(context, x(column.start), height - 1, -MARK_HEIGHT, palette.output);
    if (column.exception) cross(context, x(column.end - 1), height - MARK_HEIGHT, palette.exception);
  }
  let drawn = -MARK_HEIGHT;
  for (const step of told) {
    if (x(step) - drawn < 2) continue;
    drawn = x(step);
    triangle(context, drawn, 1, MARK_HEIGHT, palette.sentence);
  }
}

function triangle(context: CanvasRenderingContext2D, x: number, base: number, height: number, colour: string) {
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x - 3.5, base);
  context.lineTo(x + 3.5, base);
  context.lineTo(x, base + height);
  context.fill();
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, colour: string) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 3, y - 3);
  context.lineTo(x + 3, y + 3);
  context.moveTo(x + 3, y - 3);
  context.lineTo(x - 3, y + 3);
  context.stroke();
}
