import type { Column } from "./column.ts";
import { type Slot, type SlotKind, Tag } from "./columns.ts";
import type { HeapColumns } from "./heap.ts";

/** What the rows of a recording are written to, and where they can be read again. */
export interface RowTable {
  readonly rowSlot: Column<Uint16Array | Uint32Array>;
  readonly rowTag: Column<Uint8Array>;
  readonly rowPayload: Column<Uint32Array>;
  readonly slots: readonly Slot[];
  readonly names: readonly string[];
  slot(kind: SlotKind, subject?: number): number;
  globalSlot(kind: "bind" | "unbind", name: number): number;
  name(text: string): number;
  row(slot: number, tag: number, payload: number): void;
}

/** Stands for the module where an owner is asked for. */
const MODULE = -1;

/**
 * Dictionaries that hold another object's attributes (`o.__dict__`) or the module's variables (`globals()`): a change of one
 * is a change of the other, so it gets rows for both.
 */
export class Links {
  private readonly ownerOf = new Map<number, number>();
  private readonly dictionaryOf = new Map<number, number>();

  constructor(
    private readonly heap: HeapColumns,
    private readonly table: RowTable,
  ) {}

  get isEmpty(): boolean {
    return this.ownerOf.size === 0;
  }

  /** @param owner an object, or null for the module */
  link(dictionary: number, owner: number | null): void {
    const before = this.dictionaryOf.get(owner ?? MODULE);
    if (before !== undefined) this.ownerOf.delete(before);
    this.ownerOf.set(dictionary, owner ?? MODULE);
    this.dictionaryOf.set(owner ?? MODULE, dictionary);
  }

  /** Repeat what the rows from `from` up changed of a linked object for the other one. */
  mirror(from: number, isModule: boolean): void {
    const { rowSlot, rowPayload } = this.table;
    const end = rowSlot.length;
    for (let row = from; row < end; row++) {
      const { kind, subject, where } = this.table.slots[rowSlot.data[row]!]!;
      if (kind === "operand") continue;
      if (kind === "bind" || kind === "unbind") {
        const dictionary = this.dictionaryOf.get(MODULE);
        const isGlobal = where === "global" || (where === "local" && isModule);
        if (dictionary !== undefined && isGlobal) this.store(dictionary, subject, kind === "bind" ? row : -1);
        continue;
      }
      const object = rowPayload.data[row]!;
      const owner = this.ownerOf.get(object);
      if (owner !== undefined) this.toOwner(kind, row, owner);
      const dictionary = this.dictionaryOf.get(object);
      if (dictionary !== undefined) this.toDictionary(kind, subject, row, dictionary);
    }
  }

  private toDictionary(kind: SlotKind, name: number, row: number, dictionary: number): void {
    if (kind === "set-attribute") this.store(dictionary, name, row + 1);
    else if (kind === "remove-attribute") this.store(dictionary, name, -1);
    else if (kind === "replace") this.replace(dictionary, this.table.rowPayload.data[row + 1]!);
  }

  /** `row` has the value stored under a name; -1 removes it. */
  private store(dictionary: number, name: number, row: number): void {
    const { table } = this;
    const key = this.heap.textIndex(table.names[name]!);
    table.row(table.slot(row < 0 ? "remove-key" : "set-key"), Tag.Object, dictionary);
    table.row(0, Tag.Text, key);
    if (row >= 0) table.row(0, table.rowTag.data[row]!, table.rowPayload.data[row]!);
  }

  private toOwner(kind: SlotKind, row: number, owner: number): void {
    const { table } = this;
    const { rowTag, rowPayload } = table;
    if (kind === "replace") {
      if (owner !== MODULE) this.replace(owner, rowPayload.data[row + 1]!);
      return;
    }
    if ((kind !== "set-key" && kind !== "remove-key") || rowTag.data[row + 1] !== Tag.Text) return;
    const name = table.name(this.heap.textOf(rowPayload.data[row + 1]!));
    const isStored = kind === "set-key";
    if (owner === MODULE) {
      const slot = table.globalSlot(isStored ? "bind" : "unbind", name);
      if (isStored) table.row(slot, rowTag.data[row + 2]!, rowPayload.data[row + 2]!);
      else table.row(slot, Tag.Absent, 0);
      return;
    }
    table.row(table.slot(isStored ? "set-attribute" : "remove-attribute", name), Tag.Object, owner);
    if (isStored) table.row(0, rowTag.data[row + 2]!, rowPayload.data[row + 2]!);
  }

  private replace(object: number, content: number): void {
    this.table.row(this.table.slot("replace"), Tag.Object, object);
    this.table.row(0, Tag.Int, content);
  }
}
