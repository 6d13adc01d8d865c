import { z } from "zod";

/** Version of the claim schema; see `docs/claims.md`. */
export const CLAIMS_VERSION = 1;

const count = z.number().int().nonnegative();
const ordinal = z.number().int().positive();

/** (statement number, visit), both from 1. */
const coordinate = z.tuple([ordinal, ordinal]);
/** (number of the `def` statement, how-manieth call), both from 1. */
const activation = z.tuple([ordinal, ordinal]);
/** A Python `repr`. */
const valueText = z.string();
const position = z.object({ line: ordinal, column: count, endLine: ordinal, endColumn: count });

/** One checkable fact about a run. Kinds, fields and what makes each false: `docs/claims.md`. */
export const claimSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("call"), function: activation, arguments: z.record(z.string(), valueText) }),
  z.object({ kind: z.literal("return"), function: activation, value: valueText }),
  z.object({ kind: z.literal("result"), value: valueText }),
  z.object({ kind: z.literal("bind"), at: coordinate, name: z.string(), value: valueText }),
  z.object({ kind: z.literal("state"), at: coordinate, name: z.string(), value: valueText }),
  z.object({
    kind: z.literal("size"),
    at: coordinate,
    when: z.enum(["before", "after"]),
    name: z.string(),
    size: count,
  }),
  z.object({
    kind: z.literal("eval"),
    at: coordinate,
    expression: position,
    value: valueText,
    nth: ordinal.optional(),
  }),
  z.object({ kind: z.literal("branch"), at: coordinate, taken: z.boolean(), next: ordinal.nullable() }),
  z.object({
    kind: z.literal("loop"),
    at: coordinate,
    passes: count,
    targets: z.record(z.string(), z.array(valueText)).optional(),
    ending: z.enum(["exhausted", "break", "return", "raise"]),
  }),
  z.object({ kind: z.literal("evolve"), at: coordinate, name: z.string(), values: z.array(valueText.nullable()) }),
  z.object({ kind: z.literal("mutate"), at: coordinate, name: z.string(), before: valueText, after: valueText }),
  z.object({ kind: z.literal("raise"), at: coordinate, type: z.string(), message: z.string() }),
  z.object({ kind: z.literal("handle"), at: coordinate, handler: ordinal.nullable() }),
  z.object({ kind: z.literal("print"), at: coordinate, text: z.string() }),
  z.object({ kind: z.literal("count"), statement: ordinal, times: count }),
  z.object({ kind: z.literal("origin"), at: coordinate, name: z.string(), written: coordinate }),
  z.object({
    kind: z.literal("rerun"),
    call: z.string(),
    value: valueText.optional(),
    raises: z.object({ type: z.string(), message: z.string() }).optional(),
  }),
]);

export type Claim = z.infer<typeof claimSchema>;
export type ClaimValue = z.infer<typeof valueText>;

/** What the checker says of one claim. */
export const claimVerdictSchema = z.object({
  verdict: z.enum(["holds", "fails", "undecided"]),
  because: z.string().optional(),
});

export type ClaimVerdict = z.infer<typeof claimVerdictSchema>;

/** What the checker answers: one verdict for each claim, in order. */
export const checkReportSchema = z.object({
  version: z.literal(CLAIMS_VERSION),
  python: z.string(),
  verdicts: z.array(claimVerdictSchema),
});

export type CheckReport = z.infer<typeof checkReportSchema>;

/** What the checker is asked. */
export interface CheckRequest {
  readonly version: typeof CLAIMS_VERSION;
  readonly code: string;
  readonly call: string | null;
  readonly stdin: string;
  readonly seed: number;
  readonly claims: readonly Claim[];
  /** When to cut the run off, if not at the checker's own limits. */
  readonly steps?: number;
  readonly seconds?: number;
}
