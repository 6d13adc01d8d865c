import { createContext, useContext, useDeferredValue, useMemo, useSyncExternalStore } from "react";
import type { Trace } from "../trace/types.ts";
import { type EditorProblem, type Lines, linesBeside } from "../viewer/editor-marks.ts";
import { sentenceIndex } from "../viewer/sentence-index.ts";
import type { ValuePlace } from "../viewer/state/value-actions.ts";
import { askWhereFrom, useQuestion } from "../viewer/why/question.ts";
import { sliceOf, statementsOf } from "../viewer/why/slice-lines.ts";
import { goToStep, useChoices, usePreferences } from "./choices.ts";
import { currentText, useKeeping } from "./keeping.ts";
import type { Recorded, RunController, RunState, Wording } from "./run-controller.ts";
import { sameText } from "./session.ts";
import type { ProgramText } from "./share-link.ts";

export const RunContext = createContext<RunController | null>(null);

/** The run controller of the page. */
export function useController(): RunController {
  const controller = useContext(RunContext);
  if (!controller) throw new Error("a part of the Explore page stands outside it");
  return controller;
}

/** A part of what the run controller holds. The selector gives something that is in the state, never something new. */
export function useRun<Part>(select: (state: RunState) => Part): Part {
  const controller = useController();
  return useSyncExternalStore(controller.subscribe, () => select(controller.getState()));
}

const textOf = (recorded: Recorded): ProgramText => ({
  code: recorded.program.code,
  call: recorded.program.call ?? "",
  stdin: recorded.program.stdin,
});

/** Whether the program has been edited since it was recorded, and where. */
export function useStale(): "no" | "input" | "code" {
  const recorded = useRun((state) => state.recorded);
  return useChoices(({ code, call, stdin }) => {
    if (!recorded) return "no";
    if (recorded.program.code !== code) return "code";
    return sameText(textOf(recorded), { code, call: call.trim(), stdin }) ? "no" : "input";
  });
}

/** The step shown, from 0, held within the recording. */
export function useStep(): number {
  const recorded = useRun((state) => state.recorded);
  const step = useChoices((choices) => choices.step);
  return recorded ? Math.max(0, Math.min(step, recorded.trace.stepCount - 1)) : 0;
}

/**
 * The step shown, for what takes time to draw: while a person scrubs, it may stand still until the browser has time, so that
 * the timeline never waits for it.
 */
export function useStepAtLeisure(): number {
  const recorded = useRun((state) => state.recorded);
  const step = useDeferredValue(useStep());
  return recorded ? Math.max(0, Math.min(step, recorded.trace.stepCount - 1)) : 0;
}

/** The sentence to mark at the step shown. */
export function useMarkedSentence() {
  const narration = useRun((state) => state.narration);
  const selected = useChoices((choices) => choices.sentence);
  const step = useStep();
  const sentences = "sentences" in narration ? narration.sentences : null;
  const index = useMemo(() => (sentences ? sentenceIndex(sentences) : null), [sentences]);
  return useMemo(() => {
    const marked = index?.at(step, selected) ?? null;
    return { marked, sentence: marked && sentences ? (sentences[marked.sentence] ?? null) : null };
  }, [index, sentences, step, selected]);
}

/** Where the last run says the code does not parse, as long as that code is still there. */
export function useEditorProblem(): EditorProblem | null {
  const refusal = useRun((state) => state.refusal);
  const code = useChoices((choices) => choices.code);
  return useMemo(() => {
    if (refusal?.ending.kind !== "syntax" || refusal.ending.where !== "code") return null;
    if (!refusal.ending.range || refusal.program.code !== code) return null;
    return { range: refusal.ending.range, message: refusal.ending.message };
  }, [refusal, code]);
}

const NONE_DIMMED: readonly Lines[] = [];

/** Lines that have no part in the answer to what was asked about a value, while that answer is on the screen. */
export function useDimmed(trace: Trace | null): readonly Lines[] {
  const asked = useQuestion();
  const isOpen = usePreferences(({ tabs }) => tabs[stackOfValues()] === "why");
  const place = isOpen && asked.dims && asked.trace === trace ? asked.place : null;
  return useMemo(() => {
    const slice = trace && place ? sliceOf(trace, place, asked.direction) : null;
    return trace && slice ? linesBeside(trace, statementsOf(trace, slice)) : NONE_DIMMED;
  }, [trace, place, asked.direction]);
}

/** Asks where a value came from, and shows the answer. */
export function showWhereFrom(trace: Trace, place: ValuePlace): void {
  askWhereFrom(trace, place);
  usePreferences.setState(({ tabs }) => ({ tabs: { ...tabs, [stackOfValues()]: "why" } }));
}

/** The stack of views that the views of values stand in: on screens of middle width there is only one. */
export function stackOfValues(): string {
  return window.matchMedia("(min-width: 700px) and (max-width: 1099px)").matches ? "run" : "values";
}

/** Where to stand in a new recording: where a link or the person stood, at the failure, or at the beginning. */
function firstStep(recorded: Recorded, previous: Recorded | null): number {
  const last = recorded.trace.stepCount - 1;
  const { wanted } = useKeeping.getState();
  if (wanted && sameText(wanted.text, textOf(recorded))) return Math.min(wanted.step, last);
  if (previous && sameText(textOf(previous), textOf(recorded))) return Math.min(useChoices.getState().step, last);
  return recorded.trace.ending.kind === "finished" ? 0 : last;
}

/** Which rationale the person wants to read, and how it is to be worded. */
export function currentWording(): Wording {
  const { detail, voice } = usePreferences.getState();
  return { direction: useChoices.getState().direction, detail, voice };
}

/** Runs the program on the page. */
export async function runCurrent(controller: RunController): Promise<void> {
  const { code, call, stdin } = currentText();
  const previous = controller.getState().recorded;
  const program = { code, call: call.trim() === "" ? null : call.trim(), stdin };
  const recorded = await controller.run(program, usePreferences.getState().limits, currentWording());
  if (!recorded) return;
  goToStep(Math.max(0, firstStep(recorded, previous)));
  useKeeping.setState({ wanted: null });
}
