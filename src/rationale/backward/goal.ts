import type { Claim } from "../claims.ts";
import { claimed, type Phrase } from "../phrase.ts";
import { elementNoun, shown } from "../phrases/values.ts";
import { code, counted, countWord, splitContainer } from "../wording.ts";
import { butFor, distinctLosses, type Loss, ORDER, OUTSIDE, REPEAT_ORDER, REST } from "./losses.ts";

/** How much of a value is determined, going back from the output. */
export interface Goal {
  /** The value itself, or only how many elements it has. */
  readonly aspect: "value" | "size";
  /** What has been wiped out on the way from this value to the output. Empty: it is determined. */
  readonly losses: readonly Loss[];
  /** The `repr` that is determined but for the losses; null when it cannot be written down. */
  readonly shows: string | null;
}

export const isDetermined = (goal: Goal): boolean => goal.aspect === "value" && goal.losses.length === 0;

/** The goal with more lost. */
export function losing(goal: Goal, ...losses: readonly Loss[]): Goal {
  return { ...goal, losses: distinctLosses([...goal.losses, ...losses]) };
}

/**
 * What the goal says of a subject: `` `nums` holds four 1s and two 3s, in an order that is lost ``.
 *
 * @param repr the value that the subject really has; only what the goal leaves determined is told
 */
export function toldGoal(subject: string, goal: Goal, repr: string, type: string, claims: readonly Claim[]): Phrase {
  const name = code(subject);
  if (goal.aspect === "size") {
    const size = goal.shows === null ? 0 : Number(goal.shows);
    return claimed(`${name} has ${counted(size, elementNoun(type))}`, ...claims);
  }
  if (goal.losses.length === 0) return claimed(`${name} is ${shown(repr)}`, ...claims);
  const others = goal.losses.filter((loss) => ![ORDER, OUTSIDE, REPEAT_ORDER, REST].includes(loss));
  const but = others.length === 0 ? "" : ` but for ${butFor(others)}`;
  if (goal.losses.includes(REPEAT_ORDER) && !goal.losses.includes(ORDER)) {
    const items = splitContainer(goal.shows ?? "")?.items ?? [];
    return claimed(`${name} holds ${tallied(items)}, and each is first met in this order${but}`, ...claims);
  }
  if (goal.losses.includes(ORDER)) {
    const items = splitContainer(goal.shows ?? "")?.items;
    const same = type === "str" ? "the same characters" : "the same elements";
    const more = goal.losses.includes(OUTSIDE) ? " and perhaps more" : "";
    const held = `${items === undefined ? same : tallied(items)}${more}`;
    return claimed(`${name} holds ${held}, in an order that is lost${but}`, ...claims);
  }
  if (goal.losses.includes(REST) && !goal.losses.includes(OUTSIDE) && goal.shows !== null) {
    return claimed(`${name} begins with the elements of ${shown(goal.shows)}${but}`, ...claims);
  }
  if (goal.losses.includes(OUTSIDE) && goal.shows !== null) {
    return claimed(`${name} has ${shown(goal.shows)} as that part${but}`, ...claims);
  }
  if (goal.shows === null) return claimed(`${name} is known${but}`, ...claims);
  return claimed(`${name} is ${shown(goal.shows)}${but}`, ...claims);
}

/** `four 1s and two 3s`, or `the six elements of …` when there are many kinds. */
export function tallied(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const isShort = [...counts.keys()].every((item) => item.length <= 12);
  if (items.length > 0 && counts.size <= 4 && counts.size < items.length && isShort) {
    const parts = [...counts].map(([item, count]) => tally(item, count));
    return parts.length === 1 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  }
  if (items.length === 0) return "nothing";
  return items.length === 1
    ? `only ${shown(items[0] ?? "")}`
    : `the ${counted(items.length, "element")} of ${shown(`[${items.join(", ")}]`)}`;
}

/** `four 1s`, `` one `'a'` ``, `` three times `'a'` `` */
function tally(item: string, count: number): string {
  if (/^\d+$/.test(item)) return `${countWord(count)} ${item}${count === 1 ? "" : "s"}`;
  return count === 1 ? `one ${shown(item)}` : `${shown(item)} ${countWord(count)} times`;
}
