import { childList, childNode, descendants, fieldText } from "../../trace/syntax.ts";
import type { SyntaxNode, Trace } from "../../trace/types.ts";

/** How the code of one scope uses a variable. */
export interface Usage {
  /** Names that stand as an index of it: `xs[i]`, `xs[i + 1]`, `xs[lo:hi]`, and those that such a name is computed from. */
  readonly indexes: ReadonlySet<string>;
  /** The same for the second index of a matrix: `grid[r][c]`, `grid[r, c]`. */
  readonly columns: ReadonlySet<string>;
  /** Added and taken at the same end. */
  readonly isStack: boolean;
  /** Added at the back and taken from the front. */
  readonly isQueue: boolean;
}

const NOTHING: Usage = { indexes: new Set(), columns: new Set(), isStack: false, isQueue: false };

interface Found {
  readonly indexes: Set<string>;
  readonly columns: Set<string>;
  readonly calls: Set<string>;
}

const usages = new WeakMap<Trace, Map<number, ReadonlyMap<string, Usage>>>();

/** How a scope's code uses a variable, told from its source. O(nodes of the scope) once, then O(1). */
export function usageOf(trace: Trace, scope: number, name: string): Usage {
  const known = usages.get(trace) ?? new Map<number, ReadonlyMap<string, Usage>>();
  usages.set(trace, known);
  const found = known.get(scope) ?? usagesIn(scopeBody(trace, scope));
  known.set(scope, found);
  return found.get(name) ?? NOTHING;
}

/** The statements of a scope; nested functions included, since they use its variables, too. */
function scopeBody(trace: Trace, scope: number): SyntaxNode {
  const statement = trace.scopes[scope]?.statement ?? null;
  return statement === null ? trace.syntax : trace.node(trace.statement(statement).node);
}

function usagesIn(root: SyntaxNode): ReadonlyMap<string, Usage> {
  const found = new Map<string, Found>();
  /** What each name is computed from by arithmetic alone: `mid = (lo + hi) // 2`. */
  const computedFrom = new Map<string, Set<string>>();
  const of = (name: string): Found => {
    const own = found.get(name) ?? { indexes: new Set(), columns: new Set(), calls: new Set() };
    found.set(name, own);
    return own;
  };
  for (const node of descendants(root)) {
    if (node.type === "Subscript") noteSubscript(node, of);
    else if (node.type === "Call") noteCall(node, of);
    else if (node.type === "Assign") {
      const [target] = childList(node, "targets");
      const value = childNode(node, "value");
      const name = target?.type === "Name" ? fieldText(target, "id") : undefined;
      if (name === undefined || value?.type !== "BinOp") continue;
      const from = computedFrom.get(name) ?? new Set<string>();
      addNames(value, from);
      computedFrom.set(name, from);
    }
  }
  const result = new Map<string, Usage>();
  for (const [name, { indexes, columns, calls }] of found) {
    for (const index of [...indexes]) for (const source of computedFrom.get(index) ?? []) indexes.add(source);
    const back = calls.has("append");
    result.set(name, {
      indexes,
      columns,
      isStack: back && calls.has("pop"),
      isQueue: (back && (calls.has("popleft") || calls.has("pop(0)"))) || (calls.has("appendleft") && calls.has("pop")),
    });
  }
  return result;
}

function noteSubscript(node: SyntaxNode, of: (name: string) => Found): void {
  const value = childNode(node, "value");
  const slice = childNode(node, "slice");
  if (!value || !slice) return;
  const name = value.type === "Name" ? fieldText(value, "id") : undefined;
  if (name !== undefined) {
    const [row, column] = slice.type === "Tuple" ? childList(slice, "elts") : [slice];
    if (row) addNames(row, of(name).indexes);
    if (column) addNames(column, of(name).columns);
    return;
  }
  const outer = value.type === "Subscript" ? childNode(value, "value") : undefined;
  const outerName = outer?.type === "Name" ? fieldText(outer, "id") : undefined;
  if (outerName !== undefined) addNames(slice, of(outerName).columns);
}

function noteCall(node: SyntaxNode, of: (name: string) => Found): void {
  const callee = childNode(node, "func");
  const receiver = callee?.type === "Attribute" ? childNode(callee, "value") : undefined;
  const name = receiver?.type === "Name" ? fieldText(receiver, "id") : undefined;
  const method = callee && fieldText(callee, "attr");
  if (name === undefined || method === undefined) return;
  const [first] = childList(node, "args");
  const constant = first?.type === "Constant" ? first.fields.value : undefined;
  const isZero = typeof constant === "object" && constant !== null && "repr" in constant && constant.repr === "0";
  of(name).calls.add(method === "pop" && first ? (isZero ? "pop(0)" : "pop(…)") : method);
}

/** The names in index arithmetic; not those of calls and nested subscripts, which are something else's. */
function addNames(node: SyntaxNode, names: Set<string>): void {
  const name = node.type === "Name" ? fieldText(node, "id") : undefined;
  if (name !== undefined) names.add(name);
  const inner = ["left", "right", "operand", "lower", "upper"].map((field) => childNode(node, field));
  for (const child of inner) if (child) addNames(child, names);
}
