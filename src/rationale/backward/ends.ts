import type { Statement, SyntaxNode } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import { calledName, child, children, constant, methodCall, operator } from "../syntax.ts";

/** The `return` statements of a function itself. */
export function returnsOf(evidence: Evidence, scope: number): Statement[] {
  return evidence.trace.statements.filter((each) => each.kind === "Return" && each.scope === scope);
}

/** The returns that can give this value, as far as their source alone tells. */
export function possibleReturns(
  evidence: Evidence,
  returns: readonly Statement[],
  repr: string,
  type: string,
): Statement[] {
  return returns.filter((each) => {
    const value = child(evidence.trace.node(each.node), "value");
    return value === null ? repr === "None" : canGive(evidence, value, repr, type);
  });
}

function canGive(evidence: Evidence, node: SyntaxNode, repr: string, type: string): boolean {
  const fixed = constant(node);
  if (fixed !== null) return fixed.repr === repr;
  const sure = sureType(node);
  if (sure !== null && sure !== type) return false;
  if (node.type === "UnaryOp" && operator(node) === "USub") {
    const number = constant(child(node, "operand") ?? node);
    return number === null || `-${number.repr}` === repr;
  }
  const isFlat =
    ["List", "Tuple", "Set"].includes(node.type) && children(node, "elts").every((each) => each.type !== "Starred");
  if (isFlat && children(node, "elts").every((each) => constant(each) !== null)) {
    return squeezed(evidence.trace.text(node.id)) === squeezed(repr) || node.type === "Set";
  }
  if (node.type === "Dict" && children(node, "values").length === 0) return repr === "{}";
  if (node.type === "List" && isFlat) return repr !== "[]";
  return true;
}

const squeezed = (text: string) => text.replace(/\s/g, "").replaceAll('"', "'");

const STRING_RESULTS =
  /^(upper|lower|strip|lstrip|rstrip|replace|title|capitalize|swapcase|join|zfill|ljust|rjust|center|format|casefold)$/;

/** The type an expression always has, or null when its source does not tell. */
function sureType(node: SyntaxNode): string | null {
  switch (node.type) {
    case "List":
    case "ListComp":
      return "list";
    case "Dict":
    case "DictComp":
      return "dict";
    case "Set":
    case "SetComp":
      return "set";
    case "Tuple":
      return "tuple";
    case "JoinedStr":
      return "str";
    case "UnaryOp":
      return operator(node) === "Not" ? "bool" : null;
    case "Call": {
      const name = calledName(node);
      if (name === "len") return "int";
      if (name === "sorted") return "list";
      if (name !== null && /^(str|int|float|bool|list|tuple|set|dict)$/.test(name)) return name;
      const call = methodCall(node);
      if (call !== null && constant(call.receiver)?.type === "str" && STRING_RESULTS.test(call.method)) return "str";
      if (call !== null && /^(split|rsplit|splitlines)$/.test(call.method)) return "list";
      return null;
    }
    default:
      return null;
  }
}
