import { child, children, methodCall } from "../../syntax.ts";
import { closedForm } from "../closed.ts";
import { sameRepr } from "../holds.ts";
import type { Code, Shown } from "../mentions.ts";
import { type Expression, parseExpression, write } from "../python/expression.ts";
import type { Remark } from "../remarks.ts";
import { type Context, type FactOf, isPath } from "./context.ts";
import { claimFailure, claimHandling } from "./failures.ts";
import { runSpokenOf } from "./loops.ts";
import { callMade, claimCallMade, claimLooseEqual, claimLooseSize, fits, stepsAhead } from "./loose.ts";
import { claimPrints } from "./output.ts";
import { takeTruth } from "./tests.ts";
import { turnTo } from "./turns.ts";
import { bindClaim, claimNode, shownExpression } from "./values.ts";

/** Turns remarks (see `remarks.ts`) into claims. What has no place in the run stays unread. */
export function takeRemark(context: Context, fact: Remark) {
  switch (fact.kind) {
    case "described":
      return fact.size === undefined ? describedValue(context, fact) : describedSize(context, fact);
    case "value-size":
      context.last = { text: String(fact.size), value: { kind: "whole", repr: String(fact.size) }, code: null };
      return rerun(context, `len(${fact.value.text})`, String(fact.size), fact.value.text);
    case "item":
      return item(context, fact);
    case "property":
      return property(context, fact);
    case "occurs":
      return occurrences(context, fact);
    case "position":
      return position(context, fact);
    case "mutated":
      return mutated(context, fact);
    case "prints":
      return claimPrints(context, fact);
    case "swapped":
      return swapped(context, fact);
    case "set-side-by-side":
      return sideBySide(context, fact);
    case "in-call":
      return inCall(context, fact);
    case "fails":
      return claimFailure(context, fact);
    case "handled":
      return claimHandling(context, fact);
    case "same":
      return same(context, fact.left, fact.right);
    case "compared-with":
      return comparedWith(context, fact);
    case "runs-over":
      return runsOver(context, fact);
    case "iterates":
      return iterates(context, fact);
    case "elements":
      return elements(context, fact);
    case "comes-to":
      return comesTo(context, fact);
  }
}

/** Another run computes an expression, with the values its names have now. */
function rerun(context: Context, text: string, value: string, said: string) {
  const expression = parseExpression(text);
  const closed = expression === null ? null : closedForm(context.source, expression, (name) => worth(context, name));
  const normal = parseExpression(value);
  if (closed === null || normal === null) return context.unplaced.push(said);
  context.add({ kind: "rerun", call: closed, value: shownExpression(normal).text });
}

/** What a name is worth where the text is: before the step it has got to, else after it. */
function worth(context: Context, name: string): string | undefined {
  const { trace, discourse } = context;
  if (trace.stepCount === 0) return undefined;
  return context.reprBefore(discourse.cursor, name) ?? context.reprAfter(discourse.cursor, name);
}

const TYPES: Readonly<Record<string, RegExp>> = {
  list: /^\[/,
  array: /^\[/,
  sequence: /^[[(]/,
  string: /^['"]/,
  word: /^['"]/,
  text: /^['"]/,
  sentence: /^['"]/,
  phrase: /^['"]/,
  tuple: /^\(/,
  dictionary: /^\{/,
  dict: /^\{/,
  map: /^\{/,
  set: /^(?:\{|set\()/,
  number: /^-?\d/,
  integer: /^-?\d/,
};

interface Variable {
  readonly name: string;
  readonly repr: string;
  readonly size: number | undefined;
  readonly isArgument: boolean;
}

/** The variables of the frame the text is in that are what a noun says, arguments first. */
function variablesOf(context: Context, noun: string): readonly Variable[] {
  const { trace, discourse } = context;
  if (trace.stepCount === 0) return [];
  const frame = trace.frame(discourse.frame);
  const { start } = trace.step(discourse.cursor);
  const args = new Set(frame.arguments.map(([name]) => name));
  const names = [...args, ...[...context.source.names].filter((name) => !args.has(name))];
  return names.flatMap((name): Variable[] => {
    const seen = context.sighting(frame.index, name, start);
    const repr = seen === undefined ? undefined : context.evidence.provable(seen);
    if (seen === undefined || repr === undefined || TYPES[noun]?.test(repr) === false) return [];
    return [{ name, repr, size: context.evidence.sizeOf(seen), isArgument: args.has(name) }];
  });
}

function describedValue(context: Context, { noun, value, isInput }: FactOf<"described">) {
  if (value === undefined) return;
  context.last = value;
  const known = variablesOf(context, noun === "input" || noun === "argument" ? "" : noun);
  const candidates = isInput === true || noun === "input" ? known.filter((each) => each.isArgument) : known;
  const chosen =
    candidates.find(({ repr }) => fits(value, repr)) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (chosen === undefined) return context.unplaced.push(value.text);
  claimArgument(context, chosen, value);
}

/** What a variable is: an argument by the call, so that a wrong value is seen to be the input misread. */
function claimArgument(context: Context, { name, repr, isArgument }: Variable, value: Shown) {
  const { evidence, trace, discourse } = context;
  const frame = trace.frame(discourse.frame);
  const activation = evidence.activation(frame);
  const passed = frame.arguments.find(([each]) => each === name)?.[1];
  const given = passed === undefined ? undefined : evidence.provable({ value: passed, tick: frame.start });
  const written = context.valueText(value, repr);
  if (isArgument && activation !== null && given === repr)
    context.add({ kind: "call", function: activation, arguments: { [name]: written } });
  else context.add({ kind: "state", at: context.coordinate(discourse.cursor), name, value: written });
}

function describedSize(context: Context, { noun, size = 0 }: FactOf<"described">) {
  const subject = noun === "" ? lastSubject(context) : null;
  if (subject !== null) return rerun(context, `len(${write(subject)})`, String(size), String(size));
  const sized = variablesOf(context, noun).filter((each) => each.size !== undefined);
  const chosen = sized.find((each) => each.size === size) ?? sized[0];
  if (chosen === undefined || noun === "") return context.unplaced.push(String(size));
  context.add({
    kind: "size",
    at: context.coordinate(context.discourse.cursor),
    when: "before",
    name: chosen.name,
    size,
  });
}

/** What the sentence last gave a value, as a value where it was one. */
function lastSubject(context: Context): Expression | null {
  const shown = context.last?.value;
  const value = shown?.kind === "whole" ? parseExpression(shown.repr) : null;
  return value ?? context.last?.code?.expression ?? null;
}

/** `the value at index 4 is 16`: of what is said, else of what the program takes an item of with that index. */
function item(context: Context, { index, subject, value }: FactOf<"item">) {
  if (subject !== undefined) {
    const expression = parseExpression(`${subject.text}[${index.text}]`);
    if (expression !== null && claimLooseEqual(context, expression, value)) return;
    return context.unplaced.push(value.text);
  }
  for (const step of stepsAhead(context)) {
    const statement = context.evidence.statementAt(step);
    for (const { node } of context.source.expressionsOf(statement)) {
      const at = node.type === "Subscript" ? child(node, "slice") : null;
      if (at === null || at.type === "Slice" || context.evidence.reprOf(step, at) !== index.text) continue;
      if (context.evidence.evaluation(step, node) === undefined) continue;
      claimNode(context, { step, statement }, at, index);
      return claimNode(context, { step, statement }, node, value);
    }
  }
  const base = variablesOf(context, "").find((each) => each.size !== undefined && each.isArgument);
  if (base === undefined) return context.unplaced.push(value.text);
  rerun(context, `${base.name}[${index.text}]`, value.text, value.text);
}

const PROPERTIES: Readonly<Record<string, string>> = {
  even: "V % 2 == 0",
  odd: "V % 2 == 1",
  positive: "V > 0",
  negative: "V < 0",
  nonnegative: "V >= 0",
  zero: "V == 0",
  nonzero: "V != 0",
  prime: "V > 1 and 0 not in map(V .__mod__, range(2, V))",
  palindrome: "list(V) == list(reversed(V))",
  digit: "V.isdigit()",
  letter: "V.isalpha()",
  uppercase: "V.isupper()",
  lowercase: "V.islower()",
  list: "isinstance(V, list)",
  integer: "isinstance(V, int)",
  string: "isinstance(V, str)",
  empty: "len(V) == 0",
  sorted: "list(V) == sorted(V)",
};

/** `6 is even`, `the list is sorted`, `all the numbers are positive`: another run looks. */
function property(context: Context, fact: FactOf<"property">) {
  const named = fact.subject?.code?.expression ?? null;
  if (fact.property === "empty" && fact.holds && named !== null && claimLooseSize(context, named, 0)) return;
  const said = fact.property.replace("non-", "non").replace(" number", "");
  const [, range, word = said] = /^(all|no) (.*)$/.exec(said) ?? [];
  const subject = subjectText(context, fact.subject, range !== undefined);
  const call = subject === null ? null : propertyCall(subject, word, range);
  if (call === null) return context.unplaced.push(fact.property);
  rerun(context, call, fact.holds ? "True" : "False", fact.property);
}

function propertyCall(subject: string, word: string, range: string | undefined): string | null {
  const other = /(?:divisible by|multiple of|divisor of) (.+)$/.exec(word);
  if (other !== null)
    return word.startsWith("divisor") ? `${other[1]} % ${subject} == 0` : `${subject} % ${other[1]} == 0`;
  if (/^(?:distinct|unique|different)$/.test(word)) return `len(set(${subject})) == len(${subject})`;
  if (/^(?:the same|equal)$/.test(word)) return `len(set(${subject})) == 1`;
  if (/descending/.test(word)) return `list(${subject}) == sorted(${subject}, reverse=True)`;
  const test = PROPERTIES[/ascending|^sorted/.test(word) ? "sorted" : word];
  if (test === undefined) return null;
  if (range === undefined) return test.replaceAll("V", subject);
  const held = range === "all" ? "all" : "not any";
  return `${held}([${test.replaceAll("V", "each")} for each in ${subject}])`;
}

/** What a property is said of: a value, a name, else the argument that such a thing can be said of. */
function subjectText(context: Context, subject: Shown | undefined, isMany: boolean): string | null {
  if (subject?.value?.kind === "whole") return subject.value.repr;
  const known = variablesOf(context, "");
  if (subject !== undefined) return known.find(({ name }) => name === subject.text)?.repr ?? null;
  const fitting = known.filter(({ size, repr }) => size !== undefined && (!isMany || !/^['"]/.test(repr)));
  return (fitting.find(({ isArgument }) => isArgument) ?? fitting[0])?.repr ?? null;
}

/** `'a' occurs three times`: in what is said, else in the argument that can hold it. */
function occurrences(context: Context, { value, times, subject }: FactOf<"occurs">) {
  const holders = variablesOf(context, "").filter(({ size, repr }) => size !== undefined && /^['"[(]/.test(repr));
  const holder = subject?.text ?? (holders.find(({ repr }) => repr.includes(value.text)) ?? holders[0])?.name;
  if (holder === undefined) return context.unplaced.push(value.text);
  rerun(context, `${holder}.count(${value.text})`, String(times), value.text);
}

/** `the first 5 is at index 1` */
function position(context: Context, { value, index }: FactOf<"position">) {
  const holders = variablesOf(context, "").filter(({ size, repr }) => size !== undefined && /^['"[(]/.test(repr));
  const holder = holders.find(({ repr }) => repr.includes(value.text));
  if (holder === undefined) return context.unplaced.push(value.text);
  rerun(context, `${holder.name}.index(${value.text})`, index.text, value.text);
}

/** `reverse the list`, `pop 3`: the next call of that method, whose object what follows is about. */
function mutated(context: Context, { method, value }: FactOf<"mutated">) {
  for (const step of stepsAhead(context).filter((each) => each >= context.discourse.cursor)) {
    const statement = context.evidence.statementAt(step);
    const found = context.source.expressionsOf(statement).find(({ node }) => {
      const isCalled = methodCall(node)?.method.startsWith(method) === true;
      return isCalled && (value === undefined || context.evidence.evaluation(step, node) !== undefined);
    });
    const receiver = found === undefined ? undefined : methodCall(found.node)?.receiver;
    if (found === undefined || receiver === undefined || context.memory.done === step) continue;
    context.anchor = { step, statement };
    context.subject = codeOf(context.source.expressionOf(receiver));
    context.discourse.advance(step);
    context.memory.done = step;
    if (value !== undefined) claimNode(context, context.anchor, found.node, value);
    return;
  }
  if (value !== undefined) context.unplaced.push(value.text);
}

/** `they are swapped`: the next statement that gives two places each other's values. */
function swapped(context: Context, { happens }: FactOf<"swapped">) {
  if (!happens) return;
  for (const step of stepsAhead(context)) {
    const statement = context.evidence.statementAt(step);
    const targets = context.source.targetsOf(statement);
    const value = child(context.source.nodeOf(statement), "value");
    if (targets.length !== 2 || value?.type !== "Tuple") continue;
    const base = targets[0]!.type === "Subscript" ? child(targets[0]!, "value") : null;
    const { subject } = context;
    context.discourse.advance(step);
    context.anchor = { step, statement };
    context.subject = base === null ? subject : codeOf(context.source.expressionOf(base));
    return;
  }
}

function codeOf(expression: Expression | null): Code | null {
  if (expression === null) return null;
  return { text: write(expression), isBare: true, expression, value: null, equations: [], augmented: null };
}

/** `compare 5 and 4`: the operands of the next comparison. */
function sideBySide(context: Context, { left, right }: FactOf<"set-side-by-side">) {
  for (const side of [left, right])
    if (side.value === null && side.code !== null && side.code.equations.length === 0) return;
  for (const step of stepsAhead(context)) {
    const statement = context.evidence.statementAt(step);
    const test = context.source.testOf(statement);
    if (test?.type !== "Compare") continue;
    const operands = [child(test, "left"), children(test, "comparators")[0] ?? null];
    const pairs = [left, right].map((shown, index) => ({ shown: plain(shown), node: operands[index] ?? null }));
    for (const { shown, node } of pairs)
      if (node !== null && shown !== null) claimNode(context, { step, statement }, node, shown);
    context.discourse.advance(step);
    return;
  }
}

/** The value of `items[0] = 5`, or of a value. */
function plain(shown: Shown): Shown | null {
  const last = shown.code?.equations[0]?.at(-1);
  if (last !== undefined) return { text: last.text, value: last.value, code: null };
  return shown.value === null ? null : shown;
}

/** What follows is about a call. */
function inCall(context: Context, { call }: FactOf<"in-call">) {
  const made = call.expression === null ? null : callMade(context, call.expression);
  if (made === null || call.expression === null) return;
  claimCallMade(context, call.expression);
  context.discourse.enterCall(made.frame.index);
  context.anchor = null;
}

/** `fib(3) = fib(2) + fib(1)`: another run computes both. */
function same(context: Context, left: Code, right: Code) {
  if (left.expression === null || right.expression === null) return;
  const isQuote = context.trace.statements.some(
    (statement) => context.source.find(statement, right.expression!) !== null,
  );
  if (isQuote && isPath(left.expression)) return;
  rerun(context, `(${left.text}) == (${right.text})`, "True", right.text);
}

/** `which is less than 16`, of the value last given. */
function comparedWith(context: Context, { operator, right, holds }: FactOf<"compared-with">) {
  const left = lastSubject(context);
  const other = right.code?.expression ?? (right.value?.kind === "whole" ? parseExpression(right.value.repr) : null);
  if (left === null || other === null) return context.unplaced.push(right.text);
  takeTruth(context, { kind: "compare", operators: [operator], operands: [left, other] }, holds, null);
}

/** `i goes 0, 1, 2`: the target of a loop, else a variable's values one after the other. */
function runsOver(context: Context, { name, values }: FactOf<"runs-over">) {
  const { source, trace, discourse } = context;
  const { scope } = trace.frame(discourse.frame);
  const binders = trace.statements.filter(
    (statement) => statement.scope === scope && /For$/.test(statement.kind) && source.bindsName(statement, name.text),
  );
  const run = binders.map(({ range }) => runSpokenOf(context, range.line)).find((each) => each !== null);
  if (run != null && run.ending !== "unfinished") {
    const said = values.map((shown, index) => {
      const pass = run.passes[index];
      return context.valueText(shown, pass === undefined ? undefined : context.reprAfter(pass.header, name.text));
    });
    const claim = {
      kind: "loop",
      at: [run.statement, run.entryVisit],
      passes: said.length,
      ending: run.ending,
    } as const;
    context.add({ ...claim, at: [run.statement, run.entryVisit], targets: { [name.text]: said } });
    return;
  }
  const { frame } = discourse;
  const writers = [...trace.stepsOfFrame(frame)].filter((step) =>
    source.bindsName(context.evidence.statementAt(step), name.text),
  );
  const [first, ...rest] = values;
  const initial = writers[0] === undefined ? undefined : context.reprBefore(writers[0], name.text);
  const shown = initial !== undefined && first !== undefined ? rest : values;
  if (writers.length === 0) return context.unplaced.push(name.text);
  if (initial !== undefined && first !== undefined)
    context.add({
      kind: "state",
      at: context.coordinate(writers[0]!),
      name: name.text,
      value: context.valueText(first, initial),
    });
  shown.forEach((value, index) => {
    const step = writers[index] ?? writers.at(-1)!;
    context.add(bindClaim(context, context.anchorAt(step), name.text, value));
  });
}

/** `the loop goes over 'aabcc'` */
function iterates(context: Context, { value }: FactOf<"iterates">) {
  const run = runSpokenOf(context, undefined);
  const statement = run === null ? null : context.trace.statement(run.statement);
  const iterable = statement === null ? null : child(context.source.nodeOf(statement), "iter");
  if (run === null || statement === null || iterable === null) return context.unplaced.push(value.text);
  const step = context.discourse.entryStep(run);
  const seen = context.evidence.evaluation(step, iterable);
  if (seen !== undefined && !sameKind(seen.repr, value)) return context.unplaced.push(value.text);
  claimNode(context, { step, statement }, iterable, value);
}

function sameKind(repr: string, { text }: Shown): boolean {
  return /^['"]/.test(repr) === /^['"]/.test(text);
}

/** A value the text goes out from: a variable has it now. */
function heldNow(context: Context, value: Shown) {
  const holder = variablesOf(context, "").find(({ repr }) => fits(value, repr));
  if (holder === undefined) return context.unplaced.push(value.text);
  const at = context.coordinate(context.discourse.cursor);
  context.add({ kind: "state", at, name: holder.name, value: holder.repr });
}

/** `range(0, 8, 3) gives 0, 3, 6` */
function elements(context: Context, { of, values }: FactOf<"elements">) {
  const [first, ...rest] = values;
  const isOne = of.expression?.kind === "call" && /^(?:ord|len|sum|int|max|min|abs)$/.test(write(of.expression.callee));
  if (isOne && first !== undefined && of.expression !== null) {
    claimLooseEqual(context, of.expression, first);
    return context.unplaced.push(...rest.map(({ text }) => text));
  }
  rerun(context, `list(${of.text})`, `[${values.map(({ text }) => text).join(", ")}]`, of.text);
}

/** `'red' → 'RED'`: the text turns to the pass about the first; the second is what that pass makes. */
function comesTo(context: Context, { from, to }: FactOf<"comes-to">) {
  const { discourse, trace, source } = context;
  const run = discourse.openLoops.at(-1)?.run ?? runSpokenOf(context, undefined);
  const statement = run === null ? null : trace.statement(run.statement);
  const target = statement === null ? null : child(source.nodeOf(statement), "target");
  const name = target?.type === "Name" ? trace.text(target.id) : null;
  const isTarget =
    run !== null && name !== null && run.passes.some(({ header }) => fits(from, context.reprAfter(header, name)));
  if (!isTarget) return heldNow(context, from);
  turnTo(context, run, name, from);
  if (to === null) return;
  for (const step of stepsAhead(context)) {
    const at = context.evidence.statementAt(step);
    const found = source
      .expressionsOf(at)
      .find(({ node }) => sameRepr(to.text, context.evidence.evaluation(step, node)?.repr ?? ""));
    if (found !== undefined) return claimNode(context, { step, statement: at }, found.node, to);
  }
  const made = stepsAhead(context).flatMap((step) => {
    const value = child(context.evidence.nodeAt(step), "value");
    const argument = value === null ? undefined : methodCall(value)?.args.at(-1);
    return argument === undefined ? [] : [{ step, argument }];
  });
  const last = made.at(-1);
  if (last === undefined) return context.unplaced.push(to.text);
  claimNode(context, context.anchorAt(last.step), last.argument, to);
}
