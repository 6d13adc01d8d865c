import type { CuratedSample } from "../../curated.ts";
import { prose } from "../../prose.ts";
import type { SampleRationale } from "../../sample.ts";
import type { ExportFormatName, ExportOptions } from "../options.ts";
import { argumentsOf, completion, type Exchange, entryOf, exchangeOf, followUpOf } from "../turns.ts";

/** Types of the columns of a format, for Parquet: a text, a flag, or a list of either or of records of texts. */
export type ColumnType = "text" | "texts" | "flags" | { readonly records: readonly string[] };

/** A format of one row, or several, for each sample. */
export interface RowFormat {
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Files of it are JSON arrays, not JSON Lines. */
  readonly isArray?: true;
  /** @param rationales those of the sample that the options ask for; not empty */
  rows(sample: CuratedSample, rationales: readonly SampleRationale[], options: ExportOptions): readonly Row[];
}

export type Row = Readonly<Record<string, unknown>>;

const oneEach =
  (
    make: (exchange: Exchange, said: string, rationale: SampleRationale, sample: CuratedSample) => Row,
  ): RowFormat["rows"] =>
  (sample, rationales, { think }) =>
    rationales.map((rationale) => {
      const exchange = exchangeOf(sample, rationale);
      return make(exchange, completion(exchange, think, rationale.direction), rationale, sample);
    });

const MESSAGES = { records: ["role", "content"] } as const;

/** OpenAI chat JSONL; one conversation of two turns for each rationale. */
const chat: RowFormat = {
  columns: { messages: MESSAGES },
  rows: oneEach(({ question }, said) => ({
    messages: [
      { role: "user", content: question },
      { role: "assistant", content: said },
    ],
  })),
};

/** Four turns: forward, then backward on the same program, which is not shown again. For samples that have both. */
const conversation: RowFormat = {
  columns: { messages: MESSAGES },
  rows(sample, rationales, { think }) {
    const forward = rationales.find(({ direction }) => direction === "forward");
    const backward = rationales.find(({ direction }) => direction === "backward");
    if (forward === undefined || backward === undefined) return [];
    const ahead = exchangeOf(sample, forward);
    const back = followUpOf(sample, backward);
    return [
      {
        messages: [
          { role: "user", content: ahead.question },
          { role: "assistant", content: completion(ahead, think, "forward") },
          { role: "user", content: back.question },
          { role: "assistant", content: completion(back, think, "backward") },
        ],
      },
    ];
  },
};

/** TRL's standard form: the line end that parts the two stands on the completion's side. */
const promptCompletion: RowFormat = {
  columns: { prompt: "text", completion: "text" },
  rows: oneEach(({ question }, said) => ({ prompt: question, completion: `\n${said}` })),
};

/** LLaMA-Factory's ShareGPT form: a JSON array. */
const sharegpt: RowFormat = {
  columns: { conversations: { records: ["from", "value"] } },
  isArray: true,
  rows: oneEach(({ question }, said) => ({
    conversations: [
      { from: "human", value: question },
      { from: "gpt", value: said },
    ],
  })),
};

/** LLaMA-Factory's Alpaca form: a JSON array; the program is the input. */
const alpaca: RowFormat = {
  columns: { instruction: "text", input: "text", output: "text" },
  isArray: true,
  rows: (sample, rationales, { think }) =>
    rationales.map((rationale) => {
      const whole = exchangeOf(sample, rationale);
      const { question } = followUpOf(sample, rationale);
      const program = whole.question.slice(0, whole.question.length - question.length).trimEnd();
      return { instruction: question, input: program, output: completion(whole, think, rationale.direction) };
    }),
};

/** CRUXEval's fields, with the rationale: `task` says whether the output or the input is to be predicted. */
const cruxeval: RowFormat = {
  columns: { code: "text", entry_point: "text", input: "text", output: "text", task: "text", rationale: "text" },
  rows(sample, rationales) {
    const { code, call } = sample.program;
    const input = call === null ? null : argumentsOf(call);
    if (call === null || input === null || sample.output === null) return [];
    return rationales.map((rationale) => ({
      code,
      entry_point: entryOf(call),
      input,
      output: sample.output,
      task: rationale.direction === "forward" ? "output" : "input",
      rationale: prose(rationale.sentences),
    }));
  },
};

/** TRL's stepwise supervision: each sentence is a step, labelled by whether every claim of it was verified. */
const stepwise: RowFormat = {
  columns: { prompt: "text", completions: "texts", labels: "flags" },
  rows: (sample, rationales) =>
    rationales.map((rationale) => ({
      prompt: exchangeOf(sample, rationale).question,
      completions: rationale.sentences.map(({ text }) => text),
      labels: rationale.sentences.map(({ verdict }) => verdict === "verified"),
    })),
};

/** Our own samples, whole: what can be brought back without loss. In Parquet the sample is one column of JSON. */
const samples: RowFormat = {
  columns: { id: "text", sample: "text" },
  rows: (sample, _, { packing }) =>
    packing === "parquet" ? [{ id: sample.id, sample: JSON.stringify(sample) }] : [{ ...sample }],
};

/** Formats made of a sample alone; see `traces/` for those that need its run. */
export const ROW_FORMATS: Readonly<Partial<Record<ExportFormatName, RowFormat>>> = {
  samples,
  chat,
  conversation,
  "prompt-completion": promptCompletion,
  sharegpt,
  alpaca,
  cruxeval,
  stepwise,
};
