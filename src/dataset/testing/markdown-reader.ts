/** What a CommonMark reader sees of a document: fenced blocks and, in the text between them, code spans. */
export interface MarkdownCode {
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
  readonly spans: readonly string[];
  /** The text outside fenced blocks. */
  readonly prose: string;
}

/** Read fenced blocks and code spans by the rules of CommonMark 0.31 (4.5, 6.1), line by line. */
export function readMarkdownCode(document: string): MarkdownCode {
  const blocks: { language: string; text: string }[] = [];
  const outside: string[] = [];
  let open: { fence: number; language: string; lines: string[] } | null = null;
  for (const line of document.split("\n")) {
    const fence = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (open === null) {
      if (fence === null) outside.push(line);
      else open = { fence: fence[1]?.length ?? 0, language: fence[2]?.trim() ?? "", lines: [] };
    } else if (fence !== null && (fence[1]?.length ?? 0) >= open.fence && fence[2]?.trim() === "") {
      blocks.push({ language: open.language, text: open.lines.map((each) => `${each}\n`).join("") });
      open = null;
    } else {
      open.lines.push(line);
    }
  }
  if (open !== null) throw new Error("A fenced block is never closed.");
  const prose = outside.join("\n");
  return { blocks, spans: codeSpans(prose), prose };
}

function codeSpans(text: string): string[] {
  const spans: string[] = [];
  for (let at = 0; at < text.length; ) {
    const opening = /^`+/.exec(text.slice(at))?.[0];
    if (opening === undefined) {
      at += 1;
      continue;
    }
    const from = at + opening.length;
    const closing = [...text.slice(from).matchAll(/`+/g)].find(([run]) => run.length === opening.length);
    if (closing === undefined) {
      at = from;
      continue;
    }
    const content = text.slice(from, from + closing.index).replaceAll("\n", " ");
    spans.push(/^ .* $/s.test(content) && /[^ ]/.test(content) ? content.slice(1, -1) : content);
    at = from + closing.index + opening.length;
  }
  return spans;
}
