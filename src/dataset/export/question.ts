import type { Sample } from "../sample.ts";
import { codeSpan, endsLine, fencedBlock } from "./markdown-text.ts";

/** The program as Markdown: its code, and what it reads on stdin if anything. Code and input stay exact. */
export function programBlocks(program: Sample["program"]): string {
  const blocks = [fencedBlock(program.code, "python")];
  if (program.stdin !== "") blocks.push(labelledBlock("Its standard input is", program.stdin));
  return blocks.join("\n\n");
}

/** What the run came to, exactly. A value, a message or one line is a code span; anything else is a fenced block. */
export function answer(sample: Sample): string {
  const { exception, output, program } = sample;
  if (exception !== null) {
    const text = exception.message === "" ? exception.type : `${exception.type}: ${exception.message}`;
    return program.call === null && output !== null && output !== ""
      ? `${printed(output)}\n\n${labelled("Then it raises", text)}`
      : labelled("Answer: it raises", text);
  }
  if (output === null) return "Answer: there is no result.";
  if (program.call !== null) return labelled("Answer:", output);
  return output === "" ? "Answer: it prints nothing." : printed(output);
}

function printed(output: string): string {
  return labelledBlock("Answer: it prints", output);
}

/** Text after a label: as a code span on the same line where one can hold it. */
export function labelled(label: string, text: string): string {
  const span = codeSpan(text);
  return span === null ? `${label.replace(/:$/, "")}:\n\n${fencedBlock(text)}` : `${label} ${span}`;
}

/** A fenced block under a label, which says so when the text does not end with a line end. */
export function labelledBlock(label: string, text: string): string {
  return `${label}${endsLine(text) ? "" : " (with no line end at the end)"}:\n\n${fencedBlock(text, "text")}`;
}
