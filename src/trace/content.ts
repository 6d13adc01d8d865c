import type { ObjectShape } from "./columns.ts";
import { SequenceBuffer } from "./sequence-buffer.ts";
import { ABSENT, type PackedValue } from "./values.ts";

const NOTHING = new Float64Array(0);

/** What tells one key of a dict (or element of a set) from another: equal exactly when Python calls them equal. */
export type KeyIdentity = number | string;

/** How a content lays out its values before the attributes. */
export type Layout = "sequence" | "mapping" | "set" | "attributes";

export interface Entry {
  readonly key: PackedValue;
  value: PackedValue;
}

/** A content that does not change: what the columns hold, or a copy made on the way. */
export interface Snapshot {
  readonly items: Float64Array;
  /** key, value, key, value, …; elements of a set have the value Absent. */
  readonly entries: Float64Array;
  readonly attributes: ReadonlyMap<string, PackedValue>;
}

/**
 * The content of one heap object while deltas are applied to it. A mapping keeps Python's insertion order, since a
 * JavaScript `Map` has the same rules: a new key goes last, a known one stays in its place.
 */
export class Content {
  items = new SequenceBuffer(NOTHING);
  readonly entries = new Map<KeyIdentity, Entry>();
  attributes = new Map<string, PackedValue>();

  constructor(
    from: Snapshot,
    private readonly identity: (key: PackedValue) => KeyIdentity,
  ) {
    this.replace(from);
  }

  replace(by: Snapshot): void {
    this.items = new SequenceBuffer(by.items);
    this.entries.clear();
    for (let i = 0; i < by.entries.length; i += 2) this.setKey(by.entries[i]!, by.entries[i + 1]!);
    this.attributes = new Map(by.attributes);
  }

  /** How many elements, or keys, or attributes: what a copy of the whole would cost. */
  get size(): number {
    return this.items.length + this.entries.size + this.attributes.size;
  }

  has(key: PackedValue): boolean {
    return this.entries.has(this.identity(key));
  }

  valueOf(key: PackedValue): PackedValue | undefined {
    return this.entries.get(this.identity(key))?.value;
  }

  setKey(key: PackedValue, value: PackedValue): void {
    const identity = this.identity(key);
    const known = this.entries.get(identity);
    if (known === undefined) this.entries.set(identity, { key, value });
    else known.value = value;
  }

  add(element: PackedValue): void {
    const identity = this.identity(element);
    if (!this.entries.has(identity)) this.entries.set(identity, { key: element, value: ABSENT });
  }

  removeKey(key: PackedValue): void {
    this.entries.delete(this.identity(key));
  }

  snapshot(): Snapshot {
    const entries = new Float64Array(this.entries.size * 2);
    let at = 0;
    for (const { key, value } of this.entries.values()) {
      entries[at++] = key;
      entries[at++] = value;
    }
    return { items: this.items.snapshot(), entries, attributes: new Map(this.attributes) };
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
  attributeName: (name: PackedValue) => string,
): Snapshot {
  const marker = layout === "attributes" ? 0 : markerIn(layout, values);
  const elements = values.subarray(0, marker);
  const attributes = new Map<string, PackedValue>();
  for (let i = layout === "attributes" ? 0 : marker + 1; i + 1 < values.length; i += 2) {
    attributes.set(attributeName(values[i]!), values[i + 1]!);
  }
  if (layout === "mapping") return { items: NOTHING, entries: elements, attributes };
  if (layout === "sequence") return { items: elements, entries: NOTHING, attributes };
  const entries = new Float64Array(elements.length * 2).fill(ABSENT);
  for (let i = 0; i < elements.length; i++) entries[2 * i] = elements[i]!;
  return { items: NOTHING, entries, attributes };
}

/** Where the elements end: at the Absent marker, in a place where no element can be absent, or at the very end. */
function markerIn(layout: Layout, values: Float64Array): number {
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
