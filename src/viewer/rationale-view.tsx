import { CircleCheck, CircleDashed, RotateCw, SquareX } from "lucide-react";
import { Tabs } from "radix-ui";
import { createElement, useEffect, useRef } from "react";
import type { Detail, Direction, JudgedSentence, Sentence, Verdict, Voice } from "../rationale/types.ts";
import { countVerdicts } from "../rationale/verdicts.ts";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Prose } from "./prose.tsx";

/** The prose about a run, from writing it to having it proved. */
export type Narration =
  | { readonly phase: "none" }
  /** `what` is said while it takes long. */
  | { readonly phase: "writing"; readonly what?: string }
  | { readonly phase: "checking"; readonly sentences: readonly Sentence[] }
  | { readonly phase: "judged"; readonly sentences: readonly JudgedSentence[]; readonly python: string }
  /** `message` says what happened and what to do; sentences written before that are kept, unjudged. */
  | { readonly phase: "failed"; readonly message: string; readonly sentences: readonly Sentence[] };

interface RationaleViewProps {
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
  readonly onVerifyAgain: () => void;
}

/** The rationale: sentence by sentence, each with its verdict and its step. */
export function RationaleView(props: RationaleViewProps) {
  const { narration, direction, onDirection, onVerifyAgain } = props;
  const judged = narration.phase === "judged" || narration.phase === "failed";
  return (
    <Tabs.Root
      className="rationale"
      value={direction}
      onValueChange={(value) => onDirection(value === "backward" ? "backward" : "forward")}
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
        </Tabs.List>
        <VerdictSummary narration={narration} />
        <WordingSelects {...props} />
        {judged && (
          <IconButton label="Verify again" icon={<RotateCw size={14} aria-hidden />} onClick={onVerifyAgain} />
        )}
      </header>
      <Tabs.Content className="rationale-body" value={direction} tabIndex={0}>
        <Sentences {...props} />
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
      return `${claimsHolding} of ${claims} ${claims === 1 ? "claim" : "claims"} verified`;
    }
    case "failed":
      return "Not checked";
  }
}

function Sentences({ narration, direction, invitation, marked, hrefOf, onSelect }: RationaleViewProps) {
  if (narration.phase === "none") return <p className="region-invitation">{invitation}</p>;
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
            sentence,
            marked: marked?.sentence === index ? marked : null,
            href: hrefOf(sentence),
            onSelect: () => onSelect(index),
          }),
        ),
      )}
    </>
  );
}

interface SentenceItemProps {
  readonly sentence: Sentence & Partial<JudgedSentence>;
  readonly marked: { readonly about: boolean } | null;
  readonly href: string;
  readonly onSelect: () => void;
}

function SentenceItem({ sentence, marked, href, onSelect }: SentenceItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const about = marked?.about ?? false;
  useEffect(() => {
    if (about && item.current) bringIntoPanel(item.current);
  }, [about]);
  return (
    <li
      ref={item}
      className={classes(
        "sentence",
        sentence.opensParagraph && "sentence-opens",
        marked && (marked.about ? "sentence-current" : "sentence-near"),
      )}
      aria-current={about ? "step" : undefined}
    >
      <a
        className="sentence-link"
        href={href}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onSelect();
        }}
      >
        <VerdictMark verdict={sentence.verdict} />
        <span className="sentence-text">
          <Prose text={sentence.text} />
          {sentence.because && (
            <span className="sentence-because">
              <Prose text={sentence.because} />
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** Scrolls the panel around a sentence as little as is needed; never the page, which would take the code out of sight. */
function bringIntoPanel(item: HTMLElement) {
  const panel = item.closest(".rationale-body");
  if (!panel || panel.scrollHeight <= panel.clientHeight) return;
  const place = item.getBoundingClientRect();
  const frame = panel.getBoundingClientRect();
  if (place.top < frame.top) panel.scrollTop += place.top - frame.top;
  else if (place.bottom > frame.bottom) panel.scrollTop += place.bottom - frame.bottom;
}

const MARKS = { verified: CircleCheck, contradicted: SquareX, unsupported: CircleDashed } as const;

/** The verdict by shape and colour, and as a word for those who see neither. */
function VerdictMark({ verdict }: { verdict: Verdict | undefined }) {
  if (!verdict) return <span className="verdict verdict-pending" aria-hidden />;
  const Icon = MARKS[verdict];
  return (
    <span className={`verdict verdict-${verdict}`}>
      <Icon size={16} aria-hidden />
      <span className={verdict === "verified" ? "visually-hidden" : "verdict-word"}>{verdict}</span>
    </span>
  );
}
