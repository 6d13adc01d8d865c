import { CLAIMS_VERSION, type Claim, type ClaimVerdict, checkReportSchema } from "../rationale/claims.ts";
import type { JudgedText } from "../rationale/judge.ts";
import type { TextReader } from "../rationale/read.ts";
import type { Runtime } from "../runtime/types.ts";
import type { Trace } from "../trace/types.ts";
import { type DraftSentence, type JudgedDraft, reworded } from "./rewording.ts";

/** What is judged: the run, and the program behind it for the checker to run again. */
interface Judged {
  readonly program: { readonly code: string; readonly call: string | null; readonly stdin: string };
  readonly trace: Trace;
}

/** Judges wordings about one recorded run: at once by what was recorded, then by the checker. */
export class Judging {
  #reader: Promise<TextReader> | null = null;

  constructor(
    readonly runtime: Runtime,
    readonly recorded: Judged,
    readonly seed: number,
  ) {}

  /** A new wording for one sentence of a rationale, judged by what was recorded; null for blank text. */
  async recheck(sentences: readonly DraftSentence[], index: number, text: string): Promise<JudgedDraft | null> {
    const sentence = sentences[index];
    if (sentence === undefined) return null;
    const { judgeEdit } = await loadJudge();
    const before = sentences.slice(0, index).map((each) => each.text);
    return reworded(sentence, text, await judgeEdit(await this.#read(), before, text, await this.#quickly()));
  }

  /** Judges a text twice: by what was recorded, and then by the checker in a fresh interpreter. */
  async *judgeText(text: string, signal: AbortSignal): AsyncGenerator<{ judged: JudgedText; confirmed: boolean }> {
    const { judgeText } = await loadJudge();
    const reader = await this.#read();
    yield { judged: await judgeText(reader, text, await this.#quickly()), confirmed: false };
    yield { judged: await judgeText(reader, text, (claims) => this.#prove(claims, signal)), confirmed: true };
  }

  #read(): Promise<TextReader> {
    this.#reader ??= loadReader().then(({ TextReader }) => new TextReader(this.recorded.trace));
    return this.#reader;
  }

  async #quickly() {
    const { decideFromTrace } = await loadDecide();
    return (claims: readonly Claim[]) => decideFromTrace(this.recorded.trace, this.recorded.program, claims);
  }

  async #prove(claims: readonly Claim[], signal: AbortSignal): Promise<readonly ClaimVerdict[]> {
    const { code, call, stdin } = this.recorded.program;
    const request = { version: CLAIMS_VERSION, code, call, stdin, seed: this.seed, claims };
    return checkReportSchema.parse(await this.runtime.check(request, signal)).verdicts;
  }
}

/** Needed once somebody writes something; the page appears sooner without them. */
export const loadJudge = () => import("../rationale/judge.ts");
const loadReader = () => import("../rationale/read.ts");
const loadDecide = () => import("../rationale/decide/decide.ts");
