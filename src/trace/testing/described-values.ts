import type { ObjectShape, TraceColumns } from "../columns.ts";
import { Tag } from "../columns.ts";
import type { Value } from "../types.ts";
import { absent, ColumnsBuilder, type Operand, type Plain } from "./columns-builder.ts";

/** A value and all it reaches, as {@link DESCRIBE} tells it: atoms by text, objects by place in `objects`. */
export interface Description {
  readonly root: Part;
  readonly objects: readonly {
    readonly name: string;
    readonly qualifiedName: string;
    readonly shape: ObjectShape;
    readonly fields: readonly string[] | null;
    readonly parts: readonly Part[];
    readonly attributes: readonly (readonly [string, Part])[];
    readonly text: string | null;
  }[];
}

type Part = { readonly atom: string; readonly text: string } | { readonly object: number };

/** Python that describes the value a piece of code binds to `value`, and gives its true repr without addresses. */
export const DESCRIBE = `
import collections, dataclasses, json, re, types

BASES = [(collections.Counter, "Counter"), (collections.defaultdict, "defaultdict"),
         (collections.OrderedDict, "OrderedDict"), (types.MappingProxyType, "mappingproxy"), (dict, "dict"), (list, "list"), (tuple, "tuple"),
         (collections.deque, "deque"), (set, "set"), (frozenset, "frozenset"), (range, "range"), (bytearray, "bytearray"),
         (types.FunctionType, "function"), (type, "opaque")]
ATOMS = (int, float, complex, str, bytes, bool, type(None), type(...))

def shape_of(value):
    if isinstance(value, tuple) and hasattr(type(value), "_fields"):
        return "namedtuple"
    for base, shape in BASES:
        if isinstance(value, base):
            return shape
    return "dataclass" if dataclasses.is_dataclass(value) else "instance"

def parts_of(value, shape):
    if shape == "range":
        return [value.start, value.stop, value.step]
    if shape in ("dict", "Counter", "defaultdict", "OrderedDict", "mappingproxy"):
        return [part for key in value for part in (key, value[key])]
    return list(value) if shape not in ("instance", "dataclass", "function", "opaque") else []

def describe(root):
    objects, known, queue, kept = [], {}, [], []
    def part(value):
        if type(value) in ATOMS:
            text = value.encode("utf-8", "surrogatepass").hex() if type(value) is str else repr(value)
            return {"atom": type(value).__name__, "text": text}
        if id(value) not in known:
            known[id(value)] = len(objects)
            kept.append(value)
            objects.append(None)
            queue.append(value)
        return {"object": known[id(value)]}
    root = part(root)
    while queue:
        value = queue.pop(0)
        kind, shape = type(value), shape_of(value)
        attributes = dict(getattr(value, "__dict__", {})) if shape in ("instance", "dataclass") else {}
        if shape == "deque" and value.maxlen is not None:
            attributes["maxlen"] = value.maxlen
        if shape == "defaultdict":
            attributes["default_factory"] = value.default_factory
        fields = getattr(kind, "_fields", None)
        if shape == "dataclass":
            fields = [field.name for field in dataclasses.fields(value)]
        text = repr(value) if shape == "opaque" else value.__qualname__ if shape == "function" else None
        objects[known[id(value)]] = {
            "name": kind.__name__, "qualifiedName": kind.__module__ + "." + kind.__qualname__, "shape": shape,
            "fields": fields, "parts": [part(item) for item in parts_of(value, shape)],
            "attributes": [[name, part(item)] for name, item in attributes.items()], "text": text,
        }
    return {"root": root, "objects": objects}

def answer(code):
    namespace = {"__name__": "__main__"}
    exec(code, namespace)
    value = namespace["value"]
    return json.dumps({"description": describe(value), "expected": re.sub(" at 0x[0-9a-f]+", "", repr(value))})
`;

const WITH_ELEMENTS: ReadonlySet<ObjectShape> = new Set<ObjectShape>(["deque", "defaultdict"]);

/** Columns that hold a described value, and the value. */
export function buildValue(description: Description): { readonly columns: TraceColumns; readonly value: Value } {
  const builder = new DescribedBuilder();
  const operand = (part: Part): Operand =>
    "object" in part ? { tag: Tag.Object, payload: part.object } : builder.operand(builder.atom(part.atom, part.text));
  for (const { name, qualifiedName, shape, fields, parts, attributes, text } of description.objects) {
    const values: Plain[] = parts.map(operand);
    if (WITH_ELEMENTS.has(shape) && attributes.length > 0) values.push(absent);
    for (const [attribute, part] of attributes) values.push(attribute, operand(part));
    const type = builder.type(name, shape, fields === null ? undefined : [...fields], qualifiedName);
    builder.object(type, values, text === null ? {} : { text });
  }
  builder.bind("value", operand(description.root));
  const columns = builder.build();
  const binding = columns.rowTag.length - 1;
  const [tag, payload] = [columns.rowTag[binding]!, columns.rowPayload[binding]!];
  if (tag !== Tag.Object) throw new Error("describe a container");
  return { columns, value: { kind: "object", id: payload } };
}

class DescribedBuilder extends ColumnsBuilder {
  atom(type: string, text: string): Plain {
    switch (type) {
      case "NoneType":
        return null;
      case "bool":
        return text === "True";
      case "int":
        return Number(text) === (Number(text) | 0) ? Number(text) : this.bigInt(text);
      case "float":
        return this.float(Number(text.replace("inf", "Infinity")));
      case "str":
        return this.rawText(Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
      default:
        return this.otherAtom(type, text);
    }
  }
}
