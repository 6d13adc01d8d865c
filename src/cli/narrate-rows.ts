import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Row } from "../dataset/import/rows.ts";
import { jsonLine } from "../dataset/json-lines.ts";
import { type Outcome, outcomeOf } from "../dataset/outcome.ts";
import { prose } from "../dataset/prose.ts";
import { sameOutput, sameValue } from "../dataset/same-value.ts";
import type { JudgedRationale } from "../dataset/sample.ts";
import { neighbourCheck } from "../rationale/backward/narrate-backward.ts";
import type { Outcomes } from "../rationale/backward/outcomes.ts";
import { narrate } from "../rationale/narrate.ts";
import { standaloneChecker } from "../rationale/standalone.ts";
import { countVerdicts } from "../rationale/verdicts.ts";
import type { Limits, Runtime } from "../runtime/types.ts";
import type { Trace } from "../trace/types.ts";
import type { NarrateOptions } from "./arguments.ts";
import { outcomeFields } from "./outcome-fields.ts";
import type { RowCommand } from "./process-rows.ts";
import { checkRequest, prove } from "./prove.ts";
import { SEED } from "./seed.ts";

/** `narrate`: each row run, explained and proved; with `checkers` also a stand-alone checker for each in that folder. */
export function createNarrateCommand(runtime: Runtime, limits: Limits, options: NarrateOptions): RowCommand {
  return {
    async process(row, fileName) {
      const program = { code: row.code, call: row.call, stdin: row.stdin };
      const trace = await runtime.run({ program, limits, seed: SEED });
      const outcome = outcomeOf(trace);
      const head = resultFields(row, outcome, trace.stepCount);
      if (outcome.error !== null) return { status: "error", line: [jsonLine(head)] };

      const outcomes = options.directions.includes("backward")
        ? await tryNeighbours(runtime, limits, trace)
        : new Map<string, never>();
      const rationales = options.directions.map((direction) =>
        narrate(trace, { direction, detail: options.detail, voice: options.voice, form: options.form, outcomes }),
      );
      if (options.checkers !== null) {
        const checker = standaloneChecker(await runtime.checkerSource(), checkRequest(program, rationales));
        await writeFile(join(options.checkers, `${fileName}.check.py`), checker);
      }
      const judged = await prove(runtime, program, rationales);
      const directions = Object.fromEntries(
        judged.map((rationale) => [rationale.direction, directionField(rationale)]),
      );
      return { status: "ok", line: [jsonLine({ ...head, ...directions })] };
    },
    failed: (id, error) => ({ id, status: "error", error, output: null, steps: 0 }),
  };
}

/** Seconds for all neighbouring inputs together: of those that take longer nothing is told. */
const NEIGHBOURS_SECONDS = 5;

/** What inputs close to the real one give, for going backward; run together in one interpreter. */
export async function tryNeighbours(runtime: Runtime, limits: Limits, trace: Trace): Promise<Outcomes> {
  const check = neighbourCheck(trace);
  if (check === null) return new Map();
  const seconds = Math.min(limits.seconds, NEIGHBOURS_SECONDS);
  const program = { code: check.code, call: null, stdin: "" };
  const { stdout } = await runtime.run({ program, limits: { ...limits, seconds }, seed: SEED });
  return check.read(stdout);
}

/** The fields of the output row that tell what the program did. */
function resultFields(row: Row, outcome: Outcome, steps: number): object {
  const same = row.call === null ? sameOutput : sameValue;
  return {
    ...outcomeFields(row, outcome),
    ...(row.expected === null
      ? {}
      : { expected: row.expected, output_matches: outcome.output !== null && same(row.expected, outcome.output) }),
    steps,
  };
}

function directionField({ sentences }: JudgedRationale): object {
  const { verified, contradicted, unsupported } = countVerdicts(sentences);
  return {
    text: prose(sentences),
    sentences: sentences.map(({ text, claims, verdict, because }) => ({
      text,
      claims,
      verdict,
      ...(because === undefined ? {} : { because }),
    })),
    verdicts: { verified, contradicted, unsupported },
  };
}
