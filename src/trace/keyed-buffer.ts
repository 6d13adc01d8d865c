import { ABSENT, type PackedValue } from "./values.ts";

/** Keys and values in insertion order, not to be changed. */
export interface KeyedSnapshot {
  /** Small numbers that tell the keys of one object apart. */
  readonly numbers: Int32Array;
  readonly keys: Float64Array;
  readonly values: Float64Array;
}

/**
 * The entries of a dict, or the elements of a set, in insertion order as Python keeps it: a new key goes last, a known
 * one stays in its place. Keys are given with a number that equal keys share, so that nothing is hashed here.
 */
export class KeyedBuffer {
  size = 0;
  /** Where each key number lies, or -1. */
  private places = new Int32Array(16).fill(-1);
  /** Key number of each place, or -1 where the key is gone. */
  private numbers = new Int32Array(0);
  private keys = new Float64Array(0);
  private values = new Float64Array(0);
  private used = 0;

  constructor(from: KeyedSnapshot) {
    this.replace(from);
  }

  has(number: number): boolean {
    return (this.places[number] ?? -1) >= 0;
  }

  /** The value of a key, or undefined. */
  get(number: number): PackedValue | undefined {
    const place = this.places[number] ?? -1;
    return place < 0 ? undefined : this.values[place];
  }

  set(number: number, key: PackedValue, value: PackedValue): void {
    const place = this.places[number] ?? -1;
    if (place >= 0) {
      this.values[place] = value;
      return;
    }
    if (number >= this.places.length) this.widenPlaces(number);
    if (this.used === this.numbers.length) this.makeRoom();
    this.places[number] = this.used;
    this.numbers[this.used] = number;
    this.keys[this.used] = key;
    this.values[this.used] = value;
    this.used += 1;
    this.size += 1;
  }

  delete(number: number): void {
    const place = this.places[number] ?? -1;
    if (place < 0) return;
    this.places[number] = -1;
    this.numbers[place] = -1;
    this.size -= 1;
    // The last entry may be the next to go as well (`popitem`): give its place back.
    if (place === this.used - 1) this.used = place;
  }

  replace(by: KeyedSnapshot): void {
    for (let place = 0; place < this.used; place++) {
      const number = this.numbers[place]!;
      if (number >= 0) this.places[number] = -1;
    }
    this.numbers = by.numbers.slice();
    this.keys = by.keys.slice();
    this.values = by.values.slice();
    this.used = this.size = by.numbers.length;
    for (let place = 0; place < this.used; place++) {
      const number = this.numbers[place]!;
      if (number >= this.places.length) this.widenPlaces(number);
      this.places[number] = place;
    }
  }

  snapshot(): KeyedSnapshot {
    this.compact(this.size);
    return { numbers: this.numbers.slice(), keys: this.keys.slice(), values: this.values.slice() };
  }

  /** Keys and values, in order. */
  *entries(): Generator<readonly [key: PackedValue, value: PackedValue]> {
    for (let place = 0; place < this.used; place++) {
      if (this.numbers[place]! >= 0) yield [this.keys[place]!, this.values[place]!];
    }
  }

  private widenPlaces(number: number): void {
    const wider = new Int32Array(Math.max(number + 1, this.places.length * 2)).fill(-1);
    wider.set(this.places);
    this.places = wider;
  }

  private makeRoom(): void {
    this.compact(Math.max(8, this.size * 2));
  }

  /** Close the gaps, in arrays of the given length. */
  private compact(capacity: number): void {
    const numbers = new Int32Array(capacity);
    const keys = new Float64Array(capacity);
    const values = new Float64Array(capacity);
    let next = 0;
    for (let place = 0; place < this.used; place++) {
      const number = this.numbers[place]!;
      if (number < 0) continue;
      numbers[next] = number;
      keys[next] = this.keys[place]!;
      values[next] = this.values[place]!;
      this.places[number] = next++;
    }
    this.numbers = numbers;
    this.keys = keys;
    this.values = values;
    this.used = next;
  }
}

/** Gives equal keys of one object the same small number. */
export class KeyNumbers {
  private readonly known = new Map<number | string, number>();

  constructor(private readonly identity: (key: PackedValue) => number | string) {}

  /** The number of keys with this identity, or -1 when none was met. */
  find(identity: number | string): number {
    return this.known.get(identity) ?? -1;
  }

  /** The number of a key, a new one at first sight. */
  of(key: PackedValue): number {
    const identity = this.identity(key);
    const known = this.known.get(identity);
    if (known !== undefined) return known;
    const number = this.known.size;
    this.known.set(identity, number);
    return number;
  }

  /** Keys and values (elements alone for a set) as columns hold them, numbered; a key that comes twice counts once. */
  snapshot(elements: Float64Array, isMapping: boolean): KeyedSnapshot {
    const width = isMapping ? 2 : 1;
    const count = Math.floor(elements.length / width);
    const empty = { numbers: new Int32Array(0), keys: new Float64Array(0), values: new Float64Array(0) };
    const buffer = new KeyedBuffer(empty);
    for (let i = 0; i < count; i++) {
      const key = elements[i * width]!;
      buffer.set(this.of(key), key, isMapping ? elements[i * width + 1]! : ABSENT);
    }
    return buffer.snapshot();
  }
}
