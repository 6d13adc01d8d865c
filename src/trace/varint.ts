/** Whole numbers in as few bytes as they need: little-endian base 128, the high bit set on all bytes but the last. */

/** Writes numbers and bytes one after the other. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  /** @param value a whole number from 0 to 2 ** 53 */
  number(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.length + more, this.bytes.length * 2));
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

/** Reads what {@link ByteWriter} wrote. Every read throws a RangeError beyond the end. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  number(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || unit > 2 ** 49) throw new RangeError("a number is cut off or too long");
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 0x80;
    }
  }

  /** Make sure that so many bytes are left. */
  expect(length: number): void {
    if (length > this.bytes.length - this.at) throw new RangeError("the file is shorter than it says");
  }

  raw(length: number): Uint8Array {
    this.expect(length);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
