import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sampleSchema } from "../sample.ts";
import { readMarkdownCode } from "../testing/markdown-reader.ts";
import { forwardRationale, makeSample } from "../testing/samples.ts";
import { chatLines } from "./chat.ts";

/** The rules a chat trainer holds its lines to; see docs of the format in the cookbook named in chat.ts. */
const chatSchema = z.strictObject({
  messages: z.tuple([
    z.strictObject({ role: z.literal("user"), content: z.string().min(1) }),
    z.strictObject({ role: z.literal("assistant"), content: z.string().min(1) }),
  ]),
});

function readChat(lines: string) {
  expect(lines.endsWith("\n")).toBe(true);
  return lines
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .slice(0, -1)
    .map((line) => {
      const [user, assistant] = chatSchema.parse(JSON.parse(line)).messages;
      return { user: readMarkdownCode(user.content), assistant: readMarkdownCode(assistant.content) };
    });
}

/** The content of a fenced block always ends its last line; the text it stands for may not. */
function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Text that tries Markdown and line readers: backticks, blanks, line ends of every kind. */
const awkward = fc.string({
  unit: fc.oneof(
    fc.constantFrom("`", "```", "~~~", " ", "\n", "\t", "\u2028", "\\", "$"),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
});
const awkwardLine = awkward.map((text) => text.replace(/[\n\r]/g, "")).filter((text) => text !== "");

describe("chatLines", () => {
  it("asks about the call and answers with the rationale and the value", () => {
    const [chat] = readChat(chatLines(makeSample()));
    expect(chat?.user.blocks).toEqual([{ language: "python", text: "def total(xs):\n    return sum(xs)\n" }]);
    expect(chat?.user.prose).toContain("What does `total([1, 2])` return?");
    expect(chat?.assistant.prose).toBe("`total` adds its numbers. It returns `3`.\n\nAnswer: `3`");
  });

  it("keeps the parts of a structured rationale, and gives the answer once", () => {
    const plain = forwardRationale("¶`total` is called.", "¶Line 2 returns 3.", "¶3");
    const sections = ["understand", "execute", "output"] as const;
    const sentences = plain.sentences.map((sentence, at) => ({ ...sentence, section: sections[at] ?? "output" }));
    const [chat] = readChat(chatLines(makeSample({ rationales: [{ ...plain, sentences }] })));
    expect(chat?.assistant.prose).toBe(
      "### Understand\n`total` is called.\n\n### Execute\nLine 2 returns 3.\n\nAnswer: `3`",
    );
  });

  it("asks what a script prints, and gives its stdin", () => {
    const program = { code: "print(input())", call: null, stdin: "a\nb", seed: 0 };
    const [chat] = readChat(chatLines(makeSample({ program, output: "a\n" })));
    expect(chat?.user.prose).toContain("What does this script print?");
    expect(chat?.user.prose).toContain("no line end");
    expect(chat?.user.blocks[1]).toEqual({ language: "text", text: "a\nb\n" });
    expect(chat?.assistant.blocks).toEqual([{ language: "text", text: "a\n" }]);
    expect(chat?.assistant.prose).not.toContain("no line end");
  });

  it("tells an exception apart from a value, and silence from output", () => {
    const exception = { type: "ZeroDivisionError", message: "division by zero" };
    const [raised] = readChat(chatLines(makeSample({ output: null, exception })));
    expect(raised?.assistant.prose).toContain("Answer: it raises `ZeroDivisionError: division by zero`");
    const program = { code: "pass", call: null, stdin: "", seed: 0 };
    const [silent] = readChat(chatLines(makeSample({ program, output: "" })));
    expect(silent?.assistant.prose).toContain("Answer: it prints nothing.");
    const [printed] = readChat(chatLines(makeSample({ program, output: "half", exception })));
    expect(printed?.assistant.blocks[0]?.text).toBe("half\n");
    expect(printed?.assistant.prose).toContain("Then it raises `ZeroDivisionError: division by zero`");
  });

  it("sets paragraphs apart", () => {
    const sample = makeSample({ rationales: [forwardRationale("¶One.", "Two.", "¶Three.")] });
    expect(readChat(chatLines(sample))[0]?.assistant.prose).toMatch(/^One\. Two\.\n\nThree\.\n\nAnswer/);
  });

  it("gives no line without a forward rationale", () => {
    expect(chatLines(makeSample({ rationales: [] }))).toBe("");
    expect(chatLines(makeSample({ rationales: [{ ...forwardRationale("Why."), direction: "backward" }] }))).toBe("");
  });

  it("keeps any code, stdin, call and value exact", () => {
    fc.assert(
      fc.property(awkward, awkward, awkwardLine, awkwardLine, (code, stdin, call, output) => {
        const sample = sampleSchema.parse(makeSample({ program: { code, call, stdin, seed: 0 }, output }));
        const [chat, ...others] = readChat(chatLines(sample));
        expect(others).toEqual([]);
        const texts = stdin === "" ? [code] : [code, stdin];
        expect(chat?.user.blocks.map(({ text }) => text)).toEqual(texts.map(ended));
        expect(chat?.user.spans.at(-1)).toBe(call);
        expect(chat?.assistant.spans.at(-1)).toBe(output);
      }),
    );
  });

  it("keeps output of several lines exact", () => {
    fc.assert(
      fc.property(
        awkward.filter((text) => text !== ""),
        (output) => {
          const sample = makeSample({ program: { code: "…", call: null, stdin: "", seed: 0 }, output });
          const [chat] = readChat(chatLines(sample));
          expect(chat?.assistant.blocks).toEqual([{ language: "text", text: ended(output) }]);
          expect(chat?.assistant.prose.includes("no line end")).toBe(!output.endsWith("\n"));
        },
      ),
    );
  });
});
