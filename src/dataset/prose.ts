import type { Sentence } from "../rationale/types.ts";

/** Sentences as Markdown prose: paragraphs set apart by an empty line. */
export function prose(sentences: readonly Pick<Sentence, "text" | "opensParagraph">[]): string {
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
