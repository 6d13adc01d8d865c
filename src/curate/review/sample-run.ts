import type { CuratedSample } from "../../dataset/curated.ts";
import { type RunLimits, traceOf } from "../../dataset/run/run-sample.ts";
import { CLAIMS_VERSION, type Claim, type ClaimVerdict, checkReportSchema } from "../../rationale/claims.ts";
import { decideFromTrace } from "../../rationale/decide/decide.ts";
import { type Decide, judgeEdit } from "../../rationale/judge.ts";
import { narrate } from "../../rationale/narrate.ts";
import { TextReader } from "../../rationale/read.ts";
import type { Direction } from "../../rationale/types.ts";
import type { Runtime } from "../../runtime/types.ts";
import type { Trace } from "../../trace/types.ts";
import { keptSentence, type SampleSentence } from "./sentences.ts";

/** The run of a sample under review: what its sentences are judged by. */
export class SampleRun {
  readonly #reader: TextReader;

  constructor(
    readonly runtime: Runtime,
    readonly program: CuratedSample["program"],
    readonly trace: Trace,
  ) {
    this.#reader = new TextReader(trace);
  }

  /** Run a sample once more; the same every time. */
  static async of(runtime: Runtime, program: CuratedSample["program"], limits: RunLimits): Promise<SampleRun> {
    return new SampleRun(runtime, program, await traceOf(runtime, { program }, limits));
  }

  /** The verdict of a wording while it is being written: by what was recorded. Null for blank text. */
  async preview(
    before: readonly SampleSentence[],
    text: string,
    replaced: SampleSentence | null,
  ): Promise<SampleSentence | null> {
    const [first] = await this.#judge(before, text, replaced, (claims) =>
      decideFromTrace(this.trace, this.program, claims),
    );
    return first ?? null;
  }

  /** The sentences that a wording makes, each proved by the checker in a fresh interpreter. None for blank text. */
  prove(
    before: readonly SampleSentence[],
    text: string,
    replaced: SampleSentence | null,
  ): Promise<readonly SampleSentence[]> {
    return this.#judge(before, text, replaced, (claims) => this.#check(claims));
  }

  /** What the narrator says, forwards, at about the place of a sentence: the one that speaks of the same step. */
  ours(direction: Direction, sentence: SampleSentence): string | null {
    if (sentence.original !== undefined) return sentence.original;
    const { sentences } = narrate(this.trace, { direction, detail: "concise", voice: "teacher" });
    const [step] = sentence.steps;
    return sentences.find(({ steps }) => step !== undefined && steps.includes(step))?.text ?? null;
  }

  async #judge(before: readonly SampleSentence[], text: string, replaced: SampleSentence | null, decide: Decide) {
    const found = await judgeEdit(
      this.#reader,
      before.map((each) => each.text),
      text,
      decide,
    );
    return found.map((each, index) => keptSentence(each, index === 0 ? replaced : null));
  }

  async #check(claims: readonly Claim[]): Promise<readonly ClaimVerdict[]> {
    const request = { version: CLAIMS_VERSION, ...this.program, claims };
    return checkReportSchema.parse(await this.runtime.check(request)).verdicts;
  }
}
