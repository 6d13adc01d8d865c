import { hash53, hashOf, normalForm } from "./fingerprint.ts";

/** Positions of samples that run the same program on the same input, up to formatting and names; each group has at least two. */
export function duplicateGroups(runFingerprints: readonly string[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  runFingerprints.forEach((fingerprint, index) => {
    const group = groups.get(fingerprint);
    if (group === undefined) groups.set(fingerprint, [index]);
    else group.push(index);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

const BANDS = 16;
const ROWS = 4;
const HASHES = BANDS * ROWS;
const SHINGLE = 4;
/** Programs whose token sequences overlap this much (Jaccard, of runs of four tokens) count as nearly the same. */
export const NEAR = 0.7;

/**
 * A number of each program's family: programs that are nearly the same share it. Families are found by MinHash with 64
 * hash functions in 16 bands, so that a pair that overlaps by 0.8 is missed about once in 5,000 times, and by 0.7 once in 90.
 *
 * Source: Broder, "On the resemblance and containment of documents", 1997; Leskovec et al., Mining of Massive Datasets, ch. 3.
 */
export function families(codes: readonly string[]): Int32Array {
  const parent = Int32Array.from(codes, (_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] as number;
    parent[index] = root;
    return root;
  };
  const join = (one: number, other: number) => {
    const [left, right] = [find(one), find(other)];
    parent[Math.max(left, right)] = Math.min(left, right);
  };
  const first = new Map<string, number>();
  const signatures: (Uint32Array | null)[] = codes.map((code, index) => {
    const normal = normalForm(code, null).code;
    const hash = hashOf(normal);
    const same = first.get(hash);
    if (same === undefined) first.set(hash, index);
    else join(same, index);
    return same === undefined ? signatureOf(normal) : null;
  });
  const buckets = new Map<string, number[]>();
  signatures.forEach((signature, index) => {
    if (signature === null) return;
    for (let band = 0; band < BANDS; band += 1) {
      const key = `${band}:${signature.subarray(band * ROWS, (band + 1) * ROWS).join()}`;
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [index]);
      else {
        for (const other of bucket) {
          if (find(other) !== find(index) && overlap(signatures[other], signature) >= NEAR) join(other, index);
        }
        bucket.push(index);
      }
    }
  });
  return parent.map((_, index) => find(index));
}

function overlap(one: Uint32Array | null | undefined, other: Uint32Array): number {
  let equal = 0;
  for (let index = 0; index < HASHES; index += 1) if (one?.[index] === other[index]) equal += 1;
  return equal / HASHES;
}

const MULTIPLIERS = Uint32Array.from({ length: HASHES }, (_, index) => hash53(`multiply ${index}`, 1) | 1);
const ADDENDS = Uint32Array.from({ length: HASHES }, (_, index) => hash53(`add ${index}`, 2));

function signatureOf(normal: string): Uint32Array {
  const tokens = normal.split(" ");
  const signature = new Uint32Array(HASHES).fill(0xffffffff);
  const seen = new Set<number>();
  for (let index = 0; index <= Math.max(0, tokens.length - SHINGLE); index += 1) {
    seen.add(hash53(tokens.slice(index, index + SHINGLE).join(" "), 3) >>> 0);
  }
  for (const shingle of seen) {
    for (let index = 0; index < HASHES; index += 1) {
      const value = (Math.imul(shingle, MULTIPLIERS[index] as number) + (ADDENDS[index] as number)) >>> 0;
      const mixed = (value ^ (value >>> 15)) >>> 0;
      if (mixed < (signature[index] as number)) signature[index] = mixed;
    }
  }
  return signature;
}
