import * as monaco from "monaco-editor/editor/editor.api";
import type { Trace } from "../trace/types.ts";
import { token } from "../ui/theme.ts";
import { type Known, knownAt } from "./history.ts";
import { numbersOf, sparkImage } from "./sparkline.ts";

/** The step at which hovering asks for values. */
export interface HoverMoment {
  readonly trace: Trace;
  readonly step: number;
}

const VALUE_CHARACTERS = 400;
const LISTED = 8;
const SPARK = { width: 260, height: 40 };

/** What each editor's model shows; the provider is one for all. */
const moments = new WeakMap<monaco.editor.ITextModel, HoverMoment>();

export function setHoverMoment(model: monaco.editor.ITextModel, moment: HoverMoment | null): void {
  if (moment) moments.set(model, moment);
  else moments.delete(model);
}

monaco.languages.registerHoverProvider("python", {
  provideHover(model, { lineNumber, column }) {
    const moment = moments.get(model);
    const known = moment && knownAt(moment.trace, moment.step, lineNumber, column - 1);
    if (!moment || !known) return null;
    const { line, column: from, endLine, endColumn } = known.node.range;
    return {
      range: new monaco.Range(line, from + 1, endLine, endColumn + 1),
      contents: paragraphs(moment.trace, known).map((value) => ({ value })),
    };
  },
});

/** The value now, and its history as a drawing or as a list. */
function paragraphs(trace: Trace, { text, now, history, count }: Known): string[] {
  const repr = ({ value, tick }: Known["history"][number], limit: number) => trace.repr(value, tick, limit).text;
  const parts = [
    fenced(now ? `${text.replace(/\s+/g, " ")} = ${repr(now, VALUE_CHARACTERS)}` : `${text}: not evaluated yet`),
  ];
  if (count < 2) return parts;
  const numbers = numbersOf(trace, history);
  const values = `${count.toLocaleString("en")} values in this run`;
  if (numbers) {
    const { width, height } = SPARK;
    const image = sparkImage(numbers, width, height, token("accent"));
    const range = `${Math.min(...numbers).toLocaleString("en")} to ${Math.max(...numbers).toLocaleString("en")}`;
    parts.push(`![history](${image}|width=${width},height=${height})`, `${values}, ${range}`);
  } else {
    const listed = history.slice(-LISTED).map((evaluation) => repr(evaluation, 40));
    parts.push(fenced(`${count > LISTED ? "… " : ""}${listed.join(" → ")}`), values);
  }
  return parts;
}

const fenced = (code: string) => `\`\`\`python\n${code.replaceAll("```", "` ` `")}\n\`\`\``;
