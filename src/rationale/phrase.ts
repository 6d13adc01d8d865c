import type { Claim } from "./claims.ts";

/**
 * A piece of prose together with everything it asserts. Phrases are put together with {@link phrase}, so that no value
 * can enter the text without its claims coming along.
 */
export interface Phrase {
  /** Markdown: code in backticks, nothing else. */
  readonly text: string;
  readonly claims: readonly Claim[];
}

/** Text that asserts nothing beyond what the source itself says. */
export function plain(text: string): Phrase {
  return { text, claims: [] };
}

/** A piece of text with the claims that cover it. */
export function claimed(text: string, ...claims: readonly Claim[]): Phrase {
  return { text, claims };
}

/** Template tag: joins texts and claims in reading order. */
export function phrase(strings: TemplateStringsArray, ...parts: readonly (Phrase | string)[]): Phrase {
  let text = strings[0] ?? "";
  const claims: Claim[] = [];
  parts.forEach((part, index) => {
    text += typeof part === "string" ? part : part.text;
    if (typeof part !== "string") claims.push(...part.claims);
    text += strings[index + 1] ?? "";
  });
  return { text, claims };
}

/** The same text with further claims behind it. */
export function backed(base: Phrase, ...claims: readonly Claim[]): Phrase {
  return { text: base.text, claims: [...base.claims, ...claims] };
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(parts: readonly Phrase[], conjunction = "and"): Phrase {
  return series(parts, ", ", ` ${conjunction} `);
}

/** A clause and what came of it, with one comma between them. */
export function followed(action: Phrase, outcome: Phrase): Phrase {
  return phrase`${{ text: action.text.replace(/,$/, ""), claims: action.claims }}, ${outcome}`;
}

/** Phrases in a row, with a comma before the last `and` when one of them has a comma of its own outside code. */
export function join(parts: readonly Phrase[]): Phrase {
  return parts.some((part) => part.text.replace(/(`+).*?\1/g, "").includes(",")) ? chain(parts) : enumerate(parts);
}

/** Clauses that hold commas themselves: `a; b; c`. */
export function list(parts: readonly Phrase[]): Phrase {
  return series(parts, "; ", "; ");
}

/** Clauses in a row: `a, and b`, `a, b, and c`; the comma keeps clauses apart that hold an `and` of their own. */
export function chain(parts: readonly Phrase[], conjunction = "and"): Phrase {
  return series(parts, ", ", `, ${conjunction} `);
}

function series(parts: readonly Phrase[], between: string, last: string): Phrase {
  let text = "";
  const claims: Claim[] = [];
  parts.forEach((part, index) => {
    if (index > 0) text += index === parts.length - 1 ? last : between;
    text += part.text;
    claims.push(...part.claims);
  });
  return { text, claims };
}

/** Number of words, a code span's words included. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

/** The text as a sentence: first letter large (unless it opens with code), a full stop at the end. */
export function asSentence(text: string): string {
  const first = text.charAt(0);
  return `${first.toUpperCase()}${text.slice(1)}.`;
}

/** Leaves out claims that were already made in the same sentence. */
export function distinctClaims(claims: readonly Claim[]): Claim[] {
  const seen = new Set<string>();
  return claims.filter((claim) => {
    const key = JSON.stringify(claim);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
