/** How numbers, ordinals and code are written in a rationale. A reader must be able to read every form back. */

const SMALL = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
] as const;

const ORDINALS = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
] as const;

/** A count: in words up to twelve (`no` for zero), else digits with thousands separators. */
export function countWord(count: number): string {
  return SMALL[count] ?? grouped(count);
}

/** A count with its noun: `no passes`, `one pass`, `six passes`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${countWord(count)} ${count === 1 ? singular : plural}`;
}

/** Digits with thousands separators. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `first` … `twelfth`, then `13th`, `21st`. */
export function ordinal(position: number): string {
  const word = ORDINALS[position - 1];
  if (word !== undefined) return word;
  const lastTwo = position % 100;
  const ending = lastTwo >= 11 && lastTwo <= 13 ? "th" : (["th", "st", "nd", "rd"][position % 10] ?? "th");
  return `${grouped(position)}${ending}`;
}

/** `line 4` */
export function line(number: number): string {
  return `line ${number}`;
}

/** `line 4`, `lines 2, 5 and 6` */
export function linesText(numbers: readonly number[]): string {
  const all = [...new Set(numbers)];
  return all.length === 1 ? line(all[0] ?? 0) : `lines ${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** `once`, `twice`, `three times` */
export function timesText(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${countWord(count)} times`;
}

/** Code as a Markdown code span, with a fence longer than any run of backticks inside. White space is kept on one line. */
export function code(text: string): string {
  const flat = text.replace(/\s*\n\s*/g, " ");
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map((run) => run[0].length));
  if (longest === 0 && !/^ .* $/.test(flat)) return `\`${flat}\``;
  const fence = "`".repeat(longest + 1);
  const padding = flat.startsWith("`") || flat.endsWith("`") || /^ .* $/.test(flat) ? " " : "";
  return `${fence}${padding}${flat}${padding}${fence}`;
}

/** A value's `repr` in running text: whole numbers stand bare, everything else is code. */
export function literal(repr: string): string {
  return /^-?\d{1,12}$/.test(repr) ? repr : code(repr);
}

/** Beyond this many characters a shown value is shortened. */
export const SHOWN = 90;

/**
 * A Python `repr` made short for reading. Containers keep whole elements at both ends and say how many are left out:
 * `[0, 1, 2, … 9,994 more …, 9999]`; strings say how many characters: `'abc… 300 more …xyz'`. Other texts end in `…`.
 */
export function shortened(repr: string, limit = SHOWN): string {
  if (repr.length <= limit) return repr;
  const container = splitContainer(repr);
  if (container !== null && container.items.length > 3) {
    const { open, items, close } = container;
    const last = items.at(-1) ?? "";
    let shown = 1;
    let used = (items[0]?.length ?? 0) + last.length + 24;
    while (shown < items.length - 2 && used + (items[shown]?.length ?? 0) + 2 <= limit) {
      used += (items[shown]?.length ?? 0) + 2;
      shown += 1;
    }
    const hidden = items.length - shown - 1;
    if (used <= limit * 1.5) {
      return `${open}${items.slice(0, shown).join(", ")}, … ${grouped(hidden)} more …, ${last}${close}`;
    }
  }
  const quoted = /^([bB]?)(['"])([\s\S]*)\2$/.exec(repr);
  if (quoted !== null) {
    const [, prefix = "", quote = "'", body = ""] = quoted;
    const units = characters(body);
    const each = Math.floor((limit - 20) / 2);
    if (units.length > 2 * each) {
      const hidden = units.length - 2 * each;
      return `${prefix}${quote}${units.slice(0, each).join("")}… ${grouped(hidden)} more …${units.slice(-each).join("")}${quote}`;
    }
    return repr;
  }
  return `${repr.slice(0, limit)}…`;
}

/** The characters of the body of a string literal, each escape sequence one. */
function characters(body: string): string[] {
  return body.match(/\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)|[\s\S]/gu) ?? [];
}

interface Container {
  readonly open: string;
  readonly items: readonly string[];
  readonly close: string;
}

/** The parts of the `repr` of a list, tuple, set or dict; null for anything else. */
export function splitContainer(repr: string): Container | null {
  const open = repr[0] ?? "";
  const close = { "[": "]", "(": ")", "{": "}" }[open];
  if (close === undefined || !repr.endsWith(close)) return null;
  const items: string[] = [];
  let depth = 0;
  let quote: string | null = null;
  let start = 1;
  for (let at = 1; at < repr.length - 1; at += 1) {
    const character = repr[at] ?? "";
    if (quote !== null) {
      if (character === "\\") at += 1;
      else if (character === quote) quote = null;
    } else if (character === "'" || character === '"') quote = character;
    else if ("[({".includes(character)) depth += 1;
    else if ("])}".includes(character)) depth -= 1;
    else if (character === "," && depth === 0) {
      items.push(repr.slice(start, at).trim());
      start = at + 1;
    }
  }
  const rest = repr.slice(start, -1).trim();
  if (rest !== "") items.push(rest);
  return depth === 0 && quote === null ? { open, items, close } : null;
}
