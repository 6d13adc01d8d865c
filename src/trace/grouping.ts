/** Indexes over columns: compressed sparse rows built by counting sort, and binary search in them. */

/** Items `items[start[g] .. start[g + 1])` belong to group `g`, in their original order. */
export interface Groups {
  readonly start: Uint32Array;
  readonly items: Uint32Array;
}

/**
 * The indices 0 … keys.length - 1 grouped by key, order kept within a group. O(n + groups).
 *
 * @param keys group of each item, each below `groupCount`; items with a negative key are left out
 */
export function groupBy(keys: ArrayLike<number>, groupCount: number): Groups {
  const start = new Uint32Array(groupCount + 1);
  let kept = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key < 0) continue;
    start[key + 1]! += 1;
    kept++;
  }
  for (let group = 0; group < groupCount; group++) start[group + 1]! += start[group]!;
  const next = start.slice(0, groupCount);
  const items = new Uint32Array(kept);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key >= 0) items[next[key]!++] = i;
  }
  return { start, items };
}

/** `order` sorted by `keys[item]`, stably. O(n + keyCount). */
export function stableSortBy(order: Uint32Array, keys: ArrayLike<number>, keyCount: number): Uint32Array {
  const next = new Uint32Array(keyCount + 1);
  for (let i = 0; i < order.length; i++) next[keys[order[i]!]! + 1]! += 1;
  for (let key = 0; key < keyCount; key++) next[key + 1]! += next[key]!;
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const item = order[i]!;
    sorted[next[keys[item]!]!++] = item;
  }
  return sorted;
}

/** The first index in [from, to) of a sorted array whose value is at least `value`; `to` when there is none. */
export function lowerBound(sorted: ArrayLike<number>, value: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last index in [from, to) of a sorted array whose value is at most `value`; `from - 1` when there is none. */
export function lastAtMost(sorted: ArrayLike<number>, value: number, from = 0, to = sorted.length): number {
  return lowerBound(sorted, value + 1, from, to) - 1;
}

/** A column of what `valueAt` gives for each index. Many times faster than `Uint32Array.from`. */
export function tabulate(length: number, valueAt: (index: number) => number): Uint32Array {
  const values = new Uint32Array(length);
  for (let i = 0; i < length; i++) values[i] = valueAt(i);
  return values;
}

/** Computes once, at the first call. */
export function lazy<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
