import { Changes } from "./changes.ts";
import { Column } from "./column.ts";
import { type Slot, type SlotKind, Tag, TRACE_FORMAT, type TraceColumns } from "./columns.ts";
import { HeapColumns } from "./heap.ts";
import { Links, type RowTable } from "./links.ts";
import { PickleReader } from "./pickle.ts";
import { FIXED_SIZES, Operation, Outcome, Site, summarySchema, type TraceResult, tablesSchema } from "./stream.ts";
import type { Ending } from "./types.ts";

/**
 * Turns the recorder's stream into columns. Feed every chunk in order, then the summary.
 *
 * ```ts
 * const decoder = new TraceDecoder();
 * for (const chunk of chunks) decoder.push(chunk);
 * const columns = decoder.finish(summaryJson);
 * ```
 */
export class TraceDecoder {
  private readonly rowSlot = new Column<Uint16Array | Uint32Array>(Uint16Array);
  private readonly rowTag = new Column(Uint8Array);
  private readonly rowPayload = new Column(Uint32Array);
  private readonly stepStatement = new Column(Uint32Array);
  private readonly stepFrame = new Column(Uint32Array);
  private readonly stepStart = new Column(Uint32Array);
  private readonly stepRaised = new Column(Uint8Array);
  private readonly returnRow = new Column(Uint32Array);
  private readonly returnStep = new Column(Uint32Array);
  private readonly frameScope = new Column(Uint32Array);
  private readonly frameCallStep = new Column(Int32Array);
  private readonly frameEnclosing = new Column(Int32Array);
  private readonly frameStart = new Column(Uint32Array);
  private readonly frameEnd = new Column(Uint32Array);
  private readonly frameOutcome = new Column(Uint8Array);
  private readonly frameEndRow = new Column(Int32Array);
  /** The last step each frame has begun. */
  private readonly frameStep = new Column(Int32Array);

  private readonly heap = new HeapColumns(() => this.rowSlot.length);
  private readonly changes = new Changes(this.heap, {
    slot: (kind, subject) => this.slot(kind, subject),
    row: (slot, tag, payload) => this.row(slot, tag, payload),
  });
  private readonly links = new Links(this.heap, this.rowTable());
  private readonly reader = new PickleReader(this.heap, (tags, payloads, start, end) =>
    this.consume(tags, payloads, start, end),
  );

  /** Frames in progress, outermost first. */
  private readonly stack: number[] = [];
  private readonly frameOfToken = new Map<number, number>();
  private readonly exceptions: Mutable<TraceColumns["exceptions"][number]>[] = [];
  private readonly exceptionOfObject = new Map<number, number>();
  /** The exception on its way out of a frame, so that the same one arriving in the caller is not taken for a new one. */
  private leaving = -1;
  private result: { tag: number; payload: number } | null = null;
  private lastException = -1;
  /** Syntax nodes of the chunk's raises. */
  private readonly places: number[] = [];

  private slots: Slot[] = [];
  private names: string[] = [];
  /** Slots looked up so far: by kind, then by subject plus one. */
  private readonly slotsOfKind: Partial<Record<SlotKind, number[]>> = {};
  private sizes = new Int32Array(0);
  /** Each site's instructions: length, then words, one after the other; `programStart[site]` to `programStart[site + 1]`. */
  private programStart = new Int32Array(1);
  private program = new Int32Array(0);
  private started = false;
  private limit = 0;
  /** A step beyond the limit has come: from there on nothing is taken but what tells of objects seen before. */
  private full = false;

  /**
   * Takes the next piece of the stream. The first holds the tables.
   *
   * @returns how many steps were seen so far, the first one beyond the limit included
   */
  push(chunk: Uint8Array): number {
    if (!this.started) {
      this.begin(new TextDecoder().decode(chunk));
    } else {
      this.reader.read(chunk);
      this.heap.settle();
    }
    return this.stepCount + (this.full ? 1 : 0);
  }

  /**
   * The columns, once every chunk is in.
   *
   * @param summaryJson what `tracer.record` gave
   * @throws ZodError when the summary has not the recorder's shape
   */
  finish(summaryJson: string): TraceColumns {
    const began = performance.now();
    const summary = summarySchema.parse(JSON.parse(summaryJson));
    const { heap } = this;
    const ending = this.ending(summary.ending, summary.result);
    const columns: Omit<TraceColumns, "timing"> = {
      format: TRACE_FORMAT,
      source: summary.source,
      call: summary.call,
      syntax: summary.syntax,
      statements: summary.statements,
      scopes: summary.scopes,
      names: this.names,
      slots: this.slots,
      types: heap.types,
      atoms: heap.atoms,
      longTexts: heap.longTexts,
      exceptions: this.exceptions,
      ending,
      notices: summary.notices,
      stepStatement: this.stepStatement.finish(),
      stepFrame: this.stepFrame.finish(),
      stepStart: this.stepStart.finish(),
      stepRaised: this.stepRaised.finish(),
      rowSlot: this.rowSlot.finish(),
      rowTag: this.rowTag.finish(),
      rowPayload: this.rowPayload.finish(),
      returnRow: this.returnRow.finish(),
      returnStep: this.returnStep.finish(),
      frameScope: this.frameScope.finish(),
      frameCallStep: this.frameCallStep.finish(),
      frameEnclosing: this.frameEnclosing.finish(),
      frameStart: this.frameStart.finish(),
      frameEnd: this.endsOfFrames(),
      frameOutcome: this.frameOutcome.finish(),
      frameEndRow: this.frameEndRow.finish(),
      objectType: heap.objectType.finish(),
      objectRow: heap.objectRow.finish(),
      objectContent: heap.objectContent.finish(),
      objectText: heap.objectText.finish(),
      objectScope: heap.objectScope.finish(),
      contentStart: heap.contentStart.finish(),
      contentTag: heap.contentTag.finish(),
      contentPayload: heap.contentPayload.finish(),
      floats: heap.floats.finish(),
      textStart: heap.textStart.finish(),
      textBytes: heap.textBytes.finish(),
    };
    // The recorder's own time holds what it waited for `push`.
    const trace = summary.timing.trace + performance.now() - began;
    return { ...columns, timing: { ...summary.timing, trace } };
  }

  /** Steps so far. */
  get stepCount(): number {
    return this.stepStatement.length;
  }

  private begin(json: string): void {
    const tables = tablesSchema.parse(JSON.parse(json));
    this.started = true;
    this.limit = tables.limit;
    this.names = tables.names;
    this.slots = tables.slots.map(({ kind, subject, where }) => ({ kind, subject, ...(where ? { where } : {}) }));
    if (this.slots.length > NARROW_SLOTS) this.rowSlot.convert(Uint32Array);
    this.sizes = Int32Array.from([...new Array<number>(Site.FirstFree).fill(0), ...tables.sizes]);
    const words: number[] = [];
    const starts = new Array<number>(Site.FirstFree).fill(0);
    for (const program of tables.programs) {
      starts.push(words.length);
      for (const instruction of program) words.push(instruction.length, ...instruction);
    }
    starts.push(words.length);
    this.programStart = Int32Array.from(starts);
    this.program = Int32Array.from(words);
  }

  /** The slot for a kind of row without `where`. */
  private slot(kind: SlotKind, subject = -1): number {
    const known = this.slotsOfKind[kind];
    const index = known?.[subject + 1];
    return index === undefined ? this.addSlot(kind, subject) : index;
  }

  private addSlot(kind: SlotKind, subject: number): number {
    const found = this.slots.findIndex((slot) => slot.kind === kind && slot.subject === subject && !slot.where);
    const index = found >= 0 ? found : this.slots.push({ kind, subject }) - 1;
    const known = this.slotsOfKind[kind] ?? [];
    known[subject + 1] = index;
    this.slotsOfKind[kind] = known;
    return index;
  }

  private name(text: string): number {
    const index = this.names.indexOf(text);
    return index >= 0 ? index : this.names.push(text) - 1;
  }

  private row(slot: number, tag: number, payload: number): void {
    const { rowSlot, rowTag, rowPayload } = this;
    const row = rowSlot.length;
    if (row === rowSlot.data.length) {
      rowSlot.reserve(row + 1);
      rowTag.reserve(row + 1);
      rowPayload.reserve(row + 1);
    }
    rowSlot.data[row] = slot;
    rowTag.data[row] = tag;
    rowPayload.data[row] = payload;
    rowSlot.length = rowTag.length = rowPayload.length = row + 1;
  }

  private rowTable(): RowTable {
    const decoder = this;
    return {
      rowSlot: this.rowSlot,
      rowTag: this.rowTag,
      rowPayload: this.rowPayload,
      get slots() {
        return decoder.slots;
      },
      get names() {
        return decoder.names;
      },
      slot: (kind, subject) => this.slot(kind, subject),
      globalSlot: (kind, name) => this.nameSlot(kind, name, "global"),
      name: (text) => this.name(text),
      row: (slot, tag, payload) => this.row(slot, tag, payload),
    };
  }

  private nameSlot(kind: "bind" | "unbind", name: number, where: "local" | "global"): number {
    const found = this.slots.findIndex((slot) => slot.kind === kind && slot.subject === name && slot.where === where);
    return found >= 0 ? found : this.slots.push({ kind, subject: name, where }) - 1;
  }

  private consume(tags: Uint8Array, payloads: Uint32Array, start: number, end: number): number {
    let position = start;
    while (position < end) {
      const site = payloads[position]!;
      if (tags[position] !== Tag.Int)
        throw new Error("The recording's stream is out of step: no site where one should be.");
      if (site < Site.FirstFree) {
        let size = FIXED_SIZES[site]!;
        if (position + size >= end) break;
        if (site === Site.Content || site === Site.Replace) size += payloads[position + 2]!;
        else if (site === Site.Insert) size += payloads[position + 3]!;
        if (position + size >= end) break;
        if (!this.full || DESCRIBES.has(site)) {
          const before = this.rowSlot.length;
          this.fixed(site, tags, payloads, position, position + size + 1);
          if (!this.links.isEmpty) this.links.mirror(before, this.frame === 0);
        }
        position += size + 1;
      } else {
        const size = this.sizes[site]!;
        if (position + size >= end) break;
        if (!this.full) this.run(site, tags, payloads, position);
        position += size + 1;
      }
    }
    return position - start;
  }

  /** Carry out a site's instructions on the values at `at`. */
  private run(site: number, tags: Uint8Array, payloads: Uint32Array, at: number): void {
    const { program } = this;
    const isModule = this.frame === 0;
    let before = this.rowSlot.length;
    const stop = this.programStart[site + 1]!;
    for (let word = this.programStart[site]!; word < stop; word += program[word]! + 1) {
      const first = program[word + 2]!;
      switch (program[word + 1]) {
        case Operation.Step:
          if (this.stepStatement.length >= this.limit) {
            this.full = true;
            return;
          }
          if (!this.links.isEmpty) {
            // What belongs to the step before comes first.
            this.links.mirror(before, isModule && this.frame === 0);
            before = this.rowSlot.length;
          }
          this.step(first);
          break;
        case Operation.Row: {
          const operand = at + program[word + 3]!;
          this.row(first, tags[operand]!, payloads[operand]!);
          break;
        }
        case Operation.BindFree: {
          const operand = program[word + 3]!;
          if (operand > 0) this.row(first, tags[at + operand]!, payloads[at + operand]!);
          else this.row(first, Tag.Absent, 0);
          this.row(0, Tag.Int, this.owner(program[word + 4]!));
          break;
        }
        case Operation.Enter: {
          const token = program[word + 3]!;
          const enclosing = program[word + 4]!;
          this.enter(first, token > 0 ? payloads[at + token]! : -1, enclosing > 0 ? payloads[at + enclosing]! : -1);
          break;
        }
        case Operation.Return: {
          const operand = program[word + 3]!;
          if (operand > 0) this.row(first, tags[at + operand]!, payloads[at + operand]!);
          else this.row(first, Tag.None, 0);
          this.leave(Outcome.Returned);
          break;
        }
        case Operation.Handle: {
          const operand = at + program[word + 3]!;
          if (tags[operand] === Tag.Object) this.handle(first, payloads[operand]!);
          break;
        }
        case Operation.StoreItem: {
          const object = at + program[word + 3]!;
          if (tags[object] === Tag.Object) {
            const key = at + program[word + 4]!;
            const value = at + program[word + 5]!;
            this.changes.storeItem(first, payloads[object]!, tags, payloads, key, value);
          }
          break;
        }
        case Operation.DeleteItem: {
          const object = at + program[word + 3]!;
          if (tags[object] === Tag.Object) {
            this.changes.deleteItem(first, payloads[object]!, tags, payloads, at + program[word + 4]!);
          }
          break;
        }
        case Operation.StoreAttribute: {
          const object = at + program[word + 3]!;
          const value = at + program[word + 4]!;
          if (
            tags[object] === Tag.Object &&
            this.heap.stores(payloads[object]!, this.names[this.slots[first]!.subject]!)
          ) {
            this.row(first, Tag.Object, payloads[object]!);
            this.row(0, tags[value]!, payloads[value]!);
          }
          break;
        }
        case Operation.DeleteAttribute: {
          const object = at + program[word + 3]!;
          if (
            tags[object] === Tag.Object &&
            this.heap.stores(payloads[object]!, this.names[this.slots[first]!.subject]!)
          ) {
            this.row(first, Tag.Object, payloads[object]!);
          }
          break;
        }
        case Operation.Method:
          this.changes.method(program, word, tags, payloads, at);
          break;
        case Operation.Unbind:
          this.row(first, Tag.Absent, 0);
          break;
      }
    }
    if (!this.links.isEmpty) this.links.mirror(before, isModule && this.frame === 0);
  }

  private fixed(site: number, tags: Uint8Array, payloads: Uint32Array, at: number, end: number): void {
    const { heap } = this;
    const object = payloads[at + 1]!;
    switch (site) {
      case Site.Content:
        if (tags[at + 1] !== Tag.Object) break;
        heap.firstContents(object, tags, payloads, at + 3, end);
        heap.lengths.data[object] = heap.elements(object, tags, at + 3, end);
        heap.bound(object, tags, payloads, at + 3, end);
        break;
      case Site.Replace:
        this.row(this.slot("replace"), Tag.Object, object);
        this.row(0, Tag.Int, heap.content(tags, payloads, at + 3, end));
        heap.lengths.data[object] = heap.elements(object, tags, at + 3, end);
        break;
      case Site.Insert:
        this.row(this.slot("insert"), Tag.Object, object);
        this.row(0, Tag.Int, payloads[at + 2]!);
        this.row(0, Tag.Int, heap.content(tags, payloads, at + 4, end));
        heap.lengths.data[object]! += end - at - 4;
        break;
      case Site.Remove:
        this.changes.removeItems(-1, object, payloads[at + 2]!, payloads[at + 3]!);
        break;
      case Site.SetItem:
      case Site.SetKey:
        this.row(this.slot(site === Site.SetItem ? "set-item" : "set-key"), Tag.Object, object);
        this.row(0, tags[at + 2]!, payloads[at + 2]!);
        this.row(0, tags[at + 3]!, payloads[at + 3]!);
        break;
      case Site.RemoveKey:
      case Site.Add:
      case Site.Discard:
        this.row(
          this.slot(site === Site.RemoveKey ? "remove-key" : site === Site.Add ? "add" : "discard"),
          Tag.Object,
          object,
        );
        this.row(0, tags[at + 2]!, payloads[at + 2]!);
        break;
      case Site.SetAttribute:
        this.row(this.slot("set-attribute", this.name(heap.textOf(payloads[at + 2]!))), Tag.Object, object);
        this.row(0, tags[at + 3]!, payloads[at + 3]!);
        break;
      case Site.RemoveAttribute:
        this.row(this.slot("remove-attribute", this.name(heap.textOf(payloads[at + 2]!))), Tag.Object, object);
        break;
      case Site.Bind:
        this.row(this.nameSlot("bind", this.name(heap.textOf(object)), "local"), tags[at + 2]!, payloads[at + 2]!);
        break;
      case Site.Link:
        if (tags[at + 1] === Tag.Object)
          this.links.link(object, tags[at + 2] === Tag.Object ? payloads[at + 2]! : null);
        break;
      case Site.Raise:
        this.raise(object, this.places[payloads[at + 2]!]!);
        break;
      case Site.Place:
        this.places[object] = payloads[at + 2]! | 0;
        break;
      case Site.Fatal:
        this.lastException = this.exception(object);
        break;
      case Site.Unwind:
        this.leaving = this.exception(object);
        this.row(this.slot("unwind"), Tag.Int, this.leaving);
        this.leave(Outcome.Raised);
        break;
      case Site.Yield:
        this.row(this.slot("yield"), tags[at + 1]!, object);
        this.suspend();
        break;
      case Site.Resume:
        if (tags[at + 1] === Tag.Int) this.resume(object);
        break;
      case Site.Stdout:
      case Site.Stderr:
      case Site.Input:
        this.row(
          this.slot(site === Site.Stdout ? "stdout" : site === Site.Stderr ? "stderr" : "input"),
          tags[at + 1]!,
          object,
        );
        break;
      case Site.Exception: {
        if (this.full && !this.exceptionOfObject.has(object)) break;
        const record = this.exceptions[this.exception(object)]!;
        record.type = heap.textOf(payloads[at + 2]!);
        if (tags[at + 3] === Tag.Text) record.message = heap.textOf(payloads[at + 3]!);
        else if (tags[at + 3] === Tag.LongText) record.message = heap.longTexts[payloads[at + 3]!]!.text;
        break;
      }
      case Site.Result:
        this.result = { tag: tags[at + 1]!, payload: object };
        break;
    }
  }

  // Steps and frames

  private get frame(): number {
    return this.stack.length > 0 ? this.stack[this.stack.length - 1]! : -1;
  }

  private step(statement: number): void {
    const { stepStatement, stepFrame, stepStart, stepRaised } = this;
    const frame = this.frame;
    const step = stepStatement.length;
    if (step === stepStatement.data.length) {
      stepStatement.reserve(step + 1);
      stepFrame.reserve(step + 1);
      stepStart.reserve(step + 1);
      stepRaised.reserve(step + 1);
    }
    this.frameStep.data[frame] = step;
    stepStatement.data[step] = statement;
    stepFrame.data[step] = frame;
    stepStart.data[step] = this.rowSlot.length;
    stepStatement.length = stepFrame.length = stepStart.length = stepRaised.length = step + 1;
    this.leaving = -1;
  }

  private enter(slot: number, token: number, enclosing: number): void {
    const caller = this.frame;
    const frame = this.frameScope.length;
    if (token >= 0) this.frameOfToken.set(token, frame);
    this.row(slot, Tag.Int, frame);
    this.frameScope.push(this.slots[slot]!.subject);
    this.frameCallStep.push(caller >= 0 ? this.frameStep.data[caller]! : -1);
    this.frameEnclosing.push(this.frameOfToken.get(enclosing) ?? -1);
    this.frameStart.push(this.rowSlot.length - 1);
    this.frameEnd.push(0);
    this.frameOutcome.push(Outcome.Unfinished);
    this.frameEndRow.push(-1);
    // Until it begins a step of its own, a frame (a lambda never does) works for the step that called it.
    this.frameStep.push(caller >= 0 ? this.frameStep.data[caller]! : -1);
    this.stack.push(frame);
    this.leaving = -1;
  }

  /** The running frame ends with the row just written. */
  private leave(outcome: number): void {
    const frame = this.stack.pop();
    if (frame === undefined) return;
    this.frameOutcome.data[frame] = outcome;
    this.frameEnd.data[frame] = this.rowSlot.length;
    this.frameEndRow.data[frame] = this.rowSlot.length - 1;
    this.comeBack();
  }

  private suspend(): void {
    const frame = this.stack.pop();
    if (frame === undefined) return;
    this.frameOutcome.data[frame] = Outcome.Suspended;
    this.comeBack();
  }

  private resume(token: number): void {
    const frame = this.frameOfToken.get(token);
    // The first resumption of a generator comes before its frame begins.
    if (frame === undefined || this.frameOutcome.data[frame] !== Outcome.Suspended) return;
    this.row(this.slot("resume"), Tag.Absent, 0);
    this.row(0, Tag.Int, frame);
    this.frameOutcome.data[frame] = Outcome.Unfinished;
    this.stack.push(frame);
    this.comeBack();
  }

  private comeBack(): void {
    const frame = this.frame;
    const step = frame >= 0 ? this.frameStep.data[frame]! : -1;
    if (step < 0) return;
    this.returnRow.push(this.rowSlot.length);
    this.returnStep.push(step);
  }

  private endsOfFrames(): Uint32Array {
    const ends = this.frameEnd.finish();
    for (let frame = 0; frame < ends.length; frame++) {
      const outcome = this.frameOutcome.data[frame];
      if (outcome === Outcome.Unfinished || outcome === Outcome.Suspended) ends[frame] = this.rowSlot.length;
    }
    return ends;
  }

  /** The activation of `scope` that the running frame sees from inside. */
  private owner(scope: number): number {
    let frame = this.frame;
    while (frame >= 0 && this.frameScope.data[frame] !== scope) frame = this.frameEnclosing.data[frame]!;
    return frame >>> 0;
  }

  // Exceptions

  private exception(object: number): number {
    let index = this.exceptionOfObject.get(object);
    if (index === undefined) {
      index = this.exceptions.length;
      this.exceptionOfObject.set(object, index);
      const step = this.frame >= 0 ? this.frameStep.data[this.frame]! : this.stepStatement.length - 1;
      this.exceptions.push({
        type: this.heap.types[this.heap.objectType.data[object]!]!.name,
        message: "",
        object,
        step,
        row: this.rowSlot.length,
        node: -1,
        handler: -1,
      });
    }
    return index;
  }

  private raise(object: number, node: number): void {
    const fresh =
      !this.exceptionOfObject.has(object) || this.exceptions[this.exceptionOfObject.get(object)!]!.node === -1;
    const index = this.exception(object);
    const step = this.frame >= 0 ? this.frameStep.data[this.frame]! : -1;
    if (step >= 0) this.stepRaised.data[step] = 1;
    if (this.leaving === index) {
      this.leaving = -1;
      return;
    }
    if (fresh) {
      const record = this.exceptions[index]!;
      record.step = step;
      record.row = this.rowSlot.length;
      record.node = node;
    }
    this.row(this.slot("raise", node), Tag.Int, index);
  }

  private handle(slot: number, object: number): void {
    const index = this.exception(object);
    const frame = this.frame;
    if (frame >= 0) this.exceptions[index]!.handler = this.frameStep.data[frame]!;
    this.row(slot, Tag.Int, index);
    this.leaving = -1;
  }

  private ending(ending: Ending, result: TraceResult | undefined): Ending {
    if (ending.kind === "raised") return { ...ending, exception: this.lastException };
    if (ending.kind !== "finished") return ending;
    if (result !== undefined) return { kind: "finished", value: result };
    if (this.result?.tag === Tag.Object)
      return { kind: "finished", value: { kind: "object", id: this.result.payload } };
    return { kind: "finished", value: null };
  }
}

/** Sites that tell of objects, not of what happened. */
const DESCRIBES: ReadonlySet<number> = new Set([Site.Content, Site.Exception]);

/** Slots that 16 bits can number, with room for those the decoder adds. */
const NARROW_SLOTS = 60_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
