import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { nearest } from "../trace/queries/moves.ts";
import type { Trace } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { useChoices } from "./choices.ts";
import { ConditionHint } from "./condition-hint.tsx";
import { conditionIn, useHits } from "./hits.ts";
import { move } from "./moving.ts";
import { useController, useStep } from "./use-run.ts";

/** Finds the steps at which a condition begins to hold. */
export function SearchBox({ trace }: { trace: Trace }) {
  const controller = useController();
  const text = useChoices((choices) => choices.search);
  const { problem } = useHits((hits) => hits.search);
  return (
    <div className="search-box">
      <Search className="search-icon" size={14} aria-hidden />
      <input
        className={classes("input mono search-input", problem && "input-wrong")}
        data-box="Search the run"
        aria-label="Search the run"
        aria-invalid={problem !== null}
        aria-describedby="search-state"
        placeholder="step where len(stack) > 3"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        onChange={(event) => useChoices.setState({ search: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
            move(controller, "hit", event.shiftKey ? "back" : "forward");
          } else if (event.key === "Escape") {
            useChoices.setState({ search: "" });
            event.currentTarget.blur();
          }
        }}
      />
      <SearchState trace={trace} />
      <IconButton
        label="Previous hit"
        keys="Shift+F3"
        icon={<ChevronUp size={16} aria-hidden />}
        onClick={() => move(controller, "hit", "back")}
      />
      <IconButton
        label="Next hit"
        keys="F3"
        icon={<ChevronDown size={16} aria-hidden />}
        onClick={() => move(controller, "hit", "forward")}
      />
      {problem && <ConditionHint condition={conditionIn(text)} problem={problem} />}
    </div>
  );
}

/** How many hits there are, and which of them the step shown is; while looking, how far that has come. */
function SearchState({ trace }: { trace: Trace }) {
  const { steps, reached, isDone, problem } = useHits((hits) => hits.search);
  const isAsked = useChoices((choices) => conditionIn(choices.search) !== "");
  const step = useStep();
  let said = "";
  if (isAsked && !problem) {
    const count = steps.length.toLocaleString("en");
    const place = placeOf(steps, step);
    if (!isDone) said = `${count}, ${Math.floor((100 * reached) / trace.stepCount)}%`;
    else if (steps.length === 0) said = "never";
    else said = place === null ? count : `${(place + 1).toLocaleString("en")} of ${count}`;
  }
  return (
    <span id="search-state" className="search-state numbers" role="status" aria-label="Search hits">
      {said}
    </span>
  );
}

/** Which of some sorted steps a step is, or null. */
function placeOf(steps: Uint32Array, step: number): number | null {
  if (nearest(steps, step - 1, "forward") !== step) return null;
  return steps.indexOf(step);
}
