import { useMemo } from "react";
import type { Command } from "../ui/commands.ts";
import { goToStep, openProgram, useChoices, usePreferences } from "./choices.ts";
import { EXAMPLES } from "./examples.ts";
import type { RunController } from "./run-controller.ts";
import { runCurrent } from "./use-run.ts";

/** Everything that can be done on the Explore page, with its keys. */
export function useExploreCommands(controller: RunController): readonly Command[] {
  return useMemo(() => exploreCommands(controller), [controller]);
}

function exploreCommands(controller: RunController): readonly Command[] {
  const last = () => (controller.getState().recorded?.trace.stepCount ?? 1) - 1;
  const move = (target: (step: number, last: number) => number) => () => {
    if (!controller.getState().recorded) return;
    const step = Math.min(useChoices.getState().step, last());
    goToStep(Math.max(0, Math.min(last(), target(step, last()))));
  };
  const focusBox = (label: string) => () => {
    document.querySelector<HTMLElement>(`[aria-label="${label}"], [data-box="${label}"]`)?.focus();
  };
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
    { id: "next", title: "Next step", group: "Move", keys: ["ArrowRight", "."], perform: move((step) => step + 1) },
    {
      id: "previous",
      title: "Previous step",
      group: "Move",
      keys: ["ArrowLeft", ","],
      perform: move((step) => step - 1),
    },
    { id: "first", title: "First step", group: "Move", keys: ["Home"], perform: move(() => 0) },
    { id: "last", title: "Last step", group: "Move", keys: ["End"], perform: move((_, end) => end) },
    { id: "focus-code", title: "Edit the code", group: "Go to", keys: ["e"], perform: focusBox("Code") },
    { id: "focus-call", title: "Edit the call", group: "Go to", keys: ["c"], perform: focusBox("Call") },
    {
      id: "focus-stdin",
      title: "Edit what input() reads",
      group: "Go to",
      keys: ["i"],
      perform: () => {
        usePreferences.setState({ stdinOpen: true });
        requestAnimationFrame(focusBox("Stdin"));
      },
    },
    ...EXAMPLES.map((example) => ({
      id: `example-${example.id}`,
      title: `${example.title} (${example.shows})`,
      group: "Examples",
      perform: () => openProgram(example),
    })),
  ];
}
