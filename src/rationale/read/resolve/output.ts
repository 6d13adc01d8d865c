import type { Anchor, Context, FactOf } from "./context.ts";

/** What a statement printed and raised. */

function unquoted(repr: string): string | null {
  const found = /^(['"])([\s\S]*)\1$/.exec(repr);
  if (found === null) return null;
  return found[2]!.replace(/\\(x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[\s\S])/g, (_, code: string) => {
    const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
    if (/^[xuU]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return simple[code] ?? code;
  });
}

export function claimPrint(context: Context, anchor: Anchor, fact: FactOf<"print">) {
  const { trace } = context;
  const { start, end } = trace.step(anchor.step);
  const written = trace.outputBefore(end).slice(trace.outputBefore(start).length);
  context.add({ kind: "print", at: context.coordinate(anchor.step), text: printed(fact, written) });
}

/** The text that is said to be printed; `written` decides between a line and a string that look alike, and fills gaps. */
function printed(fact: FactOf<"print">, written: string): string {
  if (fact.empty === true) return "\n";
  const [first] = fact.texts;
  if (fact.texts.length === 1 && first !== undefined) {
    const line = `${first.text}\n`;
    const whole = unquoted(first.value?.kind === "whole" ? first.value.repr : "");
    if (first.value?.kind === "shortened" && first.value.fits(quoted(written))) return written;
    return whole === null || line === written ? line : whole;
  }
  const lines = fact.texts.map(({ text }) => text);
  if (fact.gap === true) {
    const actual = written.replace(/\n$/, "").split("\n");
    const shown = lines.slice(0, -1).every((line, index) => line === actual[index]) && lines.at(-1) === actual.at(-1);
    return shown && actual.length === (fact.lines ?? actual.length) ? written : `${lines.join("\n")}\n`;
  }
  const text = `${lines.join("\n")}\n`;
  return fact.lines !== undefined && fact.lines !== lines.length ? `${text}\n` : text;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r").replaceAll("'", "\\'")}'`;
}

/** `raises KeyError with the message 'b'` */
export function claimRaise(context: Context, step: number, fact: FactOf<"raise">) {
  const actual = context.trace.exceptions.find((record) => record.raisedAt === step)?.message ?? "";
  const message = fact.message === undefined ? (context.isOwn ? "" : actual.trim()) : fact.message.text;
  const isSame =
    message === actual.trim() || (fact.message?.value?.kind === "shortened" && fact.message.value.fits(actual));
  context.add({
    kind: "raise",
    at: context.coordinate(step),
    type: fact.type.text,
    message: isSame ? actual : message,
  });
}

/** `caught on line 11`, `which nothing catches` */
export function claimCaught(context: Context, step: number, fact: FactOf<"caught">) {
  const handler =
    fact.line === null
      ? null
      : (context.source.onLine(fact.line).find(({ kind }) => kind === "ExceptHandler")?.number ?? null);
  if (fact.line !== null && handler === null) return context.misplaced(context.anchorAt(step));
  context.add({ kind: "handle", at: context.coordinate(step), handler });
}

/** `it prints 3, then 4`: each by the next statement that writes; the last line by the last one. */
export function claimPrints(context: Context, { texts, isLast }: FactOf<"prints">) {
  const { trace, memory } = context;
  const writing = [...Array(trace.stepCount).keys()].slice(0, 20_000).flatMap((step) => {
    const { start, end } = trace.step(step);
    const isCaller = trace.statement(trace.step(step).statement).kind === "Expr";
    const text = isCaller ? trace.outputBefore(end).slice(trace.outputBefore(start).length) : "";
    return text === "" ? [] : [{ step, text }];
  });
  for (const code of texts) {
    const said = unquoted(code.value?.kind === "whole" ? code.value.repr : "") ?? code.text;
    const ahead = isLast === true ? writing.slice(-1) : writing.filter(({ step }) => step > (memory.done ?? -1));
    const found = ahead.find(({ text }) => text.trim() === said.trim()) ?? ahead[0] ?? writing.at(-1);
    if (found === undefined) {
      context.unplaced.push(code.text);
      continue;
    }
    memory.done = found.step;
    const isSame = found.text.trim() === said.trim();
    context.add({ kind: "print", at: context.coordinate(found.step), text: isSame ? found.text : `${said}\n` });
  }
}

/** The step that raised the exception the run ended with. */
export function fatalStep(context: Context): number | null {
  const { ending, exceptions } = context.trace;
  if (ending.kind !== "raised") return null;
  return exceptions.find((record) => record.index === ending.exception)?.raisedAt ?? null;
}

/** `in all, the program prints …`: each statement of the script has written its part of it. */
export function claimWholeOutput(context: Context, fact: FactOf<"print">) {
  const { trace } = context;
  const text = printed(fact, trace.stdout);
  const parts = [...trace.stepsOfFrame(0)].flatMap((step) => {
    const { start, end } = trace.step(step);
    const part = trace.outputBefore(end).slice(trace.outputBefore(start).length);
    return part === "" ? [] : [{ step, part }];
  });
  parts.forEach(({ step, part }, index) => {
    const isLast = index === parts.length - 1;
    const isWrong = isLast && text !== trace.stdout;
    context.add({ kind: "print", at: context.coordinate(step), text: isWrong ? text : part });
  });
}
