import { jsonLine } from "../dataset/json-lines.ts";
import { outcomeOf } from "../dataset/outcome.ts";
import { judgeText } from "../rationale/judge.ts";
import { TextReader } from "../rationale/read.ts";
import { countVerdicts } from "../rationale/verdicts.ts";
import type { Limits, Runtime } from "../runtime/types.ts";
import type { OutputRow, RowCommand } from "./process-rows.ts";
import { decided } from "./prove.ts";
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

      const { sentences, firstError } = await judgeText(new TextReader(trace), text, (claims) =>
        decided(runtime, program, claims),
      );
      const { verified, contradicted, unsupported } = countVerdicts(sentences);
      return {
        status: "ok",
        line: [
          jsonLine({
            id,
            status: "ok",
            sentences: sentences.map(({ text: sentence, verdict, because, claims, follows }) => ({
              text: sentence,
              verdict,
              ...(because === undefined ? {} : { because }),
              ...(follows ? { follows } : {}),
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
