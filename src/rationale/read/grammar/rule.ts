import type { Fact } from "../facts.ts";
import type { Code, Mentions, Shown } from "../mentions.ts";
import { COUNT_PATTERN, ORDINAL_PATTERN, readCount, readOrdinal } from "../numbers.ts";
import { readValue } from "../python/values.ts";

/** A value named by words. */
const NAMED_VALUES: readonly (readonly [pattern: string, repr: string])[] = [
  ["(?:an |the )?empty (?:list|array)", "[]"],
  ["(?:an |the )?empty (?:dictionary|dict|mapping)", "{}"],
  ["(?:an |the )?empty tuple", "()"],
  ["(?:an |the )?empty string", "''"],
  ["(?:an |the )?empty set", "set()"],
  ["(?:an |the )?empty deque", "deque([])"],
  ["(?:an |the )?empty counter", "Counter()"],
  ["true\\b", "True"],
  ["false\\b", "False"],
  ["none\\b", "None"],
];

const NUMBER = "-?\\d+(?:,\\d{3}(?!\\d))*(?:\\.\\d+)?(?:e[-+]?\\d+)?(?!\\w|\\.\\w)";
const NAMED = NAMED_VALUES.map(([pattern]) => pattern).join("|");
const WORD_NUMBER = "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b(?![- ]\\w)";

/** A value in a row: not one that begins the next clause. */
const LISTED = `«\\d+»(?! (?:goes|is|=|are|has|counting|holds)\\b)(?! =)|${NUMBER}|${NAMED}`;

/** What stands for a slot `{name:kind}` of a pattern. */
const SLOTS: Readonly<Record<string, string>> = {
  /** A piece of code. */
  e: "«\\d+»",
  /** A value: code, a number, a word such as `true` or `an empty list`. */
  v: `«\\d+»|${NUMBER}|${NAMED}|${WORD_NUMBER}`,
  /** Several values in a row. */
  vs: `(?:${LISTED})(?:(?:,? (?:and )?(?:then )?|,? ?(?:→|->) ?)(?:${LISTED}))*`,
  /** A count: digits or words. */
  n: COUNT_PATTERN,
  /** An ordinal, `last` and the like included. */
  o: `${ORDINAL_PATTERN}|(?:very )?last|final|only|next`,
  /** A line of the program. */
  line: "(?:line |l)(?:«\\d+»|\\d+)",
};

/** What one clause of a kind looks like and what it says. */
export interface Rule {
  readonly pattern: RegExp;
  readonly read: (match: Match) => readonly Fact[] | Fact | null;
}

/**
 * A rule from a pattern: regular expression source in which `{name:slot}` stands for a mention and a blank for white
 * space. The match begins at a word.
 */
export function rule(pattern: string, read: Rule["read"]): Rule {
  const source = pattern.replace(/\{(\w+):(\w+)\}/g, (_, name: string, slot: string) => {
    const inner = SLOTS[slot];
    if (inner === undefined) throw new Error(`There is no slot ${slot}.`);
    return `(?<${name}>${inner})`;
  });
  return { pattern: new RegExp(source, "uy"), read };
}

/** What a rule found: its slots, read. */
export class Match {
  /** The equations that were taken for their values. */
  readonly named: Code[] = [];

  constructor(
    readonly groups: Readonly<Record<string, string | undefined>>,
    private readonly mentions: Mentions,
  ) {}

  has(name: string): boolean {
    return this.groups[name] !== undefined;
  }

  text(name: string): string {
    return this.groups[name] ?? "";
  }

  code(name: string): Code | null {
    return this.codeIn(this.groups[name]);
  }

  /** The nth piece of code within a group, from 0. */
  codeAt(name: string, index: number): Code | null {
    return this.codeIn((this.text(name).match(/«\d+»/g) ?? [])[index]);
  }

  /** The piece of code with this index in the sentence. */
  codeNumbered(index: string): Code | null {
    return this.mentions.codes[Number(index)] ?? null;
  }

  private codeIn(text: string | undefined): Code | null {
    const index = text === undefined ? undefined : /^«(\d+)»$/.exec(text)?.[1];
    return index === undefined ? null : (this.mentions.codes[Number(index)] ?? null);
  }

  /** The value a piece of the matched text shows: `«2»`, `-1`. */
  shownAt(text: string): Shown | null {
    return this.shown(text);
  }

  /** The count a piece of the matched text says. */
  countAt(text: string): number | null {
    return readCount(text);
  }

  count(name: string): number | null {
    return readCount(this.text(name));
  }

  /** The position an ordinal says; -1 for the last one, 0 for the next one. */
  ordinal(name: string): number | null {
    const text = this.text(name);
    if (/last|final|only/.test(text)) return -1;
    if (text === "next") return 0;
    return readOrdinal(text);
  }

  line(name: string): number | null {
    const digits = /\d+$/.exec(this.text(name))?.[0];
    if (digits !== undefined) return Number(digits);
    const code = this.codeIn(/«\d+»/.exec(this.text(name))?.[0]);
    return code === null || !/^\d+$/.test(code.text) ? null : Number(code.text);
  }

  value(name: string): Shown | null {
    const shown = this.shown(this.groups[name]);
    if (shown?.named !== undefined) this.named.push(shown.named);
    return shown;
  }

  private shown(text: string | undefined): Shown | null {
    if (text === undefined) return null;
    const code = this.codeIn(text);
    const [equation] = code?.equations ?? [];
    const last = equation?.at(-1);
    const isWorking = !/^(?:name|attribute|subscript)$/.test(equation?.[0]?.expression?.kind ?? "name");
    if (code !== null && isWorking && code.equations.length === 1 && equation !== undefined && last?.value != null) {
      return { text: last.text, value: last.value, code: null, working: equation.slice(0, -1) };
    }
    // `n = 3` in the place of a value: the value, and that the name has it.
    if (code !== null && code.equations.length === 1 && last?.value != null)
      return { text: last.text, value: last.value, code: null, named: code };
    if (code !== null) return { text: code.text, value: code.value, code };
    const named = NAMED_VALUES.find(([pattern]) => new RegExp(`^(?:${pattern})$`, "u").test(text));
    if (named !== undefined) return { text, value: { kind: "whole", repr: named[1] }, code: null };
    const count = readCount(text);
    if (count !== null) return { text, value: { kind: "whole", repr: String(count) }, code: null };
    return { text, value: readValue(text), code: null };
  }

  /** The values of a `vs` slot, in order. */
  values(name: string): readonly Shown[] {
    const found = this.text(name).match(new RegExp(`«\\d+»|${NUMBER}|${NAMED}`, "gu")) ?? [];
    return found.map((text) => this.shown(text)).filter((each): each is Shown => each !== null);
  }
}
