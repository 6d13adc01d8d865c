import { jsonLine } from "../json-lines.ts";
import { prose } from "../prose.ts";
import type { Sample } from "../sample.ts";
import { codeSpan, fencedBlock } from "./markdown-text.ts";
import { answer, programBlocks } from "./question.ts";

/**
 * A sample as chat-messages JSON Lines: one line, `{"messages": [user, assistant]}`, for each forward rationale.
 * The user asks for the output; the assistant gives the rationale, then the answer exactly as the program gave it.
 * Empty for a sample without a forward rationale, since a chat sample needs an assistant turn.
 *
 * Source: OpenAI cookbook, Chat_finetuning_data_prep: the keys and roles a trainer accepts.
 */
export function chatLines(sample: Sample): string {
  return sample.rationales
    .filter((rationale) => rationale.direction === "forward")
    .map((rationale) =>
      jsonLine({
        messages: [
          { role: "user", content: `${programBlocks(sample.program)}\n\n${question(sample.program.call)}` },
          { role: "assistant", content: `${prose(rationale.sentences)}\n\n${answer(sample)}` },
        ],
      }),
    )
    .join("");
}

function question(call: string | null): string {
  if (call === null) return "What does this script print?";
  const span = codeSpan(call);
  return span === null ? `What does this call return?\n\n${fencedBlock(call, "python")}` : `What does ${span} return?`;
}
