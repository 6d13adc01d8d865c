import type { Ending, Scope, Statement, SyntaxNode, Timing } from "./types.ts";

/**
 * The recorded run as a struct of arrays: what the worker hands to the page. Documented in `docs/trace-format.md`.
 *
 * **Rows.** Everything that happened is one list of rows in the order in which it happened; a row's index is its tick.
 * `rowSlot[r]` names the row's meaning in `slots`; `rowTag[r]` and `rowPayload[r]` are its value. Some effects need
 * more operands: they take the rows that follow (slot `OPERAND`), as the table at {@link SlotKind} says.
 *
 * **Values** are a tag and 32 bits: see {@link Tag}.
 */
export const TRACE_FORMAT = 1;

/** How `rowPayload` (and every other payload column) is read. */
export const Tag = {
  /** No value: an absent operand. */
  Absent: 0,
  None: 1,
  False: 2,
  True: 3,
  /** The payload, read as a signed 32-bit integer, is the `int`. */
  Int: 4,
  /** Index into `floats`. */
  Float: 5,
  /** Index into `texts`: the decimal digits of a larger `int`, however many (Python's own `repr` refuses beyond 4,300). */
  BigInt: 6,
  /** Index into `texts`: the characters of a `str`. */
  Text: 7,
  /** Index into `longTexts`: a `str` of which only the beginning was kept. */
  LongText: 8,
  /** Index into `atoms`: any other immutable scalar (`bytes`, `complex`, `Ellipsis`, …). */
  Atom: 9,
  /** Object id: index into the object columns. */
  Object: 10,
} as const;

/**
 * What a row says. Operand rows follow their row at once, in the order given, with slot 0.
 *
 * | kind | `subject` in the slot | value of the row | operands |
 * |---|---|---|---|
 * | `operand` | | | (slot 0: belongs to a row before it) |
 * | `evaluate` | syntax node id | the value | |
 * | `bind` | name id | the value | for a nonlocal name: the frame (Int) |
 * | `unbind` | name id | | for a nonlocal name: the frame (Int) |
 * | `set-item` | node or -1 | the object | index (Int), new value |
 * | `set-key` | node or -1 | the object | key, new value |
 * | `set-attribute` | name id | the object | new value |
 * | `insert` | node or -1 | the object | index (Int), then the content id (Int) of what was inserted |
 * | `remove` | node or -1 | the object | index (Int), how many (Int) |
 * | `remove-key` | node or -1 | the object | key |
 * | `remove-attribute` | name id | the object | |
 * | `add` | node or -1 | the object | the element |
 * | `discard` | node or -1 | the object | the element |
 * | `replace` | node or -1 | the object | content id (Int) of the whole new content |
 * | `enter` | scope id | Int: the frame begun | |
 * | `return` | | the value | |
 * | `unwind` | | Int: the exception | the frame ended by it is the running one |
 * | `yield` | | the value | control goes back to the resumer |
 * | `resume` | | the value sent, or Absent | Int: the frame resumed |
 * | `raise` | node or -1 | Int: the exception | |
 * | `handle` | | Int: the exception | |
 * | `stdout`, `stderr` | | the text | |
 * | `input` | | the text | |
 */
export type SlotKind =
  | "operand"
  | "evaluate"
  | "bind"
  | "unbind"
  | "set-item"
  | "set-key"
  | "set-attribute"
  | "insert"
  | "remove"
  | "remove-key"
  | "remove-attribute"
  | "add"
  | "discard"
  | "replace"
  | "enter"
  | "return"
  | "unwind"
  | "yield"
  | "resume"
  | "raise"
  | "handle"
  | "stdout"
  | "stderr"
  | "input";

export interface Slot {
  readonly kind: SlotKind;
  /** A syntax node id, an index into `names`, a scope id, or -1: as the table at {@link SlotKind} says. */
  readonly subject: number;
  /** For `bind` and `unbind`: whose variable it is. */
  readonly where?: "local" | "nonlocal" | "global";
}

/** What shape of object an object id stands for. */
export type ObjectShape =
  | "list"
  | "tuple"
  | "deque"
  | "range"
  | "bytearray"
  | "namedtuple"
  | "dict"
  | "defaultdict"
  | "Counter"
  | "OrderedDict"
  | "mappingproxy"
  | "set"
  | "frozenset"
  | "instance"
  | "dataclass"
  | "enum"
  | "exception"
  | "function"
  | "class"
  | "opaque";

/** A type as first met: objects name it by index. */
export interface TypeRecord {
  /** `list`, `Point` */
  readonly name: string;
  /** `builtins.list`, `__main__.Point` */
  readonly qualifiedName: string;
  readonly shape: ObjectShape;
  /** Field names of a namedtuple or dataclass, in order. */
  readonly fields?: readonly string[];
}

/** One exception object. */
export interface ExceptionColumnsRow {
  readonly type: string;
  readonly message: string;
  readonly object: number;
  /** The step that raised it, and the row of its `raise`. */
  readonly step: number;
  readonly row: number;
  /** Syntax node of the failing expression, or -1. */
  readonly node: number;
  /** The step of the `except` clause that caught it, or -1. */
  readonly handler: number;
}

export interface TraceColumns {
  readonly format: typeof TRACE_FORMAT;
  readonly source: string;
  readonly call: string | null;
  readonly syntax: SyntaxNode;
  readonly statements: readonly Statement[];
  readonly scopes: readonly Scope[];
  readonly names: readonly string[];
  readonly slots: readonly Slot[];
  readonly types: readonly TypeRecord[];
  readonly atoms: readonly { readonly type: string; readonly repr: string; readonly length?: number }[];
  readonly longTexts: readonly { readonly text: string; readonly length: number }[];
  readonly exceptions: readonly ExceptionColumnsRow[];
  readonly ending: Ending;
  readonly timing: Timing;
  readonly notices: readonly string[];

  /** Statement number of each step. */
  readonly stepStatement: Uint16Array | Uint32Array;
  readonly stepFrame: Uint32Array;
  /** The tick at which each step starts: rows from here on are its own until another step starts or control comes back to an earlier one. */
  readonly stepStart: Uint32Array;
  /** 1 where an exception left the step. One bit a step would do; a byte is simpler. */
  readonly stepRaised: Uint8Array;

  readonly rowSlot: Uint16Array | Uint32Array;
  readonly rowTag: Uint8Array;
  readonly rowPayload: Uint32Array;

  /** Where control comes back to a step that had started before: at row `returnRow[i]` step `returnStep[i]` goes on. */
  readonly returnRow: Uint32Array;
  readonly returnStep: Uint32Array;

  /** Frames, in order of their beginning. Frame 0 is the module. -1 stands for none. */
  readonly frameScope: Uint32Array;
  readonly frameCallStep: Int32Array;
  /** The activation whose variables it closes over (its lexical parent), or -1. */
  readonly frameEnclosing: Int32Array;
  readonly frameStart: Uint32Array;
  readonly frameEnd: Uint32Array;
  /** 0 unfinished, 1 returned, 2 raised, 3 suspended. */
  readonly frameOutcome: Uint8Array;
  /** The row that ended it (`return` or `unwind`), or -1. */
  readonly frameEndRow: Int32Array;

  /** Objects by id, in order of first sight. */
  readonly objectType: Uint32Array;
  /** The tick of first sight. */
  readonly objectRow: Uint32Array;
  /** Content id of its contents when first seen; for opaque objects, -1. */
  readonly objectContent: Int32Array;
  /** For opaque objects, enums and exceptions: index into `texts` of their `repr`; else -1. For functions: index into `texts` of the name. */
  readonly objectText: Int32Array;
  /** For functions of the program: the scope of the code; else -1. */
  readonly objectScope: Int32Array;

  /**
   * Content `c` is the values `contentTag/contentPayload[contentStart[c] .. contentStart[c + 1])`: the items of a sequence
   * or set; key, value, key, value, … of a mapping; name (Text), value, … of an instance's attributes or a function's cells.
   * Attributes of an instance of a builtin's subclass come after an Absent marker.
   */
  readonly contentStart: Uint32Array;
  readonly contentTag: Uint8Array;
  readonly contentPayload: Uint32Array;

  readonly floats: Float64Array;
  /** Text `i` is the UTF-8 (lone surrogates as in WTF-8) bytes `textBytes[textStart[i] .. textStart[i + 1])`. */
  readonly textStart: Uint32Array;
  readonly textBytes: Uint8Array;
}
