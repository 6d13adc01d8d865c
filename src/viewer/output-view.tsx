import { memo } from "react";
import type { Trace } from "../trace/types.ts";
import { tickShown } from "./moment.ts";
import { ValueText } from "./value.tsx";

interface OutputViewProps {
  readonly trace: Trace;
  readonly step: number;
}

/** Lines laid out at once; a program may have written a million characters. */
const SHOWN_CHARACTERS = 20_000;

/** What had been written when the step was done; at the last step also how the run ended. */
export const OutputView = memo(function OutputView({ trace, step }: OutputViewProps) {
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
      {written && <pre className="output-text">{written.slice(-SHOWN_CHARACTERS)}</pre>}
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
