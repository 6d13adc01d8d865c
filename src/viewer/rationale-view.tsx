import { RotateCw, Undo2 } from "lucide-react";
import { Tabs } from "radix-ui";
import { createElement, type ReactNode, useMemo, useRef } from "react";
import type { Detail, Direction, JudgedSentence, Sentence, Voice } from "../rationale/types.ts";
import { countVerdicts } from "../rationale/verdicts.ts";
import type { Trace } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { type SentenceActions, SentenceItem } from "./rationale/sentence-item.tsx";
import { useTextJudging } from "./rationale/text-judging.ts";
import "./rationale/rationale.css";

/** How the verdicts shown came about. */
export interface Proof {
  /** How long the checker took, a fresh interpreter included. */
  readonly seconds: number;
  /** Asked for once more, after it had been proved already. */
  readonly again: boolean;
  /** The verdicts are those of a quick look at the recording; the checker is at work on them. */
  readonly confirming: boolean;
}

/** The prose about a run, from writing it to having it proved. */
export type Narration =
  | { readonly phase: "none" }
  /** `what` is said while it takes long. */
  | { readonly phase: "writing"; readonly what?: string }
  | { readonly phase: "checking"; readonly sentences: readonly Sentence[] }
  | {
      readonly phase: "judged";
      readonly sentences: readonly JudgedSentence[];
      readonly python: string;
      readonly proof?: Proof;
      /** A rewording can be taken back. */
      readonly canUndo?: boolean;
    }
  /** `message` says what happened and what to do; sentences written before that are kept, unjudged. */
  | { readonly phase: "failed"; readonly message: string; readonly sentences: readonly Sentence[] };

interface RationaleViewProps {
  /** The run it speaks of; null while there is none. */
  readonly trace: Trace | null;
  readonly narration: Narration;
  /** Said while there is no run to speak of. */
  readonly invitation: string;
  readonly direction: Direction;
  readonly onDirection: (direction: Direction) => void;
  readonly detail: Detail;
  readonly onDetail: (detail: Detail) => void;
  readonly voice: Voice;
  readonly onVoice: (voice: Voice) => void;
  /** The sentence to mark, and whether it speaks of this very step. */
  readonly marked: { readonly sentence: number; readonly about: boolean } | null;
  /** The address of a sentence's step. */
  readonly hrefOf: (sentence: Sentence) => string;
  readonly onSelect: (index: number) => void;
  readonly onStep: (step: number) => void;
  readonly onVerifyAgain: () => void;
  /** What may be done to the wording; absent where it is only read. */
  readonly editing?: SentenceActions["editing"];
  readonly onUndo?: () => void;
  /** A further tab, for judging somebody's own text. */
  readonly judge?: ReactNode;
}

const JUDGE = "judge";

/** The rationale: sentence by sentence, each with its verdict, its evidence and its step. */
export function RationaleView(props: RationaleViewProps) {
  const { narration, direction, onDirection, onVerifyAgain, onUndo, judge } = props;
  const judging = useTextJudging((state) => state.isOpen);
  const judged = narration.phase === "judged" || narration.phase === "failed";
  const canUndo = narration.phase === "judged" && narration.canUndo === true;
  const open = judging && judge !== undefined ? JUDGE : direction;
  return (
    <Tabs.Root
      className="rationale"
      value={open}
      onValueChange={(value) => {
        useTextJudging.setState({ isOpen: value === JUDGE });
        if (value === "forward" || value === "backward") if (value !== direction) onDirection(value);
      }}
    >
      <header className="rationale-head">
        <h2 className="region-name">Rationale</h2>
        <Tabs.List className="tab-list" aria-label="Direction">
          <Tabs.Trigger className="tab" value="forward">
            Forward
          </Tabs.Trigger>
          <Tabs.Trigger className="tab" value="backward">
            Backward
          </Tabs.Trigger>
          {judge !== undefined && (
            <Tabs.Trigger className="tab" value={JUDGE}>
              Judge a text
            </Tabs.Trigger>
          )}
        </Tabs.List>
        {open !== JUDGE && (
          <>
            <VerdictSummary narration={narration} />
            <div className="rationale-tools">
              <WordingSelects {...props} />
              {canUndo && (
                <IconButton
                  label="Undo rewording"
                  keys="Mod+z"
                  icon={<Undo2 size={14} aria-hidden />}
                  onClick={() => onUndo?.()}
                />
              )}
              {judged && (
                <IconButton label="Verify again" icon={<RotateCw size={14} aria-hidden />} onClick={onVerifyAgain} />
              )}
            </div>
          </>
        )}
      </header>
      <Tabs.Content
        className="rationale-body"
        value={open}
        tabIndex={0}
        onKeyDown={(event) => {
          const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
          // In a text field it takes back what was typed there.
          if (!isUndo || !canUndo || event.target instanceof HTMLTextAreaElement) return;
          event.preventDefault();
          onUndo?.();
        }}
      >
        {open === JUDGE ? judge : <Sentences {...props} />}
      </Tabs.Content>
    </Tabs.Root>
  );
}

const DETAILS = { outline: "Outline", concise: "Concise", full: "Full" } as const satisfies Record<Detail, string>;
const VOICES = { teacher: "Teacher", "first-person": "First person" } as const satisfies Record<Voice, string>;

function WordingSelects({ detail, onDetail, voice, onVoice }: RationaleViewProps) {
  return (
    <>
      <Choice label="Detail" names={DETAILS} value={detail} onChoose={onDetail} />
      <Choice label="Voice" names={VOICES} value={voice} onChoose={onVoice} />
    </>
  );
}

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly names: Readonly<Record<Name, string>>;
  readonly value: Name;
  readonly onChoose: (name: Name) => void;
}

function Choice<Name extends string>({ label, names, value, onChoose }: ChoiceProps<Name>) {
  const known = Object.keys(names) as Name[];
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = known.find((name) => name === event.target.value);
        if (chosen) onChoose(chosen);
      }}
    >
      {known.map((name) => (
        <option key={name} value={name}>
          {names[name]}
        </option>
      ))}
    </select>
  );
}

function VerdictSummary({ narration }: { narration: Narration }) {
  return (
    <p role="status" aria-label="Verdict summary" className="verdict-summary numbers">
      {summaryOf(narration)}
    </p>
  );
}

function summaryOf(narration: Narration): string {
  switch (narration.phase) {
    case "none":
      return "";
    case "writing":
      return narration.what ?? "Writing…";
    case "checking": {
      const claims = narration.sentences.reduce((sum, sentence) => sum + sentence.claims.length, 0);
      return `Checking ${claims} claims in a fresh interpreter…`;
    }
    case "judged": {
      const { claims, claimsHolding } = countVerdicts(narration.sentences);
      if (claims === 0) return "No claims to verify";
      return `${claimsHolding} of ${claims} ${claims === 1 ? "claim" : "claims"} verified${proofText(narration.proof)}`;
    }
    case "failed":
      return "Not checked";
  }
}

function proofText(proof: Proof | undefined): string {
  if (!proof) return "";
  if (proof.confirming) return ", the checker is confirming…";
  return proof.again ? ` again, by a fresh interpreter in ${proof.seconds.toFixed(1)} s` : "";
}

function Sentences({ trace, narration, direction, invitation, marked, hrefOf, ...on }: RationaleViewProps) {
  const latest = useRef(on);
  latest.current = on;
  const canEdit = on.editing !== undefined;
  const actions = useMemo<SentenceActions>(() => {
    const base = {
      select: (index: number) => latest.current.onSelect(index),
      goTo: (step: number) => latest.current.onStep(step),
    };
    if (!canEdit) return base;
    const editing: NonNullable<SentenceActions["editing"]> = {
      recheck: (index, text) => latest.current.editing?.recheck(index, text) ?? Promise.resolve(null),
      commit: (index, text) => latest.current.editing?.commit(index, text),
      restore: (index) => latest.current.editing?.restore(index),
    };
    return { ...base, editing };
  }, [canEdit]);
  if (narration.phase === "none" || trace === null) return <p className="region-invitation">{invitation}</p>;
  if (narration.phase === "writing") return null;
  return (
    <>
      {narration.phase === "failed" && (
        <p className="rationale-problem" role="alert">
          {narration.message}
        </p>
      )}
      {narration.phase === "judged" && narration.sentences.length === 0 && (
        <p className="rationale-problem">
          {direction === "forward"
            ? "There is nothing to say about this run: nothing in it was recorded."
            : "There is nothing to reason back from: the run ended without a result, an exception or printed text."}
        </p>
      )}
      {createElement(
        "ol",
        { className: "sentences", "aria-label": "Sentences" },
        // Spread, since sentences have no identity but their place: a rationale never changes, a new one replaces all of it.
        ...narration.sentences.map((sentence, index) =>
          createElement(SentenceItem, {
            trace,
            index,
            sentence,
            marked: marked?.sentence === index ? marked : null,
            href: hrefOf(sentence),
            actions,
          }),
        ),
      )}
    </>
  );
}
