import { Pencil, Undo2 } from "lucide-react";
import { HoverCard } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { JudgedSentence, Sentence } from "../../rationale/types.ts";
import type { Trace } from "../../trace/types.ts";
import { classes } from "../../ui/classes.ts";
import { Prose } from "../prose.tsx";
import { ClaimList } from "./claim-list.tsx";
import { SentenceEditor } from "./sentence-editor.tsx";
import { VerdictMark } from "./verdict-mark.tsx";

/** What can be done with a sentence, by its place in the list. */
export interface SentenceActions {
  select(index: number): void;
  goTo(step: number): void;
  /** What may be done to a sentence's words; absent for text that is not ours to change. */
  readonly editing?: {
    recheck(index: number, text: string): Promise<JudgedSentence | null>;
    commit(index: number, text: string): void;
    restore(index: number): void;
  };
}

interface SentenceItemProps {
  readonly trace: Trace;
  readonly index: number;
  readonly sentence: Sentence & Partial<JudgedSentence>;
  readonly marked: { readonly about: boolean } | null;
  readonly href: string;
  readonly actions: SentenceActions;
  /** Said under the sentence, beside what really happened. */
  readonly note?: ReactNode;
}

/** Before evidence opens by itself under a resting pointer (ms). */
const REST = 400;
const CLAIMS_IN_CARD = 8;

/** A sentence with its verdict, its evidence and, where that is wanted, its wording to be changed in place. */
export function SentenceItem({ trace, index, sentence, marked, href, actions, note }: SentenceItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const [editing, setEditing] = useState(false);
  const [evidence, setEvidence] = useState(false);
  const [card, setCard] = useState(false);
  const about = marked?.about ?? false;
  const canEdit = actions.editing !== undefined && sentence.verdict !== undefined;
  const edit = () => canEdit && setEditing(true);
  const endEditing = () => {
    setEditing(false);
    requestAnimationFrame(() => link.current?.focus());
  };
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
      {editing && actions.editing ? (
        <SentenceEditor
          trace={trace}
          number={index + 1}
          text={sentence.text}
          recheck={(text) => actions.editing?.recheck(index, text) ?? Promise.resolve(null)}
          onCommit={(text) => {
            if (text.trim() === "") actions.editing?.restore(index);
            else if (text.trim() !== sentence.text) actions.editing?.commit(index, text.trim());
            endEditing();
          }}
          onCancel={endEditing}
          onStep={actions.goTo}
        />
      ) : (
        <HoverCard.Root open={card && !evidence} onOpenChange={setCard} openDelay={REST} closeDelay={120}>
          <HoverCard.Trigger asChild>
            <a
              ref={link}
              className="sentence-link"
              href={href}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                setCard(false);
                actions.select(index);
              }}
              onDoubleClick={edit}
              onKeyDown={(event) => {
                if (event.key !== "F2") return;
                event.preventDefault();
                edit();
              }}
            >
              <VerdictMark verdict={sentence.verdict} />
              <span className="sentence-text">
                <Prose text={sentence.text} />
                {sentence.original !== undefined && <span className="sentence-badge">edited</span>}
                {sentence.because && (
                  <span className="sentence-because">
                    <Prose text={sentence.because} />
                  </span>
                )}
                {note}
              </span>
            </a>
          </HoverCard.Trigger>
          <HoverCard.Content className="popover evidence-card" side="top" align="start" collisionPadding={8}>
            <ClaimList trace={trace} sentence={sentence} limit={CLAIMS_IN_CARD} onStep={actions.goTo} />
          </HoverCard.Content>
        </HoverCard.Root>
      )}
      {!editing && (
        <div className="sentence-tools">
          {sentence.original !== undefined && (
            <button
              type="button"
              className="sentence-tool"
              aria-label={`Restore sentence ${index + 1}`}
              title={`Restore: ${sentence.original}`}
              onClick={() => actions.editing?.restore(index)}
            >
              <Undo2 size={14} aria-hidden />
            </button>
          )}
          {canEdit && (
            <button
              type="button"
              className="sentence-tool"
              aria-label={`Edit sentence ${index + 1}`}
              title="Edit (F2 or double click)"
              onClick={edit}
            >
              <Pencil size={14} aria-hidden />
            </button>
          )}
          <button
            type="button"
            className="sentence-tool sentence-evidence numbers"
            aria-expanded={evidence}
            aria-label={`Evidence for sentence ${index + 1}`}
            title="What this sentence claims, and what proves it"
            onClick={() => setEvidence(!evidence)}
          >
            {sentence.claims.length}
            <span className="sentence-evidence-word">{sentence.claims.length === 1 ? " claim" : " claims"}</span>
          </button>
        </div>
      )}
      {evidence && !editing && <ClaimList trace={trace} sentence={sentence} onStep={actions.goTo} />}
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
