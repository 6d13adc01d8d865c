import type { TraceColumns } from "./columns.ts";
import { childNodes, descendants, isNode } from "./syntax.ts";
import type { SyntaxNode } from "./types.ts";

/** Which names a scope's code keeps for itself, and which it was told to find elsewhere. */
export interface ScopeNames {
  /** Bound by the scope's own code: never looked up further out (functions). */
  readonly local: ReadonlySet<string>;
  /** Declared `global`. */
  readonly global: ReadonlySet<string>;
  /** Declared `nonlocal`. */
  readonly nonlocal: ReadonlySet<string>;
}

const FUNCTIONS = new Set(["FunctionDef", "AsyncFunctionDef", "Lambda"]);
const COMPREHENSIONS = new Set(["ListComp", "SetComp", "DictComp", "GeneratorExp"]);

/**
 * Names of each scope, by the rules of Python's symbol table (language reference, 4.2 "Naming and binding").
 * Variables of a comprehension count as no scope's own: they live only while it runs.
 */
export function scopeNames(columns: TraceColumns, nodes: readonly SyntaxNode[]): readonly ScopeNames[] {
  return columns.scopes.map((scope) => {
    const collected = { local: new Set(scope.parameters), global: new Set<string>(), nonlocal: new Set<string>() };
    const statement = scope.statement === null ? undefined : columns.statements[scope.statement - 1];
    const root = scope.kind === "module" ? columns.syntax : nodes[statement?.node ?? -1];
    if (root === undefined || scope.kind === "lambda" || scope.kind === "generator-expression") return collected;
    const body = root.fields.body;
    if (Array.isArray(body)) for (const child of body) if (isNode(child)) collect(child, collected, false);
    for (const name of [...collected.global, ...collected.nonlocal]) collected.local.delete(name);
    return collected;
  });
}

function collect(
  node: SyntaxNode,
  into: { local: Set<string>; global: Set<string>; nonlocal: Set<string> },
  inComprehension: boolean,
): void {
  const { type, fields } = node;
  if (type === "Global" || type === "Nonlocal") {
    const names = Array.isArray(fields.names) ? fields.names : [];
    for (const name of names) if (typeof name === "string") into[type === "Global" ? "global" : "nonlocal"].add(name);
    return;
  }
  for (const name of boundNames(node)) if (!inComprehension || type !== "Name") into.local.add(name);
  if (FUNCTIONS.has(type) || type === "ClassDef") {
    // Defaults, decorators and bases are evaluated here; the body is a scope of its own.
    for (const child of descendantsOutsideBody(node)) if (child.type === "NamedExpr") collect(child, into, false);
    return;
  }
  if (type === "NamedExpr") {
    const target = fields.target;
    if (isNode(target) && typeof target.fields.id === "string") into.local.add(target.fields.id);
  }
  const inside = inComprehension || COMPREHENSIONS.has(type);
  for (const child of childNodes(node)) collect(child, into, inside);
}

function boundNames({ type, fields }: SyntaxNode): string[] {
  const text = (field: string) => (typeof fields[field] === "string" ? [fields[field]] : []);
  switch (type) {
    case "Name": {
      const context = isNode(fields.ctx) ? fields.ctx.type : fields.ctx;
      return context === "Store" || context === "Del" ? text("id") : [];
    }
    case "FunctionDef":
    case "AsyncFunctionDef":
    case "ClassDef":
    case "ExceptHandler":
    case "MatchAs":
    case "MatchStar":
      return text("name");
    case "MatchMapping":
      return text("rest");
    case "alias":
      return text("asname").length > 0 ? text("asname") : text("name").map((name) => name.split(".")[0]!);
    default:
      return [];
  }
}

function* descendantsOutsideBody(node: SyntaxNode): Generator<SyntaxNode> {
  for (const [field, child] of Object.entries(node.fields)) {
    if (field === "body") continue;
    for (const part of Array.isArray(child) ? child : [child]) if (isNode(part)) yield* descendants(part);
  }
}
