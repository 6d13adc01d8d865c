import type { TraceColumns } from "./columns.ts";
import { lowerBound } from "./grouping.ts";
import { rowsOfKind } from "./rows.ts";
import type { Tick } from "./types.ts";
import type { Values } from "./values.ts";

/** What the run wrote to one stream: the whole text, and how much of it was there when. */
export class Output {
  readonly text: string;
  private readonly rows: Uint32Array;
  /** UTF-16 length of the text after each row. */
  private readonly lengthAfter: Float64Array;

  constructor(columns: TraceColumns, values: Values, stream: "stdout" | "stderr") {
    this.rows = rowsOfKind(columns, new Set([stream]));
    this.lengthAfter = new Float64Array(this.rows.length);
    const pieces: string[] = [];
    let length = 0;
    for (let i = 0; i < this.rows.length; i++) {
      const piece = values.textOfRow(this.rows[i]!);
      pieces.push(piece);
      length += piece.length;
      this.lengthAfter[i] = length;
    }
    this.text = pieces.join("");
  }

  /** O(log writes + length) */
  before(tick: Tick): string {
    const writes = lowerBound(this.rows, tick);
    return writes === 0 ? "" : this.text.slice(0, this.lengthAfter[writes - 1]!);
  }
}
