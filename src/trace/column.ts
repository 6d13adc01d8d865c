type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A typed array that grows as values are pushed. */
export class Column<A extends Numbers> {
  data: A;
  length = 0;

  constructor(private make: new (length: number) => A) {
    this.data = new make(1024);
  }

  /** Keep the values in an array of another type from here on. */
  convert(make: new (length: number) => A): void {
    this.make = make;
    const converted = new make(this.data.length);
    converted.set(this.data);
    this.data = converted;
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(this.length + 1);
    this.data[this.length++] = value;
  }

  /** Make room for `length` values in all. */
  reserve(length: number): void {
    if (length <= this.data.length) return;
    const larger = new this.make(Math.max(length, this.data.length * 2));
    larger.set(this.data);
    this.data = larger;
  }

  /** The values, in an array of their own size. */
  finish(): A {
    const exact = new this.make(this.length);
    exact.set(this.data.length === this.length ? this.data : this.data.subarray(0, this.length));
    return exact;
  }
}
