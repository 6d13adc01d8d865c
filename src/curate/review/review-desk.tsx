import { ChevronLeft, ChevronRight, ListChecks } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type CuratedSample, isContradicted, type Status } from "../../dataset/curated.ts";
import { DEFAULT_LIMITS } from "../../runtime/types.ts";
import type { Trace } from "../../trace/types.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { StateView } from "../../viewer/state-view.tsx";
import { Timeline } from "../../viewer/timeline.tsx";
import { useDesk } from "../desk.ts";
import { STATUS_NAMES } from "../table/sample-table.tsx";
import { useDeskActions } from "../use-desk.ts";
import { CodeListing } from "./code-listing.tsx";
import { RationaleEditor } from "./rationale-editor.tsx";
import { SampleRun } from "./sample-run.ts";

/** Why a sample is not good as it is; the digits are their keys. */
const REASONS = ["wrong", "unclear", "too long", "trivial", "other"] as const;

interface ReviewDeskProps {
  readonly id: string;
  /** The samples to review, in order. */
  readonly queue: readonly string[];
  /** A second reviewer decides without seeing what the first decided. */
  readonly blind: boolean;
}

/** One sample: what it is, what it did, what is said of it, and the decision. Everything by keyboard. Its key is the id. */
export function ReviewDesk({ id, queue, blind }: ReviewDeskProps) {
  const { desk, revision } = useDeskActions();
  const [sample, setSample] = useState<CuratedSample | null>(null);
  const [run, setRun] = useState<SampleRun | null>(null);
  const [step, setStep] = useState(0);
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const overrideField = useRef<HTMLTextAreaElement>(null);
  const project = useDesk((state) => state.project);
  const place = queue.indexOf(id);

  // A new revision means that the sample may be different now.
  const wanted = useMemo(() => ({ project: project?.id, id, revision }), [project, id, revision]);
  useEffect(() => {
    let current = true;
    if (wanted.project === undefined) return;
    desk.store.sample(wanted.project, wanted.id).then(
      (found) => current && setSample(found),
      (error: unknown) => current && desk.complain(error),
    );
    return () => {
      current = false;
    };
  }, [desk, wanted]);
  // The program decides the run, not what is said of it.
  const source = sample === null ? null : JSON.stringify(sample.program);
  useEffect(() => {
    let current = true;
    if (source === null) return;
    SampleRun.of(desk.runtime, JSON.parse(source), DEFAULT_LIMITS).then(
      (found) => current && setRun(found),
      (error: unknown) => current && desk.complain(error),
    );
    return () => {
      current = false;
    };
  }, [desk, source]);

  const go = useCallback(
    (by: number) => {
      const next = queue[place + by];
      if (next !== undefined) useDesk.setState({ open: next });
    },
    [queue, place],
  );
  const decide = useCallback(
    async (status: Status) => {
      if (sample === null) return;
      if (status === "accepted" && isContradicted(sample) && !sample.curation.override) {
        overrideField.current?.focus();
        desk.complain(
          new Error("A sentence is contradicted. Mend it, or write why the sample is good all the same; then accept."),
        );
        return;
      }
      const decidedAt = new Date().toISOString();
      const saved = await desk.curate(
        [sample],
        () => (blind ? { second: status } : { status, decidedAt, reasons: status === "accepted" ? [] : reasons }),
        `${sample.id} ${STATUS_NAMES[status].toLowerCase()}`,
      );
      if (saved) go(1);
    },
    [sample, desk, blind, reasons, go],
  );

  useEffect(() => {
    const acts = new Map<string, () => void>([
      ["a", () => void decide("accepted")],
      ["r", () => void decide("rejected")],
      ["w", () => void decide("needs-work")],
      ["j", () => go(1)],
      ["k", () => go(-1)],
      ["u", () => void desk.undo()],
      ["Escape", () => useDesk.setState({ open: null })],
      ["ArrowRight", () => setStep((at) => at + 1)],
      ["ArrowLeft", () => setStep((at) => Math.max(0, at - 1))],
      ...REASONS.map((reason, index): [string, () => void] => [
        String(index + 1),
        () => setReasons((all) => (all.includes(reason) ? all.filter((each) => each !== reason) : [...all, reason])),
      ]),
    ]);
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (target?.closest("textarea, input:not([type='checkbox'], [type='range']), select, [role='dialog']")) {
        if (event.key === "Escape" && target instanceof HTMLElement) target.blur();
        return;
      }
      const act = acts.get(event.key);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [decide, desk, go]);

  const trace = run?.trace ?? null;
  const shown = trace === null ? 0 : Math.max(0, Math.min(step, trace.stepCount - 1));
  const told = useMemo(
    () => Int32Array.from(sample?.rationales[0]?.sentences.flatMap(({ steps }) => steps) ?? []).sort(),
    [sample],
  );
  if (sample === null) return <p className="region-invitation">Opening…</p>;
  return (
    <div className="review">
      <header className="review-head">
        <Button look="quiet" onClick={() => useDesk.setState({ open: null })}>
          <ListChecks size={16} aria-hidden /> All samples
        </Button>
        <IconButton
          label="Previous sample"
          keys="K"
          icon={<ChevronLeft size={16} aria-hidden />}
          onClick={() => go(-1)}
        />
        <IconButton label="Next sample" keys="J" icon={<ChevronRight size={16} aria-hidden />} onClick={() => go(1)} />
        <h1 className="review-title">
          {sample.id} <code>{sample.program.call ?? "script"}</code>
        </h1>
        <span className="numbers review-place">
          {place + 1} of {queue.length}
        </span>
        <span role="status" aria-label="Decision" className={`status-${sample.curation.status}`}>
          {blind ? `Second review${sample.curation.second ? ": done" : ""}` : STATUS_NAMES[sample.curation.status]}
        </span>
      </header>
      <div className="review-body">
        <section className="review-code" aria-label="Program">
          <CodeListing code={sample.program.code} trace={trace} step={shown} />
          <Result sample={sample} />
        </section>
        <section className="review-state" aria-label="State">
          {trace !== null && trace.stepCount > 0 ? (
            <StateView trace={trace} step={shown} />
          ) : (
            <p className="region-invitation">{trace === null ? "Running…" : "Nothing ran."}</p>
          )}
        </section>
        <RationaleEditor sample={sample} run={run} step={shown} onStep={setStep} />
      </div>
      {trace !== null && trace.stepCount > 0 && <Walk trace={trace} step={shown} onStep={setStep} told={told} />}
      <Decision
        sample={sample}
        reasons={reasons}
        onReasons={setReasons}
        decide={decide}
        overrideField={overrideField}
      />
    </div>
  );
}

function Walk(props: {
  readonly trace: Trace;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly told: Int32Array;
}) {
  return (
    <section className="review-timeline" aria-label="Timeline">
      <Timeline {...props} />
    </section>
  );
}

function Result({ sample: { error, exception, expected, outcome, output } }: { readonly sample: CuratedSample }) {
  return (
    <dl className="review-result">
      <dt>Gives</dt>
      <dd className="mono">
        {exception === null ? (output ?? error ?? "nothing") : `${exception.type}: ${exception.message}`}
      </dd>
      {outcome === "differs" && (
        <>
          <dt>Expected</dt>
          <dd className="mono">{expected}</dd>
        </>
      )}
    </dl>
  );
}

interface DecisionProps {
  readonly sample: CuratedSample;
  readonly reasons: readonly string[];
  readonly onReasons: (reasons: readonly string[]) => void;
  readonly decide: (status: Status) => Promise<void>;
  readonly overrideField: React.RefObject<HTMLTextAreaElement | null>;
}

function Decision({ sample, reasons, onReasons, decide, overrideField }: DecisionProps) {
  const { desk } = useDeskActions();
  const { curation } = sample;
  const note = (label: string, change: Partial<CuratedSample["curation"]>) =>
    void desk.curate([sample], () => change, label);
  return (
    <footer className="review-decision">
      <div className="review-buttons">
        <Button look="primary" onClick={() => void decide("accepted")}>
          Accept <kbd className="keys">A</kbd>
        </Button>
        <Button onClick={() => void decide("needs-work")}>
          Needs work <kbd className="keys">W</kbd>
        </Button>
        <Button look="danger" onClick={() => void decide("rejected")}>
          Reject <kbd className="keys">R</kbd>
        </Button>
        {REASONS.map((reason, index) => (
          <label key={reason} className="review-reason">
            <input
              type="checkbox"
              checked={reasons.includes(reason)}
              onChange={(event) =>
                onReasons(event.target.checked ? [...reasons, reason] : reasons.filter((each) => each !== reason))
              }
            />
            {reason} <kbd className="keys">{index + 1}</kbd>
          </label>
        ))}
      </div>
      <input
        className="input"
        aria-label="Tags"
        placeholder="Tags, with commas"
        key={`tags ${sample.id} ${curation.tags.join()}`}
        defaultValue={curation.tags.join(", ")}
        onBlur={(event) => {
          const tags = [
            ...new Set(
              event.target.value
                .split(",")
                .map((tag) => tag.trim())
                .filter((tag) => tag !== ""),
            ),
          ];
          if (tags.join() !== curation.tags.join()) note("Tags", { tags });
        }}
      />
      <input
        className="input"
        aria-label="Notes"
        placeholder="Notes"
        key={`notes ${sample.id} ${curation.notes}`}
        defaultValue={curation.notes}
        onBlur={(event) => event.target.value !== curation.notes && note("Notes", { notes: event.target.value })}
      />
      {isContradicted(sample) && (
        <textarea
          ref={overrideField}
          className="input review-override"
          aria-label="Why it is good although a sentence is contradicted"
          placeholder="A sentence is contradicted. Why is the sample good all the same? This goes out with it."
          key={`override ${sample.id} ${curation.override ?? ""}`}
          defaultValue={curation.override ?? ""}
          rows={2}
          onBlur={(event) =>
            event.target.value !== (curation.override ?? "") &&
            note("Override", { override: event.target.value.trim() || null })
          }
        />
      )}
    </footer>
  );
}
