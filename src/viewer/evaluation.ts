import { childList, childNode, childNodes, descendants, lineStarts } from "../trace/syntax.ts";
import type { Range, SyntaxNode, Tick, Trace, Value } from "../trace/types.ts";

/** An expression on its way to its value. */
export interface Stage {
  /** From 0. */
  readonly place: number;
  /** The expression with everything evaluated so far replaced by its value. */
  readonly text: string;
  /** What was evaluated last; null for the expression as it is written. */
  readonly evaluated: { readonly range: Range; readonly value: string } | null;
  /** The first stage of an expression of its own: a statement may have several. */
  readonly begins: boolean;
}

const VALUE_CHARACTERS = 40;
const MOST_STAGES = 60;

/** How the sub-expressions of a step's statement were evaluated, in order: `xs[j] > 2`, `5 > 2`, `True`. Empty when none was. */
export function evaluationStages(trace: Trace, step: number): readonly Stage[] {
  const evaluated = trace
    .effects(step)
    .flatMap((effect) =>
      effect.kind === "evaluate" ? [{ node: trace.node(effect.node), tick: effect.tick, value: effect.value }] : [],
    );
  const isWithin = (inner: Range, outer: Range) => inner !== outer && contains(outer, inner);
  const isRoot = ({ node }: { node: SyntaxNode }) =>
    !evaluated.some((other) => other.node.id !== node.id && isWithin(node.range, other.node.range));
  const { frame } = trace.step(step);
  const stages: Stage[] = [];
  const add = (text: string, told: Stage["evaluated"], begins = false) =>
    stages.push({ place: stages.length, text, evaluated: told, begins });
  for (const root of evaluated.filter(isRoot)) {
    const parts = evaluated.filter(({ node }) => contains(root.node.range, node.range));
    add(oneLine(trace.text(root.node.id)), null, true);
    const replaced = new Map<SyntaxNode, string>();
    for (const { node, tick, value } of parts) {
      if (stages.length >= MOST_STAGES) return stages;
      replaceNames(trace, frame, tick, node, replaced);
      const before = substituted(trace, root.node, replaced);
      if (before !== stages.at(-1)!.text) add(before, stages.at(-1)!.evaluated);
      const text = short(trace, value, tick);
      for (const inner of replaced.keys()) if (contains(node.range, inner.range)) replaced.delete(inner);
      replaced.set(node, text);
      add(substituted(trace, root.node, replaced), { range: node.range, value: text });
    }
  }
  return stages;
}

/** Names are not recorded being read; what they meant then is known. */
function replaceNames(
  trace: Trace,
  frame: number,
  tick: Tick,
  node: SyntaxNode,
  replaced: Map<SyntaxNode, string>,
): void {
  for (const operand of operandsOf(node)) {
    if (operand.type !== "Name" || replaced.has(operand)) continue;
    const value = trace.lookup(frame, trace.text(operand.id), tick);
    if (value !== undefined) replaced.set(operand, short(trace, value, tick));
  }
}

/** The parts of an expression whose values make its own; of a call and of a subscript, what is called and looked into stays a name. */
function operandsOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.type) {
    case "Call":
      return [...childList(node, "args"), ...childList(node, "keywords").flatMap(childNodes)];
    case "Subscript": {
      const slice = childNode(node, "slice");
      return slice ? (slice.type === "Slice" ? childNodes(slice) : [slice]) : [];
    }
    case "Compare":
    case "BinOp":
    case "BoolOp":
    case "UnaryOp":
    case "FormattedValue":
      return childNodes(node);
    default:
      return [];
  }
}

function substituted(trace: Trace, root: SyntaxNode, replaced: ReadonlyMap<SyntaxNode, string>): string {
  const starts = lineStarts(trace.source);
  const offset = (line: number, column: number) => starts[line - 1]! + column;
  const start = offset(root.range.line, root.range.column);
  let text = "";
  let at = start;
  const inOrder = [...replaced].sort(
    ([one], [other]) => offset(one.range.line, one.range.column) - offset(other.range.line, other.range.column),
  );
  for (const [{ range }, value] of inOrder) {
    text += trace.source.slice(at, offset(range.line, range.column)) + value;
    at = offset(range.endLine, range.endColumn);
  }
  return oneLine(text + trace.source.slice(at, offset(root.range.endLine, root.range.endColumn)));
}

/** The innermost expression at a place of the code, or null; names that are bound and parts of patterns included. */
export function expressionAt(trace: Trace, line: number, column: number): SyntaxNode | null {
  const place = { line, column, endLine: line, endColumn: column };
  let found: SyntaxNode | null = null;
  for (const node of descendants(trace.syntax)) {
    if (EXPRESSIONS.has(node.type) && contains(node.range, place)) found = node;
  }
  return found;
}

const EXPRESSIONS = new Set(
  "Name Attribute Subscript Call BinOp UnaryOp BoolOp Compare IfExp ListComp SetComp DictComp GeneratorExp List Tuple Set Dict JoinedStr arg".split(
    " ",
  ),
);

/** The name a node stands for: of a variable or of a parameter; null for any other. */
export function nameOf(node: SyntaxNode): string | null {
  const name = node.type === "Name" ? node.fields.id : node.type === "arg" ? node.fields.arg : null;
  return typeof name === "string" ? name : null;
}

function contains(outer: Range, inner: Range): boolean {
  const begins = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column);
  const ends = outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  return begins && ends;
}

const short = (trace: Trace, value: Value, tick: Tick) => trace.repr(value, tick, VALUE_CHARACTERS).text;
const oneLine = (text: string) => text.replace(/\s+/g, " ");
