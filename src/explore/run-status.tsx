import { CircleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { Trace } from "../trace/types.ts";
import { formatKeys } from "../ui/commands.ts";
import { goToStep } from "./choices.ts";
import { useRun, useStale } from "./use-run.ts";

/** One line on where the program stands: being loaded, running, recorded, edited since. Always the same height. */
export function RunStatus() {
  const boot = useRun((state) => state.boot);
  const running = useRun((state) => state.running);
  const recorded = useRun((state) => state.recorded);
  const stale = useStale();
  if (boot && !recorded) {
    const percent = boot.fraction === null ? null : Math.round(boot.fraction * 100);
    return (
      <div className="run-status">
        <span className="run-status-text">{boot.what}</span>
        <div
          className="bar-progress run-status-bar"
          role="progressbar"
          aria-label="Loading Python"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent ?? undefined}
          data-unknown={percent === null ? "" : undefined}
        >
          <span style={percent === null ? undefined : { width: `${percent}%` }} />
        </div>
        {percent !== null && <span className="numbers">{percent}%</span>}
      </div>
    );
  }
  if (running) return <Running since={running.since} steps={running.steps} />;
  return (
    <div className="run-status numbers" aria-live="polite">
      {recorded ? (
        stale === "no" ? (
          <EndingLine trace={recorded.trace} />
        ) : (
          <span className="run-status-stale">
            Edited since this run. Press {formatKeys("Mod+Enter")} to record it again.
          </span>
        )
      ) : (
        <span>
          Paste Python or pick an example, then press {formatKeys("Mod+Enter")}: every step is recorded, in this
          browser.
        </span>
      )}
    </div>
  );
}

function Running({ since, steps }: { since: number; steps: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, now - since) / 1000;
  return (
    <div className="run-status numbers">
      <span className="run-status-running" aria-hidden />
      Running: {seconds.toFixed(1)} s{steps > 0 && `, ${steps.toLocaleString("en")} steps`}
    </div>
  );
}

function EndingLine({ trace }: { trace: Trace }) {
  const steps = `${trace.stepCount.toLocaleString("en")} ${trace.stepCount === 1 ? "step" : "steps"}`;
  const { ending } = trace;
  switch (ending.kind) {
    case "finished":
      return (
        <span className="run-status-text">
          {steps}
          {ending.value && (
            <>
              {", gives "}
              <code>{trace.repr(ending.value, trace.endTick, 80).text}</code>
            </>
          )}
        </span>
      );
    case "raised":
      return (
        <>
          <CircleAlert className="run-status-error" size={14} aria-hidden />
          <span className="run-status-error">
            {steps}, then <code>{ending.traceback.trimEnd().split("\n").at(-1)}</code>
          </span>
          <button type="button" className="run-status-link" onClick={() => goToStep(trace.stepCount - 1)}>
            Go to it
          </button>
        </>
      );
    case "exited":
      return <span>{steps}, then it left by exit</span>;
    case "limit":
    case "stopped":
      return <span>{steps} recorded, then cut short</span>;
    case "syntax":
    case "refused":
      return <span>{steps}</span>;
  }
}
