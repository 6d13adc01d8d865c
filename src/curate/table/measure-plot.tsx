import { useEffect, useRef } from "react";
import { useDeskActions } from "../use-desk.ts";
import type { Measure } from "./row-index.ts";

interface MeasurePlotProps {
  readonly measure: Measure;
  readonly title: string;
  readonly found: Int32Array;
}

const BINS = 20;
const WIDTH = 208;

/** How a number is spread over the found samples; a click on a bar shows those samples only, another shows all. */
export function MeasurePlot({ measure, title, found }: MeasurePlotProps) {
  const { desk, index, query } = useDeskActions();
  const place = useRef<HTMLDivElement>(null);
  const range = query.ranges[measure];
  useEffect(() => {
    let wanted = true;
    const column = index.measure(measure);
    const values = Array.from(found, (position) => column[position] ?? 0);
    if (values.length === 0) {
      place.current?.replaceChildren();
      return;
    }
    // The library is needed by this page only, and by no one who has no samples.
    import("@observablehq/plot").then((Plot) => {
      if (!wanted || place.current === null) return;
      const bars = { x: (value: number) => value, thresholds: BINS, fill: "currentColor", inset: 0.5 };
      const chart = Plot.plot({
        width: WIDTH,
        height: 64,
        marginLeft: 4,
        marginRight: 4,
        marginTop: 4,
        marginBottom: 18,
        x: { label: null, ticks: 4 },
        y: { axis: null },
        marks: [Plot.rectY(values, Plot.binX({ y: "count" }, bars))],
      });
      place.current.replaceChildren(chart);
    });
    return () => {
      wanted = false;
    };
  }, [found, index, measure]);

  const onClick = (event: React.MouseEvent) => {
    const column = index.measure(measure);
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const position of found) {
      least = Math.min(least, column[position] ?? 0);
      most = Math.max(most, column[position] ?? 0);
    }
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - box.left - 4) / (WIDTH - 8)));
    const bin = (most - least) / BINS;
    const from = least + Math.floor(share * BINS) * bin;
    desk.narrow(measure, [Math.floor(from), Math.ceil(from + bin)]);
  };
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {range !== undefined && (
        <button type="button" className="facet-range" onClick={() => desk.narrow(measure, null)}>
          {range[0]} to {range[1]} ×
        </button>
      )}
      <button
        type="button"
        className="facet-plot"
        aria-label={`${title}: show only samples of a bar`}
        onClick={onClick}
      >
        <div ref={place} aria-hidden />
      </button>
    </fieldset>
  );
}
