import { childNodes } from "../trace/syntax.ts";
import type { Statement, SyntaxNode, Trace } from "../trace/types.ts";
import { nameOf } from "./evaluation.ts";
import { tickShown } from "./moment.ts";
import { stepWords } from "./step-words.ts";

/** What stands at the end of a line. */
export interface LineValue {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** Whether it is what the step shown did; else what a variable bound on the line has now. */
  readonly isNow: boolean;
}

const VALUE_CHARACTERS = 36;
const MOST_NAMES = 3;

const boundNames = new WeakMap<Trace, ReadonlyMap<number, readonly string[]>>();

/** The names each statement binds itself, by its number. */
function namesBound(trace: Trace): ReadonlyMap<number, readonly string[]> {
  const known = boundNames.get(trace);
  if (known) return known;
  const names = new Map(trace.statements.map((statement) => [statement.number, boundBy(trace, statement)]));
  boundNames.set(trace, names);
  return names;
}

function boundBy(trace: Trace, { node, header }: Statement): readonly string[] {
  const names = new Set<string>();
  const visit = (child: SyntaxNode) => {
    if (child.range.line > header.endLine) return;
    const name = nameOf(child);
    if (name !== null && child.fields.ctx === "Store") names.add(name);
    for (const inner of childNodes(child)) visit(inner);
  };
  for (const child of childNodes(trace.node(node))) visit(child);
  return [...names];
}

/** The values at line ends: what the step did on its own line, and on the others what its frame's variables have now. */
export function inlineValues(trace: Trace, index: number): readonly LineValue[] {
  const { frame, statement: current } = trace.step(index);
  const tick = tickShown(trace, index);
  const { scope } = trace.frame(frame);
  const bound = new Map(trace.bindingsAt(frame, tick));
  const values: LineValue[] = [];
  const currentLine = trace.statement(current).header.endLine;
  for (const { number, header, scope: of } of trace.statements) {
    if (of !== scope || header.endLine === currentLine) continue;
    const words = (namesBound(trace).get(number) ?? []).slice(0, MOST_NAMES).flatMap((name) => {
      const value = bound.get(name);
      return value === undefined ? [] : [`${name} = ${trace.repr(value, tick, VALUE_CHARACTERS).text}`];
    });
    if (words.length > 0) values.push({ line: header.endLine, text: words.join(", "), isNow: false });
  }
  const now = stepWords(trace, index);
  if (now !== "") values.push({ line: currentLine, text: now, isNow: true });
  return values;
}
