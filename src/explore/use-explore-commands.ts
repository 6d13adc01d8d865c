import { useMemo } from "react";
import type { Way } from "../trace/queries/moves.ts";
import type { Trace } from "../trace/types.ts";
import type { Command } from "../ui/commands.ts";
import { evaluationStages } from "../viewer/evaluation.ts";
import { selectStretch, selectTo, showSelection, showWholeRun, zoomAround } from "../viewer/timeline-zoom.ts";
import { goToStep, openProgram, useChoices, usePreferences } from "./choices.ts";
import { moveStage } from "./evaluation-bar.tsx";
import { EXAMPLES } from "./examples.ts";
import { type Move, move, toggleBreakpoint } from "./moving.ts";
import { panelCommands } from "./panel-commands.ts";
import type { RunController } from "./run-controller.ts";
import { togglePlaying } from "./use-playing.ts";
import { runCurrent } from "./use-run.ts";

/** Everything that can be done on the Explore page, with its keys. */
export function useExploreCommands(controller: RunController): readonly Command[] {
  return useMemo(() => exploreCommands(controller), [controller]);
}

function exploreCommands(controller: RunController): readonly Command[] {
  return [
    ...runCommands(controller),
    ...moveCommands(controller),
    ...timelineCommands(controller),
    ...breakpointCommands(controller),
    ...placeCommands(),
    ...panelCommands(controller),
    ...EXAMPLES.map((example) => ({
      id: `example-${example.id}`,
      title: `${example.title} (${example.shows})`,
      group: "Examples",
      perform: () => openProgram(example),
    })),
  ];
}

function runCommands(controller: RunController): readonly Command[] {
  return [
    {
      id: "run",
      title: "Run and record",
      group: "Run",
      keys: ["Mod+Enter"],
      whileTyping: true,
      perform: () => void runCurrent(controller),
    },
    {
      id: "stop",
      title: "Stop",
      group: "Run",
      keys: ["Shift+Escape"],
      whileTyping: true,
      perform: () => controller.stop(),
    },
    { id: "verify", title: "Verify the rationale again", group: "Run", perform: () => void controller.verify() },
  ];
}

/** Function keys type nothing: they work wherever the focus is. */
const isFunctionKey = (keys: string) => /(^|\+)F\d+$/.test(keys);

interface MoveWords {
  readonly kind: Move;
  readonly forward: readonly [title: string, ...keys: string[]];
  readonly back: readonly [title: string, ...keys: string[]];
}

const MOVES: readonly MoveWords[] = [
  { kind: "step", forward: ["Next step", "ArrowRight", "."], back: ["Previous step", "ArrowLeft", ","] },
  { kind: "over", forward: ["Step over", "F10"], back: ["Step back over", "Shift+F10", "Mod+F10"] },
  { kind: "out", forward: ["Step out", "Shift+F11"], back: ["Back to the call", "Mod+Shift+F11"] },
  { kind: "line", forward: ["Next run of this line", "n"], back: ["Previous run of this line", "Shift+N"] },
  {
    kind: "change",
    forward: ["Next change of the watched variable", "v"],
    back: ["Previous change of the watched variable", "Shift+V"],
  },
  { kind: "exception", forward: ["Next exception raised", "x"], back: ["Previous exception raised", "Shift+X"] },
  { kind: "breakpoint", forward: ["Next breakpoint", "F8"], back: ["Previous breakpoint", "Shift+F8"] },
  { kind: "hit", forward: ["Next search hit", "F3"], back: ["Previous search hit", "Shift+F3"] },
];

function moveCommands(controller: RunController): readonly Command[] {
  const trace = () => controller.getState().recorded?.trace;
  const go = (target: (last: number) => number) => () => {
    const last = (trace()?.stepCount ?? 0) - 1;
    if (last >= 0) goToStep(target(last));
  };
  const command = (kind: Move, way: Way, [title, ...keys]: MoveWords["forward"]): Command => ({
    id: `${way}-${kind}`,
    title,
    group: "Move",
    keys,
    // Among others Monaco's search in the text has F3, and typing in a search box is not over with F3.
    whileTyping: kind !== "hit" && keys.some(isFunctionKey),
    perform: () => move(controller, kind, way),
  });
  const part = (way: Way, title: string, key: string, by: 1 | -1): Command => ({
    id: `${way}-part`,
    title,
    group: "Move",
    keys: [key],
    perform: () => {
      const run = trace();
      const step = Math.min(useChoices.getState().step, (run?.stepCount ?? 0) - 1);
      if (run && step >= 0) moveStage(evaluationStages(run, step), by);
    },
  });
  return [
    ...MOVES.flatMap(({ kind, forward, back }) => [command(kind, "forward", forward), command(kind, "back", back)]),
    stepInto(controller, "forward", "Step into", "F11"),
    stepInto(controller, "back", "Step back into", "Mod+F11"),
    { id: "first", title: "First step", group: "Move", keys: ["Home"], perform: go(() => 0) },
    { id: "last", title: "Last step", group: "Move", keys: ["End"], perform: go((last) => last) },
    part("forward", "Next part of the statement", "ArrowDown", 1),
    part("back", "Previous part of the statement", "ArrowUp", -1),
    { id: "play", title: "Play or pause", group: "Move", keys: ["Space"], perform: () => togglePlaying(trace()) },
  ];
}

/** The plain step under the name and the key that debuggers have for it. */
function stepInto(controller: RunController, way: Way, title: string, key: string): Command {
  return {
    id: `${way}-into`,
    title,
    group: "Move",
    keys: [key],
    whileTyping: true,
    perform: () => move(controller, "step", way),
  };
}

function timelineCommands(controller: RunController): readonly Command[] {
  const onTimeline = (act: (trace: Trace, step: number) => void) => () => {
    const trace = controller.getState().recorded?.trace;
    if (trace && trace.stepCount > 0) act(trace, Math.min(useChoices.getState().step, trace.stepCount - 1));
  };
  const select = (by: number) =>
    onTimeline((trace, step) => {
      const target = Math.max(0, Math.min(trace.stepCount - 1, step + by));
      selectTo(trace, step, target);
      goToStep(target);
    });
  const group = "Timeline";
  return [
    { id: "zoom-in", title: "Zoom in", group, keys: ["+", "="], perform: onTimeline((t, s) => zoomAround(t, s, 0.5)) },
    { id: "zoom-out", title: "Zoom out", group, keys: ["-"], perform: onTimeline((t, s) => zoomAround(t, s, 2)) },
    { id: "zoom-whole", title: "Show the whole run", group, keys: ["0"], perform: onTimeline(showWholeRun) },
    { id: "zoom-selection", title: "Zoom to the selection", group, keys: ["z"], perform: onTimeline(showSelection) },
    { id: "select-right", title: "Select onwards", group, keys: ["Shift+ArrowRight"], perform: select(1) },
    { id: "select-left", title: "Select backwards", group, keys: ["Shift+ArrowLeft"], perform: select(-1) },
    {
      id: "select-none",
      title: "Select nothing",
      group,
      keys: ["Escape"],
      perform: onTimeline((trace) => selectStretch(trace, null)),
    },
  ];
}

function breakpointCommands(controller: RunController): readonly Command[] {
  /** Where the caret is while the code has the focus, else the line that has just run. */
  const line = () => {
    const trace = controller.getState().recorded?.trace;
    const { caret, step } = useChoices.getState();
    if (document.activeElement?.closest("[data-editor='monaco']") || !trace || trace.stepCount === 0) return caret.line;
    return trace.statement(trace.step(Math.min(step, trace.stepCount - 1)).statement).range.line;
  };
  const group = "Breakpoints";
  return [
    {
      id: "breakpoint",
      title: "Set or remove a breakpoint",
      group,
      keys: ["F9"],
      whileTyping: true,
      perform: () => toggleBreakpoint(line()),
    },
    {
      id: "breakpoint-condition",
      title: "Conditions of breakpoints",
      group,
      keys: ["Shift+F9"],
      whileTyping: true,
      perform: () => {
        if (!useChoices.getState().breakpoints.some((breakpoint) => breakpoint.line === line()))
          toggleBreakpoint(line());
        useChoices.setState({ breakpointsOpen: true });
      },
    },
    {
      id: "watch",
      title: "Watch the variable at the caret",
      group,
      keys: ["w"],
      perform: () => useChoices.setState(({ caret }) => ({ watched: caret.name })),
    },
    {
      id: "counts",
      title: "How often each line ran",
      group: "View",
      keys: ["h"],
      perform: () => usePreferences.setState(({ counts }) => ({ counts: !counts })),
    },
  ];
}

function placeCommands(): readonly Command[] {
  const focusBox = (label: string) => () => {
    document.querySelector<HTMLElement>(`[aria-label="${label}"], [data-box="${label}"]`)?.focus();
  };
  const group = "Go to";
  return [
    { id: "focus-code", title: "Edit the code", group, keys: ["e"], perform: focusBox("Code") },
    { id: "focus-call", title: "Edit the call", group, keys: ["c"], perform: focusBox("Call") },
    { id: "focus-search", title: "Search the run", group, keys: ["/"], perform: focusBox("Search the run") },
    { id: "focus-timeline", title: "The timeline", group, keys: ["t"], perform: focusBox("Timeline") },
    {
      id: "focus-stdin",
      title: "Edit what input() reads",
      group,
      keys: ["i"],
      perform: () => {
        usePreferences.setState({ stdinOpen: true });
        requestAnimationFrame(focusBox("Stdin"));
      },
    },
  ];
}
