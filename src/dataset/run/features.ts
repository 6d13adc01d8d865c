import type { SyntaxField, SyntaxNode } from "../../trace/types.ts";

/** What a kind of node, by its `ast` class, says of the language features in use. */
const BY_NODE: Readonly<Record<string, string>> = {
  For: "for loop",
  AsyncFor: "async",
  While: "while loop",
  If: "if",
  IfExp: "conditional expression",
  Try: "try",
  TryStar: "try",
  Raise: "raise",
  With: "with",
  AsyncWith: "async",
  Match: "match",
  Assert: "assert",
  ClassDef: "class",
  AsyncFunctionDef: "async",
  Await: "async",
  Lambda: "lambda",
  ListComp: "comprehension",
  SetComp: "comprehension",
  DictComp: "comprehension",
  GeneratorExp: "generator expression",
  Yield: "generator",
  YieldFrom: "generator",
  JoinedStr: "f-string",
  Slice: "slice",
  Starred: "unpacking",
  Dict: "dict",
  Set: "set",
  List: "list",
  Tuple: "tuple",
  NamedExpr: "walrus",
  Global: "global",
  Nonlocal: "nonlocal",
  Import: "import",
  ImportFrom: "import",
  Delete: "del",
  Break: "break",
  Continue: "continue",
  AugAssign: "augmented assignment",
  BoolOp: "and/or",
};

/** Features of the language that a program uses, sorted, by its syntax tree. */
export function featuresOf(syntax: SyntaxNode): readonly string[] {
  const features = new Set<string>();
  walk(syntax, [], features);
  return [...features].sort();
}

function walk(node: SyntaxNode, functions: readonly string[], features: Set<string>): void {
  const feature = BY_NODE[node.type];
  if (feature !== undefined) features.add(feature);
  const { name, func, decorator_list: decorators } = node.fields;
  const isFunction = node.type === "FunctionDef" || node.type === "AsyncFunctionDef";
  if (isFunction && functions.length > 0) features.add("nested function");
  if (Array.isArray(decorators) && decorators.length > 0) features.add("decorator");
  if (node.type === "Call" && isNode(func)) {
    const called = func.type === "Name" ? func.fields.id : null;
    if (typeof called === "string" && functions.includes(called)) features.add("recursion");
    if (func.type === "Attribute") features.add("method call");
  }
  const inside = isFunction && typeof name === "string" ? [...functions, name] : functions;
  for (const field of Object.values(node.fields)) {
    for (const each of nodesIn(field)) walk(each, inside, features);
  }
}

function nodesIn(field: SyntaxField): readonly SyntaxNode[] {
  if (Array.isArray(field)) return (field as readonly (SyntaxNode | string | null)[]).filter(isNode);
  return isNode(field) ? [field] : [];
}

function isNode(field: unknown): field is SyntaxNode {
  return typeof field === "object" && field !== null && "type" in field && "fields" in field;
}
