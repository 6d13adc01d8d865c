import type { Section, Sentence } from "../rationale/types.ts";

type Told = Pick<Sentence, "text" | "opensParagraph" | "section">;

/**
 * Sentences as Markdown prose: paragraphs set apart by an empty line. The structured form stands in `<think>` with a
 * heading for each part, its answer in `<output>` or `<input>`.
 */
export function prose(sentences: readonly Told[]): string {
  if (!isStructured(sentences)) return running(sentences);
  const answers = sentences.filter(({ section }) => section === "output" || section === "input");
  const blocks = answers.map(({ section, text }) => `<${section}>\n${text}\n</${section}>`);
  return [`<think>\n${reasoning(sentences)}\n</think>`, ...blocks].join("\n");
}

/** What is reasoned, without the tags and the bare answer of the structured form: for those who put their own around it. */
export function reasoning(sentences: readonly Told[]): string {
  if (!isStructured(sentences)) return running(sentences);
  return HEADINGS.flatMap(([section, heading]) => {
    const own = sentences.filter((sentence) => sentence.section === section);
    return own.length === 0 ? [] : [`### ${heading}\n${running(own)}`];
  }).join("\n\n");
}

function isStructured(sentences: readonly Told[]): boolean {
  return sentences.some(({ section }) => section !== undefined);
}

/** The parts of the structured form, in order, as training sets name them. */
const HEADINGS: readonly (readonly [Section, string])[] = [
  ["understand", "Understand"],
  ["plan", "Plan"],
  ["execute", "Execute"],
  ["reflect", "Reflect"],
];

function running(sentences: readonly Told[]): string {
  return paragraphs(sentences)
    .map((paragraph) => paragraph.map(({ text }) => text).join(" "))
    .join("\n\n");
}

/** Sentences grouped into the paragraphs they open. */
export function paragraphs<S extends Pick<Sentence, "opensParagraph">>(sentences: readonly S[]): readonly S[][] {
  const groups: S[][] = [];
  for (const sentence of sentences) {
    const last = groups.at(-1);
    if (last === undefined || sentence.opensParagraph) groups.push([sentence]);
    else last.push(sentence);
  }
  return groups;
}
