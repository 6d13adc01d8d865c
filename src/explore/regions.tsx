import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import type { Trace } from "../trace/types.ts";
import { classes } from "../ui/classes.ts";
import { OutputView } from "../viewer/output-view.tsx";
import { ValueActionsContext } from "../viewer/state/value-actions.ts";
import { StateView } from "../viewer/state-view.tsx";
import { goToStep } from "./choices.ts";
import { RationaleRegion } from "./rationale-region.tsx";
import { showWhereFrom, useRun, useStale, useStepAtLeisure } from "./use-run.ts";

// Views that are not on the screen at first come when their tab is chosen.
const CallsView = lazy(async () => ({ default: (await import("../viewer/calls/calls-view.tsx")).CallsView }));
const HeapView = lazy(async () => ({ default: (await import("../viewer/heap/heap-view.tsx")).HeapView }));
const LoopView = lazy(async () => ({ default: (await import("../viewer/loops/loop-view.tsx")).LoopView }));
const WhyView = lazy(async () => ({ default: (await import("../viewer/why/why-view.tsx")).WhyView }));
const Comparing = lazy(async () => ({ default: (await import("./compare-region.tsx")).Comparing }));

/** One view of the run. Panels of one stack share a place on the screen and are told apart by tabs. */
export interface RunPanel {
  readonly id: string;
  readonly name: string;
  readonly View: ComponentType;
}

/** The views of the run, by the stack they stand in on a wide screen. A further view is one line here. */
export const STACKS = {
  values: [
    { id: "state", name: "State", View: StateRegion },
    { id: "heap", name: "Heap", View: HeapRegion },
    { id: "calls", name: "Calls", View: CallsRegion },
    { id: "table", name: "Table", View: TableRegion },
    { id: "why", name: "Why", View: WhyRegion },
    { id: "compare", name: "Compare", View: CompareRegion },
  ],
  rationale: [{ id: "rationale", name: "Rationale", View: RationaleRegion }],
  output: [{ id: "output", name: "Output", View: OutputRegion }],
} as const satisfies Readonly<Record<string, readonly RunPanel[]>>;

interface TraceRegionProps {
  readonly name: string;
  /** Said while there is nothing to show. */
  readonly invitation: string;
  readonly children: (trace: Trace, step: number) => ReactNode;
}

/** A region of the screen that shows a recorded run at the step where the person stands. */
export function TraceRegion({ name, invitation, children }: TraceRegionProps) {
  const stale = useStale();
  const recorded = useRun((state) => state.recorded);
  const step = useStepAtLeisure();
  return (
    <section className={classes("region", stale !== "no" && "region-stale")} aria-label={name}>
      <h2 className="region-name">{name}</h2>
      {recorded && recorded.trace.stepCount > 0 ? (
        <Suspense>{children(recorded.trace, step)}</Suspense>
      ) : (
        <p className="region-invitation">{invitation}</p>
      )}
    </section>
  );
}

function StateRegion() {
  return (
    <TraceRegion name="State" invitation="The calls and their variables appear here, as they are at each step.">
      {(trace, step) => (
        <ValueActionsContext value={{ whereFrom: (place) => showWhereFrom(trace, place) }}>
          <StateView trace={trace} step={step} />
        </ValueActionsContext>
      )}
    </TraceRegion>
  );
}

function HeapRegion() {
  return (
    <TraceRegion name="Heap" invitation="The objects and what refers to them are drawn here.">
      {(trace, step) => <HeapView trace={trace} step={step} />}
    </TraceRegion>
  );
}

function CallsRegion() {
  return (
    <TraceRegion name="Calls" invitation="The calls of the run stand here as a tree, with arguments and results.">
      {(trace, step) => <CallsView trace={trace} step={step} onStep={goToStep} />}
    </TraceRegion>
  );
}

function TableRegion() {
  return (
    <TraceRegion
      name="Table"
      invitation="A loop stands here as a table: a row for each pass, a column for each variable."
    >
      {(trace, step) => <LoopView trace={trace} step={step} onStep={goToStep} />}
    </TraceRegion>
  );
}

function WhyRegion() {
  return (
    <TraceRegion name="Why" invitation="Where a value came from, and why a line ran or did not, is told here.">
      {(trace, step) => <WhyView trace={trace} step={step} onStep={goToStep} />}
    </TraceRegion>
  );
}

function CompareRegion() {
  return (
    <TraceRegion name="Compare" invitation="Another run can stand beside this one here.">
      {(trace, step) => <Comparing trace={trace} step={step} />}
    </TraceRegion>
  );
}

function OutputRegion() {
  return (
    <TraceRegion name="Output" invitation="What the program prints appears here.">
      {(trace, step) => <OutputView trace={trace} step={step} onStep={goToStep} />}
    </TraceRegion>
  );
}
