/**
 * Text that Markdown must not change, as a fenced block: the fence is longer than any run of backticks inside.
 * The content is the text with one line end at its close; see {@link endsLine}.
 *
 * Source: CommonMark 0.31, 4.5 Fenced code blocks.
 */
export function fencedBlock(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestBacktickRun(text) + 1));
  return `${fence}${language}\n${text}${endsLine(text) ? "" : "\n"}${fence}`;
}

/** Whether a text is empty or closes its last line: if not, a fenced block adds a line end that is not part of it. */
export function endsLine(text: string): boolean {
  return text === "" || text.endsWith("\n");
}

/**
 * Text as a code span, or null for what a code span cannot hold: nothing, and line ends.
 *
 * Source: CommonMark 0.31, 6.1 Code spans: where both ends have a space, one is stripped from each.
 */
export function codeSpan(text: string): string | null {
  if (text === "" || /[\n\r]/.test(text)) return null;
  const delimiter = "`".repeat(longestBacktickRun(text) + 1);
  const touches = text.startsWith("`") || text.endsWith("`");
  const stripped = text.startsWith(" ") && text.endsWith(" ") && /[^ ]/.test(text);
  return touches || stripped ? `${delimiter} ${text} ${delimiter}` : `${delimiter}${text}${delimiter}`;
}

function longestBacktickRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
