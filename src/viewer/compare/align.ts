import type { Trace } from "../../trace/types.ts";

/** Where two runs part: a stretch of steps that only one of them, or each in its own way, went through. */
export interface Divergence {
  /** The first step of the stretch in either run, from 0; the number of steps when that run is over. */
  readonly left: number;
  readonly right: number;
  /** How many steps the stretch has in each. */
  readonly leftCount: number;
  readonly rightCount: number;
}

/** Which step of one run is which of the other. */
export interface Alignment {
  /** For each step of the left run the step of the right one, or -1. */
  readonly toRight: Int32Array;
  readonly divergences: readonly Divergence[];
}

/** How far ahead is looked for where the runs meet again, in steps of both together. */
const LOOK_AHEAD = 600;
/** So many steps in a row must agree where they meet. */
const AGREE = 2;
/** Comparisons made at most, for runs that have little in common. */
const EFFORT = 30_000_000;

/**
 * Lays two runs beside each other: as long as they run the same statements, step by step; where they part, the nearest place ahead where they
 * go on alike. Statements of edited code are the same when their own source is.
 */
export function alignRuns(left: Trace, right: Trace): Alignment {
  const names = statementNames(left, right);
  const a = keysOf(left, names.left);
  const b = keysOf(right, names.right);
  const toRight = new Int32Array(a.length).fill(-1);
  const divergences: Divergence[] = [];
  let i = 0;
  let j = 0;
  let effort = EFFORT;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      toRight[i] = j;
      i += 1;
      j += 1;
      continue;
    }
    const [skipA, skipB] = meeting(i, j) ?? [a.length - i, b.length - j];
    divergences.push({ left: i, right: j, leftCount: skipA, rightCount: skipB });
    i += skipA;
    j += skipB;
  }
  if (i < a.length || j < b.length) {
    divergences.push({ left: i, right: j, leftCount: a.length - i, rightCount: b.length - j });
  }
  return { toRight, divergences };

  function meeting(fromA: number, fromB: number): readonly [number, number] | null {
    for (let distance = 1; distance <= LOOK_AHEAD && effort > 0; distance++) {
      for (let skipA = 0; skipA <= distance; skipA++) {
        effort -= 1;
        if (agree(fromA + skipA, fromB + distance - skipA)) return [skipA, distance - skipA];
      }
    }
    return null;
  }

  function agree(atA: number, atB: number): boolean {
    if (atA >= a.length || atB >= b.length) return false;
    for (let ahead = 0; ahead < AGREE; ahead++) {
      const [one, other] = [a[atA + ahead], b[atB + ahead]];
      if (one === undefined && other === undefined) return true;
      if (one !== other) return false;
    }
    return true;
  }
}

/** Numbers that are equal for statements that are the same in both programs; those of one program alone have numbers of their own. */
function statementNames(left: Trace, right: Trace): { readonly left: Int32Array; readonly right: Int32Array } {
  const own = (trace: Trace) => Int32Array.from({ length: trace.statements.length + 1 }, (_, number) => number);
  if (left.source === right.source) return { left: own(left), right: own(right) };
  const heads = (trace: Trace) =>
    trace.statements.map(({ kind, node, header, range }) => {
      const text = trace.text(node);
      const lines = header.endLine - range.line + 1;
      return `${kind} ${text.split("\n").slice(0, lines).join("\n").trim()}`;
    });
  const names = { left: own(left), right: new Int32Array(right.statements.length + 1) };
  for (let number = 1; number < names.right.length; number++) names.right[number] = left.statements.length + number;
  for (const [i, j] of commonSubsequence(heads(left), heads(right))) names.right[j + 1] = i + 1;
  return names;
}

function keysOf(trace: Trace, names: Int32Array): Int32Array {
  return Int32Array.from({ length: trace.stepCount }, (_, step) => names[trace.step(step).statement]!);
}

/** The pairs of places of a longest common subsequence, in order. O(n · m) */
export function commonSubsequence(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}
