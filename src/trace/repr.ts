import { Tag, type TraceColumns, type TypeRecord } from "./columns.ts";
import type { Content } from "./content.ts";
import type { Objects } from "./objects.ts";
import { bytearrayLiteral } from "./python-literals.ts";
import type { Atom, ObjectId, Tick, Value } from "./types.ts";
import { ABSENT, type PackedValue, payloadOf, tagOf, type Values } from "./values.ts";

/** Python gives up (RecursionError) somewhere beyond this depth, too. */
const DEEPEST = 900;

export interface ReprText {
  readonly text: string;
  /** False when something was cut. */
  readonly complete: boolean;
}

/** What a repr is made from. */
export interface ReprSource {
  readonly columns: TraceColumns;
  readonly values: Values;
  readonly objects: Objects;
}

/**
 * The `repr` CPython would give for a value as it was at a tick, without the addresses, calling no code of the program:
 * an object of a class with a `__repr__` of its own is shown as `<__main__.Point object>`.
 * Costs what is shown, not what there is.
 */
export function pythonRepr(source: ReprSource, value: Value, tick: Tick, limit: number): ReprText {
  const writer = new ReprWriter(source, tick, limit);
  if (value.kind === "atom") writer.atom(value);
  else writer.object(value.id);
  return writer.finish();
}

type PackedEntry = readonly [key: PackedValue, value: PackedValue];

class ReprWriter {
  private text = "";
  private isComplete = true;
  /** Objects being written: meeting one again is recursion. */
  private readonly open = new Set<ObjectId>();

  constructor(
    private readonly source: ReprSource,
    private readonly tick: Tick,
    private readonly limit: number,
  ) {}

  finish(): ReprText {
    if (this.text.length <= this.limit) return { text: this.text, complete: this.isComplete };
    return { text: `${this.text.slice(0, Math.max(0, this.limit - 1))}…`, complete: false };
  }

  value(packed: PackedValue): void {
    if (tagOf(packed) === Tag.Object) {
      this.object(payloadOf(packed));
      return;
    }
    const atom = this.source.values.unpack(packed);
    if (atom.kind === "atom") this.atom(atom);
  }

  atom({ repr, complete }: Atom): void {
    this.text += repr;
    if (!complete) this.isComplete = false;
  }

  private get isFull(): boolean {
    return this.text.length > this.limit;
  }

  object(id: ObjectId): void {
    const { objects } = this.source;
    const type = objects.type(id);
    switch (type.shape) {
      case "instance":
        this.text += `<${type.qualifiedName} object>`;
        return;
      case "function":
        this.text += `<function ${this.functionName(id)}>`;
        return;
      case "enum":
      case "exception":
      case "class":
      case "opaque":
        this.text += this.recordedText(id);
        return;
      default:
        // All questions are about one tick, so this content stays as it is while nested values are written.
        this.container(id, type, objects.contentAt(id, this.tick));
    }
  }

  private container(id: ObjectId, type: TypeRecord, content: Content): void {
    const entries = () => content.entries.entries();
    switch (type.shape) {
      case "list":
        this.nest(id, "[...]", () => this.sequence("[", content, "]"));
        break;
      case "tuple":
        this.nest(id, "(...)", () => this.sequence("(", content, content.items.length === 1 ? ",)" : ")"));
        break;
      case "deque":
        this.nest(id, "[...]", () => this.deque(type, content));
        break;
      case "namedtuple":
        this.nest(id, "...", () => this.fields(type.name, type.fields ?? [], (_, i) => content.items.at(i)));
        break;
      case "range":
        this.range(content);
        break;
      case "bytearray":
        this.bytearray(type, content);
        break;
      case "dict":
        this.nest(id, "{...}", () => this.mapping(entries()));
        break;
      case "mappingproxy":
        this.nest(id, "{...}", () => this.wrapped(type.name, () => this.mapping(entries())));
        break;
      case "OrderedDict":
        this.nest(id, "...", () => this.constructed(type.name, [...entries()]));
        break;
      case "Counter":
        this.nest(id, "...", () => this.constructed(type.name, this.mostCommon([...entries()])));
        break;
      case "defaultdict":
        this.defaultdict(id, type, content);
        break;
      case "set":
      case "frozenset":
        this.nest(id, `${type.name}(...)`, () => this.set(type, content));
        break;
      case "dataclass": {
        const name = withoutModule(type.qualifiedName);
        this.nest(id, "...", () => this.fields(name, type.fields ?? [], (field) => content.attributes.get(field)));
        break;
      }
    }
  }

  private nest(id: ObjectId, again: string, write: () => void): void {
    if (this.open.has(id)) {
      this.text += again;
    } else if (this.open.size >= DEEPEST) {
      this.text += "…";
      this.isComplete = false;
    } else {
      this.open.add(id);
      write();
      this.open.delete(id);
    }
  }

  private sequence(opening: string, { items }: Content, closing: string): void {
    this.text += opening;
    for (let i = 0; i < items.length && !this.isFull; i++) {
      if (i > 0) this.text += ", ";
      this.value(items.at(i));
    }
    this.text += closing;
  }

  private deque(type: TypeRecord, content: Content): void {
    this.wrapped(type.name, () => {
      this.sequence("[", content, "]");
      const maximum = content.attributes.get("maxlen");
      if (maximum === undefined || tagOf(maximum) === Tag.None) return;
      this.text += ", maxlen=";
      this.value(maximum);
    });
  }

  private fields(
    name: string,
    fields: readonly string[],
    fieldValue: (field: string, index: number) => PackedValue | undefined,
  ): void {
    this.text += `${name}(`;
    for (let i = 0; i < fields.length && !this.isFull; i++) {
      this.text += `${i > 0 ? ", " : ""}${fields[i]}=`;
      const value = fieldValue(fields[i]!, i);
      if (value === undefined || value === ABSENT) this.cut();
      else this.value(value);
    }
    this.text += ")";
  }

  private mapping(entries: Iterable<PackedEntry>): void {
    this.text += "{";
    let isFirst = true;
    for (const [key, value] of entries) {
      if (this.isFull) break;
      if (!isFirst) this.text += ", ";
      isFirst = false;
      this.value(key);
      this.text += ": ";
      this.value(value);
    }
    this.text += "}";
  }

  private constructed(name: string, entries: readonly PackedEntry[]): void {
    this.wrapped(name, () => {
      if (entries.length > 0) this.mapping(entries);
    });
  }

  /** `dict.__repr__` guards against recursion, `defaultdict.__repr__` does not. */
  private defaultdict(id: ObjectId, type: TypeRecord, content: Content): void {
    const factory = content.attributes.get("default_factory");
    this.wrapped(type.name, () => {
      if (factory === undefined) this.cut();
      else this.value(factory);
      this.text += ", ";
      this.nest(id, "{...}", () => this.mapping(content.entries.entries()));
    });
  }

  private set(type: TypeRecord, content: Content): void {
    if (content.entries.size === 0) {
      this.text += `${type.name}()`;
      return;
    }
    const isBare = type.name === "set";
    this.text += isBare ? "{" : `${type.name}({`;
    let isFirst = true;
    for (const [key] of content.entries.entries()) {
      if (this.isFull) break;
      if (!isFirst) this.text += ", ";
      isFirst = false;
      this.value(key);
    }
    this.text += isBare ? "}" : "})";
  }

  private range(content: Content): void {
    this.text += "range(";
    const parts = content.items.length === 3 && this.isOne(content.items.at(2)) ? 2 : content.items.length;
    for (let i = 0; i < parts; i++) {
      if (i > 0) this.text += ", ";
      this.value(content.items.at(i));
    }
    this.text += ")";
  }

  private bytearray(type: TypeRecord, content: Content): void {
    const shown = Math.min(content.items.length, this.limit);
    const bytes = Array.from({ length: shown }, (_, i) => payloadOf(content.items.at(i)));
    this.wrapped(type.name, () => {
      this.text += bytearrayLiteral(bytes);
    });
    if (shown < content.items.length) this.isComplete = false;
  }

  /** `Counter.most_common()`: by falling count, the order of equals kept; as it is when counts cannot be compared. */
  private mostCommon(entries: readonly PackedEntry[]): readonly PackedEntry[] {
    const counts = entries.map(([, count]) => Number(this.numeral(count)));
    if (counts.some(Number.isNaN)) return entries;
    const order = entries.map((_, i) => i).sort((a, b) => counts[b]! - counts[a]! || a - b);
    return order.map((i) => entries[i]!);
  }

  private numeral(packed: PackedValue): string {
    const tag = tagOf(packed);
    if (tag === Tag.True) return "1";
    if (tag === Tag.False) return "0";
    if (tag !== Tag.Int && tag !== Tag.BigInt && tag !== Tag.Float) return "nan";
    const atom = this.source.values.unpack(packed);
    return atom.kind === "atom" ? atom.repr.replace("inf", "Infinity") : "nan";
  }

  private isOne(packed: PackedValue): boolean {
    return tagOf(packed) === Tag.Int && payloadOf(packed) === 1;
  }

  private wrapped(name: string, write: () => void): void {
    this.text += `${name}(`;
    write();
    this.text += ")";
  }

  private cut(): void {
    this.text += "…";
    this.isComplete = false;
  }

  /** The qualified name; of a function renamed since (`functools.wraps`), its new name. */
  private functionName(id: ObjectId): string {
    const { columns } = this.source;
    const scope = columns.scopes[columns.objectScope[id]!];
    const name = this.recordedText(id);
    return scope?.name === name ? scope.qualifiedName : name;
  }

  private recordedText(id: ObjectId): string {
    const { columns, values } = this.source;
    const text = columns.objectText[id]!;
    return text < 0 ? `<${this.source.objects.type(id).qualifiedName} object>` : values.texts.text(text);
  }
}

function withoutModule(qualifiedName: string): string {
  return qualifiedName.replace(/^__main__\./, "");
}
