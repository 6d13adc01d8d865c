import { closingBracket, type PythonToken } from "./tokens.ts";
import { BUILTINS, KEYWORDS } from "./words.ts";

/** Functions defined at the top of a program, in order. */
export function topLevelFunctions(tokens: readonly PythonToken[]): readonly string[] {
  const names: string[] = [];
  let level = 0;
  tokens.forEach((token, index) => {
    if (token.kind === "indent") level += 1;
    else if (token.kind === "dedent") level -= 1;
    else if (level === 0 && token.text === "def" && tokens[index + 1]?.kind === "name") {
      names.push(tokens[index + 1]?.text ?? "");
    }
  });
  return names;
}

/** Every name that a program binds somewhere: defined, imported, assigned, a parameter, a loop's target. */
export function boundNames(tokens: readonly PythonToken[]): ReadonlySet<string> {
  const bound = new Set<string>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== "name" || KEYWORDS.has(text)) return;
    const before = tokens[index - 1]?.text;
    const after = tokens[index + 1]?.text;
    if (before === "def" || before === "class" || before === "import" || before === "as" || before === "for") {
      bound.add(text);
    } else if (before !== "." && (after === "=" || after === ":=" || after === ":" || after === "," || after === ")")) {
      if (isTarget(tokens, index)) bound.add(text);
    }
  });
  return bound;
}

/** A name is a target when its logical line imports, assigns, or is the header of a `def`, `lambda` or `for`. */
function isTarget(tokens: readonly PythonToken[], index: number): boolean {
  const after = tokens[index + 1]?.text;
  if (after === "=" || after === ":=") return true;
  for (let at = index - 1; at >= 0; at -= 1) {
    const { kind, text } = tokens[at] as PythonToken;
    if (kind === "newline" || kind === "indent" || kind === "dedent") return false;
    if (text === "import" || text === "def" || text === "lambda" || text === "for") return true;
  }
  return false;
}

/**
 * Names that an expression needs from outside: not builtin, not an attribute or a keyword of a call, not bound by the
 * expression itself (a comprehension, a `lambda`).
 */
export function freeNames(tokens: readonly PythonToken[]): readonly string[] {
  const own = boundNames(tokens);
  const free = new Set<string>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== "name" || KEYWORDS.has(text) || BUILTINS.has(text)) return;
    if (tokens[index - 1]?.text === "." || tokens[index + 1]?.text === "=") return;
    if (!own.has(text)) free.add(text);
  });
  return [...free];
}

/** Whether an expression is a call of `name`, from its first token to its last. */
export function isCallOf(tokens: readonly PythonToken[], name: string): boolean {
  const end = tokens.at(-1)?.kind === "newline" ? tokens.length - 2 : tokens.length - 1;
  return tokens[0]?.text === name && tokens[1]?.text === "(" && closingBracket(tokens, 1) === end;
}
