import { type Expression, namesIn, parseExpression, write } from "./python/expression.ts";
import type { Source } from "./source.ts";
import { withParts } from "./source.ts";

const PURE = new Set(
  "abs all any bin bool chr divmod float int isinstance len list map max min ord pow range repr reversed round set sorted str sum tuple".split(
    " ",
  ),
);

/** Longer values are not put in. */
const LONGEST = 300;

/**
 * An expression with the values of its names put in, so that another run can compute it anywhere; null when some name has
 * no value that can be written.
 */
export function closedForm(
  source: Source,
  expression: Expression,
  lookUp: (name: string) => string | undefined,
): string | null {
  const values = new Map<string, string>();
  for (const name of new Set(namesIn(expression))) {
    if (PURE.has(name) || source.functions(name).length > 0) continue;
    const repr = lookUp(name);
    if (repr === undefined || repr.length > LONGEST || parseExpression(repr) === null) return null;
    values.set(name, repr);
  }
  if (withParts(expression).some(({ kind }) => kind === "gap" || (kind === "opaque" && values.size > 0))) return null;
  return write(replaced(expression, values));
}

function replaced(expression: Expression, values: ReadonlyMap<string, string>): Expression {
  const put = (part: Expression) => replaced(part, values);
  switch (expression.kind) {
    case "name": {
      const repr = values.get(expression.name);
      return repr === undefined ? expression : (parseExpression(repr) ?? expression);
    }
    case "attribute":
      return { ...expression, value: put(expression.value) };
    case "subscript":
      return { ...expression, value: put(expression.value), index: put(expression.index) };
    case "slice":
      return { ...expression, parts: expression.parts.map((part) => (part === null ? null : put(part))) };
    case "call":
      return {
        ...expression,
        callee: put(expression.callee),
        arguments: expression.arguments.map((each) => ({ ...each, value: put(each.value) })),
      };
    case "unary":
      return { ...expression, operand: put(expression.operand) };
    case "binary":
      return { ...expression, left: put(expression.left), right: put(expression.right) };
    case "compare":
    case "boolean":
      return { ...expression, operands: expression.operands.map(put) };
    case "display":
      return { ...expression, items: expression.items.map(put) };
    default:
      return expression;
  }
}
