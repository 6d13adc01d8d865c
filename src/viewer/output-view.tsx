import { createElement, memo } from "react";
import { stepThatWrote } from "../trace/queries/written.ts";
import type { Trace } from "../trace/types.ts";
import { tickShown } from "./moment.ts";
import { ValueText } from "./value.tsx";

interface OutputViewProps {
  readonly trace: Trace;
  readonly step: number;
  /** Goes to the step that wrote a line; absent where lines lead nowhere. */
  readonly onStep?: (step: number) => void;
}

/** Lines laid out at once; a program may have written a million characters. */
const SHOWN_CHARACTERS = 20_000;
const SHOWN_LINES = 400;

/** What had been written when the step was done; at the last step also how the run ended. */
export const OutputView = memo(function OutputView({ trace, step, onStep }: OutputViewProps) {
  const atEnd = step >= trace.stepCount - 1;
  const tick = atEnd ? trace.endTick : tickShown(trace, step);
  const written = trace.outputBefore(tick, "stdout");
  const errors = trace.outputBefore(tick, "stderr");
  const later = trace.stdout.length - written.length;
  const nothing = written === "" && errors === "";
  return (
    <div className="output">
      {written.length > SHOWN_CHARACTERS && (
        <p className="output-note numbers">
          {(written.length - SHOWN_CHARACTERS).toLocaleString("en")} characters before these are not shown.
        </p>
      )}
      {written && <Written trace={trace} text={written} {...(onStep && { onStep })} />}
      {errors && (
        <div className="output-errors">
          <p className="output-label">stderr</p>
          <pre className="output-text">{errors.slice(-SHOWN_CHARACTERS)}</pre>
        </div>
      )}
      {atEnd && <EndingText trace={trace} />}
      {!atEnd && nothing && later === 0 && <p className="output-note">Nothing is printed up to here.</p>}
      {later > 0 && (
        <p className="output-note numbers">
          {later.toLocaleString("en")} {later === 1 ? "character" : "characters"} come later in the run.
        </p>
      )}
    </div>
  );
});

/** What was printed; each line leads to the step that printed it. */
function Written({ trace, text, onStep }: { trace: Trace; text: string; onStep?: (step: number) => void }) {
  const shown = text.slice(-SHOWN_CHARACTERS);
  if (!onStep) return <pre className="output-text">{shown}</pre>;
  let offset = text.length - shown.length;
  const lines = shown
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      const at = offset;
      offset += line.length + 1;
      return { line, at };
    });
  const led = lines.slice(-SHOWN_LINES);
  const before = lines.slice(0, -SHOWN_LINES).map(({ line }) => `${line}\n`);
  return (
    <pre className="output-text">
      {before.join("")}
      {createElement(
        "span",
        null,
        // Spread: a line is known by its place.
        ...led.map(({ line, at }) =>
          createElement(OutputLine, { line, onClick: () => onStep(stepThatWrote(trace, at)) }),
        ),
      )}
    </pre>
  );
}

function OutputLine({ line, onClick }: { line: string; onClick: () => void }) {
  return (
    <button type="button" className="output-line" title="Go to the step that printed this" onClick={onClick}>
      {line === "" ? " " : line}
    </button>
  );
}

function EndingText({ trace }: { trace: Trace }) {
  const { ending } = trace;
  switch (ending.kind) {
    case "finished":
      return ending.value ? (
        <p className="output-result">
          <span className="muted">{trace.call} gives </span>
          <ValueText trace={trace} value={ending.value} tick={trace.endTick} limit={2_000} />
        </p>
      ) : (
        <p className="output-note">
          {trace.stdout ? "The script ends here." : "The script ends here; it printed nothing."}
        </p>
      );
    case "raised":
      return <pre className="output-text output-traceback">{ending.traceback}</pre>;
    case "exited":
      return <p className="output-note">The program left by exit, with code {ending.code}.</p>;
    case "limit":
    case "stopped":
    case "refused":
    case "syntax":
      return <p className="output-note">{ending.message}</p>;
  }
}
