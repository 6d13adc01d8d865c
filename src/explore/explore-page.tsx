import { Tabs } from "radix-ui";
import { type ReactNode, useEffect, useMemo } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import type { Direction, Sentence } from "../rationale/types.ts";
import { classes } from "../ui/classes.ts";
import { formatKeys } from "../ui/commands.ts";
import { useMedia } from "../ui/use-media.ts";
import { CodeEditor } from "../viewer/code-editor.tsx";
import { marksAt, NO_MARKS } from "../viewer/editor-marks.ts";
import { OutputView } from "../viewer/output-view.tsx";
import { RationaleView } from "../viewer/rationale-view.tsx";
import { StateView } from "../viewer/state-view.tsx";
import { Timeline } from "../viewer/timeline.tsx";
import { goToStep, NARROW_TABS, type NarrowTab, useChoices, usePreferences } from "./choices.ts";
import { startKeeping } from "./keeping.ts";
import { RunBar } from "./run-bar.tsx";
import type { RunController, Wording } from "./run-controller.ts";
import { RunNotices } from "./run-notices.tsx";
import { RunStatus } from "./run-status.tsx";
import {
  currentWording,
  RunContext,
  useController,
  useEditorProblem,
  useMarkedSentence,
  useRun,
  useStale,
  useStep,
} from "./use-run.ts";
import "./explore.css";
import "../viewer/viewer.css";

/** Type a program, run it, step through it, read what is proved about it. */
export function ExplorePage({ controller }: { controller: RunController }) {
  useEffect(() => startKeeping(() => controller.getState().recorded !== null), [controller]);
  return (
    <RunContext value={controller}>
      <main className="explore">
        <h1 className="visually-hidden">Explore</h1>
        <RunNotices />
        <Layout />
        <TimelineBar />
      </main>
    </RunContext>
  );
}

function Layout() {
  const wide = useMedia("(min-width: 1100px)");
  const medium = useMedia("(min-width: 700px)");
  if (wide) return <WideLayout />;
  return medium ? <MediumLayout /> : <NarrowLayout />;
}

function Split({
  id,
  orientation,
  children,
}: {
  id: string;
  orientation: "horizontal" | "vertical";
  children: ReactNode;
}) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `tracewright.${id}`, storage: localStorage });
  return (
    <Group id={id} orientation={orientation} defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      {children}
    </Group>
  );
}

function Splitter({ label }: { label: string }) {
  return <Separator className="splitter" aria-label={label} />;
}

function WideLayout() {
  return (
    <div className="explore-body">
      <Split id="columns" orientation="horizontal">
        <Panel id="program" defaultSize="54%" minSize="30%" className="column">
          <RunBar />
          <RunStatus />
          <Split id="left" orientation="vertical">
            <Panel id="code" defaultSize="72%" minSize="20%">
              <Editor />
            </Panel>
            <Splitter label="Between code and output" />
            <Panel id="output" defaultSize="28%" minSize="10%">
              <OutputRegion />
            </Panel>
          </Split>
        </Panel>
        <Splitter label="Between program and run" />
        <Panel id="run" defaultSize="46%" minSize="25%">
          <Split id="right" orientation="vertical">
            <Panel id="state" defaultSize="42%" minSize="15%">
              <StateRegion />
            </Panel>
            <Splitter label="Between state and rationale" />
            <Panel id="rationale" defaultSize="58%" minSize="15%">
              <RationaleRegion />
            </Panel>
          </Split>
        </Panel>
      </Split>
    </div>
  );
}

const TAB_NAMES: Readonly<Record<NarrowTab, string>> = { state: "State", rationale: "Rationale", output: "Output" };

function MediumLayout() {
  const tab = usePreferences((preferences) => preferences.narrowTab);
  return (
    <div className="explore-body column">
      <RunBar />
      <RunStatus />
      <Split id="stacked" orientation="vertical">
        <Panel id="code" defaultSize="52%" minSize="20%">
          <Editor />
        </Panel>
        <Splitter label="Between program and run" />
        <Panel id="run" defaultSize="48%" minSize="20%">
          <Tabs.Root
            className="run-tabs"
            value={tab}
            onValueChange={(value) =>
              usePreferences.setState({ narrowTab: NARROW_TABS.find((known) => known === value) ?? "state" })
            }
          >
            <Tabs.List className="tab-list run-tab-list" aria-label="The run">
              {NARROW_TABS.map((name) => (
                <Tabs.Trigger key={name} className="tab" value={name}>
                  {TAB_NAMES[name]}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            <Tabs.Content className="run-tab" value="state">
              <StateRegion />
            </Tabs.Content>
            <Tabs.Content className="run-tab" value="rationale">
              <RationaleRegion />
            </Tabs.Content>
            <Tabs.Content className="run-tab" value="output">
              <OutputRegion />
            </Tabs.Content>
          </Tabs.Root>
        </Panel>
      </Split>
    </div>
  );
}

function NarrowLayout() {
  return (
    <div className="explore-body explore-stacked">
      <RunBar />
      <RunStatus />
      <div className="stacked-editor">
        <Editor />
      </div>
      <StateRegion />
      <RationaleRegion />
      <OutputRegion />
    </div>
  );
}

function Editor() {
  const code = useChoices((choices) => choices.code);
  const recorded = useRun((state) => state.recorded);
  const stale = useStale();
  const step = useStep();
  const { sentence } = useMarkedSentence();
  const problem = useEditorProblem();
  const marks = useMemo(
    // Marks on lines that have been edited since would point at the wrong ones.
    () =>
      recorded && recorded.trace.stepCount > 0 && stale !== "code" ? marksAt(recorded.trace, step, sentence) : NO_MARKS,
    [recorded, stale, step, sentence],
  );
  return (
    <CodeEditor code={code} onChange={(text) => useChoices.setState({ code: text })} marks={marks} problem={problem} />
  );
}

interface RegionProps {
  readonly name: string;
  /** Said while there is nothing to show. */
  readonly invitation: string;
  readonly children: ReactNode;
}

function Region({ name, invitation, children }: RegionProps) {
  const stale = useStale();
  const hasSteps = useRun((state) => (state.recorded?.trace.stepCount ?? 0) > 0);
  return (
    <section className={classes("region", stale !== "no" && "region-stale")} aria-label={name}>
      <h2 className="region-name">{name}</h2>
      {hasSteps ? children : <p className="region-invitation">{invitation}</p>}
    </section>
  );
}

function StateRegion() {
  const recorded = useRun((state) => state.recorded);
  const step = useStep();
  return (
    <Region name="State" invitation="The calls and their variables appear here, as they are at each step.">
      {recorded && recorded.trace.stepCount > 0 && <StateView trace={recorded.trace} step={step} />}
    </Region>
  );
}

function OutputRegion() {
  const recorded = useRun((state) => state.recorded);
  const step = useStep();
  return (
    <Region name="Output" invitation="What the program prints appears here.">
      {recorded && recorded.trace.stepCount > 0 && <OutputView trace={recorded.trace} step={step} />}
    </Region>
  );
}

function RationaleRegion() {
  const controller = useController();
  const narration = useRun((state) => state.narration);
  const direction = useChoices((choices) => choices.direction);
  const { marked } = useMarkedSentence();
  const stale = useStale();
  const detail = usePreferences((preferences) => preferences.detail);
  const voice = usePreferences((preferences) => preferences.voice);
  const reword = (change: Partial<Omit<Wording, "direction">>) => {
    usePreferences.setState(change);
    useChoices.setState({ sentence: null });
    void controller.narrate(currentWording());
  };
  const turn = (chosen: Direction) => {
    useChoices.setState({ direction: chosen, sentence: null });
    void controller.narrate(currentWording());
  };
  const select = (index: number) => {
    const sentence = "sentences" in narration ? narration.sentences[index] : undefined;
    if (sentence) goToStep(sentence.steps[0] ?? useChoices.getState().step, index);
  };
  const hrefOf = (sentence: Sentence) =>
    sentence.steps[0] === undefined ? "#/explore" : `#/explore?step=${sentence.steps[0] + 1}`;
  return (
    <section className={classes("region", "region-rationale", stale !== "no" && "region-stale")} aria-label="Rationale">
      <RationaleView
        narration={narration}
        invitation="An explanation of the run appears here, sentence by sentence, each checked against the program itself."
        direction={direction}
        onDirection={turn}
        detail={detail}
        onDetail={(chosen) => reword({ detail: chosen })}
        voice={voice}
        onVoice={(chosen) => reword({ voice: chosen })}
        marked={marked}
        hrefOf={hrefOf}
        onSelect={select}
        onVerifyAgain={() => void (controller.rationale ? controller.verify() : controller.narrate(currentWording()))}
      />
    </section>
  );
}

const NONE_TOLD: readonly number[] = [];

function TimelineBar() {
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
