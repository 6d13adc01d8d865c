import { reasoning } from "../prose.ts";
import type { Sample, SampleRationale } from "../sample.ts";
import { codeSpan, fencedBlock } from "./markdown-text.ts";
import type { ThinkForm } from "./options.ts";
import { answer, labelled, labelledBlock, programBlocks } from "./question.ts";

/** A question about a program and its answer, apart from the rationale that leads there. */
export interface Exchange {
  readonly question: string;
  readonly rationale: string;
  readonly answer: string;
  /** The answer bare, as a grader compares it. */
  readonly bare: string;
}

/** What a rationale of a sample answers, as a question that can stand alone. */
export function exchangeOf(sample: Sample, rationale: SampleRationale): Exchange {
  const { question, ...rest } = followUpOf(sample, rationale);
  return { ...rest, question: `${programBlocks(backwardBlind(sample, rationale))}\n\n${question}` };
}

/** The same, for someone who has seen the program already. */
export function followUpOf(sample: Sample, rationale: SampleRationale): Exchange {
  const text = reasoning(rationale.sentences);
  return rationale.direction === "forward"
    ? {
        question: outputQuestion(sample.program.call),
        rationale: text,
        answer: answer(sample),
        bare: bareOutput(sample),
      }
    : { question: inputQuestion(sample), rationale: text, answer: inputAnswer(sample), bare: bareInput(sample) };
}

/** Who is asked for the standard input is not told it. */
function backwardBlind(sample: Sample, { direction }: SampleRationale): Sample["program"] {
  return direction === "backward" ? { ...sample.program, stdin: "" } : sample.program;
}

function outputQuestion(call: string | null): string {
  if (call === null) return "What does this script print?";
  const span = codeSpan(call);
  return span === null ? `What does this call return?\n\n${fencedBlock(call, "python")}` : `What does ${span} return?`;
}

function inputQuestion(sample: Sample): string {
  const { exception, output, program } = sample;
  const asked =
    program.call === null
      ? "standard input makes this script"
      : `call of ${codeSpan(entryOf(program.call)) ?? "the program"}`;
  const lead = program.call === null ? `Which ${asked}` : `Which ${asked} could`;
  if (exception !== null) {
    return labelled(
      `${lead} raise this?`,
      exception.message === "" ? exception.type : `${exception.type}: ${exception.message}`,
    );
  }
  if (program.call !== null) return labelled(`${lead} return this?`, output ?? "");
  return labelledBlock(`${lead} print this?`.replace(/\?$/, ""), output ?? "");
}

function inputAnswer({ program }: Sample): string {
  if (program.call !== null) return labelled("Answer:", program.call);
  return program.stdin === "" ? "Answer: it reads nothing." : labelledBlock("Answer: this input", program.stdin);
}

function bareOutput({ exception, output }: Sample): string {
  return exception === null ? (output ?? "") : `${exception.type}: ${exception.message}`;
}

function bareInput({ program }: Sample): string {
  return program.call ?? program.stdin;
}

/** The function that a call names, or the whole expression where it names none. */
export function entryOf(call: string): string {
  return /^\s*([\p{ID_Start}_][\p{ID_Continue}.]*)\s*\(/u.exec(call)?.[1] ?? call;
}

/** The source between the parentheses of a call that is nothing but a call of a name; else null. */
export function argumentsOf(call: string): string | null {
  return /^\s*[\p{ID_Start}_][\p{ID_Continue}.]*\s*\(([\s\S]*)\)\s*$/u.exec(call)?.[1] ?? null;
}

/** Rationale and answer as one assistant turn, in the form asked for. */
export function completion(
  { rationale, answer: stated, bare }: Exchange,
  think: ThinkForm,
  direction: SampleRationale["direction"],
): string {
  if (think === "none") return `${rationale}\n\n${stated}`;
  if (think === "think") return `<think>\n${rationale}\n</think>\n\n${stated}`;
  const label = direction === "forward" ? "Predicted Output" : "Predicted Input";
  return `<think>${rationale}</think>\n<response>${label}: ${bare}</response>`;
}
