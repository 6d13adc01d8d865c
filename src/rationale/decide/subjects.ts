import type { ObjectView, Tick, Value } from "../../trace/types.ts";
import { type Expression, parseExpression } from "../read/python/expression.ts";
import type { RecordedRun } from "./run.ts";
import { Unknown, Wrong } from "./texts.ts";

/** One step of a way to a value: an attribute, or an item at a literal key given by its `repr`. */
type Turn = { readonly attribute: string } | { readonly key: string };

interface Way {
  readonly name: string;
  readonly turns: readonly Turn[];
}

/**
 * The value a subject such as `self.items[0]` leads to from a frame at a tick.
 *
 * @throws Wrong when there is no such value, Unknown when the recording does not say
 */
export function find(run: RecordedRun, frame: number, subject: string, tick: Tick): Value {
  const { name, turns } = wayOf(subject);
  const start = run.trace.lookup(frame, name, tick);
  if (start === undefined) {
    if (/^__.*__$/.test(name)) throw new Unknown(`${name} is not recorded`);
    throw new Wrong(`${name} has no value`);
  }
  return turns.reduce((value, turn) => follow(run, value, turn, tick), start);
}

function wayOf(subject: string): Way {
  const turns: Turn[] = [];
  let expression = parseExpression(subject);
  while (expression?.kind === "attribute" || expression?.kind === "subscript") {
    const key = expression.kind === "subscript" ? keyOf(expression.index) : null;
    if (expression.kind === "subscript" && key === null) break;
    turns.unshift(expression.kind === "attribute" ? { attribute: expression.name } : { key: key ?? "" });
    expression = expression.value;
  }
  if (expression?.kind === "name") return { name: expression.name, turns };
  throw new Wrong(`'${subject}' is not a name with attributes and items at literal keys`);
}

/** The `repr` of a literal key, or null when the index is no literal. */
function keyOf(index: Expression): string | null {
  if (index.kind === "literal") return index.repr;
  if (index.kind === "unary" && index.operator === "-" && index.operand.kind === "literal") {
    return `-${index.operand.repr}`;
  }
  if (index.kind !== "display" || index.open !== "(") return null;
  const keys = index.items.map(keyOf);
  return keys.includes(null) ? null : `(${keys.join(", ")}${keys.length === 1 ? "," : ""})`;
}

function follow(run: RecordedRun, value: Value, turn: Turn, tick: Tick): Value {
  const view = run.evidence.view(value, tick);
  const type = run.trace.typeName(value);
  if ("attribute" in turn) {
    const found = view !== null && "attributes" in view ? view.attributes : [];
    const attribute = found.find(([name]) => name === turn.attribute);
    if (attribute !== undefined) return attribute[1];
    if (isPartlyRecorded(view)) throw new Unknown(`the attributes of this ${type} are not recorded`);
    throw new Wrong(`the ${type} has no attribute ${turn.attribute} of its own`);
  }
  if (view === null && type === "str") throw new Unknown("the characters of a string are not looked up");
  const found = view === null ? undefined : itemOf(run, view, turn.key, tick);
  if (found === undefined) throw new Wrong(`the ${type} has no item ${turn.key}`);
  return found;
}

function isPartlyRecorded(view: ObjectView | null): boolean {
  if (view === null) return false;
  return view.shape === "function" || view.shape === "opaque" || (view.shape === "instance" && view.flavor !== "plain");
}

function itemOf(run: RecordedRun, view: ObjectView, key: string, tick: Tick): Value | undefined {
  if (view.shape === "sequence" && /^(list|tuple|namedtuple)$/.test(view.base)) {
    return /^-?\d+$/.test(key) ? view.items.at(Number(key)) : undefined;
  }
  if (view.shape !== "mapping" || view.base === "mappingproxy") return undefined;
  const entry = view.entries.find(([each]) => run.trace.repr(each, tick).text === key);
  // Python finds 1 by True and by 1.0, too.
  if (entry === undefined && !/^['"b]|^None$/.test(key)) throw new Unknown("equal keys may be written in other ways");
  return entry?.[1];
}
