import { useEffect, useMemo, useRef, useState } from "react";
import type { Activity } from "../trace/queries/activity.ts";
import type { Trace } from "../trace/types.ts";
import { token, watchTheme } from "../ui/theme.ts";
import { outcomeWords } from "./step-words.ts";
import { CALL_COLOURS, drawTimeline, type Marks, type Palette } from "./timeline-draw.ts";
import type { View } from "./timeline-view.ts";

function readPalette(): Palette {
  return {
    ground: token("sunken"),
    text: token("text"),
    line: token("text-muted"),
    calls: Array.from({ length: CALL_COLOURS + 1 }, (_, place) => token(`call-${place}`)),
  };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface TimelineCanvasProps {
  readonly trace: Trace;
  readonly activity: Activity;
  readonly view: View;
  /** Their colours are names of tokens. */
  readonly marks: readonly Marks[];
  readonly size: Size;
}

/** The picture of the run. Drawn anew only when it changes, at most once a frame; what moves over it are elements of their own. */
export function TimelineCanvas({ trace, activity, view, marks, size }: TimelineCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => watchTheme(() => setPalette(readPalette())), []);

  const labels = useMemo(() => labelsOf(trace), [trace]);
  const coloured = useMemo(() => {
    void palette; // The tokens are read anew when the theme changes.
    return marks.map((kind) => ({ ...kind, colour: token(kind.colour) }));
  }, [marks, palette]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width || element.height !== height) {
        element.width = width;
        element.height = height;
      }
      const context = element.getContext("2d", { alpha: false });
      if (context) drawTimeline(context, { activity, view, ...size, ratio, palette, marks: coloured, ...labels });
    });
    return () => cancelAnimationFrame(frame);
  }, [activity, view, size, palette, coloured, labels]);

  return <canvas ref={canvas} className="timeline-canvas" aria-hidden />;
}

/** What the blocks say and how functions are coloured, kept as long as the run is shown. */
function labelsOf(trace: Trace) {
  const words = new Map<number, string>();
  return {
    label(frame: number, characters: number): string {
      let text = words.get(frame);
      if (text === undefined) {
        text = outcomeWords(trace, frame);
        words.set(frame, text);
      }
      return text.length > characters ? `${text.slice(0, characters - 1)}…` : text;
    },
    colours: Uint8Array.from(trace.scopes, ({ kind, id }) => (kind === "module" ? 0 : 1 + ((id - 1) % CALL_COLOURS))),
  };
}
