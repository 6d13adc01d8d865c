import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase, plain } from "../phrase.ts";
import { sliceSpan } from "../slices.ts";
import { calledName, child, children, constant, methodCall, operator } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { counted, countWord } from "../wording.ts";
import { shown } from "./values.ts";

const SEQUENCES: ReadonlySet<string> = new Set(["str", "list", "tuple", "bytes"]);

/**
 * What a value means, where readers go wrong most: which index a search found, how much a slice took. Follows
 * `` `E` is V `` in parentheses; nothing for most expressions.
 */
export function gloss(teller: Teller, step: number, node: SyntaxNode, repr: string): Phrase {
  return (
    searchGloss(teller, step, node, repr) ??
    sliceGloss(teller, step, node) ??
    joinGloss(teller, step, node) ??
    methodGloss(teller, step, node) ??
    functionGloss(teller, node) ??
    (teller.manner.pointsOut ? pitfall(teller, step, node) : null) ??
    plain("")
  );
}

/** `text.find('a')` is 3 (the index of the first `'a'`) */
function searchGloss(teller: Teller, step: number, node: SyntaxNode, repr: string): Phrase | null {
  const call = methodCall(node);
  if (call === null || call.args.length !== 1 || call.args[0] === undefined) return null;
  const which = { find: "first", index: "first", rfind: "last", rindex: "last" }[call.method];
  const receiver = teller.evidence.valueOf(step, call.receiver);
  if (which === undefined || receiver === undefined || !SEQUENCES.has(teller.evidence.typeOf(receiver))) return null;
  const sought = teller.evidence.reprOf(step, call.args[0]);
  const claim = teller.evidence.evaluation(step, call.args[0])?.claim;
  if (sought === undefined || sought.length > 40 || sought === "''") return null;
  const claims = claim === undefined ? [] : [claim];
  if (repr === "-1") return claimed(` (${shown(sought)} does not occur)`, ...claims);
  return claimed(` (the index of the ${which} ${shown(sought)})`, ...claims);
}

/** `text[2:k]` is `'cde'` (three of the eight characters) */
function sliceGloss(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  const { evidence } = teller;
  const base = node.type === "Subscript" ? child(node, "value") : null;
  if (base?.type !== "Name" || child(node, "slice")?.type !== "Slice") return null;
  const name = evidence.trace.text(base.id);
  const whole = evidence.nameBefore(step, name);
  const part = evidence.evaluationsOf(step, node)[0];
  if (whole === undefined || part === undefined || !SEQUENCES.has(evidence.typeOf(whole))) return null;
  const [all, taken] = [evidence.sizeOf(whole), evidence.sizeOf(part)];
  if (all === undefined || taken === undefined || taken === all || taken === 0 || all < 3) return null;
  const noun = evidence.typeOf(whole) === "str" ? "character" : "element";
  const claim: Claim = { kind: "size", at: evidence.coordinate(step), when: "before", name, size: all };
  const span = sliceSpan(evidence, step, node, all);
  if (span === null || span.last - span.first + 1 !== taken)
    return claimed(` (${countWord(taken)} of the ${counted(all, noun)})`, claim);
  const where =
    taken === 1
      ? `the ${noun} at index ${span.first}`
      : `the ${noun}s at indices ${span.first} ${taken === 2 ? "and" : "to"} ${span.last}`;
  return claimed(` (${where}, ${countWord(taken)} of the ${countWord(all)})`, claim);
}

/** What methods of strings do, by name and number of arguments; `{0}` stands for the first argument. */
const METHODS: Readonly<Record<string, string>> = {
  "lower/0": "in lower case",
  "upper/0": "in upper case",
  "casefold/0": "in lower case",
  "title/0": "each word capitalised",
  "capitalize/0": "the first letter in upper case, the rest in lower case",
  "swapcase/0": "upper and lower case exchanged",
  "strip/0": "without white space at the ends",
  "lstrip/0": "without white space at the start",
  "rstrip/0": "without white space at the end",
  "strip/1": "without the characters {0} at the ends",
  "lstrip/1": "without the characters {0} at the start",
  "rstrip/1": "without the characters {0} at the end",
  "split/0": "the parts between white space",
  "split/1": "the parts between every {0}",
  "rsplit/0": "the parts between white space",
  "rsplit/1": "the parts between every {0}",
  "splitlines/0": "its lines",
  "partition/1": "what stands before the first {0}, it, and what follows",
  "rpartition/1": "what stands before the last {0}, it, and what follows",
  "replace/2": "every {0} replaced by {1}",
  "zfill/1": "filled with zeros on the left to a width of {0}",
  "center/1": "centred with blanks in a width of {0}",
  "ljust/1": "filled with blanks on the right to a width of {0}",
  "rjust/1": "filled with blanks on the left to a width of {0}",
  "center/2": "centred with {1} in a width of {0}",
  "ljust/2": "filled with {1} on the right to a width of {0}",
  "rjust/2": "filled with {1} on the left to a width of {0}",
  "removeprefix/1": "without {0} at the start, if it begins so",
  "removesuffix/1": "without {0} at the end, if it ends so",
  "expandtabs/1": "each tab filled with blanks up to the next multiple of {0}",
  "count/1": "how often {0} occurs",
};

/** `text.title()` is `'Old Sea'` (each word capitalised): once for each method. */
function methodGloss(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  if (isReversal(teller, node)) return teller.explains("[::-1]") ? plain(" (back to front)") : null;
  const call = methodCall(node);
  const text = call === null ? undefined : METHODS[`${call.method}/${call.args.length}`];
  if (call === null || text === undefined || children(node, "keywords").length > 0) return null;
  const fixed = constant(call.receiver);
  const receiver = teller.evidence.valueOf(step, call.receiver);
  const type = fixed?.type ?? (receiver === undefined ? "" : teller.evidence.typeOf(receiver));
  if (type !== "str") return null;
  const claims: Claim[] = [];
  const removes = call.method === "replace" && call.args[1] !== undefined && constant(call.args[1])?.repr === "''";
  let told = removes ? "every {0} removed" : text;
  for (const [index, argument] of call.args.entries()) {
    const repr = teller.evidence.reprOf(step, argument);
    if (repr === undefined || (repr === "''" && !(removes && index === 1)) || repr.length > 30) return null;
    const found = teller.evidence.evaluation(step, argument);
    if (found !== undefined) claims.push(found.claim);
    told = told.replace(`{${index}}`, () => shown(repr));
  }
  return teller.explains(`${call.method}/${call.args.length}`) ? claimed(` (${told})`, ...claims) : null;
}

/** `', '.join(words)` is `'a, b'` (`', '` between the parts) */
function joinGloss(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  const call = methodCall(node);
  if (call?.method !== "join" || call.args.length !== 1 || !teller.explains("join")) return null;
  const glue = teller.evidence.reprOf(step, call.receiver);
  if (glue === undefined || glue.length > 30 || !/^['"]/.test(glue)) return null;
  const claim = teller.evidence.evaluation(step, call.receiver)?.claim;
  const text = /^(''|"")$/.test(glue)
    ? "the parts without anything in between"
    : `each two parts with ${shown(glue)} in between`;
  return claimed(` (${text})`, ...(claim === undefined ? [] : [claim]));
}

/** What builtin functions give, once for each. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  sorted: "in ascending order",
  reversed: "back to front",
  set: "each element once",
  sum: "the total",
  max: "the largest",
  min: "the smallest",
  abs: "without its sign",
};

function functionGloss(teller: Teller, node: SyntaxNode): Phrase | null {
  const name = calledName(node);
  const text = name === null ? undefined : FUNCTIONS[name];
  if (name === null || text === undefined || children(node, "args").length !== 1) return null;
  if (children(node, "keywords").length > 0 || teller.evidence.definesName(name)) return null;
  return teller.explains(`${name}()`) ? plain(` (${text})`) : null;
}

/** What trips readers up, once for each: indices from 0 and from the end, rounding, remainders. */
function pitfall(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  const said = (what: string, text: string) => (teller.explains(what) ? plain(` (${text})`) : null);
  const { evidence } = teller;
  if (node.type === "Subscript") {
    const [base, index] = [child(node, "value"), child(node, "slice")];
    const owner = base === null ? undefined : evidence.valueOf(step, base);
    const repr = index === null ? undefined : evidence.reprOf(step, index);
    if (owner === undefined || repr === undefined || !SEQUENCES.has(evidence.typeOf(owner))) return null;
    if (/^-\d+$/.test(repr)) return said("negative", "a negative index counts from the end");
    return /^\d+$/.test(repr) && repr !== "0" ? said("index", "indices count from zero") : null;
  }
  if (node.type !== "BinOp") return null;
  const sides = [child(node, "left"), child(node, "right")].map((side) =>
    side === null ? undefined : evidence.reprOf(step, side),
  );
  const [left, right] = sides.map((repr) => (repr !== undefined && /^-?\d{1,15}$/.test(repr) ? Number(repr) : null));
  if (left == null || right == null || right === 0) return null;
  if (operator(node) === "FloorDiv") return left % right === 0 ? null : said("//", "rounded down");
  return operator(node) === "Mod" && right > 1 ? said("%", "the remainder") : null;
}

/** `xs[::-1]` */
function isReversal(teller: Teller, node: SyntaxNode): boolean {
  return node.type === "Subscript" && /\[\s*::\s*-1\s*\]$/.test(teller.evidence.trace.text(node.id));
}
