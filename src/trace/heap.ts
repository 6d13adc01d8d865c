import { Column } from "./column.ts";
import { type ObjectShape, Tag, type TypeRecord } from "./columns.ts";
import type { BuiltinContainer, Heap } from "./pickle.ts";

/** Characters of a `str` that are kept. */
const TEXT_LIMIT = 10_000;
const decoder = new TextDecoder("utf-8");

const SHAPES: readonly string[] = [
  "list",
  "tuple",
  "deque",
  "range",
  "bytearray",
  "namedtuple",
  "dict",
  "defaultdict",
  "Counter",
  "OrderedDict",
  "mappingproxy",
  "set",
  "frozenset",
  "instance",
  "dataclass",
  "enum",
  "exception",
  "function",
  "class",
] satisfies ObjectShape[];

/** What shape decides about changes logged as operations. */
export const Family = { Other: 0, Sequence: 1, Mapping: 2, Set: 3, Instance: 4 } as const;

/** Bits of overridden operations beyond the methods: `sites.OVERRIDABLE`. */
export const Overridable = { SetItem: 10, DeleteItem: 11 } as const;

const FAMILIES: Readonly<Record<string, number>> = {
  list: Family.Sequence,
  deque: Family.Sequence,
  bytearray: Family.Sequence,
  dict: Family.Mapping,
  defaultdict: Family.Mapping,
  Counter: Family.Mapping,
  OrderedDict: Family.Mapping,
  set: Family.Set,
  instance: Family.Instance,
  dataclass: Family.Instance,
  exception: Family.Instance,
  function: Family.Instance,
};

/** Objects, texts and contents of a recording, as they come out of its stream. */
export class HeapColumns implements Heap {
  readonly types: TypeRecord[] = [];
  readonly atoms: { type: string; repr: string; length?: number }[] = [];
  readonly longTexts: { text: string; length: number }[] = [];
  readonly floats = new Column(Float64Array);
  readonly textStart = new Column(Uint32Array);
  readonly textBytes = new Column(Uint8Array);
  readonly objectType = new Column(Uint32Array);
  readonly objectRow = new Column(Uint32Array);
  readonly objectContent = new Column(Int32Array);
  readonly objectText = new Column(Int32Array);
  readonly objectScope = new Column(Int32Array);
  readonly contentStart = new Column(Uint32Array);
  readonly contentTag = new Column(Uint8Array);
  readonly contentPayload = new Column(Uint32Array);
  /** How many elements a sequence has at this point of the log. */
  readonly lengths = new Column(Int32Array);
  /** The `maxlen` of deques that have one. */
  readonly bounds = new Map<number, number>();
  tag: number = Tag.Absent;
  payload = 0;

  private readonly builtinTypes = new Map<string, number>();
  private readonly families: number[] = [];
  /** By type: operations that its classes replace (bits as in {@link Overridable}), and attributes stored by code. */
  private readonly overridden: number[] = [];
  private readonly handled: (ReadonlySet<string> | null)[] = [];
  private readonly atomIndex = new Map<string, number>();
  /** Contents of large containers that are still being read. */
  private readonly pieces = new Map<number, { tags: Column<Uint8Array>; payloads: Column<Uint32Array> }>();

  constructor(private readonly now: () => number) {
    this.contentStart.push(0);
    this.textStart.push(0);
  }

  container(type: BuiltinContainer): number {
    let index = this.builtinTypes.get(type);
    if (index === undefined) {
      index = this.defineType(type, `builtins.${type}`, type, "", 0, "");
      this.builtinTypes.set(type, index);
    }
    return this.object(index, -1, -1);
  }

  instance(type: number, text: number, scope: number): number {
    return this.object(type, text, scope);
  }

  private object(type: number, text: number, scope: number): number {
    const id = this.objectType.length;
    this.objectType.push(type);
    this.objectRow.push(this.now());
    this.objectContent.push(-1);
    this.objectText.push(text);
    this.objectScope.push(scope);
    this.lengths.push(0);
    return id;
  }

  /**
   * A type that is met for the first time.
   *
   * @param overrides operations that no longer mean what they mean for the builtin base: bits of {@link Overridable}
   * @param handled attributes whose assignment runs code that logs for itself, one a line; `*` for all
   */
  defineType(
    name: string,
    qualifiedName: string,
    shape: string,
    fields: string,
    overrides: number,
    handled: string,
  ): number {
    const known = SHAPES.includes(shape) ? (shape as ObjectShape) : "opaque";
    this.types.push({
      name,
      qualifiedName,
      shape: known,
      ...(fields === "" ? {} : { fields: fields.split("\n") }),
    });
    this.families.push(FAMILIES[known] ?? Family.Other);
    this.overridden.push(overrides);
    this.handled.push(handled === "*" ? null : new Set(handled === "" ? [] : handled.split("\n")));
    return this.types.length - 1;
  }

  /**
   * What a change logged as an operation means for an object.
   *
   * @param operation bit of the operation: the number of a method, or {@link Overridable}
   */
  family(object: number, operation: number): number {
    const type = this.objectType.data[object]!;
    if ((this.overridden[type]! >> operation) % 2 === 1) return Family.Other;
    return this.families[type]!;
  }

  /** Whether assigning (or deleting) this attribute of an object changes what the object itself holds. */
  stores(object: number, attribute: string): boolean {
    const type = this.objectType.data[object]!;
    const handled = this.handled[type]!;
    return this.types[type]!.shape !== "opaque" && handled !== null && (handled.size === 0 || !handled.has(attribute));
  }

  shape(object: number): ObjectShape {
    return this.types[this.objectType.data[object]!]!.shape;
  }

  atom(type: string, repr: string, length: number): number {
    const key = `${type} ${length} ${repr}`;
    let index = this.atomIndex.get(key);
    if (index === undefined) {
      index = this.atoms.length;
      this.atoms.push({ type, repr, ...(length >= 0 ? { length } : {}) });
      this.atomIndex.set(key, index);
    }
    return index;
  }

  contents(object: number, tags: Uint8Array, payloads: Uint32Array, start: number, end: number, more: boolean): void {
    let piece = this.pieces.get(object);
    if (more && piece === undefined) {
      piece = { tags: new Column(Uint8Array), payloads: new Column(Uint32Array) };
      this.pieces.set(object, piece);
    }
    if (piece === undefined) {
      this.objectContent.data[object] = this.content(tags, payloads, start, end);
      return;
    }
    for (let index = start; index < end; index++) {
      piece.tags.push(tags[index]!);
      piece.payloads.push(payloads[index]!);
    }
  }

  /** Contents logged before the first change: what the pickler met later, perhaps in pieces, had changed by then. */
  firstContents(object: number, tags: Uint8Array, payloads: Uint32Array, start: number, end: number): void {
    this.pieces.delete(object);
    this.objectContent.data[object] = this.content(tags, payloads, start, end);
  }

  /** How many of the values in `tags[start..end)` are elements: attributes follow an Absent marker. */
  elements(object: number, tags: Uint8Array, start: number, end: number): number {
    const type = this.types[this.objectType.data[object]!]!;
    if (type.shape === type.name && type.shape !== "deque") return end - start;
    const marker = tags.subarray(start, end).indexOf(Tag.Absent);
    return marker < 0 ? end - start : marker;
  }

  /** Note the bound of a deque, which its contents end with (`maxlen`, then other attributes). */
  bound(object: number, tags: Uint8Array, payloads: Uint32Array, start: number, end: number): void {
    if (this.shape(object) !== "deque") return;
    const value = start + this.elements(object, tags, start, end) + 2;
    if (value < end && tags[value] === Tag.Int) this.bounds.set(object, payloads[value]!);
  }

  /** Store the contents of containers that came in pieces. */
  settle(): void {
    for (const [object, { tags, payloads }] of this.pieces) {
      this.objectContent.data[object] = this.content(tags.data, payloads.data, 0, tags.length);
    }
    this.pieces.clear();
  }

  /** A new content; gives its id. */
  content(tags: Uint8Array, payloads: Uint32Array, start: number, end: number): number {
    const { contentTag, contentPayload } = this;
    const length = contentTag.length + end - start;
    contentTag.reserve(length);
    contentPayload.reserve(length);
    contentTag.data.set(tags.subarray(start, end), contentTag.length);
    contentPayload.data.set(payloads.subarray(start, end), contentPayload.length);
    contentTag.length = contentPayload.length = length;
    this.contentStart.push(length);
    return this.contentStart.length - 2;
  }

  text(bytes: Uint8Array, start: number, end: number): void {
    if (end - start > TEXT_LIMIT && this.longText(bytes, start, end)) return;
    const { textBytes, textStart } = this;
    const length = textBytes.length + end - start;
    textBytes.reserve(length);
    if (end - start < 16) {
      for (let from = start, to = textBytes.length; from < end; ) textBytes.data[to++] = bytes[from++]!;
    } else {
      textBytes.data.set(bytes.subarray(start, end), textBytes.length);
    }
    textBytes.length = length;
    this.tag = Tag.Text;
    this.payload = textStart.length - 1;
    textStart.push(length);
  }

  private longText(bytes: Uint8Array, start: number, end: number): boolean {
    let characters = 0;
    let cut = end;
    for (let index = start; index < end; index++) {
      if ((bytes[index]! & 0xc0) === 0x80) continue;
      if (characters === TEXT_LIMIT) cut = index;
      characters++;
    }
    if (characters <= TEXT_LIMIT) return false;
    this.tag = Tag.LongText;
    this.payload = this.longTexts.length;
    this.longTexts.push({ text: decoder.decode(bytes.subarray(start, cut)), length: characters });
    return true;
  }

  /** A little-endian two's-complement integer. */
  integer(bytes: Uint8Array, start: number, end: number): void {
    let digits = "";
    for (let index = end - 1; index >= start; index--) digits += bytes[index]!.toString(16).padStart(2, "0");
    let value = digits === "" ? 0n : BigInt(`0x${digits}`);
    if (end > start && bytes[end - 1]! >= 0x80) value -= 1n << BigInt(8 * (end - start));
    const small = value >= -0x80000000n && value <= 0x7fffffffn;
    if (small) {
      this.tag = Tag.Int;
      this.payload = Number(value) >>> 0;
      return;
    }
    const text = value.toString();
    const encoded = new TextEncoder().encode(text);
    this.textBytes.reserve(this.textBytes.length + encoded.length);
    this.textBytes.data.set(encoded, this.textBytes.length);
    this.textBytes.length += encoded.length;
    this.tag = Tag.BigInt;
    this.payload = this.textStart.length - 1;
    this.textStart.push(this.textBytes.length);
  }

  /** A new text; gives its index. */
  textIndex(text: string): number {
    const encoded = new TextEncoder().encode(text);
    this.text(encoded, 0, encoded.length);
    return this.payload;
  }

  textOf(payload: number): string {
    const { textStart, textBytes } = this;
    return decoder.decode(textBytes.data.subarray(textStart.data[payload]!, textStart.data[payload + 1]!));
  }
}
