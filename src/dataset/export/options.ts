import { z } from "zod";
import { STATUSES } from "../curated.ts";

/** Ways to set a rationale off from the answer. `response` is the form of IBM's verified-code-cot. */
export const THINK_FORMS = ["none", "think", "response"] as const;
export type ThinkForm = (typeof THINK_FORMS)[number];

export const EXPORT_FORMATS = [
  "samples",
  "chat",
  "conversation",
  "prompt-completion",
  "sharegpt",
  "alpaca",
  "cruxeval",
  "stepwise",
  "cwm",
  "next",
  "pysnooper",
  "scratchpad",
  "markdown",
  "html",
] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

const share = z.number().min(0).max(1);

/** Everything a curator chooses about an export. With the same samples, the same options give the same bytes. */
export const exportOptionsSchema = z
  .object({
    format: z.enum(EXPORT_FORMATS),
    packing: z.enum(["jsonl", "parquet"]).default("jsonl"),
    directions: z
      .array(z.enum(["forward", "backward"]))
      .min(1)
      .default(["forward", "backward"]),
    /** Only rationales of this detail and voice; null takes whatever the sample has. */
    detail: z.enum(["outline", "concise", "full"]).nullable().default(null),
    voice: z.enum(["teacher", "first-person"]).nullable().default(null),
    think: z.enum(THINK_FORMS).default("none"),
    /** Rows of more tokens, by our estimate, are left out. */
    maxTokens: z.number().int().positive().nullable().default(null),
    /** Samples of these statuses are taken. */
    statuses: z.array(z.enum(STATUSES)).min(1).default(["accepted"]),
    /** Shares of the validation and test splits; the rest is for training. */
    validation: share.default(0),
    test: share.default(0),
    seed: z.number().int().nonnegative().default(0),
    samplesPerShard: z.number().int().positive().default(5_000),
    /** Rows carry the id of their sample, and the written override where there is one. */
    identify: z.boolean().default(true),
    name: z.string().default("Verified reasoning about Python programs"),
    /** Licence of the set, as Hugging Face names it, and what else the curator says of rights. */
    licence: z.string().default("other"),
    licenceNote: z.string().default(""),
  })
  .refine(({ validation, test }) => validation + test <= 1, "The validation and test shares are more than the whole.");

export type ExportOptions = z.infer<typeof exportOptionsSchema>;

export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];
