import {
  type ExceptionColumnsRow,
  type ObjectShape,
  type Slot,
  type SlotKind,
  Tag,
  TRACE_FORMAT,
  type TraceColumns,
  type TypeRecord,
} from "../columns.ts";
import type { Ending, Scope, ScopeKind, Statement, SyntaxNode } from "../types.ts";

/** A value as a test writes it: a JavaScript scalar, or something made by the builder. */
export type Plain = null | boolean | number | string | Operand;

/** A tag and its payload. */
export interface Operand {
  readonly tag: number;
  readonly payload: number;
}

const NOWHERE = { line: 1, column: 0, endLine: 1, endColumn: 0 };
const EMPTY_MODULE: SyntaxNode = { id: 0, type: "Module", range: NOWHERE, fields: { body: [] } };

/** Writes the columns of a run by hand, event by event, for tests that must not depend on the tracer. */
export class ColumnsBuilder {
  source = "";
  syntax: SyntaxNode = EMPTY_MODULE;
  ending: Ending = { kind: "finished", value: null };
  readonly statements: Statement[] = [];
  readonly scopes: Scope[] = [];
  readonly exceptions: ExceptionColumnsRow[] = [];
  private readonly names = new Interner<string>();
  private readonly slots: Slot[] = [{ kind: "operand", subject: -1 }];
  private readonly slotIds = new Map<string, number>();
  private readonly types: TypeRecord[] = [];
  /** Texts by their bytes, each byte a character. */
  private readonly texts = new Interner<string>();
  private readonly atoms: { readonly type: string; readonly repr: string }[] = [];
  private readonly floats: number[] = [];
  private readonly steps = {
    statement: [] as number[],
    frame: [] as number[],
    start: [] as number[],
    raised: [] as number[],
  };
  private readonly rows = { slot: [] as number[], tag: [] as number[], payload: [] as number[] };
  private readonly back = { row: [] as number[], step: [] as number[] };
  private readonly frames: FrameDraft[] = [];
  private readonly objects: { type: number; row: number; content: number; text: number; scope: number }[] = [];
  private readonly contents: Operand[][] = [];
  /** Frames running and waiting, innermost last, each with its current step. */
  private readonly stack: number[] = [];
  private readonly currentStep: number[] = [];

  constructor() {
    this.scope("<module>", { kind: "module" });
    this.beginFrame(0, -1);
  }

  /** The tick now. */
  get tick(): number {
    return this.rows.slot.length;
  }

  get runningFrame(): number {
    return this.stack.at(-1) ?? -1;
  }

  get stackDepth(): number {
    return this.stack.length;
  }

  get stepCount(): number {
    return this.steps.start.length;
  }

  scope(
    name: string,
    options: { kind?: ScopeKind; parent?: number; parameters?: string[]; statement?: number } = {},
  ): number {
    const id = this.scopes.length;
    const { kind = "function", parent = id === 0 ? null : 0, parameters = [], statement = null } = options;
    const more = { isGenerator: false, isAsync: false };
    this.scopes.push({ id, kind, name, qualifiedName: name, statement, parent, parameters, ...more });
    return id;
  }

  /** Declares the next statement; gives its number. */
  statement(kind: string, options: { parent?: number; block?: string; scope?: number } = {}): number {
    const number = this.statements.length + 1;
    const { parent = null, block = "body", scope = 0 } = options;
    this.statements.push({ number, kind, node: 0, range: NOWHERE, header: NOWHERE, parent, block, scope });
    return number;
  }

  /** A step starts in the running frame; gives its index. */
  step(statement: number): number {
    const index = this.steps.start.length;
    this.steps.statement.push(statement);
    this.steps.frame.push(this.runningFrame);
    this.steps.start.push(this.tick);
    this.steps.raised.push(0);
    this.currentStep[this.runningFrame] = index;
    return index;
  }

  bind(name: string, value: Plain, where: "local" | "global" | "nonlocal" = "local", frame?: number): void {
    this.row({ kind: "bind", subject: this.names.id(name), where }, this.operand(value));
    if (where === "nonlocal") this.follow(int(frame ?? 0));
  }

  unbind(name: string, where: "local" | "global" | "nonlocal" = "local", frame?: number): void {
    this.row({ kind: "unbind", subject: this.names.id(name), where }, none);
    if (where === "nonlocal") this.follow(int(frame ?? 0));
  }

  evaluate(node: number, value: Plain): void {
    this.row({ kind: "evaluate", subject: node }, this.operand(value));
  }

  /** A change of an object: its kind, then operands as the table at `SlotKind` says. */
  mutate(kind: SlotKind, object: Operand, ...operands: Plain[]): void {
    this.row({ kind, subject: -1 }, object);
    for (const operand of operands) this.follow(this.operand(operand));
  }

  setAttribute(object: Operand, name: string, value: Plain): void {
    this.row({ kind: "set-attribute", subject: this.names.id(name) }, object);
    this.follow(this.operand(value));
  }

  removeAttribute(object: Operand, name: string): void {
    this.row({ kind: "remove-attribute", subject: this.names.id(name) }, object);
  }

  write(text: string, stream: "stdout" | "stderr" = "stdout"): void {
    this.row({ kind: stream, subject: -1 }, this.operand(text));
  }

  /** A call begins; gives the new frame. */
  enter(scope: number, parameters: Readonly<Record<string, Plain>> = {}, enclosing = -1): number {
    this.row({ kind: "enter", subject: scope }, int(this.frames.length));
    const frame = this.beginFrame(scope, enclosing);
    for (const [name, value] of Object.entries(parameters)) this.bind(name, value);
    return frame;
  }

  return(value: Plain): void {
    this.row({ kind: "return", subject: -1 }, this.operand(value));
    this.leave(1);
  }

  unwind(exception: number): void {
    this.raisedHere();
    this.row({ kind: "unwind", subject: -1 }, int(exception));
    this.leave(2);
  }

  yield(value: Plain): void {
    this.row({ kind: "yield", subject: -1 }, this.operand(value));
    this.leave(3);
  }

  resume(frame: number, sent?: Plain): void {
    this.row({ kind: "resume", subject: -1 }, sent === undefined ? absent : this.operand(sent));
    this.follow(int(frame));
    this.stack.push(frame);
    this.frames[frame]!.outcome = 0;
    this.frames[frame]!.endRow = -1;
    this.comeBack();
  }

  /** An exception begins at the running step; gives its index. */
  raise(type: string, message: string): number {
    const exception = this.exceptions.length;
    const step = this.currentStep[this.runningFrame] ?? -1;
    this.exceptions.push({ type, message, object: -1, step, row: this.tick, node: -1, handler: -1 });
    this.row({ kind: "raise", subject: -1 }, int(exception));
    this.raisedHere();
    return exception;
  }

  raisedHere(): void {
    const step = this.currentStep[this.runningFrame];
    if (step !== undefined && step >= 0) this.steps.raised[step] = 1;
  }

  handle(exception: number): void {
    this.row({ kind: "handle", subject: -1 }, int(exception));
  }

  /** A type that objects may have. */
  type(name: string, shape: ObjectShape, fields?: string[], qualifiedName = `builtins.${name}`): number {
    this.types.push({ name, qualifiedName, shape, ...(fields === undefined ? {} : { fields }) });
    return this.types.length - 1;
  }

  /** An object is seen for the first time now. */
  object(type: number, values: readonly Plain[], more: { text?: string; scope?: number } = {}): Operand {
    const text = more.text === undefined ? -1 : this.textId(more.text);
    const draft = { type, row: this.tick, content: this.content(values), text, scope: more.scope ?? -1 };
    this.objects.push(draft);
    return { tag: Tag.Object, payload: this.objects.length - 1 };
  }

  /** A content, by its id as an operand. */
  contentOf(values: readonly Plain[]): Operand {
    return int(this.content(values));
  }

  operand(value: Plain): Operand {
    if (value === null) return none;
    if (typeof value === "boolean") return { tag: value ? Tag.True : Tag.False, payload: 0 };
    if (typeof value === "string") return { tag: Tag.Text, payload: this.textId(value) };
    if (typeof value === "object") return value;
    return (value | 0) === value && !Object.is(value, -0) ? int(value) : this.float(value);
  }

  float(value: number): Operand {
    this.floats.push(value);
    return { tag: Tag.Float, payload: this.floats.length - 1 };
  }

  /** A `str` by its WTF-8 bytes, for characters that no JavaScript string can tell apart. */
  rawText(bytes: Uint8Array): Operand {
    return { tag: Tag.Text, payload: this.texts.id(String.fromCharCode(...bytes)) };
  }

  /** Any other scalar by its repr. */
  otherAtom(type: string, repr: string): Operand {
    return { tag: Tag.Atom, payload: this.atoms.push({ type, repr }) - 1 };
  }

  bigInt(digits: string): Operand {
    return { tag: Tag.BigInt, payload: this.textId(digits) };
  }

  build(): TraceColumns {
    const { steps, rows, back, frames, objects } = this;
    const encoded = this.texts.all.map((text) => Array.from(text, (byte) => byte.charCodeAt(0)));
    const flat = this.contents.flat();
    return {
      format: TRACE_FORMAT,
      source: this.source,
      call: null,
      syntax: this.syntax,
      statements: this.statements,
      scopes: this.scopes,
      names: this.names.all,
      slots: this.slots,
      types: this.types,
      atoms: this.atoms,
      longTexts: [],
      exceptions: this.exceptions,
      ending: this.ending,
      timing: { base: null, compile: 0, trace: 0 },
      notices: [],
      stepStatement: Uint32Array.from(steps.statement),
      stepFrame: Uint32Array.from(steps.frame),
      stepStart: Uint32Array.from(steps.start),
      stepRaised: Uint8Array.from(steps.raised),
      rowSlot: Uint32Array.from(rows.slot),
      rowTag: Uint8Array.from(rows.tag),
      rowPayload: Uint32Array.from(rows.payload),
      returnRow: Uint32Array.from(back.row),
      returnStep: Uint32Array.from(back.step),
      frameScope: Uint32Array.from(frames, (frame) => frame.scope),
      frameCallStep: Int32Array.from(frames, (frame) => frame.callStep),
      frameEnclosing: Int32Array.from(frames, (frame) => frame.enclosing),
      frameStart: Uint32Array.from(frames, (frame) => frame.start),
      frameEnd: Uint32Array.from(frames, (frame) => (frame.outcome === 0 ? this.tick : frame.endRow + 1)),
      frameOutcome: Uint8Array.from(frames, (frame) => frame.outcome),
      frameEndRow: Int32Array.from(frames, (frame) => (frame.outcome === 3 ? -1 : frame.endRow)),
      objectType: Uint32Array.from(objects, (object) => object.type),
      objectRow: Uint32Array.from(objects, (object) => object.row),
      objectContent: Int32Array.from(objects, (object) => object.content),
      objectText: Int32Array.from(objects, (object) => object.text),
      objectScope: Int32Array.from(objects, (object) => object.scope),
      contentStart: starts(this.contents.map((content) => content.length)),
      contentTag: Uint8Array.from(flat, (operand) => operand.tag),
      contentPayload: Uint32Array.from(flat, (operand) => operand.payload),
      floats: Float64Array.from(this.floats),
      textStart: starts(encoded.map((bytes) => bytes.length)),
      textBytes: Uint8Array.from(encoded.flat()),
    };
  }

  private beginFrame(scope: number, enclosing: number): number {
    const caller = this.runningFrame;
    const callStep = this.currentStep[caller] ?? -1;
    this.frames.push({ scope, callStep, enclosing, start: this.tick, outcome: 0, endRow: -1 });
    this.stack.push(this.frames.length - 1);
    return this.frames.length - 1;
  }

  private leave(outcome: number): void {
    const frame = this.frames[this.stack.pop()!]!;
    frame.outcome = outcome;
    frame.endRow = this.tick - 1;
    this.comeBack();
  }

  private comeBack(): void {
    // A frame without steps of its own (a lambda) works for the step that called it.
    const frame = this.stack.findLast((running) => this.currentStep[running] !== undefined);
    const step = this.currentStep[frame ?? -1];
    if (step === undefined) return;
    this.back.row.push(this.tick);
    this.back.step.push(step);
  }

  private row(slot: Slot, value: Operand): void {
    const key = JSON.stringify(slot);
    let id = this.slotIds.get(key);
    if (id === undefined) {
      id = this.slots.push(slot) - 1;
      this.slotIds.set(key, id);
    }
    this.push(id, value);
  }

  private follow(operand: Operand): void {
    this.push(0, operand);
  }

  private push(slot: number, { tag, payload }: Operand): void {
    this.rows.slot.push(slot);
    this.rows.tag.push(tag);
    this.rows.payload.push(payload);
  }

  private textId(text: string): number {
    return this.rawText(new TextEncoder().encode(text)).payload;
  }

  private content(values: readonly Plain[]): number {
    this.contents.push(values.map((value) => this.operand(value)));
    return this.contents.length - 1;
  }
}

interface FrameDraft {
  readonly scope: number;
  readonly callStep: number;
  readonly enclosing: number;
  readonly start: number;
  /** As `frameOutcome`. */
  outcome: number;
  endRow: number;
}

const none: Operand = { tag: Tag.None, payload: 0 };
/** The marker before attributes, and an operand that is not there. */
export const absent: Operand = { tag: Tag.Absent, payload: 0 };

/** An `int` as an operand. */
export function int(value: number): Operand {
  return { tag: Tag.Int, payload: value };
}

function starts(lengths: readonly number[]): Uint32Array {
  const result = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) result[i + 1] = result[i]! + lengths[i]!;
  return result;
}

class Interner<T> {
  readonly all: T[] = [];
  private readonly ids = new Map<T, number>();

  id(value: T): number {
    const known = this.ids.get(value);
    if (known !== undefined) return known;
    this.ids.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}
