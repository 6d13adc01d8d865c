import { jsonLine } from "../dataset/json-lines.ts";
import { outcomeOf } from "../dataset/outcome.ts";
import { judgementOf } from "../rationale/read/judgement.ts";
import { readRationale } from "../rationale/read.ts";
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
      const { sentences, firstError } = judgementOf(read, judged?.sentences ?? [], trace);
      const { verified, contradicted, unsupported } = countVerdicts(sentences);
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
            first_error: firstError?.sentence ?? null,
            ...(firstError === null ? {} : { mistake: firstError.category }),
          }),
        ],
      };
    },
  };
}
