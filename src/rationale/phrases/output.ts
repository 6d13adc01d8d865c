import type { Claim } from "../claims.ts";
import { claimed, enumerate, type Phrase, plain } from "../phrase.ts";
import { child } from "../syntax.ts";
import type { Deed, Teller } from "../teller.ts";
import { code, counted, line } from "../wording.ts";
import { premises } from "./expressions.ts";

/** Text of one step beyond this is told by its number of lines. */
const SHOWN_LINES = 8;
/** Lines with more characters than this are shown as the beginning of one string. */
const SHOWN_TEXT = 600;

/** What a step wrote to stdout, if it is a statement that writes itself. */
export function printed(teller: Teller, step: number): Deed | null {
  const { evidence } = teller;
  const written = writtenBy(teller, step);
  if (written === "") return null;
  const claim: Claim = { kind: "print", at: evidence.coordinate(step), text: written };
  const value = child(evidence.nodeAt(step), "value");
  const given = value === null ? [] : premises(teller, step, value);
  const where = line(evidence.statementAt(step).range.line);
  return { premises: given, conclusion: claimed(`${where} prints ${outputText(written)}`, claim) };
}

/** What a step and the calls it made wrote to stdout. */
export function writtenBy(teller: Teller, step: number): string {
  const { trace } = teller.evidence;
  const { start, end } = trace.step(step);
  const before = trace.outputBefore(start, "stdout");
  return trace.outputBefore(end, "stdout").slice(before.length);
}

/** Output for reading: whole lines as code, anything else as the string it is. */
export function outputText(written: string): string {
  if (!written.endsWith("\n")) return code(pythonString(written));
  const lines = written.slice(0, -1).split("\n");
  const isPlain = lines.every((each) => /^\S(.*\S)?$/.test(each) && !/[\t\r]/.test(each));
  if (lines.length === 1 && lines[0] === "") return "an empty line";
  const isLong =
    lines.length <= SHOWN_LINES ? written.length > SHOWN_TEXT : lines.some((each) => each.length > SHOWN_TEXT / 4);
  if (!isPlain || isLong) return code(pythonString(written.length > 300 ? `${written.slice(0, 300)}…` : written));
  if (lines.length === 1) return code(lines[0] ?? "");
  const spans: Phrase[] = lines.map((each) => plain(code(each)));
  if (lines.length <= SHOWN_LINES) return `the ${counted(lines.length, "line")} ${enumerate(spans).text}`;
  const head = spans
    .slice(0, 3)
    .map((each) => each.text)
    .join(", ");
  return `${counted(lines.length, "line")}, ${head}, … ${spans.at(-1)?.text}`;
}

/** A text as a Python string literal, the way `repr` writes it. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t")
    .replaceAll("\r", "\\r")
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${body}${quote}`;
}
