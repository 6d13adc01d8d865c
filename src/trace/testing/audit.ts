import type { TestInterpreter } from "../../runtime/testing.ts";
import type { FrameState, MappingView, ObjectId, ObjectView, Tick, Trace, Value } from "../types.ts";
import { testingPython } from "./record-run.ts";

/** One line for each frame, then one for each object: see `audit.py`, which draws the same of the plain program. */
type Picture = readonly string[];

interface Audit {
  readonly steps: readonly (readonly [statement: number, scope: string, picture: Picture])[];
  readonly end: Picture;
  readonly error: string | null;
}

/** Steps drawn of one program. */
const STEPS = 1_500;
const SHOWN_CHARACTERS = 10_000;

/** What a program's state is at every statement, as an independent hook sees it on the plain program. */
export function auditRun(interpreter: TestInterpreter, code: string, call: string | null, stdin = ""): Audit {
  const script = `${testingPython("settrace.py")}\n${testingPython("audit.py")}
import json, host
host.prepare(0, stdin)
try:
    report = audit(code, call, limit)
finally:
    host.reset()
json.dumps(report)`;
  const report = interpreter.runPython(script, { code, call, stdin, limit: STEPS });
  return JSON.parse(String(report));
}

/** Where a recording says something else than the audit: nothing when it is complete. At most the first few. */
export function auditDifferences(trace: Trace, audit: Audit): string[] {
  const steps = Array.from({ length: trace.stepCount }, (_, index) => trace.step(index)).filter(
    ({ statement }) => !isBareAnnotation(trace, statement),
  );
  const found: string[] = [];
  for (const [index, [statement, scope, expected]] of audit.steps.entries()) {
    const step = steps[index];
    const mine = step && trace.scopes[trace.frame(step.frame).scope]!.name;
    if (step === undefined || step.statement !== statement || mine !== scope) {
      return [...found, `step ${index} is ${step?.statement} in ${mine}, not ${statement} in ${scope}`];
    }
    const line = trace.statement(statement).range.line;
    found.push(...differ(`before step ${index} (line ${line})`, statePicture(trace, step.start), expected));
    if (found.length > 6) return found;
  }
  if (audit.steps.length < STEPS) {
    if (steps.length !== audit.steps.length) found.push(`${steps.length} steps, not ${audit.steps.length}`);
    const module = trace.stateAt(trace.endTick).frames.slice(0, 1);
    found.push(...differ("at the end", drawFrames(trace, module, trace.endTick), audit.end));
  }
  return found;
}

/** A bare annotation in a class body is a line event in CPython 3.11 and none in 3.14. */
function isBareAnnotation(trace: Trace, statement: number): boolean {
  const { kind, node, scope } = trace.statement(statement);
  return kind === "AnnAssign" && trace.node(node).fields.value === null && trace.scopes[scope]!.kind === "class";
}

function differ(where: string, mine: Picture, expected: Picture): string[] {
  for (let i = 0; i < Math.max(mine.length, expected.length); i += 1) {
    if (mine[i] !== expected[i]) return [`${where}: recorded\n  ${mine[i]}\nbut it is\n  ${expected[i]}`];
  }
  return [];
}

function statePicture(trace: Trace, tick: Tick): Picture {
  return drawFrames(trace, trace.stateAt(tick).frames, tick);
}

function drawFrames(trace: Trace, frames: readonly FrameState[], tick: Tick): Picture {
  const numbers = new Map<ObjectId, number>();
  const waiting: ObjectId[] = [];
  const token = (value: Value): string => {
    if (value.kind === "atom") return atomText(value);
    let number = numbers.get(value.id);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(value.id, number);
      waiting.push(value.id);
    }
    return `#${number}`;
  };
  const lines = frames.map(({ scope, bindings }) => {
    const { name } = trace.scopes[scope]!;
    const shown = name === "<genexpr>" ? [] : bindings.filter(([one]) => !/^__.*__$/.test(one));
    const held = [...shown].sort(byName).map(([one, value]) => `${one}=${token(value)}`);
    return `${name}: ${held.join(" ")}`;
  });
  for (const id of waiting)
    lines.push(`#${numbers.get(id)} ${drawObject(trace, trace.objectAt(id, tick), tick, token)}`);
  return lines;
}

function atomText({ type, repr, length, complete }: Extract<Value, { kind: "atom" }>): string {
  return !complete || (length ?? 0) > SHOWN_CHARACTERS ? `${type} of ${length}` : repr;
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

type Token = (value: Value) => string;

function drawObject(trace: Trace, view: ObjectView, tick: Tick, token: Token): string {
  const attributes = () =>
    "attributes" in view && view.attributes !== undefined
      ? [...view.attributes]
          .sort(byName)
          .map(([name, value]) => ` ${name}=${token(value)}`)
          .join("")
      : "";
  switch (view.shape) {
    case "sequence":
      if (view.base === "range")
        return trace
          .repr({ kind: "object", id: view.id }, tick)
          .text.replace(/^range\((\d+), (\d+)\)$/, "range($1, $2, 1)");
      return `${view.type}[${view.items.map(token).join(" ")}]${attributes()}`;
    case "mapping":
      if (view.base === "mappingproxy") return `opaque ${view.type}`;
      return `${view.type}{${entries(view)
        .map(([key, value]) => `${token(key)}:${token(value)}`)
        .join(" ")}}${attributes()}`;
    case "set":
      return `${view.type}<${view.items
        .map((item) => element(trace, item, tick))
        .sort()
        .join(" ")}>${attributes()}`;
    case "function":
      return `function ${view.name}${view.cells.map(([name, value]) => ` ${name}=${value === null ? "empty" : token(value)}`).join("")}${attributes()}`;
    case "instance":
      if (view.flavor === "enum") return `enum ${view.repr?.replace(/^<|: .*>$/gs, "")}`;
      return `${view.flavor === "exception" ? "exception" : "instance"} ${view.type}${attributes()}`;
    case "opaque":
      if (view.repr.startsWith("<class ")) return `class ${/([\w]+)'>$/.exec(view.repr)?.[1]}${attributes()}`;
      return `opaque ${view.type}`;
  }
}

/** What the compiler put into a class's namespace is left out: the plain program's lines are statement numbers. */
function entries({ entries: all }: MappingView) {
  return all.filter(([key]) => key.kind === "object" || !/^'__(firstlineno|static_attributes)__'$/.test(key.repr));
}

/** An element of a set, written out. */
function element(trace: Trace, value: Value, tick: Tick): string {
  if (value.kind === "atom") return atomText(value);
  const view = trace.objectAt(value.id, tick);
  if (view.type === "tuple" && view.shape === "sequence")
    return `tuple(${view.items.map((item) => element(trace, item, tick)).join(" ")})`;
  if (view.type === "frozenset" && view.shape === "set") {
    return `frozenset(${view.items
      .map((item) => element(trace, item, tick))
      .sort()
      .join(" ")})`;
  }
  return `a ${view.type}`;
}
