import { stringRepr } from "../../trace/python-literals.ts";

/** A claim fails; the message says what really happened. */
export class Wrong extends Error {}

/** A claim cannot be decided; the message says why. */
export class Unknown extends Error {}

/** The claim fails unless this is so; `otherwise` says what really happened. */
export function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Wrong(otherwise);
}

const TOKEN = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[[\](){}:]|, |[^'"[\](){}:,]+|./gs;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** A bracket that is being read: its elements so far, and the one under way. */
interface Bracket {
  readonly opener: string;
  readonly elements: string[];
  element: string;
  isDict: boolean;
}

/** A `repr` without addresses and with the elements of every set display in one order. */
export function normalised(text: string): string {
  const plain = text.replace(/ at 0x[0-9a-fA-F]+/g, "");
  if (!plain.includes("{")) return plain;
  const open: Bracket[] = [{ opener: "", elements: [], element: "", isDict: false }];
  for (const [token] of plain.matchAll(TOKEN)) {
    const inner = open[open.length - 1] as Bracket;
    if (token in CLOSING) {
      open.push({ opener: token, elements: [], element: "", isDict: false });
    } else if (token === ")" || token === "]" || token === "}") {
      const outer = open[open.length - 2];
      if (outer === undefined || CLOSING[inner.opener] !== token) return plain;
      inner.elements.push(inner.element);
      if (token === "}" && !inner.isDict) inner.elements.sort();
      outer.element += inner.opener + inner.elements.join(", ") + token;
      open.pop();
    } else if (token === ", " && inner.opener !== "") {
      inner.elements.push(inner.element);
      inner.element = "";
    } else {
      inner.isDict ||= token === ":";
      inner.element += token;
    }
  }
  return open.length === 1 ? (open[0] as Bracket).element : plain;
}

/** Whether two `repr` texts are of equal values: addresses and the order in sets aside. */
export function agree(one: string, other: string): boolean {
  return one === other || normalised(one) === normalised(other);
}

export function compare(claimed: string, text: string, said: string): void {
  must(agree(claimed, text), `${said} ${shown(text)}, not ${shown(claimed)}`);
}

/** A text short enough for a sentence. */
export function shown(text: string): string {
  const characters = [...text];
  return characters.length <= 200 ? text : `${characters.slice(0, 150).join("")}… (${characters.length} characters)`;
}

/** As Python's `%r` writes a text that is short enough for a sentence. */
export function quoted(text: string): string {
  return stringRepr(shown(text));
}

/** `1st`, `2nd`, … */
export function ordinal(number: number): string {
  const isTeen = number % 100 >= 10 && number % 100 <= 20;
  return `${number}${(isTeen ? undefined : ["th", "st", "nd", "rd"][number % 10]) ?? "th"}`;
}

/** `never`, `once`, `twice`, `3 times`, … */
export function times(number: number): string {
  return ["never", "once", "twice"][number] ?? `${number} times`;
}
