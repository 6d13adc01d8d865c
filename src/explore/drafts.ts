import type { JudgedSentence, Rationale } from "../rationale/types.ts";
import type { JudgedDraft } from "./rewording.ts";

/** A rationale with the rewordings a person made, and the verdicts shown with it. */
export interface Draft {
  readonly rationale: Rationale;
  readonly sentences: readonly JudgedSentence[];
}

const nameOf = ({ direction, detail, voice }: Pick<Rationale, "direction" | "detail" | "voice">) =>
  `${direction} ${detail} ${voice}`;

/** The rewordings of one program's rationales: what each replaced, and what is kept while another rationale is read. */
export class Drafts {
  /** What each rewording of the rationale shown replaced, the last one first. */
  #past: readonly Draft[] = [];
  readonly #kept = new Map<string, readonly [Draft, ...Draft[]]>();

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Another program: nothing is kept. */
  clear(): void {
    this.#past = [];
    this.#kept.clear();
  }

  /** Turns to the rationale of a wording: gives what was reworded in it, if anything was. */
  turnTo(wording: Pick<Rationale, "direction" | "detail" | "voice">): Draft | null {
    const [draft = null, ...past] = this.#kept.get(nameOf(wording)) ?? [];
    this.#past = past;
    return draft;
  }

  /** A rewording has been made. */
  push(before: Draft, after: Draft): void {
    this.#past = [before, ...this.#past];
    this.#keep(after);
  }

  /** Takes the last rewording back; null when there is none. */
  undo(): Draft | null {
    const [last, ...past] = this.#past;
    if (!last) return null;
    this.#past = past;
    this.#keep(last);
    return last;
  }

  /** A sentence as it was before anybody reworded it; null for one that never was. */
  firstOf(index: number): JudgedDraft | null {
    const before = this.#past.find((draft) => draft.sentences[index]?.original === undefined);
    return before?.sentences[index] ?? null;
  }

  #keep(draft: Draft): void {
    this.#kept.set(nameOf(draft.rationale), [draft, ...this.#past]);
  }
}
