import type { Vocabulary } from "./mentions.ts";
import { namesIn, parseExpression } from "./python/expression.ts";

const PASS = /^(?:iteration|iter|pass|round|loop|iteration #|#)$/i;
const YES = /^(?:true|yes|✓|✔|y)$/i;
const NO = /^(?:false|no|✗|✘|n)$/i;

/**
 * What a row of a table of states says, as a sentence: the pass it is about, and each name's value. Columns whose head
 * is nothing of the program are left out, as are empty cells.
 */
export function rowSentence(head: readonly string[], cells: readonly string[], vocabulary: Vocabulary): string {
  const parts = cells.flatMap((cell, index): string[] => {
    const title = bare(head[index] ?? "");
    const value = bare(cell);
    if (/^(?:-|–|—|…|n\/a)?$/i.test(value)) return [];
    if (PASS.test(title)) return /^\d+$/.test(value) ? [`iteration ${value}`] : [];
    const expression = parseExpression(
      title.replace(/\s*\((?:after|before|new|updated|end)[^)]*\)$/i, "").replace(/\?$/, ""),
    );
    if (expression === null || !namesIn(expression).some((name) => vocabulary.names.has(name))) return [];
    const code = title.replace(/\s*\((?:after|before|new|updated|end)[^)]*\)$/i, "").replace(/\?$/, "");
    if (expression.kind === "compare" || expression.kind === "boolean") {
      return YES.test(value) ? [`\`${code}\` is true`] : NO.test(value) ? [`\`${code}\` is false`] : [];
    }
    return [`\`${code} = ${value}\``];
  });
  return parts.join(", ");
}

function bare(cell: string): string {
  return cell
    .replace(/\*\*/g, "")
    .replace(/^`+\s?|\s?`+$/g, "")
    .trim();
}
