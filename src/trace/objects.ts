import type { ObjectShape, TraceColumns, TypeRecord } from "./columns.ts";
import { Content, layoutOf, type Snapshot, snapshotOf } from "./content.ts";
import { groupBy, lazy, lowerBound } from "./grouping.ts";
import { keyIdentity } from "./identity.ts";
import { MUTATIONS, rowsOfKind, slotOf } from "./rows.ts";
import type { ObjectId, Tick } from "./types.ts";
import { type PackedValue, pack, payloadOf, type Values } from "./values.ts";

/** Fewest changes between two kept copies of an object. */
const KEYFRAME_SPACING = 256;
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
  content: Content;
  changes: number;
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
  readonly identity: (key: PackedValue) => number | string;

  /** Rows that change an object, grouped by object. */
  private readonly changes = lazy(() => {
    const rows = rowsOfKind(this.columns, MUTATIONS);
    const objects = Int32Array.from(rows, (row) => this.columns.rowPayload[row]!);
    const groups = groupBy(objects, this.columns.objectType.length);
    return { start: groups.start, rows: groups.items.map((i) => rows[i]!) };
  });

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
      playback.content = new Content(keyframe.snapshot, this.identity);
      playback.changes = keyframe.changes;
      playback.costSinceKeyframe = 0;
    }
    const first = this.changes().start[object]!;
    while (playback.changes < target) {
      const row = this.changes().rows[first + playback.changes]!;
      playback.costSinceKeyframe += this.apply(playback.content, object, row);
      playback.changes += 1;
      this.keep(playback);
    }
    return playback.content;
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
    const snapshot = this.parse(this.type(object).shape, this.columns.objectContent[object]!);
    const content = new Content(snapshot, this.identity);
    const playback = { content, changes: 0, keyframes: [{ changes: 0, snapshot }], costSinceKeyframe: 0 };
    this.cachedElements += 2 * content.size;
    this.playbacks.set(object, playback);
    return playback;
  }

  private keep(playback: Playback): void {
    const { content, changes, keyframes } = playback;
    if (playback.costSinceKeyframe < Math.max(KEYFRAME_SPACING, content.size)) return;
    playback.costSinceKeyframe = 0;
    if (keyframes.at(-1)!.changes >= changes) return;
    keyframes.push({ changes, snapshot: content.snapshot() });
    this.cachedElements += content.size;
  }

  private parse(shape: ObjectShape, content: number): Snapshot {
    return snapshotOf(layoutOf(shape), this.contentValues(content), (name) => this.values.texts.text(payloadOf(name)));
  }

  /** Apply the change of one row; returns its cost, 1 for a simple one. */
  private apply(content: Content, object: ObjectId, row: number): number {
    const { columns, values } = this;
    const slot = slotOf(columns, row);
    const operand = (which: number) => values.packedRow(row + which);
    const whole = (which: number) => columns.rowPayload[row + which]!;
    switch (slot.kind) {
      case "set-item":
        content.items.set(whole(1), operand(2));
        return 1;
      case "set-key":
        content.setKey(operand(1), operand(2));
        return 1;
      case "set-attribute":
        content.attributes.set(columns.names[slot.subject]!, operand(1));
        return 1;
      case "insert": {
        const inserted = this.contentValues(whole(2));
        return 1 + (content.items.insert(whole(1), inserted) + inserted.length) / MOVES_PER_CHANGE;
      }
      case "remove":
        return 1 + content.items.remove(whole(1), whole(2)) / MOVES_PER_CHANGE;
      case "remove-key":
      case "discard":
        content.removeKey(operand(1));
        return 1;
      case "remove-attribute":
        content.attributes.delete(columns.names[slot.subject]!);
        return 1;
      case "add":
        content.add(operand(1));
        return 1;
      case "replace":
        content.replace(this.parse(this.type(object).shape, whole(1)));
        return 1 + content.size / MOVES_PER_CHANGE;
      default:
        return 0;
    }
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
