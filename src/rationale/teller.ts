import type { Evidence, Sighting } from "./evidence.ts";
import type { Phrase } from "./phrase.ts";
import type { Detail, Voice } from "./types.ts";
import { type Manner, mannerOf } from "./voices.ts";

/** How much to say: lowered step by step until a rationale fits its length. */
export interface Measure {
  /** Sub-expressions named before a conclusion. */
  readonly premises: number;
  /** Passes of a loop that are walked through. */
  readonly passes: number;
  /** Passes of a loop inside it. */
  readonly inner: number;
  /** Whether calls of the program's own functions are followed inside. */
  readonly calls: number;
  /** Beats of one pass that are told. */
  readonly beats: number;
  /** Beats of a call, or of the script, that are told. */
  readonly stretch: number;
  /** Whether each statement is told, or only what returns, raises and prints. */
  readonly deeds: boolean;
}

/** What a narrator has in hand while telling: the evidence, how much to say, and what the reader has been told. */
export class Teller {
  readonly evidence: Evidence;
  readonly detail: Detail;
  readonly voice: Voice;
  readonly measure: Measure;
  readonly manner: Manner;
  /** Scopes whose inside has been told. */
  readonly told = new Set<number>();
  /** Scopes whose calls of themselves have been told. */
  readonly toldRecursions = new Set<number>();
  /** Exceptions that have been told, wherever they went. */
  readonly toldExceptions = new Set<number>();
  private readonly explained = new Set<string>();
  private readonly known = new Map<string, string>();

  constructor(evidence: Evidence, detail: Detail, voice: Voice, measure: Measure) {
    this.evidence = evidence;
    this.detail = detail;
    this.voice = voice;
    this.measure = measure;
    this.manner = mannerOf(voice);
  }

  /** Whether the reader was already told that this text has this value in this frame. */
  knows(frame: number, text: string, repr: string): boolean {
    return this.known.get(`${frame}:${text}`) === repr;
  }

  /** Note that the reader knows this now. */
  tell(frame: number, text: string, repr: string): void {
    this.known.set(`${frame}:${text}`, repr);
  }

  /** Whether something is to be explained now: the first time it comes up. */
  explains(what: string): boolean {
    if (this.explained.has(what)) return false;
    this.explained.add(what);
    return true;
  }

  /** A new pass begins: what expressions came to on the last one says nothing of this one. Variables stay known. */
  forgetExpressions(frame: number): void {
    for (const key of this.known.keys()) {
      if (key.startsWith(`${frame}:`) && !/^\d+:[\p{L}\p{N}_]+$/u.test(key)) this.known.delete(key);
    }
  }

  /** Note a variable's value as known, when it can be told at all. */
  tellSighting(frame: number, name: string, seen: Sighting): void {
    const repr = this.evidence.provable(seen);
    if (repr !== undefined) this.tell(frame, name, repr);
  }
}

/** What one statement did: what it rests on, and what came of it. */
export interface Deed {
  readonly premises: readonly Phrase[];
  readonly conclusion: Phrase;
}
