import { useMemo } from "react";
import type { Trace } from "../trace/types.ts";
import { classes } from "../ui/classes.ts";
import { formatKeys } from "../ui/commands.ts";
import { Timeline } from "../viewer/timeline.tsx";
import type { Marks } from "../viewer/timeline-draw.ts";
import { goToStep, useChoices } from "./choices.ts";
import { useHits } from "./hits.ts";
import { MoveBar } from "./move-bar.tsx";
import { changesAt } from "./moving.ts";
import { useRun, useStale, useStep } from "./use-run.ts";

const NONE: ArrayLike<number> = [];

/** The whole run along the bottom of the page. */
export function TimelineRegion() {
  const recorded = useRun((state) => state.recorded);
  const narration = useRun((state) => state.narration);
  const stale = useStale();
  const step = useStep();
  const sentences = "sentences" in narration ? narration.sentences : null;
  const told = useMemo(
    () => (sentences ? sentences.flatMap((sentence) => sentence.steps).sort((a, b) => a - b) : NONE),
    [sentences],
  );
  const marks = useRunMarks(recorded?.trace ?? null);
  return (
    <footer className={classes("timeline-bar", stale !== "no" && "region-stale")}>
      {recorded && recorded.trace.stepCount > 0 ? (
        <Timeline
          trace={recorded.trace}
          step={step}
          onStep={goToStep}
          told={told}
          marks={marks}
          tools={<MoveBar trace={recorded.trace} />}
        />
      ) : (
        <p className="region-invitation">
          The run appears here as a line from its first step to its last. {formatKeys("Mod+Enter")} records it.
        </p>
      )}
    </footer>
  );
}

/** What a person asked to be marked: hits of the search, breakpoints, changes of the watched variable. */
function useRunMarks(trace: Trace | null): readonly Marks[] {
  const hits = useHits((found) => found.search.steps);
  const stops = useHits((found) => found.breakpoints.steps);
  const watched = useChoices((choices) => choices.watched);
  const step = useStep();
  const frame = trace && trace.stepCount > 0 ? trace.step(step).frame : -1;
  const changes = useMemo(
    // The name may mean another variable in another frame.
    () => (trace && watched !== null && frame >= 0 ? changesAt(trace, useChoices.getState().step, watched) : NONE),
    [trace, watched, frame],
  );
  return useMemo(
    () => [
      { name: "search hits", steps: hits, shape: "diamond", colour: "changed", side: "above" },
      { name: "breakpoints", steps: stops, shape: "circle", colour: "contradicted", side: "above" },
      { name: "changes", steps: changes, shape: "diamond", colour: "text", side: "below" },
    ],
    [hits, stops, changes],
  );
}
