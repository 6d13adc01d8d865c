import { type Slot, Tag, type TraceColumns } from "../columns.ts";
import type { Operand } from "./columns-builder.ts";

const SEQUENCES = new Set(["list", "tuple", "deque", "range", "bytearray", "namedtuple"]);
const MAPPINGS = new Set(["dict", "defaultdict", "Counter", "OrderedDict", "mappingproxy"]);
const SETS = new Set(["set", "frozenset"]);

/** An object's content as plainly as it can be kept. */
export interface PlainContent {
  /** Of a mapping: keys; of a set: elements. */
  items: Operand[];
  /** Of a mapping alone, in step with `items`. */
  values: Operand[];
  attributes: [string, Operand][];
}

/**
 * The slow and obvious way to the state at a tick: apply every row from the start. What the trace's indexes answer must
 * be the same; tests compare the two.
 */
export class Replay {
  tick = 0;
  /** Frames running and waiting, outermost first. */
  stack: number[] = [0];
  /** Variables of each frame, in order of first binding; null while unbound. */
  readonly variables = new Map<number, Map<string, Operand | null>>();
  private readonly contents = new Map<number, PlainContent>();

  constructor(private readonly columns: TraceColumns) {}

  advance(tick: number): void {
    while (this.tick < tick) this.apply(this.tick++);
  }

  bindings(frame: number): [string, Operand][] {
    const bound: [string, Operand][] = [];
    for (const [name, value] of this.variables.get(frame) ?? []) if (value !== null) bound.push([name, value]);
    return bound;
  }

  content(object: number): PlainContent {
    const known = this.contents.get(object);
    if (known !== undefined) return known;
    const content = this.parse(object, this.columns.objectContent[object]!);
    this.contents.set(object, content);
    return content;
  }

  private apply(row: number): void {
    const slot = this.columns.slots[this.columns.rowSlot[row]!]!;
    const value = this.operand(row);
    switch (slot.kind) {
      case "bind":
      case "unbind":
        this.bind(slot, row, slot.kind === "bind" ? value : null);
        break;
      case "enter":
        if (value.payload !== 0) this.stack.push(value.payload);
        break;
      case "resume":
        this.stack.push(this.operand(row + 1).payload);
        break;
      case "return":
      case "unwind":
      case "yield":
        this.stack.pop();
        break;
      default:
        if (value.tag === Tag.Object && slot.kind !== "evaluate" && slot.kind !== "operand") this.mutate(slot, row);
    }
  }

  private bind(slot: Slot, row: number, value: Operand | null): void {
    const running = this.stack.at(-1) ?? 0;
    const frame = slot.where === "global" ? 0 : slot.where === "nonlocal" ? this.operand(row + 1).payload : running;
    const variables = this.variables.get(frame) ?? new Map<string, Operand | null>();
    this.variables.set(frame, variables.set(this.columns.names[slot.subject]!, value));
  }

  private mutate(slot: Slot, row: number): void {
    const object = this.operand(row).payload;
    const content = this.content(object);
    const first = this.operand(row + 1);
    const second = this.operand(row + 2);
    const place = content.items.findIndex((item) => this.equal(item, first));
    const name = this.columns.names[slot.subject] ?? "";
    switch (slot.kind) {
      case "set-item":
        content.items[first.payload] = second;
        break;
      case "set-key":
        if (place >= 0) content.values[place] = second;
        else {
          content.items.push(first);
          content.values.push(second);
        }
        break;
      case "remove-key":
        if (place < 0) break;
        content.items.splice(place, 1);
        content.values.splice(place, 1);
        break;
      case "add":
        if (place < 0) content.items.push(first);
        break;
      case "discard":
        if (place >= 0) content.items.splice(place, 1);
        break;
      case "insert":
        content.items.splice(first.payload, 0, ...this.recorded(second.payload));
        break;
      case "remove":
        content.items.splice(first.payload, second.payload);
        break;
      case "replace":
        this.contents.set(object, this.parse(object, first.payload));
        break;
      case "set-attribute": {
        const known = content.attributes.find((attribute) => attribute[0] === name);
        if (known === undefined) content.attributes.push([name, first]);
        else known[1] = first;
        break;
      }
      case "remove-attribute":
        content.attributes = content.attributes.filter((attribute) => attribute[0] !== name);
        break;
    }
  }

  private parse(object: number, content: number): PlainContent {
    const recorded = this.recorded(content);
    const { shape } = this.columns.types[this.columns.objectType[object]!]!;
    const hasElements = SEQUENCES.has(shape) || MAPPINGS.has(shape) || SETS.has(shape);
    const marker = recorded.findIndex((value, i) => value.tag === Tag.Absent && (!MAPPINGS.has(shape) || i % 2 === 0));
    const elements = !hasElements ? [] : marker < 0 ? recorded : recorded.slice(0, marker);
    const rest = !hasElements ? recorded : marker < 0 ? [] : recorded.slice(marker + 1);
    const attributes: [string, Operand][] = [];
    for (let i = 0; i < rest.length; i += 2) attributes.push([this.text(rest[i]!.payload), rest[i + 1]!]);
    if (!MAPPINGS.has(shape)) return { items: [...elements], values: [], attributes };
    const items = elements.filter((_, i) => i % 2 === 0);
    return { items, values: elements.filter((_, i) => i % 2 === 1), attributes };
  }

  private recorded(content: number): Operand[] {
    const { contentStart, contentTag, contentPayload } = this.columns;
    const operands: Operand[] = [];
    for (let i = contentStart[content] ?? 0; i < (contentStart[content + 1] ?? 0); i++) {
      operands.push({ tag: contentTag[i]!, payload: contentPayload[i]! });
    }
    return operands;
  }

  /** Python's `==` of keys. */
  private equal(a: Operand, b: Operand): boolean {
    const numbers = [this.number(a), this.number(b)];
    if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] === numbers[1];
    if (a.tag !== b.tag) return false;
    if (a.tag === Tag.Text) return this.text(a.payload) === this.text(b.payload);
    if (a.tag !== Tag.Object || a.payload === b.payload) return a.payload === b.payload;
    if (this.shape(a) !== "tuple" || this.shape(b) !== "tuple") return false;
    const [left, right] = [this.content(a.payload).items, this.content(b.payload).items];
    return left.length === right.length && left.every((item, i) => this.equal(item, right[i]!));
  }

  private shape({ payload }: Operand): string {
    return this.columns.types[this.columns.objectType[payload]!]!.shape;
  }

  private number({ tag, payload }: Operand): number | undefined {
    if (tag === Tag.False || tag === Tag.True) return tag === Tag.True ? 1 : 0;
    if (tag === Tag.Int) return payload | 0;
    return tag === Tag.Float ? this.columns.floats[payload]! : undefined;
  }

  private text(index: number): string {
    const { textStart, textBytes } = this.columns;
    return new TextDecoder().decode(textBytes.subarray(textStart[index]!, textStart[index + 1]!));
  }

  private operand(row: number): Operand {
    return { tag: this.columns.rowTag[row] ?? 0, payload: this.columns.rowPayload[row] ?? 0 };
  }
}
