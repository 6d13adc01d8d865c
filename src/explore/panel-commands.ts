import type { Command } from "../ui/commands.ts";
import { useTextJudging } from "../viewer/rationale/text-judging.ts";
import { askAboutStatement } from "../viewer/why/question.ts";
import { useChoices, usePreferences } from "./choices.ts";
import { STACKS } from "./regions.tsx";
import type { RunController } from "./run-controller.ts";
import { stackOfValues } from "./use-run.ts";

/** Showing the views of the run, and what can be done in them. */
export function panelCommands(controller: RunController): readonly Command[] {
  const show = (tab: string) => () =>
    usePreferences.setState(({ tabs }) => ({ tabs: { ...tabs, [stackOfValues()]: tab } }));
  return [
    ...STACKS.values.map(({ id, name }) => ({
      id: `show-${id}`,
      title: `Show ${name}`,
      group: "Views",
      perform: show(id),
    })),
    {
      id: "why-line",
      title: "Why did the line of the caret run, or not?",
      group: "Views",
      perform: () => {
        const { recorded } = controller.getState();
        const { line } = useChoices.getState().caret;
        const statement = recorded?.trace.statements.find(
          ({ header }) => header.line <= line && line <= header.endLine,
        );
        if (!recorded || !statement) return;
        askAboutStatement(recorded.trace, statement.number);
        show("why")();
      },
    },
    {
      id: "judge-text",
      title: "Judge a text about this run",
      group: "Views",
      perform: () => useTextJudging.setState({ isOpen: true }),
    },
    { id: "undo-rewording", title: "Undo rewording", group: "Views", perform: () => controller.undo() },
  ];
}
