import { hash53 } from "../../dataset/fingerprint.ts";
import type { RowIndex } from "../table/row-index.ts";

/** In which order samples come up for review. */
export type QueueOrder = "found" | "unreviewed" | "doubt" | "audit";

/** Samples in a random audit. */
const AUDITED = 50;

/**
 * The samples to review, in order. An audit is drawn by the ids, so that it is the same when it is taken up again.
 *
 * @param first a sample that is to be in the queue whatever the order
 */
export function reviewQueue(
  index: RowIndex,
  found: Int32Array,
  order: QueueOrder,
  first: string | null,
): readonly string[] {
  const rows = [...found].map((position) => index.at(position));
  const doubt = index.measure("doubt");
  const doubtOf = (id: string) => doubt[index.positionOf(id) ?? 0] ?? 0;
  const ids = (chosen: typeof rows) => chosen.map(({ id }) => id);
  const open = rows.filter(({ summary }) => summary.status === "unreviewed");
  const queue = {
    found: () => ids(rows),
    unreviewed: () => ids([...open, ...rows.filter(({ summary }) => summary.status !== "unreviewed")]),
    doubt: () => ids(rows.toSorted((one, other) => doubtOf(other.id) - doubtOf(one.id))),
    audit: () => ids(rows.toSorted((one, other) => hash53(one.id, 0) - hash53(other.id, 0)).slice(0, AUDITED)),
  }[order]();
  return first === null || queue.includes(first) ? queue : [first, ...queue];
}
