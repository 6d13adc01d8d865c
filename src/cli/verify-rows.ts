import { jsonLine } from "../dataset/json-lines.ts";
import { outcomeOf } from "../dataset/outcome.ts";
import { type ReadRationale, readRationale } from "../rationale/read.ts";
import type { JudgedSentence } from "../rationale/types.ts";
import { countVerdicts } from "../rationale/verdicts.ts";
import type { Limits, Runtime } from "../runtime/types.ts";
import type { OutputRow, RowCommand } from "./process-rows.ts";
import { prove } from "./prove.ts";
import { SEED } from "./seed.ts";

/** `verify`: the text of each row's `rationale` read back into claims, and a verdict for every sentence of it. */
export function createVerifyCommand(runtime: Runtime, limits: Limits): RowCommand {
  const failed = (id: string | number, error: string) => ({
    id,
    status: "error",
    error,
    sentences: [],
    verdicts: { verified: 0, contradicted: 0, unsupported: 0 },
    first_error: null,
  });
  const refuse = (id: string | number, error: string): OutputRow => ({
    status: "error",
    line: [jsonLine(failed(id, error))],
  });
  return {
    failed,
    async process({ id, code, call, stdin, rationale: text }) {
      if (text === null || text.trim() === "") return refuse(id, '"rationale" is missing: the text to judge.');
      const program = { code, call, stdin };
      const trace = await runtime.run({ program, limits, seed: SEED });
      const { error } = outcomeOf(trace);
      if (error !== null) return refuse(id, error);

      const read = readRationale(text, trace);
      const [judged] = await prove(runtime, program, [read]);
      const sentences = holdBack(read, judged?.sentences ?? []);
      const { verified, contradicted, unsupported } = countVerdicts(sentences);
      const firstError = sentences.findIndex(({ verdict }) => verdict === "contradicted");
      return {
        status: "ok",
        line: [
          jsonLine({
            id,
            status: "ok",
            sentences: sentences.map(({ text: sentence, verdict, because, claims }) => ({
              text: sentence,
              verdict,
              ...(because === undefined ? {} : { because }),
              claims,
            })),
            verdicts: { verified, contradicted, unsupported },
            first_error: firstError === -1 ? null : firstError,
          }),
        ],
      };
    },
  };
}

/** A sentence that also says what no claim speaks for is not verified by the claims it has. */
function holdBack(read: ReadRationale, judged: readonly JudgedSentence[]): readonly JudgedSentence[] {
  return judged.map((sentence, index) => {
    const unread = read.sentences[index]?.unread ?? [];
    if (sentence.verdict !== "verified" || unread.length === 0) return sentence;
    return { ...sentence, verdict: "unsupported", because: `No claim was found for ${unread.join(", ")}.` };
  });
}
