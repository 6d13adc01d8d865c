import { type ObjectShape, Tag, type TraceColumns } from "./columns.ts";
import type { KeyIdentity } from "./content.ts";
import { parseStringRepr } from "./python-literals.ts";
import { type PackedValue, payloadOf, tagOf, type Values } from "./values.ts";

/**
 * Python's equality of dict keys and set elements as equality of JavaScript strings and numbers: `1`, `1.0` and
 * `True` are one key, tuples are equal when their items are, everything that can change is equal to itself alone.
 */
export function keyIdentity(
  columns: TraceColumns,
  values: Values,
  contentOf: (object: number) => { readonly shape: ObjectShape; readonly elements: Float64Array },
): (key: PackedValue) => KeyIdentity {
  const known = new Map<number, string>();

  function ofObject(object: number): string {
    const before = known.get(object);
    if (before !== undefined) return before;
    const { shape, elements } = contentOf(object);
    let identity = `o${object}`;
    if (shape === "tuple" || shape === "namedtuple") identity = `t${JSON.stringify(Array.from(elements, identify))}`;
    if (shape === "frozenset") identity = `z${JSON.stringify(Array.from(elements, identify).sort())}`;
    known.set(object, identity);
    return identity;
  }

  function identify(key: PackedValue): KeyIdentity {
    const payload = payloadOf(key);
    switch (tagOf(key)) {
      case Tag.None:
        return "None";
      case Tag.False:
        return 0;
      case Tag.True:
        return 1;
      case Tag.Int:
        return payload | 0;
      case Tag.Float:
        return floatIdentity(columns.floats[payload]!, payload);
      case Tag.BigInt:
        return integerIdentity(values.texts.text(payload));
      case Tag.Text:
        return `s${values.texts.text(payload)}`;
      case Tag.LongText:
        return `l${payload}`;
      case Tag.Atom:
        return `a${columns.atoms[payload]!.type} ${columns.atoms[payload]!.repr}`;
      case Tag.Object:
        return ofObject(payload);
      default:
        return "absent";
    }
  }

  return identify;
}

function floatIdentity(value: number, index: number): KeyIdentity {
  // Not a number is equal to nothing; as a key it is found by being the same object.
  if (Number.isNaN(value)) return `nan${index}`;
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return integerIdentity(BigInt(value).toString());
}

function integerIdentity(digits: string): KeyIdentity {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : `i${digits}`;
}

/** The identity of an atom by its text, where no recorded key is at hand (a constant in the source). */
export function atomIdentity({ type, repr }: { readonly type: string; readonly repr: string }): KeyIdentity {
  switch (type) {
    case "NoneType":
      return "None";
    case "bool":
      return repr === "True" ? 1 : 0;
    case "int":
      return integerIdentity(repr);
    case "float":
      return floatIdentity(Number(repr.replace("inf", "Infinity")), -1);
    case "str":
      return `s${parseStringRepr(repr) ?? repr}`;
    default:
      return `a${type} ${repr}`;
  }
}
