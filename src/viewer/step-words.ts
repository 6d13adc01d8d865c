import { childNode } from "../trace/syntax.ts";
import type { Effect, SyntaxNode, Trace } from "../trace/types.ts";

const VALUE_CHARACTERS = 32;
/** What a step did is told up to here. */
const MOST_PARTS = 3;

/** The condition a statement tests, or null. */
function testOf(trace: Trace, statement: number): SyntaxNode | null {
  return childNode(trace.node(trace.statement(statement).node), "test") ?? null;
}

/** What a step did, in a few words: `total = 3`, `n > 1 is False`, `calls f(2)`, `returns 6`. Empty when there is nothing to tell. */
export function stepWords(trace: Trace, index: number): string {
  const step = trace.step(index);
  const test = testOf(trace, step.statement);
  const parts: string[] = [];
  for (const effect of trace.effects(index)) {
    const words = effectWords(trace, effect, step.frame, test);
    if (words !== null) parts.push(words);
    if (parts.length === MOST_PARTS) break;
  }
  return parts.join(", ");
}

function effectWords(trace: Trace, effect: Effect, frame: number, test: SyntaxNode | null): string | null {
  const short = (value: Parameters<Trace["repr"]>[0]) => trace.repr(value, effect.tick, VALUE_CHARACTERS).text;
  switch (effect.kind) {
    case "evaluate":
      return effect.node === test?.id ? `${oneLine(trace.text(effect.node))} is ${short(effect.value)}` : null;
    case "bind":
      return trace.typeName(effect.value) === "function"
        ? `defines ${effect.name}`
        : `${effect.name} = ${short(effect.value)}`;
    case "unbind":
      return `deletes ${effect.name}`;
    case "call":
      return `calls ${callWords(trace, effect.frame)}`;
    case "return":
      return effect.frame === frame && frame > 0 ? `returns ${short(effect.value)}` : null;
    case "yield":
      return `yields ${short(effect.value)}`;
    case "raise": {
      const raised = trace.exceptions[effect.exception];
      return raised ? `raises ${raised.type}${raised.message ? `: ${oneLine(raised.message)}` : ""}` : null;
    }
    case "handle":
      return `catches ${trace.exceptions[effect.exception]?.type ?? "the exception"}`;
    case "output":
      return effect.text.trim() === "" ? null : `prints ${oneLine(effect.text)}`;
    case "input":
      return `reads ${oneLine(effect.text)}`;
    case "mutate":
    case "resume":
      return null;
  }
}

/** A call with its arguments: `fib(n=5)`. Class bodies and the module by name. */
export function callWords(trace: Trace, frame: number): string {
  const { scope, arguments: given, start } = trace.frame(frame);
  const { name, kind } = trace.scopes[scope]!;
  if (kind === "module") return "module";
  if (kind === "class") return `class ${name}`;
  const shown = given.map(([, value]) => trace.repr(value, start, VALUE_CHARACTERS / 2).text);
  return `${name}(${shown.join(", ")})`;
}

/** A call with its arguments and its result: `fib(5) → 8`. */
export function outcomeWords(trace: Trace, frame: number): string {
  const { outcome, end } = trace.frame(frame);
  const call = callWords(trace, frame);
  if (outcome.kind === "raised") return `${call} ✕ ${trace.exceptions[outcome.exception]?.type ?? ""}`;
  if (outcome.kind !== "returned" || call === "module") return call;
  return `${call} → ${trace.repr(outcome.value, end, VALUE_CHARACTERS / 2).text}`;
}

const oneLine = (text: string) => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 2 * VALUE_CHARACTERS ? `${line.slice(0, 2 * VALUE_CHARACTERS)}…` : line;
};
