/**
 * What a recorded run looks like to everyone who asks about it.
 *
 * Views, narrators and the command line use these types and the queries of {@link Trace}; only `trace/` itself knows
 * how the columns are laid out.
 */

/** A stretch of source text. Lines are 1-based; columns are 0-based UTF-16 code units; the end is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * A node of the program's abstract syntax tree, as CPython's `ast` module names things.
 * `id` numbers the nodes in source order (pre-order), from 0 for the `Module`; `fields` holds the rest by CPython's names.
 */
export interface SyntaxNode {
  readonly id: number;
  readonly type: string;
  readonly range: Range;
  readonly fields: Readonly<Record<string, SyntaxField>>;
}

/** A field of a node: a child, children, an identifier, a flag, nothing; constants arrive as `{ repr, type }`. */
export type SyntaxField =
  | SyntaxNode
  | readonly (SyntaxNode | string | null)[]
  | ConstantField
  | string
  | number
  | boolean
  | null;

/** The value of a `Constant` node: its Python `repr` and the name of its type. */
export interface ConstantField {
  readonly repr: string;
  readonly type: string;
}

/**
 * A statement of the program. `number` counts `ast.stmt` and `ast.ExceptHandler` nodes from 1 in source order
 * (pre-order); with a visit it makes a coordinate that means the same in any CPython.
 */
export interface Statement {
  readonly number: number;
  /** The `ast` class: `Assign`, `For`, `ExceptHandler`, … */
  readonly kind: string;
  /** The node in the syntax tree. */
  readonly node: number;
  readonly range: Range;
  /** What belongs to the statement itself: all of a simple statement, the head of a compound one. */
  readonly header: Range;
  /** The statement whose block holds this one, or null at the top of the module. */
  readonly parent: number | null;
  /** Which block of the parent: `body`, `orelse`, `finalbody`, `handlers`, `cases`. */
  readonly block: string;
  /** The scope whose frame executes it. */
  readonly scope: number;
}

export type ScopeKind = "module" | "function" | "class" | "lambda" | "generator-expression";

/** A code object of the program. Scope 0 is the module. */
export interface Scope {
  readonly id: number;
  readonly kind: ScopeKind;
  /** `f`, `<module>`, `<lambda>`, `<genexpr>` */
  readonly name: string;
  readonly qualifiedName: string;
  /** The `def` or `class` statement that makes it; for lambdas and generator expressions, the statement they stand in. */
  readonly statement: number | null;
  readonly parent: number | null;
  /** Parameter names in order, `*args` and `**kwargs` included without their stars. */
  readonly parameters: readonly string[];
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
}

/** Identity of a heap object within one run; never reused. */
export type ObjectId = number;

/**
 * A position in the log of effects: the state after the first `tick` effects of the run.
 * Ticks order everything that happened, also within one step.
 */
export type Tick = number;

/** A value as recorded: an immutable scalar, or a reference to a heap object. */
export type Value = Atom | ObjectReference;

export interface Atom {
  readonly kind: "atom";
  /** `int`, `float`, `complex`, `bool`, `str`, `bytes`, `NoneType`, `ellipsis`, … */
  readonly type: string;
  /** The Python `repr`; of a long string only its beginning, with `length` the true length and `complete` false. */
  readonly repr: string;
  /** Characters of a `str`, bytes of a `bytes`. */
  readonly length?: number;
  readonly complete: boolean;
}

export interface ObjectReference {
  readonly kind: "object";
  readonly id: ObjectId;
}

/** A heap object as it was at some tick. */
export type ObjectView = SequenceView | MappingView | SetView | InstanceView | FunctionView | OpaqueView;

interface ObjectViewBase {
  readonly id: ObjectId;
  /** The name of its type: `list`, `Counter`, `Point`. */
  readonly type: string;
}

/** list, tuple, deque, namedtuple, range, bytearray, subclasses of these. */
export interface SequenceView extends ObjectViewBase {
  readonly shape: "sequence";
  /** The builtin it behaves as; `type` differs for subclasses. */
  readonly base: "list" | "tuple" | "deque" | "range" | "bytearray" | "namedtuple";
  readonly length: number;
  /** All of them; of a range only the first thousand. */
  readonly items: readonly Value[];
  /** Field names of a namedtuple; attributes of a subclass instance. */
  readonly fieldNames?: readonly string[];
  readonly attributes: readonly Attribute[];
}

/** dict, defaultdict, Counter, OrderedDict, subclasses; in insertion order. */
export interface MappingView extends ObjectViewBase {
  readonly shape: "mapping";
  readonly base: "dict" | "defaultdict" | "Counter" | "OrderedDict" | "mappingproxy";
  readonly length: number;
  readonly entries: readonly (readonly [Value, Value])[];
  readonly attributes: readonly Attribute[];
}

/** set and frozenset, in the interpreter's own order. */
export interface SetView extends ObjectViewBase {
  readonly shape: "set";
  readonly base: "set" | "frozenset";
  readonly length: number;
  readonly items: readonly Value[];
  readonly attributes: readonly Attribute[];
}

/** An object of a class of the program, a dataclass, an enum member, an exception, a module's plain object. */
export interface InstanceView extends ObjectViewBase {
  readonly shape: "instance";
  readonly flavor: "plain" | "dataclass" | "enum" | "exception";
  readonly attributes: readonly Attribute[];
  /** For enums and exceptions, the text that `repr` gives. */
  readonly repr?: string;
}

export interface FunctionView extends ObjectViewBase {
  readonly shape: "function";
  readonly name: string;
  /** The scope of its code when it is the program's own. */
  readonly scope: number | null;
  /** Closure cells by name; null while a cell is empty. */
  readonly cells: readonly (readonly [string, Value | null])[];
  /** What the program stored on the function itself. */
  readonly attributes: readonly Attribute[];
}

/** Anything else: classes, modules, generators, iterators, files, builtin functions. */
export interface OpaqueView extends ObjectViewBase {
  readonly shape: "opaque";
  readonly repr: string;
  /** Of a class of the program: what its namespace holds, methods included. */
  readonly attributes?: readonly Attribute[];
}

export type Attribute = readonly [name: string, value: Value];

/** One execution of one statement. */
export interface Step {
  /** 0-based, in the order in which statements start. */
  readonly index: number;
  readonly statement: number;
  /** The how-manieth time this statement starts in this run, from 1. */
  readonly visit: number;
  readonly frame: number;
  /** The state before the step runs. */
  readonly start: Tick;
  /** The state when it is done (calls it made included), or when it was cut short. */
  readonly end: Tick;
  readonly outcome: "completed" | "raised" | "unfinished";
}

/** One activation of a code object: a call, the module, a class body, the whole life of one generator. */
export interface Frame {
  readonly index: number;
  readonly scope: number;
  /** The how-manieth activation of this scope, from 1. */
  readonly activation: number;
  /** The frame that called it (for a generator: that first resumed it), or null for the module and for the Call itself. */
  readonly caller: number | null;
  /** The step of the caller that was running, or null. */
  readonly callStep: number | null;
  /** 0 for the module; a function called from the Call box has 1. */
  readonly depth: number;
  /** Parameters as bound at entry. */
  readonly arguments: readonly Binding[];
  readonly start: Tick;
  readonly end: Tick;
  /** The steps of this frame alone lie within [firstStep, lastStep]; both -1 when it ran none. */
  readonly firstStep: number;
  readonly lastStep: number;
  readonly outcome: FrameOutcome;
}

export type FrameOutcome =
  | { readonly kind: "returned"; readonly value: Value; readonly step: number | null }
  | { readonly kind: "raised"; readonly exception: number; readonly step: number | null }
  | { readonly kind: "suspended" }
  | { readonly kind: "unfinished" };

export type Binding = readonly [name: string, value: Value];

/** An exception object's journey: where it was raised and what became of it. */
export interface ExceptionRecord {
  readonly index: number;
  readonly type: string;
  readonly message: string;
  readonly value: Value;
  /** The step that raised it, with the range of the failing expression where known. */
  readonly raisedAt: number;
  readonly raisedRange: Range | null;
  readonly raisedTick: Tick;
  /** The step of the handler (an `except` clause) that caught it; null when it left the program or C code caught it. */
  readonly handledAt: number | null;
}

/** What one statement did, in order. `step` is the step whose own doing it is. */
export type Effect = { readonly tick: Tick; readonly step: number } & (
  | { readonly kind: "evaluate" /** Syntax node id. */; readonly node: number; readonly value: Value }
  | {
      readonly kind: "bind";
      /** The frame whose variable it is: the step's own, an enclosing one (nonlocal), or frame 0 (global). */
      readonly frame: number;
      readonly name: string;
      readonly value: Value;
    }
  | { readonly kind: "unbind"; readonly frame: number; readonly name: string }
  | { readonly kind: "mutate"; readonly object: ObjectId; readonly change: Change; readonly node: number | null }
  | { readonly kind: "call"; readonly frame: number }
  | { readonly kind: "return"; readonly frame: number; readonly value: Value }
  | { readonly kind: "yield"; readonly frame: number; readonly value: Value }
  | { readonly kind: "resume"; readonly frame: number; readonly sent: Value | null }
  | { readonly kind: "raise"; readonly exception: number }
  | { readonly kind: "handle"; readonly exception: number }
  | { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "input"; readonly text: string }
);

/** A change to one heap object. Indices are 0-based and never negative. */
export type Change =
  | { readonly kind: "set-item"; readonly index: number; readonly value: Value }
  | { readonly kind: "set-key"; readonly key: Value; readonly value: Value; readonly isNew: boolean }
  | { readonly kind: "set-attribute"; readonly name: string; readonly value: Value }
  | { readonly kind: "insert"; readonly index: number; readonly values: readonly Value[] }
  | { readonly kind: "remove"; readonly index: number; readonly values: readonly Value[] }
  | { readonly kind: "remove-key"; readonly key: Value }
  | { readonly kind: "remove-attribute"; readonly name: string }
  | { readonly kind: "add"; readonly value: Value }
  | { readonly kind: "discard"; readonly value: Value }
  | {
      readonly kind: "replace" /** The whole content changed: compare the object before and after. */;
      readonly length: number;
    };

/** The stack and variables at one tick, outermost frame first. */
export interface State {
  readonly tick: Tick;
  readonly frames: readonly FrameState[];
}

export interface FrameState {
  readonly frame: number;
  readonly scope: number;
  /** The step this frame is in the middle of, or about to run; null before its first. */
  readonly step: number | null;
  /** In order of first binding. Module frames leave out dunder names. */
  readonly bindings: readonly Binding[];
}

/** One run of a `for` or `while` loop, from its entry to its end. */
export interface LoopRun {
  readonly statement: number;
  readonly frame: number;
  /** Visit of the header that entered the loop; the coordinate (statement, entryVisit) names this run. */
  readonly entryVisit: number;
  /** One per pass of the body; `header` is the step of the test or `next` that began it. */
  readonly passes: readonly LoopPass[];
  readonly ending: "exhausted" | "break" | "return" | "raise" | "unfinished";
  /** The last step that belongs to the loop. */
  readonly lastStep: number;
}

export interface LoopPass {
  readonly header: number;
  /** Steps of this pass, header included, calls included: [header, end). */
  readonly end: number;
}

/** How a run ended. Every kind keeps the trace up to that point. */
export type Ending =
  /** `value` is what the Call gave, or null for a script. `tick` is when. */
  | { readonly kind: "finished"; readonly value: Value | null }
  | {
      readonly kind: "raised";
      readonly exception: number /** As Python prints it, in the person's own lines. */;
      readonly traceback: string;
    }
  /** `sys.exit()` and `SystemExit`. */
  | { readonly kind: "exited"; readonly code: string }
  | {
      readonly kind: "limit";
      readonly limit: "steps" | "time" | "output" | "memory" | "input";
      readonly message: string;
    }
  | { readonly kind: "stopped"; readonly message: string }
  /** Nothing ran: the code or the call does not parse. */
  | { readonly kind: "syntax"; readonly where: "code" | "call"; readonly message: string; readonly range: Range | null }
  /** The Call could not be used: it names nothing, or the code failed before it. */
  | { readonly kind: "refused"; readonly message: string };

/** Milliseconds, inside the interpreter unless said otherwise. */
export interface Timing {
  /** The program run plain, when that was asked for. */
  readonly base: number | null;
  /** Parsing, instrumenting and compiling. */
  readonly compile: number;
  /** The traced run until its columns are ready, decoding included. */
  readonly trace: number;
}

/**
 * A finished recording and the questions it answers. Pure and immutable; built once from columns.
 * Cost notes: n = steps, e = effects of one step, h = changes of one object.
 */
export interface Trace {
  readonly source: string;
  /** The Call expression, or null when the code ran as a script. */
  readonly call: string | null;
  readonly syntax: SyntaxNode;
  readonly statements: readonly Statement[]; // statements[0] is number 1
  readonly scopes: readonly Scope[];
  readonly ending: Ending;
  readonly timing: Timing;
  readonly stepCount: number;
  readonly frameCount: number;
  readonly endTick: Tick;
  readonly exceptions: readonly ExceptionRecord[];
  /** Everything written, in order. */
  readonly stdout: string;
  /** Sentences about what is not recorded exactly in this run (`exec`'d code, …). */
  readonly notices: readonly string[];

  node(id: number): SyntaxNode;
  /** Source text of a node. */
  text(id: number): string;
  statement(number: number): Statement;
  /** O(1) */
  step(index: number): Step;
  /** O(1) */
  frame(index: number): Frame;
  /** Effects of this step itself, not of the steps its calls ran. O(e) */
  effects(step: number): readonly Effect[];
  /** Step indices of every visit of a statement, in order. O(1) after the first call. */
  visits(statement: number): Int32Array;
  /** Step indices of one frame alone, in order. */
  stepsOfFrame(frame: number): Int32Array;
  /** Frames called by this frame, in order. */
  callees(frame: number): readonly number[];
  /** The step running at a tick (the innermost one that has started). */
  stepAt(tick: Tick): number;
  /** O(log n) per binding shown. */
  stateAt(tick: Tick): State;
  /** A frame's variables at a tick. */
  bindingsAt(frame: number, tick: Tick): readonly Binding[];
  /** One variable, looked up as the running frame would (local, enclosing, global); undefined when unbound. */
  lookup(frame: number, name: string, tick: Tick): Value | undefined;
  /** O(log h + size) */
  objectAt(id: ObjectId, tick: Tick): ObjectView;
  /** The Python `repr` of a value at a tick, at most `limit` characters (then cut with `…` and `complete` false). */
  repr(value: Value, tick: Tick, limit?: number): { readonly text: string; readonly complete: boolean };
  typeName(value: Value): string;
  /** Runs of one loop statement, in order. */
  loopRuns(statement: number): readonly LoopRun[];
  /** stdout (or stderr) written before a tick. */
  outputBefore(tick: Tick, stream?: "stdout" | "stderr"): string;
}
