import { type ObjectShape, Tag, type TraceColumns, type TypeRecord } from "./columns.ts";
import { Content, type KeyIdentity, type Layout, layoutOf, type Snapshot, snapshotOf } from "./content.ts";
import { groupBy, lazy, lowerBound, tabulate } from "./grouping.ts";
import { atomIdentity, keyIdentity } from "./identity.ts";
import { KeyNumbers } from "./keyed-buffer.ts";
import { MUTATIONS, rowsOfKind, slotOf } from "./rows.ts";
import { firstSights } from "./sights.ts";
import type { ObjectId, Tick, Value } from "./types.ts";
import { ABSENT, type PackedValue, pack, payloadOf, type Values } from "./values.ts";

/** Fewest changes between two kept copies of an object. */
const KEYFRAME_SPACING = 256;
/** Applying a change takes about as long as copying this many elements. */
const ELEMENTS_PER_CHANGE = 8;
/** Moving this many values costs about as much as any other change. */
const MOVES_PER_CHANGE = 1024;
/** How many elements may be kept in copies of contents before all are dropped. */
const CACHE_SIZE = 20_000_000;

interface Keyframe {
  /** How many changes the copy has seen. */
  readonly changes: number;
  readonly snapshot: Snapshot;
}

/** One object on its way through its changes: `content` is as after the first `changes` of them. */
interface Playback {
  readonly content: Content;
  changes: number;
  readonly keys: KeyNumbers;
  /** The key number of each change that names a key, once it is known, else -1. */
  readonly keyNumbers: Int32Array;
  readonly keyframes: Keyframe[];
  costSinceKeyframe: number;
}

/**
 * Contents of heap objects at any tick: what was first seen, and every change since. Copies are kept every so many
 * changes, and the last content asked for is kept in hand, so that going one step on applies only what is new.
 */
export class Objects {
  private readonly playbacks = new Map<ObjectId, Playback>();
  private cachedElements = 0;
  /** What tells a recorded value as a key from others. */
  readonly identity: (key: PackedValue) => KeyIdentity;

  /** Rows that change an object, grouped by object. */
  private readonly changes = lazy(() => {
    const rows = rowsOfKind(this.columns, MUTATIONS);
    const objects = tabulate(rows.length, (i) => this.columns.rowPayload[rows[i]!]!);
    const groups = groupBy(objects, this.columns.objectType.length);
    return { start: groups.start, rows: tabulate(rows.length, (i) => rows[groups.items[i]!]!) };
  });

  private readonly sights = lazy(() => firstSights(this.columns));

  constructor(
    private readonly columns: TraceColumns,
    private readonly values: Values,
  ) {
    this.identity = keyIdentity(columns, values, (object) => ({
      shape: this.type(object).shape,
      elements: this.contentValues(columns.objectContent[object]!),
    }));
  }

  /** @throws RangeError when the run has no such object */
  type(object: ObjectId): TypeRecord {
    const type = this.columns.types[this.columns.objectType[object] ?? -1];
    if (type === undefined) throw new RangeError(`The run has no object ${object}.`);
    return type;
  }

  /** How an object's content is laid out, what shape of object it is, and the text recorded of it. */
  layout(object: ObjectId): { readonly layout: Layout; readonly shape: ObjectShape; readonly text: string } {
    const { shape } = this.type(object);
    const text = this.columns.objectText[object]!;
    return { layout: layoutOf(shape), shape, text: text < 0 ? "" : this.values.texts.text(text) };
  }

  /**
   * The row that first shows an object, itself or inside another; the number of rows when none does.
   * O(rows of the run) at the first call, then O(1)
   */
  firstSight(object: ObjectId): number {
    return this.sights()[object]!;
  }

  /** How many changes an object has seen before a tick: the same number, the same content. O(log h) */
  changesBefore(object: ObjectId, tick: Tick): number {
    const { start, rows } = this.changes();
    const from = start[object]!;
    return lowerBound(rows, tick, from, start[object + 1]!) - from;
  }

  /** The rows that change an object, in order. */
  changeRows(object: ObjectId): Uint32Array {
    const { start, rows } = this.changes();
    return rows.subarray(start[object]!, start[object + 1]!);
  }

  /**
   * The content at a tick, without copying: read it at once, for the next question about the same object changes it.
   * O(log h + changes since the nearest copy)
   */
  contentAt(object: ObjectId, tick: Tick): Content {
    const target = this.changesBefore(object, tick);
    const playback = this.playbacks.get(object) ?? this.begin(object);
    const keyframe = playback.keyframes[lastKeyframe(playback.keyframes, target)]!;
    if (playback.changes > target || keyframe.changes > playback.changes) {
      playback.content.replace(keyframe.snapshot);
      playback.changes = keyframe.changes;
      playback.costSinceKeyframe = 0;
    }
    const { start, rows } = this.changes();
    const first = start[object]!;
    while (playback.changes < target) {
      playback.costSinceKeyframe += this.apply(playback, object, rows[first + playback.changes]!);
      playback.changes += 1;
      if (playback.costSinceKeyframe >= KEYFRAME_SPACING) this.keep(playback);
    }
    return playback.content;
  }

  /** The value of a mapping's key (Absent for an element of a set) at a tick; undefined when it is not there. */
  valueAt(object: ObjectId, key: KeyIdentity, tick: Tick): PackedValue | undefined {
    const { entries } = this.contentAt(object, tick);
    return entries.get(this.playbacks.get(object)!.keys.find(key));
  }

  /** What tells a value as a key from others. */
  identityOf(key: Value): KeyIdentity {
    return key.kind === "atom" ? atomIdentity(key) : this.identity(pack(Tag.Object, key.id));
  }

  /** How many values a content holds. */
  contentLength(content: number): number {
    return this.columns.contentStart[content + 1]! - this.columns.contentStart[content]!;
  }

  /** The values of a content as the columns hold them; empty for -1. */
  contentValues(content: number): Float64Array {
    if (content < 0) return new Float64Array(0);
    const { contentStart, contentTag, contentPayload } = this.columns;
    const from = contentStart[content]!;
    const values = new Float64Array(contentStart[content + 1]! - from);
    for (let i = 0; i < values.length; i++) values[i] = pack(contentTag[from + i]!, contentPayload[from + i]!);
    return values;
  }

  private begin(object: ObjectId): Playback {
    if (this.cachedElements > CACHE_SIZE) {
      this.playbacks.clear();
      this.cachedElements = 0;
    }
    const keys = new KeyNumbers(this.identity);
    const snapshot = this.parse(object, this.columns.objectContent[object]!, keys);
    const content = new Content(snapshot);
    const playback: Playback = {
      content,
      changes: 0,
      keys,
      keyNumbers: new Int32Array(this.changeRows(object).length).fill(-1),
      keyframes: [{ changes: 0, snapshot }],
      costSinceKeyframe: 0,
    };
    this.cachedElements += 2 * content.size;
    this.playbacks.set(object, playback);
    return playback;
  }

  private keep(playback: Playback): void {
    const { content, changes, keyframes } = playback;
    if (playback.costSinceKeyframe < content.size / ELEMENTS_PER_CHANGE) return;
    playback.costSinceKeyframe = 0;
    if (keyframes.at(-1)!.changes >= changes) return;
    keyframes.push({ changes, snapshot: content.snapshot() });
    this.cachedElements += content.size;
  }

  private parse(object: ObjectId, content: number, keys: KeyNumbers): Snapshot {
    const layout = layoutOf(this.type(object).shape);
    return snapshotOf(layout, this.contentValues(content), keys, (name) => this.values.texts.text(payloadOf(name)));
  }

  /** Apply the next change, which `row` tells; returns its cost, 1 for a simple one. */
  private apply(playback: Playback, object: ObjectId, row: number): number {
    const { columns, values } = this;
    const { rowPayload } = columns;
    const { content } = playback;
    const { kind, subject } = slotOf(columns, row);
    switch (kind) {
      case "set-item":
        content.items.set(rowPayload[row + 1]!, values.packedRow(row + 2));
        return 1;
      case "set-key":
        content.entries.set(this.keyNumber(playback, row), values.packedRow(row + 1), values.packedRow(row + 2));
        return 1;
      case "add":
        content.entries.set(this.keyNumber(playback, row), values.packedRow(row + 1), ABSENT);
        return 1;
      case "remove-key":
      case "discard":
        content.entries.delete(this.keyNumber(playback, row));
        return 1;
      case "set-attribute":
        content.attributes.set(columns.names[subject]!, values.packedRow(row + 1));
        return 1;
      case "remove-attribute":
        content.attributes.delete(columns.names[subject]!);
        return 1;
      case "insert": {
        const inserted = this.contentValues(rowPayload[row + 2]!);
        return 1 + (content.items.insert(rowPayload[row + 1]!, inserted) + inserted.length) / MOVES_PER_CHANGE;
      }
      case "remove":
        return 1 + content.items.remove(rowPayload[row + 1]!, rowPayload[row + 2]!) / MOVES_PER_CHANGE;
      case "replace":
        content.replace(this.parse(object, rowPayload[row + 1]!, playback.keys));
        return 1 + content.size / ELEMENTS_PER_CHANGE;
      default:
        return 0;
    }
  }

  private keyNumber({ keys, keyNumbers, changes }: Playback, row: number): number {
    const known = keyNumbers[changes] ?? -1;
    if (known >= 0) return known;
    const number = keys.of(this.values.packedRow(row + 1));
    keyNumbers[changes] = number;
    return number;
  }
}

function lastKeyframe(keyframes: readonly Keyframe[], changes: number): number {
  let low = 0;
  let high = keyframes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyframes[middle]!.changes <= changes) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
