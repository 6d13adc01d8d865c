import { Tag, type TraceColumns } from "./columns.ts";
import { floatRepr, stringRepr } from "./python-literals.ts";
import { Texts } from "./texts.ts";
import type { Atom, Value } from "./types.ts";

/**
 * A tag and its 32 bits as one number, so that values lie in plain number arrays: `tag * 2 ** 32 + payload`.
 */
export type PackedValue = number;

const HIGH = 2 ** 32;
const INT_CACHE_SIZE = 4096;

export const ABSENT: PackedValue = Tag.Absent * HIGH;

export function pack(tag: number, payload: number): PackedValue {
  return tag * HIGH + payload;
}

export function tagOf(packed: PackedValue): number {
  return (packed / HIGH) | 0;
}

export function payloadOf(packed: PackedValue): number {
  return packed - tagOf(packed) * HIGH;
}

const NONE: Atom = { kind: "atom", type: "NoneType", repr: "None", complete: true };
const FALSE: Atom = { kind: "atom", type: "bool", repr: "False", complete: true };
const TRUE: Atom = { kind: "atom", type: "bool", repr: "True", complete: true };

/** Turns recorded values into {@link Value}s; equal atoms are often, not always, the same JavaScript object. */
export class Values {
  readonly texts: Texts;
  private readonly ints: (Atom | undefined)[] = new Array(INT_CACHE_SIZE);
  private readonly intPayloads = new Int32Array(INT_CACHE_SIZE);
  private readonly floats = new Map<number, Atom>();
  private readonly strings = new Map<number, Atom>();

  constructor(private readonly columns: TraceColumns) {
    this.texts = new Texts(columns);
  }

  /** The value of a row. @throws RangeError when the row holds none */
  ofRow(row: number): Value {
    return this.value(this.columns.rowTag[row]!, this.columns.rowPayload[row]!);
  }

  packedRow(row: number): PackedValue {
    return pack(this.columns.rowTag[row]!, this.columns.rowPayload[row]!);
  }

  /** The characters of a `str` in a row, as far as they were kept; "" when it holds no `str`. */
  textOfRow(row: number): string {
    const payload = this.columns.rowPayload[row]!;
    const tag = this.columns.rowTag[row]!;
    if (tag === Tag.Text) return this.texts.text(payload);
    return tag === Tag.LongText ? this.columns.longTexts[payload]!.text : "";
  }

  unpack(packed: PackedValue): Value {
    return this.value(tagOf(packed), payloadOf(packed));
  }

  /** @throws RangeError for {@link Tag.Absent} and unknown tags */
  value(tag: number, payload: number): Value {
    switch (tag) {
      case Tag.None:
        return NONE;
      case Tag.False:
        return FALSE;
      case Tag.True:
        return TRUE;
      case Tag.Int:
        return this.int(payload | 0);
      case Tag.Float:
        return cached(this.floats, payload, () => this.float(payload));
      case Tag.BigInt:
        return { kind: "atom", type: "int", repr: this.texts.text(payload), complete: true };
      case Tag.Text:
        return cached(this.strings, payload, () => this.string(payload));
      case Tag.LongText:
        return this.longString(payload);
      case Tag.Atom: {
        const { type, repr, length } = this.columns.atoms[payload]!;
        return { kind: "atom", type, repr, complete: true, ...(length === undefined ? {} : { length }) };
      }
      case Tag.Object:
        return { kind: "object", id: payload };
      default:
        throw new RangeError(`The trace holds no value here (tag ${tag}).`);
    }
  }

  private int(value: number): Atom {
    const place = value & (INT_CACHE_SIZE - 1);
    const known = this.ints[place];
    if (known !== undefined && this.intPayloads[place] === value) return known;
    const atom: Atom = { kind: "atom", type: "int", repr: String(value), complete: true };
    this.ints[place] = atom;
    this.intPayloads[place] = value;
    return atom;
  }

  private float(index: number): Atom {
    return { kind: "atom", type: "float", repr: floatRepr(this.columns.floats[index]!), complete: true };
  }

  private string(index: number): Atom {
    return { kind: "atom", type: "str", ...this.texts.repr(index), complete: true };
  }

  private longString(index: number): Atom {
    const { text, length } = this.columns.longTexts[index]!;
    return { kind: "atom", type: "str", repr: stringRepr(`${text}…`), length, complete: false };
  }
}

function cached<T>(cache: Map<number, T>, key: number, compute: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = compute();
  cache.set(key, value);
  return value;
}
