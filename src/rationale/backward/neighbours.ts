import type { Frame, Trace } from "../../trace/types.ts";
import { splitContainer } from "../wording.ts";

/** Another input, one small edit away from the real one. */
export interface Neighbour {
  /** The whole Call expression. */
  readonly call: string;
  /** The parameter whose argument was edited, and its new value. */
  readonly name: string;
  readonly value: string;
}

/** What a parameter's edits should be about: what seems to leave no mark first. */
export type Openness = "order" | "case" | "ends" | "elements" | "settled";

/** `f([1, 2], k=3)` taken apart. */
interface Call {
  readonly callee: string;
  readonly args: readonly string[];
}

function takenApart(call: string): Call | null {
  const match = /^\s*([A-Za-z_][\w.]*)\s*(\([\s\S]*\))\s*$/.exec(call);
  const container = match === null ? null : splitContainer(match[2] ?? "");
  return match === null || container === null ? null : { callee: match[1] ?? "", args: container.items };
}

/** Inputs one type-preserving edit away from the real one, the most telling first; each argument in turn. */
export function neighboursOf(
  trace: Trace,
  entry: Frame,
  openness: (name: string) => Openness,
  limit: number,
): Neighbour[] {
  const call = trace.call === null ? null : takenApart(trace.call);
  if (call === null) return [];
  const edited = call.args.map((text, index): Neighbour[] => {
    const keyword = /^([A-Za-z_]\w*)\s*=(?!=)\s*([\s\S]*)$/.exec(text);
    const name = keyword?.[1] ?? entry.arguments[index]?.[0];
    const bound = entry.arguments.find(([each]) => each === name);
    if (name === undefined || bound === undefined || text.startsWith("*")) return [];
    const { text: repr, complete } = trace.repr(bound[1], entry.start, 2_000);
    if (!complete) return [];
    return edits(repr, openness(name))
      .filter((value) => value !== repr)
      .map((value) => {
        const args = call.args.map((each, at) => (at !== index ? each : keyword === null ? value : `${name}=${value}`));
        return { call: `${call.callee}(${args.join(", ")})`, name, value };
      });
  });
  const found = new Map<string, Neighbour>();
  for (let turn = 0; found.size < limit && edited.some((each) => turn < each.length); turn += 1) {
    for (const each of edited) {
      const neighbour = each[turn];
      if (neighbour !== undefined && found.size < limit) found.set(neighbour.call, neighbour);
    }
  }
  return [...found.values()];
}

/** Values of the same type near a value given by its `repr`. */
function edits(repr: string, about: Openness): string[] {
  const found = textEdits(repr, about) ?? containerEdits(repr, about) ?? scalarEdits(repr);
  return [...new Set(found)];
}

function textEdits(repr: string, about: Openness): string[] | null {
  const match = /^(b?)(['"])([^\\]*)\2$/s.exec(repr);
  if (match === null) return null;
  const [, prefix = "", quote = "'", body = ""] = match;
  const units = [...body];
  const made = (text: string) => `${prefix}${quote}${text}${quote}`;
  const turned = made([...units].reverse().join(""));
  const swapped = made(
    units.map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase())).join(""),
  );
  const padded = made(`${body} `);
  const shorter = made(units.slice(0, -1).join(""));
  const headless = made(units.slice(1).join(""));
  const longer = made(`${body}a`);
  if (body === "") return [made("a"), made(" "), made("ab")];
  switch (about) {
    case "case":
      return [swapped, shorter, turned, padded];
    case "ends":
      return [padded, shorter, headless, swapped];
    case "order":
      return [turned, shorter, swapped, padded];
    case "elements":
      return [longer, turned, shorter, swapped, headless];
    default:
      return [shorter, turned, swapped, padded];
  }
}

function containerEdits(repr: string, about: Openness): string[] | null {
  const container = splitContainer(repr);
  if (container === null) return null;
  const { open, items, close } = container;
  const made = (list: readonly string[]) => {
    if (open === "(" && list.length === 1) return `(${list[0]},)`;
    if (open === "{" && list.length === 0 && !items.some((item) => item.includes(":"))) return "set()";
    return `${open}${list.join(", ")}${close}`;
  };
  if (items.length === 0) return open === "{" ? ["{'a': 1}", "{1: 2}"] : [made(["1"]), made(["'a'"]), made(["1", "2"])];
  const sorted = made([...items].sort(byValue));
  const turned = made([...items].reverse());
  const shorter = made(items.slice(0, -1));
  const headless = made(items.slice(1));
  const doubled = made([...items, items[0] ?? ""]);
  const changed = scalarEdits(items.at(-1) ?? "")[0];
  const replaced = changed === undefined ? [] : [made([...items.slice(0, -1), changed])];
  if (open === "{") return [turned, shorter, ...valueEdits(items, made), headless];
  switch (about) {
    case "order":
      return [sorted, turned, shorter, ...replaced, doubled];
    case "elements":
      return [...replaced, turned, shorter, doubled, sorted];
    default:
      return [shorter, turned, ...replaced, doubled];
  }
}

/** A dictionary with its last value changed. */
function valueEdits(items: readonly string[], made: (list: readonly string[]) => string): string[] {
  const last = items.at(-1) ?? "";
  const match = /^(.*): (-?\d+)$/s.exec(last);
  return match === null ? [] : [made([...items.slice(0, -1), `${match[1]}: ${Number(match[2]) + 1}`])];
}

function scalarEdits(repr: string): string[] {
  if (repr === "True") return ["False"];
  if (repr === "False") return ["True"];
  if (/^-?\d{1,15}$/.test(repr)) {
    const number = Number(repr);
    return [`${number + 1}`, `${number - 1}`, "0", `${-number}`];
  }
  if (/^-?\d+\.\d+$/.test(repr))
    return [`${Number(repr) + 1}`.includes(".") ? `${Number(repr) + 1}` : `${Number(repr) + 1}.0`];
  const text = /^'([^'\\]+)'$/.exec(repr);
  if (text !== null) return [`'${text[1]}a'`];
  return [];
}

function byValue(one: string, other: string): number {
  const [a, b] = [Number(one), Number(other)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return one < other ? -1 : one > other ? 1 : 0;
}
