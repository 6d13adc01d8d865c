import type { Statement, SyntaxNode } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import { boundNames, child, children, identifier, methodCall, walk } from "../syntax.ts";

/** Statements of one block before a statement of it, the last one first. */
export function before(evidence: Evidence, statement: Statement): Statement[] {
  return evidence.trace.statements
    .filter(({ parent, block, number, scope }) => {
      const isSibling = parent === statement.parent && block === statement.block && scope === statement.scope;
      return isSibling && number < statement.number;
    })
    .reverse();
}

/** Statements anywhere below a statement, in the same scope. */
export function below(evidence: Evidence, { number, scope }: Statement): Statement[] {
  const inside = new Set([number]);
  return evidence.trace.statements.filter((each) => {
    if (each.parent === null || !inside.has(each.parent)) return false;
    inside.add(each.number);
    return each.scope === scope;
  });
}

/** Methods that change the object they are called on. */
const CHANGING =
  /^(append|extend|insert|pop|popitem|popleft|remove|clear|sort|reverse|update|add|discard|setdefault|appendleft|extendleft|rotate)$/;

/** The variables whose value one statement itself may change, blocks inside it left out. */
export function changedBy(evidence: Evidence, statement: Statement): Set<string> {
  const node = evidence.trace.node(statement.node);
  const changed = new Set<string>();
  for (const target of [...children(node, "targets"), child(node, "target")]) {
    if (target === null) continue;
    for (const name of boundNames(target)) changed.add(name);
    for (const each of walk(target)) {
      const base = each.type === "Subscript" || each.type === "Attribute" ? baseName(each) : null;
      if (base !== null) changed.add(base);
    }
  }
  for (const each of headParts(node).flatMap(walk)) {
    const call = methodCall(each);
    const base = call === null || !CHANGING.test(call.method) ? null : baseName(call.receiver);
    if (base !== null) changed.add(base);
    if (each.type === "NamedExpr") changed.add(identifier(child(each, "target") ?? each, "id") ?? "");
  }
  return changed;
}

/** The expressions of a statement, without the statements in its blocks. */
export function headParts(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node.fields).flatMap(([name, field]) => {
    if (["body", "orelse", "finalbody", "handlers", "cases"].includes(name)) return [];
    if (Array.isArray(field)) return field.filter((each): each is SyntaxNode => isSyntax(each));
    return isSyntax(field) ? [field] : [];
  });
}

function isSyntax(field: unknown): field is SyntaxNode {
  return typeof field === "object" && field !== null && "fields" in field && "id" in field;
}

/** `d` of `d[k].items` */
function baseName(node: SyntaxNode): string | null {
  if (node.type === "Name") return identifier(node, "id");
  if (node.type !== "Subscript" && node.type !== "Attribute") return null;
  const inner = child(node, "value");
  return inner === null ? null : baseName(inner);
}

/** The variables that a statement may change, blocks inside it included. */
export function changedWithin(evidence: Evidence, statement: Statement): Set<string> {
  const all = [statement, ...below(evidence, statement)];
  return new Set(all.flatMap((each) => [...changedBy(evidence, each)]));
}
