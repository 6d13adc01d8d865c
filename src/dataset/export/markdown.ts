import { paragraphs } from "../prose.ts";
import type { Sample, SampleRationale } from "../sample.ts";
import { codeSpan, fencedBlock } from "./markdown-text.ts";
import { answer, programBlocks } from "./question.ts";

/**
 * A sample as a Markdown document: program, call, rationales with what the checker said of them, answer.
 * A sentence that is not verified carries a footnote that says why.
 */
export function markdownDocument(sample: Sample): string {
  const { program } = sample;
  const span = program.call === null ? null : codeSpan(program.call);
  const sections = [`# ${span ?? (program.call === null ? "A script" : "A call")}`, programBlocks(program)];
  if (program.call !== null && span === null) sections.push(`The call is\n\n${fencedBlock(program.call, "python")}`);
  for (const rationale of sample.rationales) sections.push(...rationaleSections(rationale, sample.versions.python));
  sections.push("## Answer", answer(sample));
  return `${sections.join("\n\n")}\n`;
}

const TITLES = { forward: "From input to output", backward: "From output to input" } as const;

function rationaleSections(rationale: SampleRationale, python: string): readonly string[] {
  const notes: string[] = [];
  const text = paragraphs(rationale.sentences).map((sentences) =>
    sentences
      .map((sentence) => {
        if (sentence.verdict === "verified" && sentence.original === undefined) return sentence.text;
        const label = `[^${rationale.direction}-${notes.length + 1}]`;
        notes.push(
          `${label}: ${sentence.verdict}${sentence.original === undefined ? "" : ", reworded by hand"}${sentence.because === undefined ? "" : `: ${sentence.because}`}`,
        );
        return `${sentence.text}${label}`;
      })
      .join(" "),
  );
  return [`## ${TITLES[rationale.direction]}`, ...text, verdictSummary(rationale, python), ...notes];
}

function verdictSummary({ sentences }: SampleRationale, python: string): string {
  const verdicts = sentences.flatMap(({ claimVerdicts }) => claimVerdicts);
  const holding = verdicts.filter(({ verdict }) => verdict === "holds").length;
  return `*${holding} of ${verdicts.length} claims verified under CPython ${python}.*`;
}
