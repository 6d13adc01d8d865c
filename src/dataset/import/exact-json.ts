/** A JSON number that a JavaScript number would not keep: `1.0`, `1e5`, integers beyond 2^53, `NaN`. */
export class ExactNumber {
  constructor(readonly text: string) {}

  toJSON(): number | string {
    const number = Number(this.text);
    return Number.isFinite(number) ? number : this.text;
  }
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?(?:Infinity|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|NaN/g;
const MARK = "\u0000number:";

/**
 * `JSON.parse` that keeps what Python tells apart: floats that are whole, long integers, and the `NaN` and `Infinity`
 * that Python writes, as {@link ExactNumber}.
 *
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  let marked = false;
  const safe = text.replace(STRING_OR_NUMBER, (found) => {
    if (found.startsWith('"') || isKept(found)) return found;
    marked = true;
    return JSON.stringify(MARK + found);
  });
  if (!marked) return JSON.parse(text);
  return JSON.parse(safe, (_, value) =>
    typeof value === "string" && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value,
  );
}

function isKept(number: string): boolean {
  if (/^-?\d{1,15}$/.test(number)) return number !== "-0";
  return /[.]/.test(number) && !/[eE]/.test(number) && !Number.isInteger(Number(number));
}
