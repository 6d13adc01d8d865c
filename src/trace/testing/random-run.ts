import * as fc from "fast-check";
import { absent, ColumnsBuilder, int, type Operand, type Plain } from "./columns-builder.ts";

/** One thing a random run does: what, and numbers to choose its operands by. */
export type RandomEvent = readonly [what: number, a: number, b: number, c: number];

/** Arbitrary lists of events for {@link randomRun}. */
export const randomEvents: fc.Arbitrary<RandomEvent[]> = fc.array(
  fc.tuple(fc.nat(999), fc.nat(9999), fc.nat(9999), fc.nat(9999)),
  { minLength: 1, maxLength: 150, size: "max" },
);

const NAMES = ["x", "y", "zed", "i", "__hidden__"];

interface Made {
  readonly object: Operand;
  readonly family: "sequence" | "mapping" | "set" | "instance" | "tuple";
  /** Of a sequence: how long it is now. */
  length: number;
}

/**
 * A run that does the given events: steps, bindings of all kinds, calls, generators, exceptions, objects that share
 * parts, and every kind of mutation. The objects are never wrong (no index beyond an end), their values are anything.
 */
export function randomRun(events: readonly RandomEvent[]): ColumnsBuilder {
  const builder = new ColumnsBuilder();
  const statements = [builder.statement("Assign"), builder.statement("Expr"), builder.statement("If")];
  const types = {
    list: builder.type("list", "list"),
    deque: builder.type("deque", "deque"),
    tuple: builder.type("tuple", "tuple"),
    dict: builder.type("dict", "dict"),
    set: builder.type("set", "set"),
    instance: builder.type("Point", "instance", undefined, "__main__.Point"),
  };
  const scopes = [
    builder.scope("f", { parameters: ["x"] }),
    builder.scope("g"),
    builder.scope("<lambda>", { kind: "lambda" }),
  ];
  const made: Made[] = [];
  const suspended: number[] = [];
  const stack: number[] = [0];

  const pick = <T>(choices: readonly T[], by: number): T => choices[by % choices.length]!;
  const value = (by: number): Plain => {
    const constants = [null, true, false, 1, 0, 1.5, builder.float(1), "a", "b", -7];
    return by % 3 === 0 && made.length > 0 ? pick(made, by >> 2).object : pick(constants, by >> 2);
  };
  const key = (by: number): Plain => {
    const tuples = made.filter(({ family }) => family === "tuple");
    const constants = [1, true, builder.float(1), "a", "b", 0, false, 2, 3, 4];
    return by % 4 === 0 && tuples.length > 0 ? pick(tuples, by >> 2).object : pick(constants, by >> 2);
  };

  for (const [what, a, b, c] of events) {
    const target = made.length > 0 ? pick(made, a) : undefined;
    switch (what % 12) {
      case 0:
      case 1:
        builder.step(pick(statements, a));
        break;
      case 2:
        builder.bind(pick(NAMES, a), value(b));
        break;
      case 3:
        if (c % 4 === 0) builder.unbind(pick(NAMES, a));
        else if (c % 4 === 1) builder.bind(pick(NAMES, a), value(b), "global");
        else builder.bind(pick(NAMES, a), value(b), "nonlocal", pick(stack, c));
        break;
      case 4:
        if (stack.length < 12) stack.push(builder.enter(pick(scopes, a), b % 2 === 0 ? { x: value(b) } : {}));
        break;
      case 5:
        if (stack.length < 2) break;
        if (a % 5 === 0) builder.unwind(builder.raise("ValueError", "no"));
        else if (a % 5 < 3) builder.return(value(b));
        else {
          builder.yield(value(b));
          suspended.push(stack.at(-1)!);
        }
        stack.pop();
        break;
      case 6:
        if (suspended.length === 0) break;
        stack.push(suspended.splice(a % suspended.length, 1)[0]!);
        builder.resume(stack.at(-1)!, b % 2 === 0 ? value(c) : undefined);
        break;
      case 7:
        made.push(makeObject(builder, types, a, value, b, c));
        break;
      case 8:
        builder.evaluate(a % 5, value(b));
        break;
      default:
        if (target !== undefined) mutate(builder, target, b, c, value, key);
    }
  }
  return builder;
}

function makeObject(
  builder: ColumnsBuilder,
  types: Readonly<Record<"list" | "deque" | "tuple" | "dict" | "set" | "instance", number>>,
  kind: number,
  value: (by: number) => Plain,
  b: number,
  c: number,
): Made {
  switch (kind % 6) {
    case 0:
      return { object: builder.object(types.list, [value(b), value(c)]), family: "sequence", length: 2 };
    case 1:
      return { object: builder.object(types.deque, [value(b), absent, "maxlen", 5]), family: "sequence", length: 1 };
    case 2:
      return { object: builder.object(types.tuple, [b % 3, c % 2 === 0 ? "a" : true]), family: "tuple", length: 2 };
    case 3:
      return { object: builder.object(types.dict, ["a", value(b), 1, value(c)]), family: "mapping", length: 0 };
    case 4:
      return { object: builder.object(types.set, [b % 3, "a"]), family: "set", length: 0 };
    default:
      return { object: builder.object(types.instance, ["x", value(b), "y", value(c)]), family: "instance", length: 0 };
  }
}

function mutate(
  builder: ColumnsBuilder,
  target: Made,
  b: number,
  c: number,
  value: (by: number) => Plain,
  key: (by: number) => Plain,
): void {
  const { object, family, length } = target;
  if (family === "sequence") {
    const place = length === 0 ? 0 : b % length;
    if (c % 4 === 0 && length > 0) builder.mutate("set-item", object, int(place), value(c));
    else if (c % 4 === 1 && length > 0) {
      const count = 1 + (c % Math.min(3, length - place));
      builder.mutate("remove", object, int(place), int(count));
      target.length -= count;
    } else if (c % 40 === 2) {
      builder.mutate("replace", object, builder.contentOf([value(b), value(c), value(b + c)]));
      target.length = 3;
    } else {
      const values = Array.from({ length: c % 3 }, (_, i) => value(b + i));
      builder.mutate("insert", object, int(b % (length + 1)), builder.contentOf(values));
      target.length += values.length;
    }
  } else if (family === "mapping") {
    if (c % 3 === 0) builder.mutate("remove-key", object, key(b));
    else if (c % 31 === 1) builder.mutate("replace", object, builder.contentOf(["z", value(b)]));
    else builder.mutate("set-key", object, key(b), value(c));
  } else if (family === "set") {
    builder.mutate(c % 2 === 0 ? "add" : "discard", object, key(b));
  } else if (family === "instance") {
    if (c % 3 === 0) builder.removeAttribute(object, ["x", "y", "w"][b % 3]!);
    else builder.setAttribute(object, ["x", "y", "w"][b % 3]!, value(c));
  }
}
