import type { Activity } from "../trace/queries/activity.ts";
import { nearest } from "../trace/queries/moves.ts";
import { type View, xOf } from "./timeline-view.ts";

/** How many colours there are for functions, after the one of the module. */
export const CALL_COLOURS = 5;

/** Colours as the canvas takes them. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly line: string;
  /** First the module's, then those of functions. */
  readonly calls: readonly string[];
}

/** Marks of one kind: a shape and a colour, at these steps, in order. */
export interface Marks {
  readonly name: string;
  readonly steps: ArrayLike<number>;
  readonly shape: "down" | "up" | "diamond" | "circle" | "cross";
  readonly colour: string;
  /** Above the calls or below the lines. */
  readonly side: "above" | "below";
}

/** What is drawn, in CSS pixels. */
export interface Scene {
  readonly activity: Activity;
  readonly view: View;
  readonly width: number;
  readonly height: number;
  /** Device pixels for each CSS pixel. */
  readonly ratio: number;
  readonly palette: Palette;
  readonly marks: readonly Marks[];
  /** What stands in the block of a frame, at most so many characters. */
  readonly label: (frame: number, characters: number) => string;
  /** The colour of each scope: its place in `palette.calls`. */
  readonly colours: Uint8Array;
}

/** Where the parts stand, from top to bottom. */
interface Lanes {
  readonly above: number;
  readonly calls: number;
  readonly callsHeight: number;
  readonly lines: number;
  readonly linesHeight: number;
  readonly below: number;
}

const MARK_LANE = 11;
const TALLEST_ROW = 17;
const TALLEST_LINE = 5;
/** Rows thinner than this show a choice of the depths. */
const THINNEST_ROW = 2;
const CHARACTER_WIDTH = 6.6;
/** Marks closer than this are drawn as strokes. */
const MARK_ROOM = 7;

/** The lanes of a timeline of some height. */
function lanesOf(activity: Activity, height: number): Lanes {
  const room = Math.max(24, height - 2 * MARK_LANE - 3);
  const linesHeight = Math.round(Math.min(activity.rowCount * TALLEST_LINE, Math.max(12, room * 0.42)));
  const calls = MARK_LANE;
  const callsHeight = room - linesHeight;
  const lines = calls + callsHeight + 3;
  return { above: 0, calls, callsHeight, lines, linesHeight, below: lines + linesHeight };
}

/** The rows of calls: how many, how tall, and the depth that each shows. */
interface DepthScale {
  readonly rows: number;
  readonly rowHeight: number;
  readonly depthOf: (row: number) => number;
}

/** A scale that holds for the whole run where its depths fit, and for what is shown where they do not. */
function depthScale({ shallowest, deepest, spans }: Activity, view: View, height: number): DepthScale {
  const stepCount = spans.stepDepth.length;
  const all = spans.depthStart.length - 1;
  const isRoomy = all * THINNEST_ROW <= height;
  const from = Math.floor(view.from);
  const to = Math.min(stepCount, Math.max(from + 1, Math.ceil(view.to)));
  const top = isRoomy ? 0 : shallowest.over(from, to);
  const depths = isRoomy ? all : deepest.over(from, to) - top + 1;
  const rows = Math.min(depths, Math.max(1, Math.floor(height / THINNEST_ROW)));
  return {
    rows,
    rowHeight: Math.min(TALLEST_ROW, height / rows),
    depthOf: (row) => top + Math.floor((row * depths) / rows),
  };
}

/** Draws calls, lines and marks. Its cost depends on the pixels, not on the steps. */
export function drawTimeline(context: CanvasRenderingContext2D, scene: Scene): void {
  const { width, height, ratio, palette, activity } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, width, height);
  if (width < 1) return;
  const lanes = lanesOf(activity, height);
  drawCalls(context, scene, lanes);
  drawLines(context, scene, lanes);
  for (const marks of scene.marks) {
    drawMarks(context, marks, scene, (marks.side === "above" ? lanes.above : lanes.below) + MARK_LANE / 2);
  }
}

function drawCalls(context: CanvasRenderingContext2D, scene: Scene, { calls, callsHeight }: Lanes): void {
  const scale = depthScale(scene.activity, scene.view, callsHeight);
  context.font = '500 11px "JetBrains Mono", ui-monospace, monospace';
  context.textBaseline = "middle";
  for (let row = 0; row < scale.rows; row++) {
    const depth = scale.depthOf(row);
    const y = calls + row * scale.rowHeight;
    drawDepth(context, scene, depth, y, scale.rowHeight >= 4 ? scale.rowHeight - 1 : scale.rowHeight);
  }
}

/** One depth: blocks where they are wide enough, and below that one colour for each pixel. */
function drawDepth(context: CanvasRenderingContext2D, scene: Scene, depth: number, y: number, height: number): void {
  const { activity, view, width, palette } = scene;
  const { depthStart, first, end, frame, scope } = activity.spans;
  const last = depthStart[depth + 1] ?? 0;
  const perStep = width / (view.to - view.from);
  let colour = -1;
  let runFrom = 0;
  let runTo = 0;
  const flush = () => {
    if (colour < 0) return;
    context.fillStyle = palette.calls[colour]!;
    context.fillRect(runFrom, y, runTo - runFrom, height);
    colour = -1;
  };
  for (let span = firstEndingAfter(end, view.from, depthStart[depth]!, last); span < last; ) {
    if (first[span]! >= view.to) break;
    const left = Math.max(0, (first[span]! - view.from) * perStep);
    const right = Math.min(width, (end[span]! - view.from) * perStep);
    const place = scene.colours[scope[span]!]!;
    if (right - left >= 3) {
      flush();
      context.fillStyle = palette.calls[place]!;
      context.fillRect(left, y, Math.max(1, right - left - 1), height);
      const characters = Math.floor((right - left - 9) / CHARACTER_WIDTH);
      if (height >= 11 && characters >= 3) {
        context.fillStyle = palette.text;
        context.fillText(scene.label(frame[span]!, characters), left + 4, y + height / 2 + 0.5);
      }
      span++;
      continue;
    }
    const pixel = Math.floor(left);
    if (place !== colour || pixel > runTo) {
      flush();
      colour = place;
      runFrom = pixel;
    }
    runTo = Math.max(pixel + 1, Math.ceil(right));
    span = firstEndingAfter(end, view.from + (pixel + 1) / perStep, span + 1, last);
  }
  flush();
}

/** The first span in [from, to) that ends after a place; looks close by first, since it is mostly there. */
function firstEndingAfter(end: Uint32Array, place: number, from: number, to: number): number {
  let low = from;
  for (let stride = 1; low < to && end[Math.min(low + stride, to) - 1]! <= place; stride *= 2) low += stride;
  let high = to;
  low = Math.min(low, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which lines run, the first of the code at the top. Written pixel by pixel: every column may hold many strokes. */
function drawLines(context: CanvasRenderingContext2D, scene: Scene, { lines, linesHeight }: Lanes): void {
  const { activity, view, ratio, palette } = scene;
  const stepCount = activity.spans.stepDepth.length;
  const width = Math.floor(scene.width * ratio);
  const height = Math.floor(linesHeight * ratio);
  if (width < 1 || height < 1) return;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  pixels.fill(packed(palette.ground));
  const ink = packed(palette.line);
  const rowHeight = height / activity.rowCount;
  const stroke = Math.max(1, Math.round(rowHeight * 0.7));
  const perPixel = (view.to - view.from) / width;
  const gap = 1 / perPixel >= 6 * ratio ? Math.round(ratio) * perPixel : 0;
  for (let x = 0; x < width; x++) {
    const place = view.from + x * perPixel;
    const from = Math.floor(place);
    if (from >= stepCount) break;
    // Where steps are wide, the last pixel of each stays free, so that they can be counted.
    if (gap > 0 && Math.floor(place + gap) > from) continue;
    const to = Math.min(stepCount, Math.max(from + 1, Math.ceil(place + perPixel)));
    for (let bits = activity.rows.over(from, to); bits !== 0; bits &= bits - 1) {
      const row = 31 - Math.clz32(bits & -bits);
      const top = Math.floor(row * rowHeight);
      for (let y = top; y < Math.min(height, top + stroke); y++) pixels[y * width + x] = ink;
    }
  }
  context.putImageData(image, 0, Math.round(lines * ratio));
}

/** `#rrggbb` as a pixel of image data; all platforms that browsers run on are little-endian. */
function packed(colour: string): number {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}

/** Marks with room around them have their shape; crowded ones are strokes. */
function drawMarks(context: CanvasRenderingContext2D, marks: Marks, { view, width }: Scene, y: number): void {
  const places: number[] = [];
  const perStep = width / (view.to - view.from);
  let step = nearest(marks.steps, Math.ceil(view.from - 0.5) - 1, "forward");
  while (step !== null && step < view.to) {
    const x = xOf(view, step + 0.5, width);
    places.push(x);
    step = nearest(marks.steps, Math.max(step, Math.floor(step + 1 / perStep)), "forward");
  }
  context.fillStyle = marks.colour;
  context.strokeStyle = marks.colour;
  places.forEach((x, i) => {
    const before = x - (places[i - 1] ?? Number.NEGATIVE_INFINITY);
    const after = (places[i + 1] ?? Number.POSITIVE_INFINITY) - x;
    if (before >= MARK_ROOM && after >= MARK_ROOM) drawShape(context, marks.shape, x, y);
    else context.fillRect(Math.floor(x), y - 3, Math.max(1, Math.min(2, after)), 6);
  });
}

function drawShape(context: CanvasRenderingContext2D, shape: Marks["shape"], x: number, y: number): void {
  context.beginPath();
  switch (shape) {
    case "down":
    case "up": {
      const tip = shape === "down" ? 3.5 : -3.5;
      context.moveTo(x - 4, y - tip);
      context.lineTo(x + 4, y - tip);
      context.lineTo(x, y + tip);
      context.fill();
      return;
    }
    case "diamond":
      context.moveTo(x, y - 4.5);
      context.lineTo(x + 4, y);
      context.lineTo(x, y + 4.5);
      context.lineTo(x - 4, y);
      context.fill();
      return;
    case "circle":
      context.arc(x, y, 3.5, 0, 2 * Math.PI);
      context.fill();
      return;
    case "cross":
      context.lineWidth = 2;
      context.moveTo(x - 3, y - 3);
      context.lineTo(x + 3, y + 3);
      context.moveTo(x + 3, y - 3);
      context.lineTo(x - 3, y + 3);
      context.stroke();
  }
}

/** The span whose block is at a point, or null. */
export function blockAt(activity: Activity, view: View, height: number, step: number, y: number): number | null {
  const lanes = lanesOf(activity, height);
  const scale = depthScale(activity, view, lanes.callsHeight);
  const row = Math.floor((y - lanes.calls) / scale.rowHeight);
  if (row < 0 || row >= scale.rows) return null;
  return spanAt(activity, scale.depthOf(row), step);
}

/** The span of a depth that holds a step, or null. */
function spanAt({ spans }: Activity, depth: number, step: number): number | null {
  const last = spans.depthStart[depth + 1] ?? 0;
  const span = firstEndingAfter(spans.end, step, spans.depthStart[depth] ?? last, last);
  return span < last && spans.first[span]! <= step ? span : null;
}
