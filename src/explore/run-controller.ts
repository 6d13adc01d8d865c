import type { Outcomes } from "../rationale/backward/outcomes.ts";
import { type CheckReport, type CheckRequest, CLAIMS_VERSION, checkReportSchema } from "../rationale/claims.ts";
import type { Detail, Direction, JudgedSentence, Rationale, Voice } from "../rationale/types.ts";
import { claimsOf, judge } from "../rationale/verdicts.ts";
import type { Limits, Program, Progress, Runtime } from "../runtime/types.ts";
import type { Ending, Trace } from "../trace/types.ts";
import type { TextJudgement } from "../viewer/rationale/text-judge-view.tsx";
import type { Narration } from "../viewer/rationale-view.tsx";
import { type Draft, Drafts } from "./drafts.ts";
import { Judging, loadJudge } from "./judging.ts";
import { type DraftSentence, type JudgedDraft, replaced, unjudged } from "./rewording.ts";

/** Seed of `random` and of string hashing in every run of the page. */
export const SEED = 0;

/** For all neighbouring inputs together; of those that take longer nothing is told. */
const NEIGHBOURS_SECONDS = 5;

/** A run that can be explored. */
export interface Recorded {
  readonly program: Program;
  readonly limits: Limits;
  readonly trace: Trace;
}

/** Which rationale is written, and how it is worded. */
export interface Wording {
  readonly direction: Direction;
  readonly detail: Detail;
  readonly voice: Voice;
}

export interface RunState {
  /** What is being loaded; null once an interpreter is warm. */
  readonly boot: Extract<Progress, { kind: "boot" }> | null;
  /** The run under way. */
  readonly running: { readonly since: number; readonly steps: number } | null;
  readonly recorded: Recorded | null;
  /** Why the last run gave nothing to explore: it did not parse, could not be called, or no interpreter came. */
  readonly refusal: {
    readonly program: Program;
    readonly ending: Extract<Ending, { kind: "syntax" | "refused" }>;
  } | null;
  /** No interpreter could be had. */
  readonly failure: string | null;
  readonly narration: Narration;
  /** Somebody's own text about the run, judged. */
  readonly judgement: TextJudgement;
}

const IDLE: RunState = {
  boot: null,
  running: null,
  recorded: null,
  refusal: null,
  failure: null,
  narration: { phase: "none" },
  judgement: { phase: "none" },
};

/** Runs programs, one at a time, and has their rationale written and checked. Lives outside React. */
export class RunController {
  #state = IDLE;
  readonly #listeners = new Set<() => void>();
  #abort: AbortController | null = null;
  #checking: AbortController | null = null;
  #rationale: Rationale | null = null;
  #judging: Judging | null = null;
  #judgingText: AbortController | null = null;
  readonly #drafts = new Drafts();
  /** What inputs close to the recorded one gave, once they were run. */
  #neighbours: { readonly trace: Trace; readonly outcomes: Outcomes } | null = null;

  constructor(readonly runtime: Runtime) {}

  readonly getState = (): RunState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The rationale shown, unjudged. */
  get rationale(): Rationale | null {
    return this.#rationale;
  }

  /** Boots an interpreter ahead of the first run. */
  async warm(): Promise<void> {
    try {
      await this.runtime.warm(this.#onProgress);
      this.#update({ boot: null });
      // Should this fail, the first run tries again and says so.
      loadNarrator().catch(() => undefined);
    } catch (error) {
      this.#update({ boot: null, failure: bootFailure(error) });
    }
  }

  /**
   * Runs a program. What was recorded before stays when this run gives nothing to explore.
   *
   * @returns the new recording, or null when there is none
   */
  async run(program: Program, limits: Limits, wording: Wording): Promise<Recorded | null> {
    if (this.#state.running) return null;
    this.#abort = new AbortController();
    this.#update({ running: { since: performance.now(), steps: 0 }, refusal: null, failure: null });
    try {
      const trace = await this.runtime.run({ program, limits, seed: SEED }, this.#onProgress, this.#abort.signal);
      const { ending } = trace;
      if (ending.kind === "syntax" || (ending.kind === "refused" && trace.stepCount === 0)) {
        this.#update({ running: null, boot: null, refusal: { program, ending } });
        return null;
      }
      const recorded = { program, limits, trace };
      this.#judgingText?.abort();
      this.#judging = new Judging(this.runtime, recorded, SEED);
      if (!isSameProgram(program, this.#state.recorded?.program)) this.#drafts.clear();
      this.#update({
        running: null,
        boot: null,
        recorded,
        narration: { phase: "none" },
        judgement: { phase: "none" },
      });
      void this.narrate(wording);
      return recorded;
    } catch (error) {
      this.#update({ running: null, boot: null, failure: bootFailure(error) });
      return null;
    }
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Writes the rationale of the recorded run and has it checked. */
  async narrate({ direction, detail, voice }: Wording): Promise<void> {
    const { recorded } = this.#state;
    if (!recorded || recorded.trace.stepCount === 0) return;
    const draft = this.#drafts.turnTo({ direction, detail, voice });
    if (draft) {
      this.#checking?.abort();
      this.#rationale = draft.rationale;
      await this.verify();
      return;
    }
    const writing: Narration =
      direction === "backward" ? { phase: "writing", what: "Trying neighbouring inputs…" } : { phase: "writing" };
    this.#checking?.abort();
    this.#rationale = null;
    this.#update({ narration: writing });
    try {
      const { narrate } = await loadNarrator();
      const outcomes = direction === "backward" ? await this.#tryNeighbours(recorded) : undefined;
      if (this.#state.narration !== writing) return;
      this.#rationale = narrate(recorded.trace, { direction, detail, voice, ...(outcomes && { outcomes }) });
    } catch (error) {
      if (this.#state.narration !== writing) return;
      const message = `No rationale could be written for this run (${messageOf(error)}). The recording is complete; step through it.`;
      this.#update({ narration: { phase: "failed", message, sentences: [] } });
      return;
    }
    await this.verify();
  }

  /** What inputs close to the recorded one give: run once, in one interpreter, for going backward. */
  async #tryNeighbours({ trace, limits }: Recorded): Promise<Outcomes> {
    if (this.#neighbours?.trace === trace) return this.#neighbours.outcomes;
    const { neighbourCheck } = await loadBackward();
    const check = neighbourCheck(trace);
    let outcomes: Outcomes = new Map();
    if (check !== null) {
      const program = { code: check.code, call: null, stdin: "" };
      const seconds = Math.min(limits.seconds, NEIGHBOURS_SECONDS);
      const { stdout } = await this.runtime.run({ program, limits: { ...limits, seconds }, seed: SEED });
      outcomes = check.read(stdout);
    }
    this.#neighbours = { trace, outcomes };
    return outcomes;
  }

  /** Puts every claim of the rationale to the checker, in a fresh interpreter, and shows that it does. */
  async verify(): Promise<void> {
    const rationale = this.#rationale;
    if (!rationale) return;
    const again = this.#state.narration.phase === "judged";
    this.#update({ narration: { phase: "checking", sentences: rationale.sentences } });
    await this.#prove(rationale, again);
  }

  async #prove(rationale: Rationale, again: boolean): Promise<void> {
    this.#checking?.abort();
    const checking = new AbortController();
    this.#checking = checking;
    const since = performance.now();
    let narration: Narration;
    try {
      const report = checkReportSchema.parse(await this.runtime.check(this.checkRequest(), checking.signal));
      narration = {
        phase: "judged",
        sentences: await verdictsOn(rationale.sentences, report),
        python: report.python,
        proof: { seconds: (performance.now() - since) / 1000, again, confirming: false },
        canUndo: this.#drafts.canUndo,
      };
    } catch (error) {
      const message = `The claims could not be checked (${messageOf(error)}). The sentences are kept; Verify again tries once more.`;
      narration = { phase: "failed", message, sentences: rationale.sentences };
    }
    if (this.#checking === checking && this.#rationale === rationale) this.#update({ narration });
  }

  /** Judges a wording of one sentence by what was recorded, and keeps nothing; null for blank text. */
  async recheck(index: number, text: string): Promise<JudgedDraft | null> {
    return this.#judging && this.#rationale ? this.#judging.recheck(this.#rationale.sentences, index, text) : null;
  }

  /** Replaces the wording of a sentence. Its verdict is shown at once; the checker then confirms it. */
  async reword(index: number, text: string): Promise<void> {
    const rationale = this.#rationale;
    const sentence = await this.recheck(index, text);
    if (sentence && this.#rationale === rationale) this.#change(index, sentence);
  }

  /** Gives a reworded sentence its first wording back. */
  restore(index: number): void {
    if (this.#rationale?.sentences[index]?.original === undefined) return;
    const sentence = this.#drafts.firstOf(index);
    if (sentence) this.#change(index, sentence);
  }

  /** Takes the last rewording back. */
  undo(): void {
    const before = this.#drafts.undo();
    if (before) this.#show(before);
  }

  #change(index: number, sentence: JudgedDraft): void {
    const { narration } = this.#state;
    if (!this.#rationale || narration.phase !== "judged") return;
    const before = { rationale: this.#rationale, sentences: narration.sentences };
    const after = {
      rationale: { ...this.#rationale, sentences: replaced(this.#rationale.sentences, index, unjudged(sentence)) },
      sentences: replaced(narration.sentences, index, sentence),
    };
    this.#drafts.push(before, after);
    this.#show(after);
  }

  #show(draft: Draft): void {
    const { narration } = this.#state;
    if (narration.phase !== "judged") return;
    this.#rationale = draft.rationale;
    this.#update({
      narration: {
        ...narration,
        sentences: draft.sentences,
        proof: { seconds: 0, again: false, confirming: true },
        canUndo: this.#drafts.canUndo,
      },
    });
    void this.#prove(draft.rationale, false);
  }

  /** Judges somebody's text about the recorded run; null puts it away. */
  async judgeText(text: string | null): Promise<void> {
    this.#judgingText?.abort();
    if (text === null || !this.#judging) {
      const { judgement } = this.#state;
      this.#update({ judgement: "text" in judgement ? { phase: "none" } : judgement });
      return;
    }
    const judging = new AbortController();
    this.#judgingText = judging;
    this.#update({ judgement: { phase: "reading", text } });
    try {
      for await (const { judged, confirmed } of this.#judging.judgeText(text, judging.signal)) {
        if (judging.signal.aborted) return;
        this.#update({ judgement: { phase: "judged", text, judged, confirmed } });
      }
    } catch (error) {
      if (judging.signal.aborted) return;
      const message = `This text could not be judged (${messageOf(error)}). It is kept; Judge tries once more.`;
      this.#update({ judgement: { phase: "failed", text, message } });
    }
  }

  /** Everything the rationale claims about the recorded run, as the checker is asked; null without a rationale. */
  checkRequest(): CheckRequest | null {
    const { recorded } = this.#state;
    if (!recorded || !this.#rationale) return null;
    const { code, call, stdin } = recorded.program;
    return { version: CLAIMS_VERSION, code, call, stdin, seed: SEED, claims: claimsOf(this.#rationale) };
  }

  readonly #onProgress = (progress: Progress): void => {
    if (progress.kind === "boot") this.#update({ boot: progress.stage === "ready" ? null : progress });
    else if (this.#state.running) this.#update({ running: { ...this.#state.running, steps: progress.steps } });
  };

  #update(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** The verdict of each sentence; of a reworded one also what no claim speaks for is looked at. */
async function verdictsOn(
  sentences: readonly DraftSentence[],
  report: CheckReport,
): Promise<readonly JudgedSentence[]> {
  if (!sentences.some(({ unread }) => unread && unread.length > 0)) return judge({ sentences }, report);
  const { combine } = await loadJudge();
  return combine(
    sentences.map((sentence) => ({ ...sentence, unread: sentence.unread ?? [] })),
    report.verdicts,
  );
}

function isSameProgram(one: Program, other: Program | undefined): boolean {
  return other !== undefined && one.code === other.code && one.call === other.call && one.stdin === other.stdin;
}

/** The narrator is not needed before the first run; the page appears sooner without it. */
const loadNarrator = () => import("../rationale/narrate.ts");
const loadBackward = () => import("../rationale/backward/narrate-backward.ts");

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");

function bootFailure(error: unknown): string {
  return `Python could not be started (${messageOf(error)}). Your code is kept. Reload the page to try again.`;
}
