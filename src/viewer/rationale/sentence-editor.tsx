import { useEffect, useRef, useState } from "react";
import type { JudgedSentence } from "../../rationale/types.ts";
import type { Trace } from "../../trace/types.ts";
import { Button } from "../../ui/button.tsx";
import { ClaimList } from "./claim-list.tsx";
import { VerdictMark } from "./verdict-mark.tsx";

/** How long nothing must be typed before a wording is checked (ms). */
const PAUSE = 120;

interface SentenceEditorProps {
  readonly trace: Trace;
  /** From 1, as people count. */
  readonly number: number;
  readonly text: string;
  /** Judges a wording by what was recorded; null for blank text. */
  readonly recheck: (text: string) => Promise<JudgedSentence | null>;
  readonly onCommit: (text: string) => void;
  readonly onCancel: () => void;
  readonly onStep: (step: number) => void;
}

type Checked = { readonly text: string; readonly sentence: JudgedSentence | null } | null;

/** A sentence being reworded, with the verdict of what is written so far. */
export function SentenceEditor({ trace, number, text, recheck, onCommit, onCancel, onStep }: SentenceEditorProps) {
  const [draft, setDraft] = useState(text);
  const [checked, setChecked] = useState<Checked>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(recheck);
  latest.current = recheck;

  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(text.length, text.length);
  }, [text]);

  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      latest.current(draft).then(
        (sentence) => wanted && setChecked({ text: draft, sentence }),
        () => wanted && setChecked({ text: draft, sentence: null }),
      );
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [draft]);

  const isCurrent = checked?.text === draft;
  const sentence = checked?.sentence ?? null;
  return (
    <div className="sentence-editing">
      <VerdictMark verdict={isCurrent ? sentence?.verdict : undefined} />
      <div className="sentence-editing-body">
        <textarea
          ref={area}
          className="sentence-draft"
          aria-label={`Sentence ${number}`}
          aria-describedby={`draft-verdict-${number}`}
          rows={2}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
            else if (event.key === "Enter" && !event.shiftKey) onCommit(draft);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <p id={`draft-verdict-${number}`} className="draft-verdict" role="status">
          {draftVerdict(draft, checked, isCurrent)}
        </p>
        {sentence && sentence.claims.length > 0 && <ClaimList trace={trace} sentence={sentence} onStep={onStep} />}
        <div className="sentence-editing-buttons">
          <Button look="primary" onClick={() => onCommit(draft)}>
            Keep
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
          <span className="muted">Enter keeps, Esc restores</span>
        </div>
      </div>
    </div>
  );
}

function draftVerdict(draft: string, checked: Checked, isCurrent: boolean): string {
  if (draft.trim() === "") return "Left empty, the sentence gets its first wording back.";
  if (checked === null || !isCurrent) return "Checking…";
  if (checked.sentence === null) return "This wording could not be checked. Keep it, and the checker is asked.";
  const { verdict, because } = checked.sentence;
  const word = verdict === "verified" ? "Verified." : verdict === "contradicted" ? "Contradicted." : "Unsupported.";
  if (because === undefined) return word;
  return `${word} ${because.charAt(0).toUpperCase()}${because.slice(1).replaceAll("`", "")}`;
}
