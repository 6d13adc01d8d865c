import { CircleDot, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { formatKeys } from "../ui/commands.ts";
import { Popover } from "../ui/popover.tsx";
import type { Breakpoint } from "../viewer/editor-contract.ts";
import { useChoices } from "./choices.ts";
import { ConditionHint } from "./condition-hint.tsx";
import { conditionIn, conditionProblem, useHits } from "./hits.ts";
import { moveToLine, setCondition, toggleBreakpoint } from "./moving.ts";
import { useController } from "./use-run.ts";

/** The breakpoints, their conditions, and the button that shows them. */
export function BreakpointsPopover() {
  const breakpoints = useChoices((choices) => choices.breakpoints);
  const open = useChoices((choices) => choices.breakpointsOpen);
  const hits = useHits((found) => found.breakpoints);
  const count = breakpoints.length;
  return (
    <Popover
      label="Breakpoints"
      open={open}
      onOpenChange={(next) => useChoices.setState({ breakpointsOpen: next })}
      trigger={
        <Button look="quiet" className="breakpoints-button" aria-label={`Breakpoints: ${count}`}>
          <CircleDot size={16} aria-hidden />
          <span className="numbers">{count}</span>
        </Button>
      }
    >
      <div className="breakpoints">
        {count === 0 ? (
          <p className="muted">
            No breakpoint is set. Click left of a line number, or press {formatKeys("F9")} on a line. {formatKeys("F8")}{" "}
            goes to the next one hit, {formatKeys("Shift+F8")} to the one before.
          </p>
        ) : (
          <>
            <p className="muted numbers">
              Hit {hits.steps.length.toLocaleString("en")} {hits.steps.length === 1 ? "time" : "times"} in this run
              {hits.isDone ? "" : " so far"}. A condition is looked at before the line runs.
            </p>
            {breakpoints.map((breakpoint) => (
              <BreakpointRow key={breakpoint.line} breakpoint={breakpoint} />
            ))}
          </>
        )}
      </div>
    </Popover>
  );
}

function BreakpointRow({ breakpoint: { line, condition } }: { breakpoint: Breakpoint }) {
  const controller = useController();
  const [text, setText] = useState(condition);
  const problem = conditionProblem(text);
  return (
    <div className="breakpoint-row">
      <button type="button" className="breakpoint-line numbers" onClick={() => moveToLine(controller, line, "forward")}>
        line {line}
      </button>
      <input
        className="input mono"
        aria-label={`Condition of the breakpoint on line ${line}`}
        aria-invalid={problem !== null}
        placeholder="always"
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCondition(line, event.target.value);
        }}
      />
      <IconButton
        label={`Remove the breakpoint on line ${line}`}
        icon={<Trash2 size={14} aria-hidden />}
        onClick={() => toggleBreakpoint(line)}
      />
      {problem && <ConditionHint condition={conditionIn(text)} problem={problem} />}
    </div>
  );
}
