import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Category } from "../../read/category.ts";
import { sentencesOf } from "../../read/sentences.ts";
import { CORPUS, type CorpusProgram } from "../corpus.ts";
import { PREDICTED } from "./programs.ts";

/** What is known of a sentence of a free text before anybody judges it. */
export interface KnownSentence {
  readonly text: string;
  /** true: nothing in it is wrong; wrong: the planted mistake; follows: wrong because of that. */
  readonly truth: "true" | "wrong" | "follows";
  /** It says something of the run that can be checked. */
  readonly isCheckable: boolean;
}

/** Reasoning about a program, in the manner of a language model. */
export interface FreeText {
  readonly style: string;
  readonly program: CorpusProgram;
  readonly text: string;
  /** The kind of the planted mistake; null when the text is true. */
  readonly category: Category | null;
  /** Its sentences, which may begin with one of the program's names. */
  known(names: ReadonlySet<string>): readonly KnownSentence[];
}

/**
 * The texts of the files here whose names begin so. A text begins with `=== style | program | kind of mistake`; `⟦ ⟧` marks the mistake,
 * `⟪ ⟫` what is wrong because of it, `‹ ›` what nobody could check.
 */
export function freeTexts(files: string): readonly FreeText[] {
  const folder = dirname(fileURLToPath(import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.startsWith(files) && name.endsWith(".txt"))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split(/^=== /m).slice(1).map(freeText));
}

function freeText(section: string): FreeText {
  const end = section.indexOf("\n");
  const [style = "", programName = "", category = null] = section
    .slice(0, end)
    .split("|")
    .map((each) => each.trim());
  const program = [...CORPUS, ...PREDICTED].find(({ name }) => name === programName);
  if (program === undefined) throw new Error(`There is no program "${programName}".`);
  const marked = section.slice(end + 1).trim();
  const text = marked.replace(/[⟦⟧⟪⟫‹›]/g, "");
  return { style, program, text, category: category as Category | null, known: (names) => known(marked, text, names) };
}

/** White space aside, each sentence is found in the text again, and with it its marks. */
function known(marked: string, text: string, names: ReadonlySet<string>): readonly KnownSentence[] {
  const marks = marksOf(marked.replace(/\s+/g, " "));
  const whole = text.replace(/\s+/g, " ");
  let from = 0;
  return sentencesOf(text, names).map((sentence) => {
    const said = sentence.text.replace(/\s+/g, " ");
    const start = whole.indexOf(said, from);
    if (start < 0) throw new Error(`"${said}" is not found again.`);
    from = start + said.length;
    const touching = marks.filter((mark) => mark.start < from && mark.end > start);
    const isIdle = touching.some((mark) => mark.open === "‹" && mark.start <= start && mark.end >= from - 1);
    return {
      text: sentence.text,
      truth: touching.some(({ open }) => open === "⟦")
        ? "wrong"
        : touching.some(({ open }) => open === "⟪")
          ? "follows"
          : "true",
      isCheckable: !isIdle && !sentence.text.endsWith("?") && sentence.kind !== "heading" && sentence.kind !== "code",
    };
  });
}

function marksOf(marked: string): readonly { readonly open: string; readonly start: number; readonly end: number }[] {
  const marks: { open: string; start: number; end: number }[] = [];
  let at = 0;
  for (const character of marked) {
    if ("⟦⟪‹".includes(character)) marks.push({ open: character, start: at, end: at });
    else if ("⟧⟫›".includes(character)) marks.at(-1)!.end = at;
    else at += character.length;
  }
  return marks;
}
