import { ArrowDown, ArrowUp, Combine, Plus, Sparkles, Trash2 } from "lucide-react";
import { createElement, useMemo, useState } from "react";
import type { CuratedSample } from "../../dataset/curated.ts";
import type { Direction } from "../../rationale/types.ts";
import { countVerdicts } from "../../rationale/verdicts.ts";
import { IconButton } from "../../ui/button.tsx";
import { SentenceItem } from "../../viewer/rationale/sentence-item.tsx";
import { sentenceIndex } from "../../viewer/sentence-index.ts";
import "../../viewer/rationale/rationale.css";
import { useDeskActions } from "../use-desk.ts";
import type { SampleRun } from "./sample-run.ts";
import { moved, type SampleSentence, spliced } from "./sentences.ts";

interface RationaleEditorProps {
  readonly sample: CuratedSample;
  readonly run: SampleRun | null;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** What is said of a sample: sentences to be reworded, put in, taken out, joined and moved, each change proved and stored. */
export function RationaleEditor({ sample, run, step, onStep }: RationaleEditorProps) {
  const { desk } = useDeskActions();
  const [wanted, setWanted] = useState<Direction>("forward");
  const [selected, setSelected] = useState<number | null>(null);
  const place = Math.max(
    0,
    sample.rationales.findIndex(({ direction }) => direction === wanted),
  );
  const rationale = sample.rationales[place];
  const sentences = rationale?.sentences ?? [];
  const marked = useMemo(() => sentenceIndex(sentences).at(step, selected), [sentences, step, selected]);

  const store = (next: readonly SampleSentence[], label: string) => {
    const rationales = sample.rationales.map((each, index) => (index === place ? { ...each, sentences: next } : each));
    return desk.edit([{ id: sample.id, seen: { rationales: sample.rationales }, change: { rationales } }], label);
  };
  const put = async (index: number, count: number, text: string, label: string) => {
    if (run === null) return;
    try {
      const replaced = count === 0 ? null : (sentences[index] ?? null);
      await store(
        spliced(sentences, index, count, ...(await run.prove(sentences.slice(0, index), text, replaced))),
        label,
      );
    } catch (error) {
      desk.complain(error);
    }
  };
  const restore = (index: number) => {
    const sentence = sentences[index];
    const text = sentence === undefined ? null : (run?.ours(wanted, sentence) ?? null);
    if (text === null) desk.say("We have no sentence of our own for this place.");
    else void put(index, 1, text, "Use ours");
  };
  const counts = countVerdicts(sentences);
  const at = Math.min(selected ?? 0, Math.max(0, sentences.length - 1));
  const move = (by: number) => {
    setSelected(at + by);
    void store(moved(sentences, at, by), "Move");
  };
  const insert = async (index: number) => {
    const text = window.prompt("The new sentence");
    if (text) await put(index, 0, text, "Insert");
  };
  return (
    <section className="review-rationale" aria-label="Rationale">
      <header className="rationale-head">
        <div className="tab-list" role="tablist" aria-label="Direction">
          {sample.rationales.map(({ direction }) => (
            <button
              key={direction}
              type="button"
              role="tab"
              className="tab"
              data-state={direction === rationale?.direction ? "active" : "inactive"}
              aria-selected={direction === rationale?.direction}
              onClick={() => {
                setWanted(direction);
                setSelected(null);
              }}
            >
              {direction === "forward" ? "Forward" : "Backward"}
            </button>
          ))}
        </div>
        <p role="status" aria-label="Verdict summary" className="verdict-summary numbers">
          {counts.verified} of {sentences.length} sentences verified
        </p>
      </header>
      {run !== null && sentences.length > 0 && (
        <div className="rationale-actions" role="toolbar" aria-label="Selected sentence">
          <span className="numbers">
            {selected === null ? "Select a sentence to change it" : `Sentence ${selected + 1}`}
          </span>
          <IconButton
            label="Insert a sentence after"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => void insert((selected ?? sentences.length - 1) + 1)}
          />
          <IconButton
            label="Move up"
            icon={<ArrowUp size={14} aria-hidden />}
            disabled={at === 0 || selected === null}
            onClick={() => move(-1)}
          />
          <IconButton
            label="Move down"
            icon={<ArrowDown size={14} aria-hidden />}
            disabled={selected === null || at + 1 >= sentences.length}
            onClick={() => move(1)}
          />
          <IconButton
            label="Join with the next"
            icon={<Combine size={14} aria-hidden />}
            disabled={selected === null || at + 1 >= sentences.length}
            onClick={() => void put(at, 2, `${sentences[at]?.text ?? ""} ${sentences[at + 1]?.text ?? ""}`, "Join")}
          />
          <IconButton
            label="Use ours for this sentence"
            icon={<Sparkles size={14} aria-hidden />}
            disabled={selected === null}
            onClick={() => restore(at)}
          />
          <IconButton
            label="Remove"
            icon={<Trash2 size={14} aria-hidden />}
            disabled={selected === null}
            onClick={() => void store(spliced(sentences, at, 1), "Remove")}
          />
        </div>
      )}
      {run === null && sentences.length > 0 && (
        <p className="region-invitation">Running, so that sentences can be judged…</p>
      )}
      {run !== null &&
        createElement(
          "ol",
          { className: "sentences", "aria-label": "Sentences" },
          ...sentences.map((sentence, index) =>
            createElement(SentenceItem, {
              trace: run.trace,
              index,
              sentence,
              marked: marked?.sentence === index ? marked : null,
              href: "#/curate",
              actions: {
                select: (chosen: number) => {
                  setSelected(chosen);
                  const [first] = sentences[chosen]?.steps ?? [];
                  if (first !== undefined) onStep(first);
                },
                goTo: onStep,
                editing: {
                  recheck: (at: number, text: string) =>
                    run.preview(sentences.slice(0, at), text, sentences[at] ?? null),
                  commit: (at: number, text: string) => void put(at, 1, text, "Reword"),
                  restore,
                },
              },
            }),
          ),
        )}
      {sentences.length === 0 && (
        <p className="region-invitation">
          {sample.outcome === "waiting" ? "This sample has not run yet." : "Nothing is said of this sample."}
        </p>
      )}
    </section>
  );
}
