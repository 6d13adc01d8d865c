import { ChevronDown, ChevronRight, Gauge, Play, Square } from "lucide-react";
import { useEffect, useRef } from "react";
import { DEFAULT_LIMITS, type Limits } from "../runtime/types.ts";
import { Button } from "../ui/button.tsx";
import { formatKeys } from "../ui/commands.ts";
import { Popover } from "../ui/popover.tsx";
import { useChoices, usePreferences } from "./choices.ts";
import { runCurrent, useController, useRun } from "./use-run.ts";

/** How the program is run: its call, its input, its limits, and the button that does it. */
export function RunBar() {
  const call = useChoices((choices) => choices.call);
  const stdin = useChoices((choices) => choices.stdin);
  const stdinOpen = usePreferences((preferences) => preferences.stdinOpen);
  const Chevron = stdinOpen ? ChevronDown : ChevronRight;
  return (
    <div className="run-bar">
      <div className="run-bar-row">
        <label className="call-field">
          <span className="field-label">Call</span>
          <input
            className="input mono"
            data-box="Call"
            value={call}
            placeholder="empty: run as a script"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onChange={(event) => useChoices.setState({ call: event.target.value })}
          />
        </label>
        <Button
          look="quiet"
          aria-expanded={stdinOpen}
          onClick={() => usePreferences.setState({ stdinOpen: !stdinOpen })}
        >
          <Chevron size={14} aria-hidden />
          Stdin
          {!stdinOpen && stdin !== "" && <span className="stdin-lines numbers">{lineCount(stdin)}</span>}
        </Button>
        <LimitsPopover />
        <RunButton />
      </div>
      {stdinOpen && (
        <textarea
          className="input mono stdin-field"
          aria-label="Stdin"
          placeholder="what input() reads, line by line"
          rows={3}
          spellCheck={false}
          value={stdin}
          onChange={(event) => useChoices.setState({ stdin: event.target.value })}
        />
      )}
    </div>
  );
}

function lineCount(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n").length;
  return lines === 1 ? "1 line" : `${lines} lines`;
}

function RunButton() {
  const controller = useController();
  const running = useRun((state) => state.running !== null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (useChoices.getState().firstVisit) button.current?.focus({ preventScroll: true });
  }, []);
  return running ? (
    <Button ref={button} look="danger" className="run-button" onClick={() => controller.stop()}>
      <Square size={14} aria-hidden />
      Stop
    </Button>
  ) : (
    <Button ref={button} look="primary" className="run-button" onClick={() => void runCurrent(controller)}>
      <Play size={14} aria-hidden />
      Run
      <span className="run-keys" aria-hidden>
        {formatKeys("Mod+Enter")}
      </span>
    </Button>
  );
}

const LIMIT_FIELDS: readonly { readonly key: keyof Limits; readonly label: string; readonly unit: string }[] = [
  { key: "steps", label: "Steps", unit: "statements" },
  { key: "seconds", label: "Time", unit: "seconds" },
  { key: "output", label: "Output", unit: "characters" },
];

function LimitsPopover() {
  const limits = usePreferences((preferences) => preferences.limits);
  const set = (key: keyof Limits, value: number) => {
    if (Number.isFinite(value) && value >= 1) {
      usePreferences.setState({ limits: { ...limits, [key]: Math.floor(value) } });
    }
  };
  return (
    <Popover
      label="Limits"
      trigger={
        <Button look="quiet" aria-label="Limits">
          <Gauge size={16} aria-hidden />
        </Button>
      }
    >
      <div className="limits">
        <p className="muted">Reaching one ends the recording there; what was recorded is kept.</p>
        {LIMIT_FIELDS.map(({ key, label, unit }) => (
          <label key={key} className="limits-row">
            <span>{label}</span>
            <input
              className="input numbers"
              type="number"
              min={1}
              step={1}
              defaultValue={limits[key]}
              onChange={(event) => set(key, event.target.valueAsNumber)}
            />
            <span className="muted">{unit}</span>
          </label>
        ))}
        <p className="muted numbers">
          Usual: {DEFAULT_LIMITS.steps.toLocaleString("en")} steps, {DEFAULT_LIMITS.seconds} s,{" "}
          {DEFAULT_LIMITS.output.toLocaleString("en")} characters.
        </p>
      </div>
    </Popover>
  );
}
