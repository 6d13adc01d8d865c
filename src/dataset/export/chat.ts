import { jsonLine } from "../json-lines.ts";
import type { Sample, SampleRationale } from "../sample.ts";
import { completion, exchangeOf } from "./turns.ts";

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
    .map((rationale) => chatLine(sample, rationale))
    .join("");
}

/** One rationale of a sample as a chat: the question for its direction, and the rationale with its answer. */
export function chatLine(sample: Sample, rationale: SampleRationale): string {
  const exchange = exchangeOf(sample, rationale);
  return jsonLine({
    messages: [
      { role: "user", content: exchange.question },
      { role: "assistant", content: completion(exchange, "none", rationale.direction) },
    ],
  });
}
