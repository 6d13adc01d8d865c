/** A sentence as it stands in a text, Markdown included. */
export interface SentenceText {
  /** The sentence without list markers and table bars. */
  readonly text: string;
  /** `output` and `input` hold the bare answer of the structured form. */
  readonly kind: "prose" | "heading" | "item" | "row" | "code" | "output" | "input";
  readonly opensParagraph: boolean;
  /** Of a table row: its cells, and the cells of the table's head. */
  readonly cells?: readonly string[];
  readonly head?: readonly string[];
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^\s*(?:#{1,6}\s+|\*\*[^*]+\*\*:?\s*$)/;
const ITEM = /^\s*(?:[-*+•]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+/;
const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|?[\s:|-]+\|?\s*$/;
/** Tags of the structured forms: they say nothing themselves. */
const TAG = /<\/?(?:think|response|reasoning)>|^[ \t]*#{1,6}[ \t]+(?:understand|plan|execute|reflect)[ \t]*$/gim;
const ANSWER = /(?:^|\n)<(output|input)>\n([\s\S]*?)\n<\/\1>\s*$/;

const NONE: ReadonlySet<string> = new Set();

/** The sentences of a text, in order. A sentence may begin with one of the names, in lower case. */
export function sentencesOf(text: string, names: ReadonlySet<string> = NONE): SentenceText[] {
  const answer = ANSWER.exec(text);
  if (answer === null) return proseSentences(text, names);
  const [whole, tag, bare = ""] = answer;
  const kind = tag === "input" ? "input" : "output";
  return [...proseSentences(text.slice(0, -whole.length), names), { text: bare, kind, opensParagraph: true }];
}

function proseSentences(text: string, names: ReadonlySet<string>): SentenceText[] {
  const found: SentenceText[] = [];
  let lines: string[] = [];
  let opens = true;
  let isItem = false;
  let inFence = false;
  let head: readonly string[] | null = null;

  const flush = (): void => {
    const joined = lines.join(" ").trim();
    lines = [];
    if (joined === "") return;
    for (const sentence of splitSentences(joined, names)) {
      found.push({ text: sentence, kind: isItem ? "item" : "prose", opensParagraph: opens });
      opens = false;
    }
  };

  for (const line of text.replace(/\r\n?/g, "\n").replace(TAG, "\n").split("\n")) {
    if (FENCE.test(line)) {
      flush();
      inFence = !inFence;
      opens = true;
      continue;
    }
    if (inFence) {
      if (line.trim() !== "") found.push({ text: line.trim(), kind: "code", opensParagraph: opens });
      opens = false;
      continue;
    }
    if (!ROW.test(line)) head = null;
    if (line.trim() === "") {
      flush();
      opens = true;
      isItem = false;
    } else if (ROW.test(line)) {
      flush();
      const cells = cellsOf(line);
      if (RULE.test(line)) continue;
      if (head === null) {
        head = cells;
        found.push({ text: line.trim(), kind: "heading", opensParagraph: opens });
      } else found.push({ text: line.trim(), kind: "row", opensParagraph: false, cells, head });
      opens = false;
    } else if (HEADING.test(line)) {
      flush();
      found.push({ text: line.trim().replace(/^#+\s+/, ""), kind: "heading", opensParagraph: true });
      opens = false;
    } else if (ITEM.test(line)) {
      flush();
      isItem = true;
      opens = true;
      lines.push(line.replace(ITEM, "").trim());
    } else {
      if (lines.length > 0 && !isWrapped(lines.at(-1) ?? "", line)) flush();
      lines.push(line.trim());
    }
  }
  flush();
  return found;
}

/** Whether a line goes on with the sentence of the line before: a long line without an end. */
function isWrapped(before: string, line: string): boolean {
  if (before.length < 60 || /[.!?:;]["')\]`*]*$/.test(before)) return /[.!?]$/.test(before) && before.length >= 70;
  return !/^\s*(?:Step|Iteration|Pass|[\w[\]'"]+\s*=)/.test(line);
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let inCode = false;
  for (const character of line.trim().replace(/^\||\|$/g, "")) {
    if (character === "`") inCode = !inCode;
    if (character === "|" && !inCode) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|cf|resp|approx|no|fig)|\b[A-Z])\.$/i;

/** Splits running text where a sentence ends: not in code, quotes or brackets, nor after abbreviations. */
export function splitSentences(text: string, names: ReadonlySet<string> = NONE): string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const character = text[at]!;
    if (character === "`") {
      const fence = /^`+/.exec(text.slice(at))![0];
      const close = text.indexOf(fence, at + fence.length);
      at = close < 0 ? at + fence.length : close + fence.length;
      continue;
    }
    const quoted = /^(["'])(?:\\.|(?!\1)[^\\])*\1(?!\w)/.exec(text.slice(at));
    if (quoted !== null && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")) {
      at += quoted[0].length;
      continue;
    }
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth = Math.max(0, depth - 1);
    else if (".!?".includes(character) && depth === 0 && isEnd(text, start, at, names)) {
      const closing = /^[.!?]+["')\]*]*/.exec(text.slice(at))![0];
      found.push(text.slice(start, at + closing.length).trim());
      start = at + closing.length;
      at = start;
      continue;
    }
    at += 1;
  }
  const rest = text.slice(start).trim();
  return rest === "" ? found : [...found, rest];
}

function isEnd(text: string, start: number, at: number, names: ReadonlySet<string>): boolean {
  const next = /^\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(text.slice(at + 1))?.[1] ?? "";
  if (text[at] === "." && names.has(next) && next.length > 1) return true;
  const after = text.slice(at + 1).replace(/^[.!?]*["')\]*]*/, "");
  if (after !== "" && !/^\s/.test(after)) return false;
  const before = text.slice(start, at + 1);
  if (ABBREVIATION.test(before) && !/[a-z]{3,}\.$/i.test(before.replace(/\b(etc|approx|resp|fig)\.$/i, "")))
    return after.trim() === "";
  return (
    after.trim() === "" ||
    /^\s+["'(`[*]*[\p{Lu}\p{N}`_*"'([{]/u.test(after) ||
    /^\s+(?:[a-z_]\w*\s*[=([]|-\d)/.test(after)
  );
}
