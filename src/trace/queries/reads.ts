import { type Indexes, indexesOf, perTrace } from "../indexes.ts";
import { childList, childNode, childNodes, descendants, fieldText } from "../syntax.ts";
import type { ObjectId, SyntaxNode, Tick, Trace, Value } from "../types.ts";
import type { Place } from "./history.ts";
import { loopPasses } from "./loop-passes.ts";

/** Told what a step reads. */
export interface ReadSink {
  /** A variable, and the row that bound it. */
  variable(name: string, row: number): void;
  /** One place in an object. */
  element(object: ObjectId, place: Place, tick: Tick): void;
  /** An object with all that it reaches. */
  whole(object: ObjectId, tick: Tick): void;
}

const BLOCKS = new Set(["body", "orelse", "finalbody", "handlers"]);
const COMPREHENSIONS = new Set(["ListComp", "SetComp", "DictComp", "GeneratorExp"]);
/** Methods of builtin containers that write without looking at what is there. */
const BLIND_METHODS = new Set(["append", "appendleft", "add", "clear", "discard", "extend", "insert", "update"]);
/** Methods that look at one key. */
const KEY_METHODS = new Set(["get", "setdefault"]);

/**
 * Tells what a step read: the names in the parts of its statement that were evaluated, the elements it looked at, and
 * whole objects where an operator or a builtin function looked at them. Functions of the program read for themselves;
 * lambdas, which have no steps, read for the step that calls them. O(nodes + effects of the step)
 */
export function readsOf(trace: Trace, step: number, sink: ReadSink): void {
  const { statement, frame, start } = trace.step(step);
  const node = trace.node(trace.statement(statement).node);
  const evaluated = new Map<number, Value>();
  const effects = trace.effects(step);
  for (const effect of effects) {
    if (effect.kind === "evaluate" && !evaluated.has(effect.node)) evaluated.set(effect.node, effect.value);
  }
  const isLoop = node.type === "For" || node.type === "AsyncFor";
  const pass = isLoop ? loopPasses(trace, statement).of(step) : undefined;
  const namesAt = pass === undefined ? start : trace.step(pass.entry).start;
  const reader = new Reader(trace, { frame, namesAt, start, evaluated, sink });
  if (isLoop) reader.iteration(node, pass?.index ?? 0);
  else reader.statement(node);

  for (const effect of effects) {
    if (effect.kind !== "call") continue;
    const body = lambdaBody(trace, trace.frame(effect.frame).scope);
    const tick = indexesOf(trace).frames.argumentRows(effect.frame)[1];
    const place = { frame: effect.frame, namesAt: tick, start: tick, evaluated, sink };
    if (body !== undefined) new Reader(trace, place).expression(body);
  }
}

const OPENS_SCOPE = new Set(["Module", "FunctionDef", "AsyncFunctionDef", "ClassDef", "Lambda", "GeneratorExp"]);
/** The node of each scope: scopes are numbered as their nodes come in source order. */
const scopeNodes = perTrace((trace) => [...descendants(trace.syntax)].filter(({ type }) => OPENS_SCOPE.has(type)));

/** The body of the lambda that is a scope's code; undefined for other scopes. */
function lambdaBody(trace: Trace, scope: number): SyntaxNode | undefined {
  return trace.scopes[scope]!.kind === "lambda" ? childNode(scopeNodes(trace)[scope]!, "body") : undefined;
}

interface Where {
  readonly frame: number;
  /** When names are looked up: for a loop, when it was entered. */
  readonly namesAt: Tick;
  /** When objects are looked at. */
  readonly start: Tick;
  readonly evaluated: ReadonlyMap<number, Value>;
  readonly sink: ReadSink;
}

class Reader {
  private readonly indexes: Indexes;
  /** Names that comprehensions around this place bind. */
  private readonly hidden: string[] = [];

  constructor(
    private readonly trace: Trace,
    private readonly where: Where,
  ) {
    this.indexes = indexesOf(trace);
  }

  /** The parts of a statement that belong to the statement itself. */
  statement(node: SyntaxNode): void {
    const target = childNode(node, "target");
    if (node.type === "AugAssign" && target !== undefined) {
      this.load(target);
      this.look(target);
    }
    for (const [field, child] of Object.entries(node.fields)) {
      if (BLOCKS.has(field) || field === "annotation") continue;
      for (const part of Array.isArray(child) ? child : [child]) {
        if (typeof part !== "object" || part === null || !("fields" in part)) continue;
        if (field === "cases") this.matchCase(part);
        else if (part.type === "arguments") this.defaults(part);
        else this.expression(part);
      }
    }
    const test = childNode(node, "test");
    if (test !== undefined) this.look(test);
  }

  /** The header of a `for` loop on its pass number `index`. */
  iteration(node: SyntaxNode, index: number): void {
    const iterable = childNode(node, "iter")!;
    this.expression(iterable);
    const value = this.valueOf(iterable);
    if (value?.kind !== "object") return;
    const { shape } = this.indexes.objects.type(value.id);
    const { length } = this.indexes.objects.contentAt(value.id, this.where.start).items;
    const isItem = (shape === "list" || shape === "tuple") && index < length;
    if (isItem) this.where.sink.element(value.id, { kind: "index", index }, this.where.start);
    else this.where.sink.whole(value.id, this.where.start);
  }

  expression(node: SyntaxNode): void {
    const { type } = node;
    if (type === "Name" || type === "Subscript" || type === "Attribute") this.place(node);
    else if (type === "Call") this.call(node);
    else if (type === "Compare") this.compare(node);
    else if (type === "BoolOp") this.decide(childList(node, "values"), fieldText(node, "op") === "And");
    else if (type === "IfExp") this.choose(node);
    else if (type === "Lambda") this.defaults(childNode(node, "args")!);
    else if (COMPREHENSIONS.has(type)) this.comprehension(node);
    else {
      const looks = type === "BinOp" || type === "UnaryOp" || type === "FormattedValue" || type === "Starred";
      for (const child of childNodes(node)) {
        this.expression(child);
        if (looks) this.look(child);
      }
    }
  }

  private defaults(args: SyntaxNode): void {
    for (const child of [...childList(args, "defaults"), ...childList(args, "kw_defaults")]) this.expression(child);
  }

  private matchCase(node: SyntaxNode): void {
    const guard = childNode(node, "guard");
    if (guard !== undefined) this.expression(guard);
    for (const part of descendants(childNode(node, "pattern")!)) if (part.type === "Attribute") this.expression(part);
  }

  /** A name, subscript or attribute where it stands: read, or its parts alone where it is written. */
  private place(node: SyntaxNode): void {
    if (fieldText(node, "ctx") === "Load") this.load(node);
    else for (const child of childNodes(node)) this.expression(child);
  }

  private load(node: SyntaxNode): void {
    const name = fieldText(node, "id");
    if (node.type === "Name" && name !== undefined) {
      this.name(name);
      return;
    }
    for (const child of childNodes(node)) this.expression(child);
    const container = this.valueOf(childNode(node, "value"));
    if (container?.kind !== "object") return;
    const place = this.placeOf(node, container.id);
    if (place === undefined) this.where.sink.whole(container.id, this.where.start);
    else this.where.sink.element(container.id, place, this.where.start);
  }

  private name(name: string): void {
    if (this.hidden.includes(name)) return;
    const row = this.indexes.lookup.boundBy(this.where.frame, name, this.where.namesAt);
    if (row >= 0) this.where.sink.variable(name, row);
  }

  private placeOf(node: SyntaxNode, object: ObjectId): Place | undefined {
    if (node.type === "Attribute") return { kind: "attribute", name: fieldText(node, "attr") ?? "" };
    const key = this.valueOf(childNode(node, "slice"));
    if (key === undefined) return undefined;
    const { layout } = this.indexes.objects.layout(object);
    if (layout === "mapping") return { kind: "key", key };
    return key.kind === "atom" && key.type === "int" ? { kind: "index", index: Number(key.repr) } : undefined;
  }

  private call(node: SyntaxNode): void {
    const callee = childNode(node, "func")!;
    const parts = [...childList(node, "args"), ...childList(node, "keywords")];
    const receiver = callee.type === "Attribute" ? childNode(callee, "value") : undefined;
    if (receiver === undefined) this.expression(callee);
    else this.method(callee, receiver, parts);
    const runsProgram = this.runsProgram(callee, receiver);
    for (const part of parts) {
      const value = part.type === "keyword" ? childNode(part, "value")! : part;
      this.expression(value);
      if (!runsProgram) this.look(value);
    }
  }

  private method(callee: SyntaxNode, receiver: SyntaxNode, parts: readonly SyntaxNode[]): void {
    this.expression(receiver);
    const object = this.valueOf(receiver);
    const name = fieldText(callee, "attr") ?? "";
    if (object?.kind !== "object") return;
    const { layout, shape } = this.indexes.objects.layout(object.id);
    if (shape === "opaque" || shape === "function" || BLIND_METHODS.has(name)) return;
    const key = KEY_METHODS.has(name) ? this.valueOf(parts[0]) : undefined;
    if (layout === "attributes") {
      this.where.sink.element(object.id, { kind: "attribute", name }, this.where.start);
    } else if (layout === "mapping" && key !== undefined) {
      this.where.sink.element(object.id, { kind: "key", key }, this.where.start);
    } else this.where.sink.whole(object.id, this.where.start);
  }

  /** Whether a call runs code of the program, which has steps of its own. */
  private runsProgram(callee: SyntaxNode, receiver: SyntaxNode | undefined): boolean {
    const value = this.valueOf(receiver ?? callee);
    if (value?.kind !== "object") return false;
    const { shape, text } = this.indexes.objects.layout(value.id);
    if (shape === "function") return this.indexes.columns.objectScope[value.id]! >= 0;
    return shape === "instance" || shape === "dataclass" || text.startsWith("<class '__main__.");
  }

  private compare(node: SyntaxNode): void {
    const operands = [childNode(node, "left")!, ...childList(node, "comparators")];
    for (const operand of operands) this.expression(operand);
    const operators = Array.isArray(node.fields.ops) ? node.fields.ops : [];
    operators.forEach((operator, i) => {
      if (operator === "Is" || operator === "IsNot") return;
      if (operator !== "In" && operator !== "NotIn") this.look(operands[i]!);
      this.look(operands[i + 1]!);
    });
  }

  /** Operands of `and` or `or`, up to the one that decides. */
  private decide(operands: readonly SyntaxNode[], isAnd: boolean): void {
    for (const operand of operands) {
      this.expression(operand);
      this.look(operand);
      const truth = this.truth(operand);
      if (truth !== undefined && truth !== isAnd) return;
    }
  }

  private choose(node: SyntaxNode): void {
    const test = childNode(node, "test")!;
    this.expression(test);
    this.look(test);
    const truth = this.truth(test);
    if (truth !== false) this.expression(childNode(node, "body")!);
    if (truth !== true) this.expression(childNode(node, "orelse")!);
  }

  private comprehension(node: SyntaxNode): void {
    const before = this.hidden.length;
    for (const generator of childList(node, "generators")) {
      const iterable = childNode(generator, "iter")!;
      this.expression(iterable);
      this.look(iterable);
      for (const part of descendants(childNode(generator, "target")!)) {
        if (part.type === "Name") this.hidden.push(fieldText(part, "id") ?? "");
      }
      for (const test of childList(generator, "ifs")) this.expression(test);
    }
    for (const field of ["elt", "key", "value"]) {
      const part = childNode(node, field);
      if (part !== undefined) this.expression(part);
    }
    this.hidden.length = before;
  }

  /** Something looks at all of a value: if it is an object, at its content. */
  private look(node: SyntaxNode): void {
    const value = this.valueOf(node);
    if (value?.kind === "object") this.where.sink.whole(value.id, this.where.start);
  }

  private truth(node: SyntaxNode): boolean | undefined {
    const value = this.valueOf(node);
    if (value === undefined) return undefined;
    if (value.kind === "atom") return !FALSE_TEXTS.has(value.repr);
    if (this.indexes.objects.layout(value.id).layout === "attributes") return undefined;
    return this.indexes.objects.contentAt(value.id, this.where.start).size > 0;
  }

  /** The value of an expression in this step, where it was recorded; in comprehensions it has many. */
  private valueOf(node: SyntaxNode | undefined): Value | undefined {
    if (node === undefined) return undefined;
    if (node.type === "Name") {
      const name = fieldText(node, "id") ?? "";
      if (this.hidden.includes(name)) return undefined;
      return this.trace.lookup(this.where.frame, name, this.where.namesAt);
    }
    if (this.hidden.length > 0 && node.type !== "Constant") return undefined;
    const constant = node.fields.value;
    if (node.type === "Constant" && typeof constant === "object" && constant !== null && "repr" in constant) {
      return { kind: "atom", type: constant.type, repr: constant.repr, complete: true };
    }
    return this.where.evaluated.get(node.id);
  }
}

const FALSE_TEXTS = new Set(["None", "False", "0", "0.0", "-0.0", "''", "b''", "0j"]);
