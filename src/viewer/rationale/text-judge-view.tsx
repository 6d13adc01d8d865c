import { createElement, useId, useState } from "react";
import type { JudgedText, JudgedTextSentence } from "../../rationale/judge.ts";
import type { Sentence } from "../../rationale/types.ts";
import type { Trace } from "../../trace/types.ts";
import { Button } from "../../ui/button.tsx";
import { type SentenceActions, SentenceItem } from "./sentence-item.tsx";

/** Somebody's reasoning about the run, from pasting it to having it judged. */
export type TextJudgement =
  | { readonly phase: "none" }
  | { readonly phase: "reading"; readonly text: string }
  /** `confirmed` by the checker in a fresh interpreter; until then by what was recorded. */
  | { readonly phase: "judged"; readonly text: string; readonly judged: JudgedText; readonly confirmed: boolean }
  | { readonly phase: "failed"; readonly text: string; readonly message: string };

interface TextJudgeViewProps {
  readonly trace: Trace;
  readonly judgement: TextJudgement;
  readonly step: number;
  readonly hrefOf: (sentence: Sentence) => string;
  readonly onJudge: (text: string) => void;
  readonly onClear: () => void;
  readonly onStep: (step: number) => void;
}

/** A place to paste anybody's reasoning about this run and see it judged, sentence by sentence. */
export function TextJudgeView({ trace, judgement, step, hrefOf, onJudge, onClear, onStep }: TextJudgeViewProps) {
  const [draft, setDraft] = useState("text" in judgement ? judgement.text : "");
  const hint = useId();
  if (judgement.phase !== "judged") {
    return (
      <form
        className="judge-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.trim() !== "") onJudge(draft);
        }}
      >
        <p id={hint} className="judge-hint">
          Paste an explanation of this run, a model's or a student's. Each sentence is compared with what the program
          really did.
        </p>
        <textarea
          className="judge-text"
          aria-label="Text to judge"
          aria-describedby={hint}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.stopPropagation();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        {judgement.phase === "failed" && (
          <p className="rationale-problem" role="alert">
            {judgement.message}
          </p>
        )}
        <div>
          <Button look="primary" type="submit" disabled={judgement.phase === "reading" || draft.trim() === ""}>
            {judgement.phase === "reading" ? "Judging…" : "Judge"}
          </Button>
        </div>
      </form>
    );
  }
  const { judged, confirmed } = judgement;
  const actions: SentenceActions = {
    select: (index) => {
      const [first] = judged.sentences[index]?.steps ?? [];
      if (first !== undefined) onStep(first);
    },
    goTo: onStep,
  };
  return (
    <>
      <div className="judge-result">
        <p role="status" aria-label="Judgement" className="judge-summary numbers">
          {summaryOf(judged)}
          <span className="muted">{confirmed ? " Proved by the checker." : " The checker is being asked…"}</span>
        </p>
        <Button onClick={onClear}>Another text</Button>
      </div>
      {createElement(
        "ol",
        { className: "sentences", "aria-label": "Judged sentences" },
        ...judged.sentences.map((sentence, index) =>
          createElement(SentenceItem, {
            trace,
            index,
            sentence,
            marked: sentence.steps.includes(step) ? { about: true } : null,
            href: hrefOf(sentence),
            actions,
            note: noteOf(sentence, judged.firstError?.sentence === index ? judged.firstError.category : null),
          }),
        ),
      )}
    </>
  );
}

function noteOf({ follows }: JudgedTextSentence, category: string | null) {
  if (category !== null) return <span className="sentence-note sentence-note-first">First mistake: {category}</span>;
  if (follows) return <span className="sentence-note">Follows from the mistake above, and is consistent with it</span>;
  return null;
}

/** What the text comes to, in a sentence or two. */
function summaryOf({ sentences, firstError }: JudgedText): string {
  if (sentences.length === 0) return "There is no sentence in this text.";
  const count = (verdict: string) => sentences.filter((sentence) => sentence.verdict === verdict).length;
  const counts = `${count("verified")} verified, ${count("contradicted")} contradicted, ${count("unsupported")} unsupported.`;
  const first =
    firstError === null
      ? "No sentence is contradicted."
      : `Sentence ${firstError.sentence + 1} is the first to go wrong: ${firstError.category}.`;
  return `${first} ${counts}`;
}
