/** Leaves below one block of the next level. */
const FAN = 8;

/**
 * Folds over stretches of a column in time logarithmic in their length: each level keeps what {@link FAN} neighbours of the
 * level below fold to. The operation must not mind the order or the repetition of its operands, as `max`, `min`, `|`.
 */
export class Pyramid<Column extends Uint16Array | Uint32Array> {
  private readonly levels: Column[];

  /** O(leaves) */
  constructor(
    leaves: Column,
    private readonly fold: (a: number, b: number) => number,
  ) {
    this.levels = [leaves];
    for (let below = leaves; below.length > FAN; ) {
      const above = below.slice(0, Math.ceil(below.length / FAN)) as Column;
      for (let block = 0; block < above.length; block++) {
        const from = block * FAN;
        const to = Math.min(from + FAN, below.length);
        let folded = below[from]!;
        for (let i = from + 1; i < to; i++) folded = fold(folded, below[i]!);
        above[block] = folded;
      }
      this.levels.push(above);
      below = above;
    }
  }

  /** What the leaves [from, to) fold to; at least one. O(log leaves) */
  over(from: number, to: number): number {
    const { fold, levels } = this;
    let folded = levels[0]![from]!;
    let low = from;
    let high = to;
    for (const level of levels) {
      while (low < high && low % FAN !== 0) folded = fold(folded, level[low++]!);
      while (low < high && high % FAN !== 0) folded = fold(folded, level[--high]!);
      if (low >= high) break;
      low /= FAN;
      high /= FAN;
    }
    return folded;
  }
}
