import type { SyntaxNode } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import {
  COMPREHENSIONS,
  calledName,
  child,
  children,
  comparisonOperators,
  constant,
  identifier,
  methodCall,
  operator,
} from "../syntax.ts";
import { code, literal } from "../wording.ts";
import { comprehension } from "./comprehensions.ts";
import { type Goal, losing } from "./goal.ts";
import {
  CASE,
  CUTS,
  ENDS,
  KEYS,
  type Loss,
  NOTATION,
  ORDER,
  OUTSIDE,
  REPEATS,
  replacing,
  SPACING,
  TYPE,
  VALUES,
} from "./losses.ts";
import { reprAt, sourceText, typeOf } from "./reading.ts";
import { deadEnd, NOTHING, remark, together, type Undone, type Within } from "./sink.ts";

/** An operation with one operand that keeps the operand but for some losses. */
interface Keeping {
  readonly operand: SyntaxNode;
  /** Said of the operation, after its source. */
  readonly says: string;
  readonly losses: readonly Loss[];
  /** Whether what is known still reads the same on the other side. */
  readonly reads: "same" | "anew";
}

/**
 * Goes back from an expression to the variables in it: what their values must be for the expression to be as the goal
 * says. Only rules that hold for every value are used; the run itself supplies the values they determine.
 */
export function undo(
  evidence: Evidence,
  step: number,
  node: SyntaxNode,
  wanted: Goal,
  isLeaf: (node: SyntaxNode) => boolean = isName,
): Undone {
  const goal = withoutCuts(evidence, step, node, wanted);
  if (isLeaf(node)) return { ...NOTHING, leads: [{ name: node, goal }] };
  if (constant(node) !== null || node.type === "Name") return NOTHING;
  const within = (inner: SyntaxNode, known: Goal) => undo(evidence, step, inner, known, isLeaf);
  const source = sourceText(evidence, node);
  const keeping = keepingOf(evidence, step, node);
  if (keeping !== null) {
    const narrowed = losing(goal, ...keeping.losses);
    const exact = narrowed.losses.length === 0;
    const shows = exact
      ? (reprAt(evidence, step, keeping.operand) ?? null)
      : keeping.reads === "same"
        ? goal.shows
        : null;
    const inner = { ...narrowed, shows };
    if (goal.aspect === "size") {
      if (keeping.losses.some((loss) => loss !== ORDER && loss !== CASE)) return deadEnd(source, keeping.says);
      return remark(source, keeping.says, within(keeping.operand, goal));
    }
    return remark(source, keeping.says, within(keeping.operand, inner));
  }
  if (calledName(node) === "len" && goal.losses.length === 0 && goal.aspect === "value") {
    const inner = children(node, "args")[0];
    if (inner === undefined) return deadEnd(source, "tells only a length");
    return remark(
      source,
      "keeps nothing but a length",
      within(inner, { aspect: "size", losses: [], shows: goal.shows }),
    );
  }
  if (COMPREHENSIONS.has(node.type)) return comprehension(evidence, step, node, goal, undo, within);
  if (goal.aspect === "size") return deadEnd(source, "tells no more by its length");
  if (node.type === "Tuple" || node.type === "List") return display(evidence, step, node, goal, within);
  if (node.type === "BinOp") return arithmetic(evidence, step, node, goal, source, within);
  if (node.type === "Compare" && goal.losses.length === 0) {
    const equal = settledByEquality(evidence, step, node, goal, source, within);
    if (equal !== null) return equal;
  }
  const predicate = goal.losses.length === 0 ? predicateOf(evidence, node, goal.shows) : null;
  return predicate === null ? terminal(node, source, goal) : deadEnd(source, predicate);
}

/** `x == 5` that holds: `x` is 5. */
function settledByEquality(
  evidence: Evidence,
  step: number,
  node: SyntaxNode,
  goal: Goal,
  source: string,
  within: Within,
): Undone | null {
  const [symbol, ...more] = comparisonOperators(node);
  const [left, right] = [child(node, "left"), children(node, "comparators")[0]];
  if (more.length > 0 || left === null || right === undefined) return null;
  const wanted = symbol === "Eq" ? "True" : symbol === "NotEq" ? "False" : null;
  if (goal.shows !== wanted) return null;
  const open = constant(right) !== null ? left : constant(left) !== null ? right : null;
  const verb = symbol === "Eq" ? "holds" : "fails";
  if (open === null)
    return deadEnd(
      source,
      `${verb} only where ${sourceText(evidence, left)} and ${sourceText(evidence, right)} are equal`,
    );
  const shows = reprAt(evidence, step, open) ?? null;
  return remark(source, `${verb} for one value alone`, within(open, { aspect: "value", losses: [], shows }));
}

/** What tests of strings and containers say when they hold and when they do not. */
const PREDICATES: Readonly<Record<string, readonly [holds: string, fails: string]>> = {
  isdigit: ["every character is a digit", "it is empty or not every character is a digit"],
  isnumeric: ["every character is a numeral", "it is empty or not every character is a numeral"],
  isdecimal: ["every character is a decimal digit", "it is empty or not every character is a decimal digit"],
  isalpha: ["every character is a letter", "it is empty or not every character is a letter"],
  isalnum: ["every character is a letter or a digit", "it is empty or not every character is a letter or a digit"],
  isspace: ["every character is white space", "it is empty or not every character is white space"],
  islower: ["it has letters and none is a capital", "it has a capital or no letter at all"],
  isupper: ["it has letters and all are capitals", "it has a small letter or no letter at all"],
  istitle: [
    "every word begins with its only capital",
    "some word does not begin with its only capital, or there is none",
  ],
  isidentifier: ["it can be a name in Python", "it cannot be a name in Python"],
  isascii: ["every character is ASCII", "some character is not ASCII"],
};

/** What the truth of a test says of what it tests; null for other expressions. */
function predicateOf(evidence: Evidence, node: SyntaxNode, shows: string | null): string | null {
  if (shows !== "True" && shows !== "False") return null;
  const holds = shows === "True";
  const call = methodCall(node);
  const known = call === null || call.args.length > 0 ? undefined : PREDICATES[call.method];
  if (call !== null && known !== undefined)
    return `is ${code(shows)}, so of ${sourceText(evidence, call.receiver)} it is certain that ${known[holds ? 0 : 1]}`;
  const [argument] = call?.args ?? [];
  const end = call?.method === "startswith" ? "begin" : call?.method === "endswith" ? "end" : null;
  if (call !== null && end !== null && argument !== undefined) {
    const does = holds ? `${end}s` : `does not ${end}`;
    return `is ${code(shows)}, so ${sourceText(evidence, call.receiver)} ${does} with ${sourceText(evidence, argument)}, and no more than that is certain`;
  }
  const negated = node.type === "UnaryOp" && operator(node) === "Not" ? child(node, "operand") : null;
  if (negated !== null)
    return `is ${code(shows)}, so ${sourceText(evidence, negated)} counts as ${holds ? "false" : "true"}: ${holds ? "empty, zero or nothing" : "neither empty nor zero"}`;
  const [symbol, ...more] = comparisonOperators(node);
  const [left, right] = [child(node, "left"), children(node, "comparators")[0]];
  if (node.type === "Compare" && more.length === 0 && left !== null && right !== undefined) {
    const isIn = symbol === "In" ? holds : symbol === "NotIn" ? !holds : null;
    if (isIn === null) return null;
    return `is ${code(shows)}, so ${sourceText(evidence, left)} ${isIn ? "stands" : "does not stand"} in ${sourceText(evidence, right)}, and no more than that is certain`;
  }
  if (calledName(node) === "any" || calledName(node) === "all") {
    const is = calledName(node) === "any" ? (holds ? "at least one" : "none") : holds ? "every one" : "not every one";
    const [inner] = children(node, "args");
    return inner === undefined ? null : `is ${code(shows)}, so ${is} of ${sourceText(evidence, inner)} counts as true`;
  }
  return null;
}

/** The parts of a string are its characters: joining them again hides no cuts. */
function withoutCuts(evidence: Evidence, step: number, node: SyntaxNode, goal: Goal): Goal {
  if (!goal.losses.includes(CUTS) || typeOf(evidence, step, node) !== "str") return goal;
  const losses = goal.losses.filter((loss) => loss !== CUTS);
  return { ...goal, losses, shows: losses.length === 0 ? (reprAt(evidence, step, node) ?? null) : goal.shows };
}

const isName = (node: SyntaxNode) => node.type === "Name";

/** What string methods without which the rest of the text stays as it is wipe out. */
const STRING_METHODS: Readonly<Record<string, readonly [says: string, loss: Loss]>> = {
  upper: ["keeps all but upper and lower case", CASE],
  lower: ["keeps all but upper and lower case", CASE],
  casefold: ["keeps all but upper and lower case", CASE],
  title: ["keeps all but upper and lower case", CASE],
  capitalize: ["keeps all but upper and lower case", CASE],
  strip: ["takes away only what stands at the ends", ENDS],
  lstrip: ["takes away only what stands at the start", ENDS],
  rstrip: ["takes away only what stands at the end", ENDS],
};

function keepingOf(evidence: Evidence, step: number, node: SyntaxNode): Keeping | null {
  return keepingMethod(evidence, step, node) ?? keepingFunction(node) ?? keepingSlice(evidence, node);
}

/** Methods that only strings have: of an element, whose value is not at hand, they tell the type. */
const STRING_ONLY = /^(upper|lower|casefold|title|capitalize|strip|lstrip|rstrip|swapcase)$/;

function keepingMethod(evidence: Evidence, step: number, node: SyntaxNode): Keeping | null {
  const call = methodCall(node);
  if (call === null) return null;
  const { receiver, method, args } = call;
  const fixed = constant(receiver);
  const type = fixed?.type ?? typeOf(evidence, step, receiver);
  if (type === "str" || (type === "" && STRING_ONLY.test(method))) {
    const known = STRING_METHODS[method];
    if (known !== undefined) return { operand: receiver, says: known[0], losses: [known[1]], reads: "same" };
    if (method === "swapcase") {
      return { operand: receiver, says: "undoes itself", losses: [], reads: "anew" };
    }
    if (method === "join" && args[0] !== undefined) {
      const says = "keeps the text but not where one part ends and the next begins";
      return { operand: args[0], says, losses: [CUTS], reads: "same" };
    }
    if (method === "split" || method === "rsplit") {
      if (args.length === 0) {
        return {
          operand: receiver,
          says: "keeps the words but not the white space between them",
          losses: [SPACING],
          reads: "same",
        };
      }
      const separator = args[0] === undefined ? null : constant(args[0]);
      if (args.length === 1 && separator !== null) {
        return {
          operand: receiver,
          says: `only cuts at every ${code(separator.repr)}, which can be put back`,
          losses: [],
          reads: "anew",
        };
      }
    }
    if (method === "replace" && args.length >= 2) {
      const [from, to] = [sourceText(evidence, args[0] as SyntaxNode), sourceText(evidence, args[1] as SyntaxNode)];
      return {
        operand: receiver,
        says: `leaves no ${from} to see where it stood`,
        losses: [replacing(from, to)],
        reads: "same",
      };
    }
    return null;
  }
  if (method === "copy" && args.length === 0)
    return { operand: receiver, says: "is only a copy", losses: [], reads: "same" };
  if (method === "items")
    return { operand: receiver, says: "gives every pair of key and value", losses: [], reads: "same" };
  if (method === "keys") return { operand: receiver, says: "gives only the keys", losses: [VALUES], reads: "same" };
  if (method === "values") return { operand: receiver, says: "gives only the values", losses: [KEYS], reads: "same" };
  return null;
}

function keepingFunction(node: SyntaxNode): Keeping | null {
  const name = calledName(node);
  const args = children(node, "args");
  const operand = args[0];
  if (name === null || operand === undefined || args.length !== 1) return null;
  switch (name) {
    case "list":
    case "tuple":
      return { operand, says: "keeps every element in its place", losses: [], reads: "same" };
    case "dict":
      return { operand, says: "keeps every pair", losses: [], reads: "same" };
    case "sorted":
      return { operand, says: "keeps the elements but not their order", losses: [ORDER], reads: "same" };
    case "reversed":
      return { operand, says: "only turns the order round", losses: [], reads: "anew" };
    case "set":
    case "frozenset":
      return { operand, says: "keeps each element once, in no order", losses: [ORDER, REPEATS], reads: "same" };
    case "str":
      return { operand, says: "is the same value written as text", losses: [TYPE], reads: "same" };
    case "int":
    case "float":
      return {
        operand,
        says: "gives the number but not how it was written",
        losses: [NOTATION],
        reads: "same",
      };
    default:
      return null;
  }
}

function keepingSlice(evidence: Evidence, node: SyntaxNode): Keeping | null {
  const operand = node.type === "Subscript" ? child(node, "value") : null;
  if (operand === null) return null;
  const text = evidence.trace.text(node.id).replace(/\s/g, "");
  if (text.endsWith("[::-1]")) return { operand, says: "only turns the order round", losses: [], reads: "anew" };
  if (text.endsWith("[:]")) return { operand, says: "is only a copy", losses: [], reads: "same" };
  if (child(node, "slice")?.type !== "Slice") return null;
  return { operand, says: "keeps only a part", losses: [OUTSIDE], reads: "same" };
}

/** `[a, b]`, `(a, b)`: every member is known. */
function display(evidence: Evidence, step: number, node: SyntaxNode, goal: Goal, within: Within): Undone {
  if (goal.losses.length > 0) return deadEnd(sourceText(evidence, node), "mixes its members");
  const members = children(node, "elts");
  if (members.some((member) => member.type === "Starred"))
    return deadEnd(sourceText(evidence, node), "does not show where one part ends");
  return together(
    members.map((member) =>
      within(member, { aspect: "value", losses: [], shows: reprAt(evidence, step, member) ?? null }),
    ),
  );
}

const INVERSE: Readonly<Record<string, string>> = { Add: "subtraction", Sub: "addition" };

function arithmetic(
  evidence: Evidence,
  step: number,
  node: SyntaxNode,
  goal: Goal,
  source: string,
  within: Within,
): Undone {
  const [left, right] = [child(node, "left"), child(node, "right")];
  if (left === null || right === null || goal.losses.length > 0) return deadEnd(source, "cannot be undone");
  const fixed = [left, right].map((side) => constant(side));
  const open = fixed[0] === null ? left : right;
  const known = fixed[0] === null ? fixed[1] : fixed[0];
  const op = operator(node);
  if (known === null || known === undefined) {
    const isSequence = /^(str|list|tuple|bytes)$/.test(typeOf(evidence, step, left));
    if (op === "Add" && isSequence) return deadEnd(source, "does not show where its parts meet");
    return deadEnd(source, "comes out the same for many pairs of values");
  }
  const inner: Goal = { aspect: "value", losses: [], shows: reprAt(evidence, step, open) ?? null };
  const isNumber = /^(int|float)$/.test(known.type);
  if (op === "Add" && (known.type === "str" || known.type === "bytes")) {
    return remark(
      source,
      `only puts ${literal(known.repr)} ${open === left ? "at the end" : "in front"}`,
      within(open, inner),
    );
  }
  if (isNumber && INVERSE[op] !== undefined) {
    return remark(source, `is undone by ${INVERSE[op]}`, within(open, inner));
  }
  if (isNumber && op === "Mult" && known.repr !== "0" && typeOf(evidence, step, open) === "int") {
    return remark(source, "is undone by division", within(open, inner));
  }
  if (op === "Mult" && known.type === "int" && Number(known.repr) > 0) {
    const says = `repeats ${sourceText(evidence, open)} ${known.repr} times, so one share of it is the original`;
    return remark(source, says, within(open, inner));
  }
  if (op === "Mod") return deadEnd(source, "keeps only a remainder");
  if (op === "FloorDiv") return deadEnd(source, "rounds, so several numbers give the same");
  return deadEnd(source, "cannot be undone");
}

/** What the value of other expressions leaves open. */
function terminal(node: SyntaxNode, source: string, goal: Goal): Undone {
  if (goal.losses.length > 0) return deadEnd(source, "cannot be undone from what is left of its value");
  if (node.type === "Compare" || node.type === "BoolOp" || (node.type === "UnaryOp" && operator(node) === "Not")) {
    const what = comparisonOperators(node).length > 0 ? "comparison" : "test";
    return deadEnd(source, `is a ${what} that many values pass alike`);
  }
  if (node.type === "Attribute") return deadEnd(source, "is what the object had come to hold by then");
  if (node.type === "IfExp") return deadEnd(source, "may have taken either side");
  if (node.type === "Subscript") return deadEnd(source, "shows one element and leaves the others open");
  const name = calledName(node) ?? methodCall(node)?.method ?? null;
  const shows: Readonly<Record<string, string>> = {
    sum: "shows a total, not what was added up",
    max: "shows the largest element and nothing of the others",
    min: "shows the smallest element and nothing of the others",
    any: "shows only whether one element passes",
    all: "shows only whether every element passes",
    count: "shows how often something occurs, not where",
    index: "shows a position and little of what stands there",
    find: "shows a position and little of what stands there",
    rfind: "shows a position and little of what stands there",
    startswith: "shows only how it begins",
    endswith: "shows only how it ends",
    get: "shows one value and leaves the others open",
    pop: "shows one element and leaves the others open",
    bool: "shows only whether there is something",
    abs: "hides the sign",
    round: "hides what was rounded off",
  };
  const known = name === null ? undefined : shows[name];
  if (known !== undefined) return deadEnd(source, `${known}`);
  if (identifier(node, "func") !== null) return deadEnd(source, "cannot be undone");
  return deadEnd(source, "cannot be undone from its value alone");
}
