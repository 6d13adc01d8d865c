import type { Direction, Sentence } from "../rationale/types.ts";
import { classes } from "../ui/classes.ts";
import { TextJudgeView } from "../viewer/rationale/text-judge-view.tsx";
import { RationaleView } from "../viewer/rationale-view.tsx";
import { goToStep, useChoices, usePreferences } from "./choices.ts";
import type { Wording } from "./run-controller.ts";
import { currentWording, useController, useMarkedSentence, useRun, useStale, useStep } from "./use-run.ts";

/** The rationale of the run, wired to what the person chose. */
export function RationaleRegion() {
  const controller = useController();
  const recorded = useRun((state) => state.recorded);
  const narration = useRun((state) => state.narration);
  const judgement = useRun((state) => state.judgement);
  const step = useStep();
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
        trace={recorded?.trace ?? null}
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
        onStep={goToStep}
        editing={{
          recheck: (index, text) => controller.recheck(index, text),
          commit: (index, text) => void controller.reword(index, text),
          restore: (index) => controller.restore(index),
        }}
        onUndo={() => controller.undo()}
        {...(recorded && {
          judge: (
            <TextJudgeView
              trace={recorded.trace}
              judgement={judgement}
              step={step}
              hrefOf={hrefOf}
              onJudge={(text) => void controller.judgeText(text)}
              onClear={() => void controller.judgeText(null)}
              onStep={goToStep}
            />
          ),
        })}
        onVerifyAgain={() => void (controller.rationale ? controller.verify() : controller.narrate(currentWording()))}
      />
    </section>
  );
}
