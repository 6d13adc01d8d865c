import { Tag } from "../columns.ts";
import { indexesOf } from "../indexes.ts";
import { parseStringRepr } from "../python-literals.ts";
import type { Tick, Trace, Value } from "../types.ts";
import { arithmetic } from "./arithmetic.ts";
import { type Expression, parseExpression } from "./condition-syntax.ts";
import { valueIn } from "./history.ts";

/** What a condition computes with. Whole numbers beyond 2 ** 53 are bigints; undefined: it has no value here. */
type Datum = number | bigint | string | boolean | null | Items | Reference | undefined;

/** A list or tuple written in the condition, or looked at. */
interface Items {
  readonly type: string;
  readonly items: readonly Datum[];
}

/** A recorded object, or an atom that a condition can only compare. */
interface Reference {
  readonly value: Value;
}

/** A condition over recorded values; it runs no code of the program. */
export interface Condition {
  /** The names it speaks of. */
  readonly names: readonly string[];
  /** Whether it holds in a frame at a tick. False also where it has no value: a name unbound, an index out of range. */
  holds(trace: Trace, frame: number, tick: Tick): boolean;
}

/**
 * A condition in Python's words: names, numbers, strings, `None`, lists and tuples, `and or not`, comparisons (`in`,
 * `is` and chains too), arithmetic, `xs[0]`, `d['k']`, `self.size`, and `len abs min max sum`.
 *
 * @throws ConditionError when it cannot be read
 */
export function parseCondition(text: string): Condition {
  const expression = parseExpression(text);
  const names = new Set<string>();
  collectNames(expression, names);
  return {
    names: [...names],
    holds: (trace, frame, tick) => truth(new Evaluation(trace, frame, tick).value(expression), trace, tick) === true,
  };
}

/** Collects the names in an expression. */
function collectNames(expression: Expression, names: Set<string>): void {
  if (expression.kind === "name") names.add(expression.name);
  for (const part of partsOf(expression)) collectNames(part, names);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "sequence":
      return expression.items;
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "compare":
      return [expression.first, ...expression.rest.map(([, operand]) => operand)];
    case "subscript":
      return [expression.container, expression.key];
    case "attribute":
      return [expression.object];
    case "call":
      return expression.arguments;
    default:
      return [];
  }
}

class Evaluation {
  constructor(
    private readonly trace: Trace,
    private readonly frame: number,
    private readonly tick: Tick,
  ) {}

  value(expression: Expression): Datum {
    switch (expression.kind) {
      case "constant":
        return expression.value;
      case "name":
        return this.variable(expression.name);
      case "sequence":
        return { type: expression.type, items: expression.items.map((item) => this.value(item)) };
      case "unary":
        return this.unary(expression.operator, this.value(expression.operand));
      case "binary":
        return this.binary(expression);
      case "compare":
        return this.compare(expression.first, expression.rest);
      case "subscript":
        return this.subscript(this.value(expression.container), this.value(expression.key));
      case "attribute":
        return this.attribute(this.value(expression.object), expression.name);
      case "call":
        return this.call(
          expression.function,
          expression.arguments.map((argument) => this.value(argument)),
        );
    }
  }

  private variable(name: string): Datum {
    const { columns, lookup, values } = indexesOf(this.trace);
    const row = lookup.boundBy(this.frame, name, this.tick);
    if (row < 0) return undefined;
    // The common case, without making a value of it: a search asks this at every step.
    return columns.rowTag[row] === Tag.Int ? columns.rowPayload[row]! | 0 : this.datum(values.ofRow(row));
  }

  private datum(value: Value | undefined | null): Datum {
    if (value === undefined || value === null) return undefined;
    if (value.kind === "object") return { value };
    switch (value.type) {
      case "NoneType":
        return null;
      case "bool":
        return value.repr === "True";
      case "int": {
        const number = Number(value.repr);
        return Number.isSafeInteger(number) ? number : BigInt(value.repr.replace(/^-0x.*/, "0"));
      }
      case "float":
        return Number(value.repr.replace("inf", "Infinity"));
      case "str":
        return value.complete ? parseStringRepr(value.repr) : undefined;
      default:
        return { value };
    }
  }

  private unary(operator: "not" | "-" | "+", operand: Datum): Datum {
    if (operator === "not") {
      const is = truth(operand, this.trace, this.tick);
      return is === undefined ? undefined : !is;
    }
    const number = numeric(operand);
    return number === undefined ? undefined : operator === "-" ? -number : number;
  }

  private binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>): Datum {
    const first = this.value(left);
    if (operator === "and" || operator === "or") {
      const is = truth(first, this.trace, this.tick);
      if (is === undefined) return undefined;
      return is === (operator === "or") ? first : this.value(right);
    }
    const second = this.value(right);
    if (operator === "+" && typeof first === "string" && typeof second === "string") return first + second;
    const a = numeric(first);
    const b = numeric(second);
    return a === undefined || b === undefined ? undefined : arithmetic(operator, a, b);
  }

  private compare(first: Expression, rest: readonly (readonly [string, Expression])[]): Datum {
    let left = this.value(first);
    for (const [operator, operand] of rest) {
      const right = this.value(operand);
      const holds = this.related(operator, left, right);
      if (holds !== true) return holds;
      left = right;
    }
    return true;
  }

  private related(operator: string, left: Datum, right: Datum): boolean | undefined {
    if (left === undefined || right === undefined) return undefined;
    switch (operator) {
      case "==":
        return this.equal(left, right);
      case "!=":
        return !this.equal(left, right);
      case "is":
        return isIdentical(left, right);
      case "is not":
        return !isIdentical(left, right);
      case "in":
        return this.contains(right, left);
      case "not in": {
        const contained = this.contains(right, left);
        return contained === undefined ? undefined : !contained;
      }
      default: {
        const order = this.order(left, right);
        if (order === undefined) return undefined;
        if (operator === "<") return order < 0;
        if (operator === ">") return order > 0;
        return operator === "<=" ? order <= 0 : order >= 0;
      }
    }
  }

  /** The items of a list, tuple and the like; undefined for everything else. */
  private itemsOf(datum: Datum): Items | undefined {
    if (typeof datum !== "object" || datum === null) return undefined;
    if ("items" in datum) return datum;
    if (datum.value.kind !== "object") return undefined;
    const view = this.trace.objectAt(datum.value.id, this.tick);
    if (view.shape !== "sequence") return undefined;
    const type = view.base === "namedtuple" ? "tuple" : view.base;
    return { type, items: view.items.map((item) => this.datum(item)) };
  }

  private equal(a: Datum, b: Datum): boolean {
    const [left, right] = [numeric(a), numeric(b)];
    // Neither less nor greater: also a number and a bigint, which `===` tells apart.
    if (left !== undefined && right !== undefined) return left <= right && left >= right;
    const [first, second] = [this.itemsOf(a), this.itemsOf(b)];
    if (first !== undefined && second !== undefined) {
      if (first.type !== second.type || first.items.length !== second.items.length) return false;
      return first.items.every((item, i) => this.equal(item, second.items[i]));
    }
    if (isReference(a) && isReference(b)) {
      const [text, other] = [this.trace.repr(a.value, this.tick), this.trace.repr(b.value, this.tick)];
      return isIdentical(a, b) || (text.complete && text.text === other.text && !text.text.startsWith("<"));
    }
    return a === b;
  }

  private order(a: Datum, b: Datum): number | undefined {
    const [left, right] = [numeric(a), numeric(b)];
    if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : 0;
    if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
    const [first, second] = [this.itemsOf(a), this.itemsOf(b)];
    if (first === undefined || second === undefined) return undefined;
    for (let i = 0; i < Math.min(first.items.length, second.items.length); i++) {
      if (!this.equal(first.items[i], second.items[i])) return this.order(first.items[i], second.items[i]);
    }
    return first.items.length - second.items.length;
  }

  private contains(container: Datum, element: Datum): boolean | undefined {
    if (typeof container === "string") return typeof element === "string" ? container.includes(element) : undefined;
    const items = this.elements(container);
    return items?.some((item) => this.equal(item, element));
  }

  /** What iterating gives: items, elements of a set, keys of a mapping. */
  private elements(container: Datum): readonly Datum[] | undefined {
    if (typeof container === "string") return [...container];
    const items = this.itemsOf(container);
    if (items !== undefined) return items.items;
    if (!isReference(container) || container.value.kind !== "object") return undefined;
    const view = this.trace.objectAt(container.value.id, this.tick);
    if (view.shape === "set") return view.items.map((item) => this.datum(item));
    return view.shape === "mapping" ? view.entries.map(([key]) => this.datum(key)) : undefined;
  }

  private subscript(container: Datum, key: Datum): Datum {
    if (typeof container === "string") return typeof key === "number" ? [...container].at(key) : undefined;
    if (!isReference(container)) return typeof key === "number" ? this.itemsOf(container)?.items.at(key) : undefined;
    if (container.value.kind !== "object") return undefined;
    const { layout, shape } = indexesOf(this.trace).objects.layout(container.value.id);
    if (shape === "range") return typeof key === "number" ? this.itemsOf(container)?.items.at(key) : undefined;
    const recorded = isReference(key) ? key.value : atomOf(key);
    if (layout === "mapping" && recorded !== undefined) {
      return this.datum(valueIn(this.trace, container.value.id, { kind: "key", key: recorded }, this.tick));
    }
    if (layout !== "sequence" || typeof key !== "number" || !Number.isInteger(key)) return undefined;
    return this.datum(valueIn(this.trace, container.value.id, { kind: "index", index: key }, this.tick));
  }

  private attribute(object: Datum, name: string): Datum {
    if (!isReference(object) || object.value.kind !== "object") return undefined;
    const { layout } = indexesOf(this.trace).objects.layout(object.value.id);
    const found = valueIn(this.trace, object.value.id, { kind: "attribute", name }, this.tick);
    return layout === "attributes" || found !== null ? this.datum(found) : undefined;
  }

  private call(name: string, given: readonly Datum[]): Datum {
    const [first] = given;
    if (name === "abs") {
      const number = numeric(first);
      return number === undefined ? undefined : number < 0 ? -number : number;
    }
    if (name === "len") return given.length === 1 ? lengthOf(first, this.trace, this.tick) : undefined;
    const items = given.length === 1 ? this.elements(first) : given;
    if (items === undefined) return undefined;
    if (name === "sum") {
      return items.reduce<Datum>((total, item) => {
        const [a, b] = [numeric(total), numeric(item)];
        return a === undefined || b === undefined ? undefined : arithmetic("+", a, b);
      }, 0);
    }
    return items.reduce<Datum>((best, item) => {
      const order = this.order(item, best);
      return order === undefined ? undefined : (name === "min" ? order < 0 : order > 0) ? item : best;
    }, items[0]);
  }
}

function isReference(datum: Datum): datum is Reference {
  return typeof datum === "object" && datum !== null && "value" in datum;
}

function isIdentical(a: Datum, b: Datum): boolean {
  if (isReference(a) && isReference(b)) {
    return a.value.kind === "object" ? b.value.kind === "object" && a.value.id === b.value.id : false;
  }
  return a === b;
}

function numeric(datum: Datum): number | bigint | undefined {
  if (typeof datum === "boolean") return datum ? 1 : 0;
  return typeof datum === "number" || typeof datum === "bigint" ? datum : undefined;
}

function truth(datum: Datum, trace: Trace, tick: Tick): boolean | undefined {
  if (datum === undefined) return undefined;
  if (typeof datum !== "object" || datum === null) return Boolean(datum);
  const length = lengthOf(datum, trace, tick);
  if (length !== undefined) return length > 0;
  // Whether other objects are true may be for a method of the program to say.
  return isReference(datum) && datum.value.kind === "object" ? true : undefined;
}

/** `len` of a string or container, without looking at what it holds; undefined for everything else. */
function lengthOf(datum: Datum, trace: Trace, tick: Tick): number | undefined {
  if (typeof datum === "string") return [...datum].length;
  if (typeof datum !== "object" || datum === null) return undefined;
  if (!isReference(datum)) return datum.items.length;
  if (datum.value.kind === "atom") return undefined;
  const { objects } = indexesOf(trace);
  const { layout, shape } = objects.layout(datum.value.id);
  if (layout === "attributes") return undefined;
  if (shape === "range") {
    const view = trace.objectAt(datum.value.id, tick);
    return "length" in view ? view.length : undefined;
  }
  const { items, entries } = objects.contentAt(datum.value.id, tick);
  return items.length + entries.size;
}

function atomOf(datum: Datum): Value | undefined {
  if (datum === null) return { kind: "atom", type: "NoneType", repr: "None", complete: true };
  if (typeof datum === "boolean") return { kind: "atom", type: "bool", repr: datum ? "True" : "False", complete: true };
  if (typeof datum === "string") {
    return { kind: "atom", type: "str", repr: `'${datum.replace(/[\\']/g, "\\$&")}'`, complete: true };
  }
  if (typeof datum !== "number" && typeof datum !== "bigint") return undefined;
  const type = typeof datum === "bigint" || Number.isInteger(datum) ? "int" : "float";
  return { kind: "atom", type, repr: String(datum), complete: true };
}
