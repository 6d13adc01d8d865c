import type { Ending, Trace } from "../trace/types.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { usePreferences } from "./choices.ts";
import { restoreBeforeLink, useKeeping } from "./keeping.ts";
import { runCurrent, useController, useRun, useStale } from "./use-run.ts";

/** Sentences across the page: what happened, what was kept, what to do. */
export function RunNotices() {
  const failure = useRun((state) => state.failure);
  const refusal = useRun((state) => state.refusal);
  const recorded = useRun((state) => state.recorded);
  const stale = useStale();
  return (
    <>
      <KeepingNotices />
      {failure && (
        <Notice tone="error" actions={<Button onClick={() => location.reload()}>Reload</Button>}>
          {failure}
        </Notice>
      )}
      {refusal && (
        <Notice tone="error">
          {refusalText(refusal.ending)}
          {recorded && " The run before it is still shown."}
        </Notice>
      )}
      {recorded && !refusal && stale === "no" && <EndingNotice trace={recorded.trace} />}
    </>
  );
}

function refusalText(ending: Extract<Ending, { kind: "syntax" | "refused" }>): string {
  if (ending.kind === "refused") return ending.message;
  const where = ending.range ? ` on line ${ending.range.line}` : "";
  return ending.where === "call"
    ? `The Call is not a Python expression: ${ending.message}. Write it like f([1, 2]), or leave it empty to run the script.`
    : `Syntax error${where}: ${ending.message}. It is marked in the code.`;
}

function KeepingNotices() {
  const notice = useKeeping((keeping) => keeping.notice);
  const dismiss = () => useKeeping.setState({ notice: null });
  switch (notice?.kind) {
    case undefined:
      return null;
    case "damaged-link":
      return (
        <Notice tone="warning" onDismiss={dismiss}>
          This link is damaged ({notice.reason}), so it was not opened. Your last session is here instead. Ask for the
          link again, or copy all of it.
        </Notice>
      );
    case "opened-link":
      return (
        <Notice
          tone="info"
          onDismiss={dismiss}
          actions={notice.previous && <Button onClick={restoreBeforeLink}>Back to my last session</Button>}
        >
          Opened from a link. Nothing has been run; read the code first.
        </Notice>
      );
    case "storage-full":
      return (
        <Notice tone="warning" onDismiss={dismiss}>
          The browser would not store this session, so it will not survive a crash. The address bar holds all of it:
          bookmark it, or press Share.
        </Notice>
      );
  }
}

const LIMIT_NAMES = { steps: "step", time: "time", output: "output", memory: "memory", input: "input" } as const;

function EndingNotice({ trace }: { trace: Trace }) {
  const controller = useController();
  const { ending } = trace;
  if (ending.kind === "finished" && trace.stepCount === 0) {
    return <Notice tone="warning">There is nothing to run here. Paste some Python, or pick an example.</Notice>;
  }
  if (ending.kind === "refused" || ending.kind === "stopped") {
    return <Notice tone="warning">{ending.message}</Notice>;
  }
  if (ending.kind !== "limit") return null;
  const raise = () => {
    const { limits } = usePreferences.getState();
    if (ending.limit === "steps") usePreferences.setState({ limits: { ...limits, steps: limits.steps * 10 } });
    if (ending.limit === "time") usePreferences.setState({ limits: { ...limits, seconds: limits.seconds * 3 } });
    if (ending.limit === "output") usePreferences.setState({ limits: { ...limits, output: limits.output * 10 } });
    void runCurrent(controller);
  };
  const raisable = ending.limit === "steps" || ending.limit === "time" || ending.limit === "output";
  const openStdin = () => usePreferences.setState({ stdinOpen: true });
  return (
    <Notice
      tone="warning"
      actions={
        raisable ? (
          <Button onClick={raise}>
            {ending.limit === "time" ? "Allow 3 times as long" : "Allow 10 times as much"}
          </Button>
        ) : (
          ending.limit === "input" && <Button onClick={openStdin}>Write the next line</Button>
        )
      }
    >
      Cut short by the {LIMIT_NAMES[ending.limit]} limit: {ending.message}
    </Notice>
  );
}
