import { useMemo } from "react";
import { classes } from "../ui/classes.ts";
import { formatKeys } from "../ui/commands.ts";
import { Timeline } from "../viewer/timeline.tsx";
import { goToStep } from "./choices.ts";
import { useRun, useStale, useStep } from "./use-run.ts";

const NONE_TOLD: readonly number[] = [];

/** The whole run along the bottom of the page. */
export function TimelineRegion() {
  const recorded = useRun((state) => state.recorded);
  const narration = useRun((state) => state.narration);
  const stale = useStale();
  const step = useStep();
  const sentences = "sentences" in narration ? narration.sentences : null;
  const told = useMemo(
    () => (sentences ? sentences.flatMap((sentence) => sentence.steps).sort((a, b) => a - b) : NONE_TOLD),
    [sentences],
  );
  return (
    <footer className={classes("timeline-bar", stale !== "no" && "region-stale")}>
      {recorded && recorded.trace.stepCount > 0 ? (
        <Timeline trace={recorded.trace} step={step} onStep={goToStep} told={told} />
      ) : (
        <p className="region-invitation">
          The run appears here as a line from its first step to its last. {formatKeys("Mod+Enter")} records it.
        </p>
      )}
    </footer>
  );
}
