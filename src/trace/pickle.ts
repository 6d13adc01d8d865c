import { Column } from "./column.ts";
import { Tag } from "./columns.ts";

export type BuiltinContainer = "list" | "dict" | "set" | "tuple" | "frozenset" | "bytearray";

/**
 * Reads the byte stream of a recording: Python's pickle format (protocol 5, `Lib/pickletools.py`), of which the recorder
 * uses a part in a way of its own (see `docs/trace-format.md`).
 *
 * Values are a {@link Tag} and 32 bits, on a stack of two typed arrays. What makes objects, texts and contents is the
 * {@link Heap}'s; what a run of log values means is the consumer's.
 */
export interface Heap {
  /** A new object of a builtin container type; gives its id. */
  container(type: BuiltinContainer): number;
  /** A new object of a type first described by {@link defineType}. */
  instance(type: number, text: number, scope: number): number;
  defineType(
    name: string,
    qualifiedName: string,
    shape: string,
    fields: string,
    overrides: number,
    handled: string,
  ): number;
  atom(type: string, repr: string, length: number): number;
  /** The contents an object was first written with. */
  contents(object: number, tags: Uint8Array, payloads: Uint32Array, start: number, end: number, more: boolean): void;
  text(bytes: Uint8Array, start: number, end: number): void;
  integer(bytes: Uint8Array, start: number, end: number): void;
  readonly floats: Column<Float64Array>;
  /** Tag and payload of the text or integer just read. */
  tag: number;
  payload: number;
  textOf(payload: number): string;
}

/** Takes log values in `tags/payloads[start..end)`; gives how many of them it could use. */
export type Consumer = (tags: Uint8Array, payloads: Uint32Array, start: number, end: number) => number;

/** Tags of values that exist only in the stream. */
const CALLABLE = 32;
const MARK = 33;
const CHUNK = 34;

/** Common values read before there is a look at how much room the stack has. */
const AT_ONCE = 2048;

interface Callable {
  readonly kind: "type" | "atom" | "absent";
  readonly type: number;
}

export class PickleReader {
  private tags = new Uint8Array(1 << 12);
  private payloads = new Uint32Array(1 << 12);
  private memoTags = new Column(Uint8Array);
  private memoPayloads = new Column(Uint32Array);
  private readonly marks: Callable[] = [];
  private top = 0;
  /** Where the operands of a call about to be made begin on the stack, or -1. */
  private operands = -1;
  /** The object that is the empty tuple, once it was met. */
  private unit = -1;
  /** How many values of the chunk wait for more. */
  private left = 0;

  constructor(
    private readonly heap: Heap,
    private readonly consume: Consumer,
  ) {}

  /**
   * Reads every pickle in a piece of the stream.
   *
   * @returns the value of the last one if it was a text, as its index
   * @throws Error on bytes that the recorder does not write
   */
  read(bytes: Uint8Array): void {
    let position = 0;
    while (position < bytes.length) position = this.readOne(bytes, position);
  }

  private push(tag: number, payload: number): void {
    if (this.top === this.tags.length) this.grow();
    this.tags[this.top] = tag;
    this.payloads[this.top++] = payload;
  }

  private grow(): void {
    const tags = new Uint8Array(this.tags.length * 2);
    tags.set(this.tags);
    this.tags = tags;
    const payloads = new Uint32Array(this.payloads.length * 2);
    payloads.set(this.payloads);
    this.payloads = payloads;
  }

  private readOne(bytes: Uint8Array, from: number): number {
    const { heap, memoTags, memoPayloads } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const openMarks: number[] = [];
    let chunkBase = -1;
    let position = from;
    this.top = 0;
    for (;;) {
      position = this.common(bytes, position);
      const opcode = bytes[position++]!;
      switch (opcode) {
        case 0x4a: // BININT
          this.push(Tag.Int, view.getInt32(position, true));
          position += 4;
          break;
        case 0x94: // MEMOIZE
          if (this.operands >= 0) {
            memoTags.push(Tag.Absent);
            memoPayloads.push(0);
          } else {
            memoTags.push(this.tags[this.top - 1]!);
            memoPayloads.push(this.payloads[this.top - 1]!);
          }
          break;
        case 0x47: // BINFLOAT
          this.push(Tag.Float, heap.floats.length);
          heap.floats.push(view.getFloat64(position, false));
          position += 8;
          break;
        case 0x8c: {
          // SHORT_BINUNICODE
          const length = bytes[position++]!;
          position = this.text(bytes, position, position + length);
          break;
        }
        case 0x58: {
          // BINUNICODE
          const length = view.getUint32(position, true);
          position = this.text(bytes, position + 4, position + 4 + length);
          break;
        }
        case 0x8d: {
          // BINUNICODE8
          const length = Number(view.getBigUint64(position, true));
          position = this.text(bytes, position + 8, position + 8 + length);
          break;
        }
        case 0x8a: {
          // LONG1
          const length = bytes[position++]!;
          position = this.integer(bytes, position, position + length);
          break;
        }
        case 0x8b: {
          // LONG4
          const length = view.getUint32(position, true);
          position = this.integer(bytes, position + 4, position + 4 + length);
          break;
        }
        case 0x43: {
          // SHORT_BINBYTES
          const length = bytes[position++]!;
          position = this.bytes(bytes, position, position + length);
          break;
        }
        case 0x42: {
          // BINBYTES
          const length = view.getUint32(position, true);
          position = this.bytes(bytes, position + 4, position + 4 + length);
          break;
        }
        case 0x96: {
          // BYTEARRAY8
          const length = Number(view.getBigUint64(position, true));
          position = this.bytearray(bytes, position + 8, position + 8 + length);
          break;
        }
        case 0x28: // MARK
          openMarks.push(this.top);
          this.push(MARK, 0);
          break;
        case 0x5d: // EMPTY_LIST
          if (this.top === 0) {
            // The outermost list is a stretch of the log.
            this.push(CHUNK, 0);
            chunkBase = this.top;
            this.left = 0;
          } else this.push(Tag.Object, heap.container("list"));
          break;
        case 0x7d: // EMPTY_DICT
          this.push(Tag.Object, heap.container("dict"));
          break;
        case 0x8f: // EMPTY_SET
          this.push(Tag.Object, heap.container("set"));
          break;
        case 0x29: // EMPTY_TUPLE
          if (this.calledBelow(this.top)) this.operands = this.top;
          else this.tuple(this.top, "tuple");
          break;
        case 0x85: // TUPLE1
        case 0x86: // TUPLE2
        case 0x87: {
          // TUPLE3
          const start = this.top - (opcode - 0x84);
          if (this.calledBelow(start)) this.operands = start;
          else this.tuple(start, "tuple");
          break;
        }
        case 0x74: {
          // TUPLE
          const mark = openMarks.pop()!;
          if (this.calledBelow(mark)) {
            this.drop(mark);
            this.operands = mark;
          } else {
            this.drop(mark);
            this.tuple(mark, "tuple");
          }
          break;
        }
        case 0x91: {
          // FROZENSET
          const mark = openMarks.pop()!;
          this.drop(mark);
          this.tuple(mark, "frozenset");
          break;
        }
        case 0x61: // APPEND
          if (chunkBase >= 0 && this.top - 1 === chunkBase + this.left) this.consumeFrom(chunkBase);
          else this.fill(this.top - 1, this.top - 2, 1);
          break;
        case 0x73: // SETITEM
          this.fill(this.top - 2, this.top - 3, 2);
          break;
        case 0x65: // APPENDS
        case 0x75: // SETITEMS
        case 0x90: {
          // ADDITEMS
          const mark = openMarks.pop()!;
          if (chunkBase >= 0 && mark === chunkBase + this.left) {
            this.drop(mark);
            this.consumeFrom(chunkBase);
          } else {
            heap.contents(
              this.payloads[mark - 1]!,
              this.tags,
              this.payloads,
              mark + 1,
              this.top,
              this.top - mark > (opcode === 0x75 ? 2000 : 1000),
            );
            this.top = mark;
          }
          break;
        }
        case 0x52: // REDUCE
          this.reduce();
          break;
        case 0x93: // STACK_GLOBAL
          this.top -= 2;
          this.push(CALLABLE, 0xffffffff);
          break;
        case 0x30: // POP
          this.top--;
          break;
        case 0x31: // POP_MARK
          this.top = openMarks.pop()!;
          break;
        case 0x80: // PROTO
          position++;
          break;
        case 0x95: // FRAME
          position += 8;
          break;
        case 0x2e: // STOP
          return position;
        default:
          throw new Error(`The recording's stream has an unexpected byte ${opcode} at ${position - 1}.`);
      }
    }
  }

  /** Read the commonest values, up to the first opcode that is something else. Gives where that is. */
  private common(bytes: Uint8Array, from: number): number {
    let position = from;
    let top = this.top;
    while (top + AT_ONCE > this.tags.length) this.grow();
    const { tags, payloads } = this;
    const memoTags = this.memoTags.data;
    const memoPayloads = this.memoPayloads.data;
    const full = top + AT_ONCE;
    while (top < full) {
      switch (bytes[position]) {
        case 0x4b: // BININT1
          tags[top] = Tag.Int;
          payloads[top++] = bytes[position + 1]!;
          position += 2;
          continue;
        case 0x68: {
          // BINGET
          const index = bytes[position + 1]!;
          tags[top] = memoTags[index]!;
          payloads[top++] = memoPayloads[index]!;
          position += 2;
          continue;
        }
        case 0x4d: // BININT2
          tags[top] = Tag.Int;
          payloads[top++] = bytes[position + 1]! | (bytes[position + 2]! << 8);
          position += 3;
          continue;
        case 0x6a: {
          // LONG_BINGET
          const index =
            bytes[position + 1]! |
            (bytes[position + 2]! << 8) |
            (bytes[position + 3]! << 16) |
            (bytes[position + 4]! << 24);
          tags[top] = memoTags[index]!;
          payloads[top++] = memoPayloads[index]!;
          position += 5;
          continue;
        }
        case 0x4e: // NONE
          tags[top] = Tag.None;
          payloads[top++] = 0;
          position++;
          continue;
        case 0x88: // NEWTRUE
          tags[top] = Tag.True;
          payloads[top++] = 0;
          position++;
          continue;
        case 0x89: // NEWFALSE
          tags[top] = Tag.False;
          payloads[top++] = 0;
          position++;
          continue;
      }
      break;
    }
    this.top = top;
    return top < full ? position : this.common(bytes, position);
  }

  private text(bytes: Uint8Array, start: number, end: number): number {
    this.heap.text(bytes, start, end);
    this.push(this.heap.tag, this.heap.payload);
    return end;
  }

  private integer(bytes: Uint8Array, start: number, end: number): number {
    this.heap.integer(bytes, start, end);
    this.push(this.heap.tag, this.heap.payload);
    return end;
  }

  private bytes(bytes: Uint8Array, start: number, end: number): number {
    this.push(
      Tag.Atom,
      this.heap.atom("bytes", bytesRepr(bytes.subarray(start, Math.min(end, start + 10_000))), end - start),
    );
    return end;
  }

  private bytearray(bytes: Uint8Array, start: number, end: number): number {
    const object = this.heap.container("bytearray");
    const tags = new Uint8Array(end - start).fill(Tag.Int);
    this.heap.contents(object, tags, Uint32Array.from(bytes.subarray(start, end)), 0, end - start, false);
    this.push(Tag.Object, object);
    return end;
  }

  private calledBelow(position: number): boolean {
    return position > 0 && this.tags[position - 1] === CALLABLE;
  }

  /** Remove the mark at `position`, moving what is above it down by one. */
  private drop(position: number): void {
    this.tags.copyWithin(position, position + 1, this.top);
    this.payloads.copyWithin(position, position + 1, this.top);
    this.top--;
  }

  private tuple(start: number, type: "tuple" | "frozenset"): void {
    // There is one empty tuple, and it is not in the pickler's memo.
    const isUnit = type === "tuple" && start === this.top;
    const object = isUnit && this.unit >= 0 ? this.unit : this.heap.container(type);
    if (isUnit) this.unit = object;
    this.heap.contents(object, this.tags, this.payloads, start, this.top, false);
    this.top = start;
    this.push(Tag.Object, object);
  }

  private fill(start: number, owner: number, count: number): void {
    this.heap.contents(this.payloads[owner]!, this.tags, this.payloads, start, start + count, false);
    this.top = start;
  }

  /** Let the consumer take what it can of the log values from `base` up; the rest waits for more. */
  private consumeFrom(base: number): void {
    const used = this.consume(this.tags, this.payloads, base, this.top);
    this.tags.copyWithin(base, base + used, this.top);
    this.payloads.copyWithin(base, base + used, this.top);
    this.top -= used;
    this.left = this.top - base;
  }

  /** Make the call on the stack. */
  private reduce(): void {
    const start = this.operands;
    const count = this.top - start;
    const callable = this.payloads[start - 1]!;
    this.operands = -1;
    this.top = start - 1;
    if (callable === 0xffffffff) {
      const words = Array.from({ length: count }, (_, index) => this.heap.textOf(this.payloads[start + index]!));
      this.push(CALLABLE, this.marks.length);
      this.marks.push(this.define(words));
      return;
    }
    const mark = this.marks[callable]!;
    if (mark.kind === "absent") this.push(Tag.Absent, 0);
    else if (mark.kind === "atom") {
      const type = this.heap.textOf(this.payloads[start]!);
      const length = this.payloads[start + 2]! | 0;
      this.push(Tag.Atom, this.heap.atom(type, this.heap.textOf(this.payloads[start + 1]!), length));
    } else {
      const text = count > 0 ? this.payloads[start]! : -1;
      const scope = count > 1 ? this.payloads[start + 1]! | 0 : -1;
      this.push(Tag.Object, this.heap.instance(mark.type, text, scope));
    }
  }

  private define(words: readonly string[]): Callable {
    const [kind, name = "", qualifiedName = "", shape = "", fields = "", overrides = "0", handled = ""] = words;
    if (kind === "type") {
      return { kind, type: this.heap.defineType(name, qualifiedName, shape, fields, Number(overrides), handled) };
    }
    return { kind: kind === "absent" ? "absent" : "atom", type: -1 };
  }
}

/** Python's `repr` of a `bytes`. */
export function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let text = `b${quote}`;
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === quote || character === "\\") text += `\\${character}`;
    else if (byte === 0x09) text += "\\t";
    else if (byte === 0x0a) text += "\\n";
    else if (byte === 0x0d) text += "\\r";
    else if (byte < 0x20 || byte >= 0x7f) text += `\\x${byte.toString(16).padStart(2, "0")}`;
    else text += character;
  }
  return text + quote;
}
