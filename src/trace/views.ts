import type { TraceColumns } from "./columns.ts";
import type { Content } from "./content.ts";
import type { Objects } from "./objects.ts";
import type { Attribute, FunctionView, ObjectId, ObjectView, Tick, Value } from "./types.ts";
import { ABSENT, type PackedValue, type Values } from "./values.ts";

/** The variable a closure cell stands for; undefined when it is not known whose it is, null while it is empty. */
export type CellReader = (object: ObjectId, name: string, tick: Tick) => Value | null | undefined;

/** Shows objects as {@link ObjectView}s; the last view of each object is kept while the object does not change. */
export class Views {
  private readonly latest = new Map<ObjectId, { readonly changes: number; readonly view: ObjectView }>();

  constructor(
    private readonly columns: TraceColumns,
    private readonly values: Values,
    private readonly objects: Objects,
    private readonly cell: CellReader,
  ) {}

  /** O(log h + size); O(log h) when the object is as it was at the last call. */
  at(object: ObjectId, tick: Tick): ObjectView {
    const type = this.objects.type(object);
    if (type.shape === "function") return this.functionAt(object, tick);
    const changes = this.objects.changesBefore(object, tick);
    const latest = this.latest.get(object);
    if (latest?.changes === changes) return latest.view;
    const view = this.make(object, this.objects.contentAt(object, tick));
    this.latest.set(object, { changes, view });
    return view;
  }

  private make(object: ObjectId, content: Content): ObjectView {
    const { name: type, shape, fields } = this.objects.type(object);
    const unpack = (packed: PackedValue) => this.values.unpack(packed);
    const attributes: Attribute[] = [];
    for (const [name, value] of content.attributes) if (value !== ABSENT) attributes.push([name, unpack(value)]);
    const base = { id: object, type };
    switch (shape) {
      case "range": {
        const { length, items } = rangeItems(Array.from({ length: 3 }, (_, i) => unpack(content.items.at(i))));
        return { ...base, shape: "sequence", base: shape, length, items, attributes };
      }
      case "list":
      case "tuple":
      case "deque":
      case "bytearray":
      case "namedtuple": {
        const items: Value[] = new Array(content.items.length);
        for (let i = 0; i < items.length; i++) items[i] = unpack(content.items.at(i));
        const names = fields === undefined ? {} : { fieldNames: fields };
        return { ...base, shape: "sequence", base: shape, length: items.length, items, ...names, attributes };
      }
      case "dict":
      case "defaultdict":
      case "Counter":
      case "OrderedDict":
      case "mappingproxy": {
        const entries = Array.from(content.entries.entries(), ([key, value]) => [unpack(key), unpack(value)] as const);
        return { ...base, shape: "mapping", base: shape, length: entries.length, entries, attributes };
      }
      case "set":
      case "frozenset": {
        const items = Array.from(content.entries.entries(), ([key]) => unpack(key));
        return { ...base, shape: "set", base: shape, length: items.length, items, attributes };
      }
      case "instance":
        return { ...base, shape: "instance", flavor: "plain", attributes };
      case "dataclass":
        return { ...base, shape: "instance", flavor: "dataclass", attributes };
      case "enum":
      case "exception":
        return { ...base, shape: "instance", flavor: shape, attributes, repr: this.recordedText(object) };
      case "class":
        return { ...base, shape: "opaque", repr: this.recordedText(object), attributes };
      default:
        return { ...base, shape: "opaque", repr: this.recordedText(object) };
    }
  }

  private functionAt(object: ObjectId, tick: Tick): FunctionView {
    const cells: [string, Value | null][] = [];
    const attributes: Attribute[] = [];
    for (const [key, value] of this.objects.contentAt(object, tick).attributes) {
      if (!key.startsWith(".")) {
        attributes.push([key, this.values.unpack(value)]);
        continue;
      }
      const name = key.slice(1);
      const current = this.cell(object, name, tick);
      cells.push([name, current !== undefined ? current : value === ABSENT ? null : this.values.unpack(value)]);
    }
    const scope = this.columns.objectScope[object]!;
    return {
      id: object,
      type: this.objects.type(object).name,
      shape: "function",
      name: this.recordedText(object),
      scope: scope < 0 ? null : scope,
      cells,
      attributes,
    };
  }

  private recordedText(object: ObjectId): string {
    const text = this.columns.objectText[object]!;
    return text < 0 ? "" : this.values.texts.text(text);
  }
}

/** Items of a long range that are shown. */
const RANGE_ITEMS = 1_000;

/** @param bounds start, stop and step */
function rangeItems(bounds: readonly Value[]): { readonly length: number; readonly items: readonly Value[] } {
  const [start, stop, step] = bounds.map((bound) => BigInt(bound.kind === "atom" ? bound.repr : 0));
  if (start === undefined || stop === undefined || step === undefined || step === 0n) return { length: 0, items: [] };
  const distance = step > 0n ? stop - start : start - stop;
  const pace = step > 0n ? step : -step;
  const length = distance <= 0n ? 0 : Number((distance + pace - 1n) / pace);
  const items = Array.from(
    { length: Math.min(length, RANGE_ITEMS) },
    (_, i): Value => ({ kind: "atom", type: "int", repr: String(start + BigInt(i) * step), complete: true }),
  );
  return { length, items };
}
