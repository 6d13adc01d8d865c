import { families } from "../duplicates.ts";
import { hash53 } from "../fingerprint.ts";
import type { ExportOptions, Split } from "./options.ts";

/**
 * Which split each program belongs to. Programs that are the same or nearly the same go to one split together. The
 * families are taken in an order drawn from the seed, first for the test split, then for validation, as long as they fit
 * into the share asked for. Depends on the programs and the seed, not on the order in which the programs come.
 */
export function splitPrograms(
  codes: readonly string[],
  { validation, test, seed }: Pick<ExportOptions, "validation" | "test" | "seed">,
): readonly Split[] {
  if (validation === 0 && test === 0) return codes.map(() => "train");
  const members = new Map<number, number[]>();
  families(codes).forEach((family, index) => {
    const group = members.get(family);
    if (group === undefined) members.set(family, [index]);
    else group.push(index);
  });
  const ordered = [...members.values()]
    .map((group) => ({ group, key: Math.min(...group.map((index) => hash53(codes[index] ?? "", seed))) }))
    .sort((one, other) => one.key - other.key);
  const splits: Split[] = codes.map(() => "train");
  const room = { test: Math.round(test * codes.length), validation: Math.round(validation * codes.length) };
  for (const { group } of ordered) {
    const split = group.length <= room.test ? "test" : group.length <= room.validation ? "validation" : "train";
    if (split !== "train") room[split] -= group.length;
    for (const index of group) splits[index] = split;
  }
  return splits;
}
