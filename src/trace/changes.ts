import { type SlotKind, Tag } from "./columns.ts";
import { Family, type HeapColumns, Overridable } from "./heap.ts";
import { Method } from "./stream.ts";

/** Where rows go. */
export interface RowWriter {
  slot(kind: SlotKind, subject?: number): number;
  row(slot: number, tag: number, payload: number): void;
}

/** Turns what a program did to builtin containers (stores, deletions, method calls) into the rows of its effects. */
export class Changes {
  constructor(
    private readonly heap: HeapColumns,
    private readonly rows: RowWriter,
  ) {}

  private index(tags: Uint8Array, payloads: Uint32Array, at: number, length: number): number {
    const tag = tags[at];
    const given = tag === Tag.Int ? payloads[at]! | 0 : tag === Tag.True ? 1 : tag === Tag.False ? 0 : Number.NaN;
    return given < 0 ? given + length : given;
  }

  storeItem(node: number, object: number, tags: Uint8Array, payloads: Uint32Array, key: number, value: number): void {
    const family = this.heap.family(object, Overridable.SetItem);
    if (family === Family.Sequence) {
      const index = this.index(tags, payloads, key, this.heap.lengths.data[object]!);
      if (Number.isNaN(index)) return;
      this.rows.row(this.rows.slot("set-item", node), Tag.Object, object);
      this.rows.row(0, Tag.Int, index);
    } else if (family === Family.Mapping) {
      this.rows.row(this.rows.slot("set-key", node), Tag.Object, object);
      this.rows.row(0, tags[key]!, payloads[key]!);
    } else return;
    this.rows.row(0, tags[value]!, payloads[value]!);
  }

  deleteItem(node: number, object: number, tags: Uint8Array, payloads: Uint32Array, key: number): void {
    const family = this.heap.family(object, Overridable.DeleteItem);
    if (family === Family.Sequence) {
      const index = this.index(tags, payloads, key, this.heap.lengths.data[object]!);
      if (!Number.isNaN(index)) this.removeItems(node, object, index, 1);
    } else if (family === Family.Mapping) {
      this.rows.row(this.rows.slot("remove-key", node), Tag.Object, object);
      this.rows.row(0, tags[key]!, payloads[key]!);
    }
  }

  removeItems(node: number, object: number, index: number, count: number): void {
    this.rows.row(this.rows.slot("remove", node), Tag.Object, object);
    this.rows.row(0, Tag.Int, index);
    this.rows.row(0, Tag.Int, count);
    this.heap.lengths.data[object]! -= count;
  }

  private insertItem(node: number, object: number, index: number, tags: Uint8Array, payloads: Uint32Array, at: number) {
    this.rows.row(this.rows.slot("insert", node), Tag.Object, object);
    this.rows.row(0, Tag.Int, index);
    this.rows.row(0, Tag.Int, this.heap.content(tags, payloads, at, at + 1));
    this.heap.lengths.data[object]! += 1;
  }

  private element(kind: "add" | "discard" | "remove-key", node: number, object: number, tag: number, payload: number) {
    this.rows.row(this.rows.slot(kind, node), Tag.Object, object);
    this.rows.row(0, tag, payload);
  }

  /** A builtin method whose effect follows from receiver, operands and result. */
  method(program: Int32Array, word: number, tags: Uint8Array, payloads: Uint32Array, at: number): void {
    const { heap } = this;
    const receiver = at + program[word + 4]!;
    if (tags[receiver] !== Tag.Object) return;
    const object = payloads[receiver]!;
    const family = heap.family(object, program[word + 2]!);
    if (family !== Family.Sequence && family !== Family.Mapping && family !== Family.Set) return;
    const node = program[word + 3]!;
    const result = at + program[word + 5]!;
    const count = program[word]! - 5;
    const first = at + program[word + 6]!;
    const length = heap.lengths.data[object]!;
    switch (program[word + 2]) {
      case Method.Append:
        this.insertItem(node, object, length, tags, payloads, first);
        if (length >= heap.bounds.get(object)!) this.removeItems(node, object, 0, 1);
        break;
      case Method.AppendLeft:
        this.insertItem(node, object, 0, tags, payloads, first);
        if (length >= heap.bounds.get(object)!) this.removeItems(node, object, length, 1);
        break;
      case Method.Pop:
        if (family === Family.Sequence) {
          this.removeItems(node, object, count > 0 ? this.index(tags, payloads, first, length) : length - 1, 1);
        } else if (family === Family.Set) this.element("discard", node, object, tags[result]!, payloads[result]!);
        else this.element("remove-key", node, object, tags[first]!, payloads[first]!);
        break;
      case Method.PopLeft:
        this.removeItems(node, object, 0, 1);
        break;
      case Method.Insert: {
        const index = this.index(tags, payloads, first, length);
        const place = Math.min(Math.max(index, 0), length);
        this.insertItem(node, object, place, tags, payloads, at + program[word + 7]!);
        break;
      }
      case Method.Clear:
        this.rows.row(this.rows.slot("replace", node), Tag.Object, object);
        this.rows.row(0, Tag.Int, heap.content(tags, payloads, at, at));
        heap.lengths.data[object] = 0;
        break;
      case Method.Add:
        this.element("add", node, object, tags[first]!, payloads[first]!);
        break;
      case Method.Discard:
        this.element("discard", node, object, tags[first]!, payloads[first]!);
        break;
      case Method.SetDefault:
        this.rows.row(this.rows.slot("set-key", node), Tag.Object, object);
        this.rows.row(0, tags[first]!, payloads[first]!);
        this.rows.row(0, tags[result]!, payloads[result]!);
        break;
      case Method.PopItem: {
        const content = heap.objectContent.data[payloads[result]!]!;
        const key = heap.contentStart.data[content]!;
        this.element("remove-key", node, object, heap.contentTag.data[key]!, heap.contentPayload.data[key]!);
        break;
      }
    }
  }
}
