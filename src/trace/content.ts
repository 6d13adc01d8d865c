import type { ObjectShape } from "./columns.ts";
import { KeyedBuffer, type KeyedSnapshot, type KeyNumbers } from "./keyed-buffer.ts";
import { SequenceBuffer } from "./sequence-buffer.ts";
import { ABSENT, type PackedValue } from "./values.ts";

/** What tells one key of a dict (or element of a set) from another: equal exactly when Python calls them equal. */
export type KeyIdentity = number | string;

/** How a content lays out its values before the attributes. */
export type Layout = "sequence" | "mapping" | "set" | "attributes";

/** A content that does not change: what the columns hold, or a copy made on the way. */
export interface Snapshot {
  /** Of a sequence. */
  readonly items: Float64Array;
  /** Of a mapping; of a set, whose elements have the value Absent. */
  readonly entries: KeyedSnapshot;
  readonly attributes: ReadonlyMap<string, PackedValue>;
}

/** The content of one heap object while changes are applied to it. */
export class Content {
  readonly items: SequenceBuffer;
  readonly entries: KeyedBuffer;
  attributes: Map<string, PackedValue>;

  constructor(from: Snapshot) {
    this.items = new SequenceBuffer(from.items);
    this.entries = new KeyedBuffer(from.entries);
    this.attributes = new Map(from.attributes);
  }

  /** How many elements, or keys, or attributes: what a copy of the whole would cost. */
  get size(): number {
    return this.items.length + this.entries.size + this.attributes.size;
  }

  replace(by: Snapshot): void {
    this.items.replace(by.items);
    this.entries.replace(by.entries);
    this.attributes = new Map(by.attributes);
  }

  snapshot(): Snapshot {
    return {
      items: this.items.snapshot(),
      entries: this.entries.snapshot(),
      attributes: new Map(this.attributes),
    };
  }
}

/**
 * The values of a content, sorted into elements and attributes.
 *
 * @param values as the columns hold them; attributes of a builtin's subclass follow an Absent marker
 * @param attributeName the characters of an attribute's name
 */
export function snapshotOf(
  layout: Layout,
  values: Float64Array,
  keys: KeyNumbers,
  attributeName: (name: PackedValue) => string,
): Snapshot {
  const end = layout === "attributes" ? 0 : elementsEnd(layout, values);
  const elements = values.subarray(0, end);
  const attributes = new Map<string, PackedValue>();
  for (let i = layout === "attributes" ? 0 : end + 1; i + 1 < values.length; i += 2) {
    attributes.set(attributeName(values[i]!), values[i + 1]!);
  }
  const isKeyed = layout === "mapping" || layout === "set";
  return {
    items: isKeyed ? elements.subarray(0, 0) : elements,
    entries: keys.snapshot(isKeyed ? elements : elements.subarray(0, 0), layout === "mapping"),
    attributes,
  };
}

/** Where the elements end: at the Absent marker, in a place where no element can be absent, or at the very end. */
function elementsEnd(layout: Layout, values: Float64Array): number {
  const width = layout === "mapping" ? 2 : 1;
  for (let i = 0; i < values.length; i += width) if (values[i] === ABSENT) return i;
  return values.length;
}

export function layoutOf(shape: ObjectShape): Layout {
  switch (shape) {
    case "list":
    case "tuple":
    case "deque":
    case "range":
    case "bytearray":
    case "namedtuple":
      return "sequence";
    case "dict":
    case "defaultdict":
    case "Counter":
    case "OrderedDict":
    case "mappingproxy":
      return "mapping";
    case "set":
    case "frozenset":
      return "set";
    default:
      return "attributes";
  }
}
