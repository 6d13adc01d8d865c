import type { PackedValue } from "./values.ts";

/** A growable list of packed values, cheap to change at both ends. */
export class SequenceBuffer {
  length = 0;
  private array = new Float64Array(0);
  private head = 0;

  constructor(values: Float64Array) {
    this.replace(values);
  }

  replace(values: Float64Array): void {
    this.array = values.slice();
    this.head = 0;
    this.length = values.length;
  }

  at(index: number): PackedValue {
    return this.array[this.head + index]!;
  }

  set(index: number, value: PackedValue): void {
    if (index < this.length) this.array[this.head + index] = value;
  }

  /** Returns how many values had to move. */
  insert(index: number, values: ArrayLike<PackedValue>): number {
    const place = Math.min(index, this.length);
    const moved = this.open(place, values.length);
    for (let i = 0; i < values.length; i++) this.array[this.head + place + i] = values[i]!;
    return moved;
  }

  /** Returns how many values had to move. */
  remove(index: number, count: number): number {
    const { array, head, length } = this;
    const from = Math.min(index, length);
    const gone = Math.min(count, length - from);
    const after = length - from - gone;
    this.length -= gone;
    if (from < after) {
      array.copyWithin(head + gone, head, head + from);
      this.head += gone;
      return from;
    }
    array.copyWithin(head + from, head + from + gone, head + length);
    return after;
  }

  snapshot(): Float64Array {
    return this.array.slice(this.head, this.head + this.length);
  }

  /** Make room for `count` values before `place`, moving the shorter side. */
  private open(place: number, count: number): number {
    const before = place;
    const after = this.length - place;
    const inFront = before < after;
    const isRoom = inFront ? this.head >= count : this.head + this.length + count <= this.array.length;
    if (!isRoom) this.grow(count);
    const { array, head, length } = this;
    this.length += count;
    if (inFront) {
      array.copyWithin(head - count, head, head + place);
      this.head -= count;
      return before;
    }
    array.copyWithin(head + place + count, head + place, head + length);
    return after;
  }

  /** Room for at least `extra` more values at either end. */
  private grow(extra: number): void {
    const spare = Math.max(extra, this.length >> 1, 8);
    const wider = new Float64Array(this.length + 2 * spare);
    wider.set(this.array.subarray(this.head, this.head + this.length), spare);
    this.array = wider;
    this.head = spare;
  }
}
