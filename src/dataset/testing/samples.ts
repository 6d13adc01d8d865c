import { type CuratedSample, UNREVIEWED } from "../curated.ts";
import type { Sample, SampleRationale } from "../sample.ts";

/** A verified forward rationale of the given sentences; a sentence that begins with `¶` opens a paragraph. */
export function forwardRationale(...texts: readonly string[]): SampleRationale {
  return {
    direction: "forward",
    detail: "concise",
    voice: "teacher",
    sentences: texts.map((text) => ({
      text: text.replace(/^¶/, ""),
      claims: [{ kind: "result", value: "3" }],
      steps: [0],
      statements: [1],
      opensParagraph: text.startsWith("¶"),
      verdict: "verified",
      claimVerdicts: [{ verdict: "holds" }],
    })),
  };
}

/** A sample of `total([1, 2])`, changed as given. */
export function makeSample(changes: Partial<Sample> = {}): Sample {
  return {
    version: 1,
    id: "total",
    program: { code: "def total(xs):\n    return sum(xs)", call: "total([1, 2])", stdin: "", seed: 0 },
    output: "3",
    exception: null,
    steps: 2,
    rationales: [forwardRationale("`total` adds its numbers.", "It returns `3`.")],
    versions: { claims: 1, python: "3.14.2" },
    ...changes,
  };
}

/** A sample of a curated set, as {@link makeSample}, that ran well and nobody has looked at. */
export function makeCurated(changes: Partial<CuratedSample> = {}): CuratedSample {
  return {
    ...makeSample(),
    task: "",
    expected: null,
    outcome: "ok",
    error: null,
    features: [],
    origin: { format: "plain", file: "rows.jsonl", row: 0 },
    curation: UNREVIEWED,
    ...changes,
  };
}
