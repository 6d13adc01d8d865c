import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { useMedia } from "../ui/use-media.ts";
import { usePreferences } from "./choices.ts";
import { CodeRegion } from "./code-region.tsx";
import { type RunPanel, STACKS } from "./regions.tsx";
import { RunBar } from "./run-bar.tsx";
import { RunStatus } from "./run-status.tsx";
import { TimelineRegion } from "./timeline-region.tsx";

/** Code and the views of the run, side by side, above each other, or stacked: as the screen allows; the timeline below. */
export function Layout() {
  const wide = useMedia("(min-width: 1100px)");
  const medium = useMedia("(min-width: 700px)");
  if (!medium) {
    return (
      <>
        <NarrowLayout />
        <TimelineRegion />
      </>
    );
  }
  return (
    <div className="explore-body">
      <Split id="page" orientation="vertical" open>
        <Panel id="body" minSize="40%">
          {wide ? <WideLayout /> : <MediumLayout />}
        </Panel>
        <Splitter label="Between run and timeline" />
        <Panel id="timeline" defaultSize="176px" minSize="120px" style={{ overflow: "visible" }}>
          <TimelineRegion />
        </Panel>
      </Split>
    </div>
  );
}

interface SplitProps {
  readonly id: string;
  readonly orientation: "horizontal" | "vertical";
  /** Whether what floats above a panel may reach out of it. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** Panels with splitters between them, whose places are remembered. */
function Split({ id, orientation, open = false, children }: SplitProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `tracewright.${id}`, storage: localStorage });
  return (
    <Group
      id={id}
      orientation={orientation}
      style={{ overflow: open ? "visible" : "hidden" }}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      {children}
    </Group>
  );
}

function Splitter({ label }: { label: string }) {
  return <Separator className="splitter" aria-label={label} />;
}

/** Views that share a place: tabs where there are several, the chosen one remembered. */
function Stack({ id, panels }: { id: string; panels: readonly RunPanel[] }) {
  const chosen = usePreferences((preferences) => preferences.tabs[id]);
  const [first] = panels;
  if (first === undefined) return null;
  if (panels.length === 1) return <first.View />;
  const open = panels.some((panel) => panel.id === chosen) ? chosen! : first.id;
  const choose = (tab: string) => usePreferences.setState(({ tabs }) => ({ tabs: { ...tabs, [id]: tab } }));
  return (
    <Tabs.Root className="run-tabs" value={open} onValueChange={choose}>
      <Tabs.List className="tab-list run-tab-list" aria-label="Views of the run">
        {panels.map((panel) => (
          <Tabs.Trigger key={panel.id} className="tab" value={panel.id}>
            {panel.name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {panels.map((panel) => (
        <Tabs.Content key={panel.id} className="run-tab" value={panel.id}>
          <panel.View />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function WideLayout() {
  return (
    <Split id="columns" orientation="horizontal">
      <Panel id="program" defaultSize="54%" minSize="30%" className="column">
        <RunBar />
        <RunStatus />
        <Split id="left" orientation="vertical">
          <Panel id="code" defaultSize="72%" minSize="20%">
            <CodeRegion />
          </Panel>
          <Splitter label="Between code and output" />
          <Panel id="output" defaultSize="28%" minSize="10%">
            <Stack id="output" panels={STACKS.output} />
          </Panel>
        </Split>
      </Panel>
      <Splitter label="Between program and run" />
      <Panel id="run" defaultSize="46%" minSize="25%">
        <Split id="right" orientation="vertical">
          <Panel id="values" defaultSize="42%" minSize="15%">
            <Stack id="values" panels={STACKS.values} />
          </Panel>
          <Splitter label="Between state and rationale" />
          <Panel id="rationale" defaultSize="58%" minSize="15%">
            <Stack id="rationale" panels={STACKS.rationale} />
          </Panel>
        </Split>
      </Panel>
    </Split>
  );
}

const EVERY_PANEL: readonly RunPanel[] = [...STACKS.values, ...STACKS.rationale, ...STACKS.output];

function MediumLayout() {
  return (
    <div className="column column-whole">
      <RunBar />
      <RunStatus />
      <Split id="stacked" orientation="vertical">
        <Panel id="code" defaultSize="52%" minSize="20%">
          <CodeRegion />
        </Panel>
        <Splitter label="Between program and run" />
        <Panel id="run" defaultSize="48%" minSize="20%">
          <Stack id="run" panels={EVERY_PANEL} />
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
        <CodeRegion />
      </div>
      <Stack id="values" panels={STACKS.values} />
      <Stack id="rationale" panels={STACKS.rationale} />
      <Stack id="output" panels={STACKS.output} />
    </div>
  );
}
