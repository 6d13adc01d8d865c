import { paragraphs } from "../../prose.ts";
import type { Sample, SampleRationale } from "../../sample.ts";

const STYLE = `body{font:16px/1.55 system-ui,sans-serif;max-width:72ch;margin:2rem auto;padding:0 1rem;color:#1a1d24;background:#fff}
pre{background:#f1f2f5;padding:.75rem;overflow-x:auto}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
.contradicted{color:#a82d14}.unsupported{color:#555b68}small{display:block}
@media(prefers-color-scheme:dark){body{color:#e5e8ee;background:#17191e}pre{background:#0e1013}.contradicted{color:#ff8465}.unsupported{color:#a0a7b4}}`;

const TITLES = { forward: "From input to output", backward: "From output to input" } as const;

/** A sample as one HTML page without scripts or other files: program, rationales with their verdicts, answer. */
export function htmlDocument(sample: Sample): string {
  const { call, code, stdin } = sample.program;
  const title = escaped(call ?? sample.id);
  const result =
    sample.exception === null
      ? (sample.output ?? "no result")
      : `${sample.exception.type}: ${sample.exception.message}`;
  const body = [
    `<h1><code>${title}</code></h1>`,
    `<pre><code>${escaped(code)}</code></pre>`,
    ...(stdin === "" ? [] : ["<h2>Standard input</h2>", `<pre>${escaped(stdin)}</pre>`]),
    ...sample.rationales.flatMap(rationaleSection),
    "<h2>Answer</h2>",
    `<pre>${escaped(result)}</pre>`,
    `<p><small>Checked under CPython ${escaped(sample.versions.python)}.</small></p>`,
  ].join("\n");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
${body}
</html>
`;
}

function rationaleSection({ direction, sentences }: SampleRationale): readonly string[] {
  const told = paragraphs(sentences).map(
    (group) =>
      `<p>${group
        .map(({ text, verdict, because }) => {
          const said = spans(text);
          if (verdict === "verified") return said;
          const reason = because === undefined ? verdict : `${verdict}: ${because}`;
          return `<span class="${verdict}">${said} <small>(${spans(reason)})</small></span>`;
        })
        .join(" ")}</p>`,
  );
  return [`<h2>${TITLES[direction]}</h2>`, ...told];
}

/** Prose with its code spans. */
function spans(text: string): string {
  return escaped(text).replace(
    /(`+)(.+?)\1(?!`)/g,
    (_, __, code: string) => `<code>${code.replace(/^ (.*) $/, "$1")}</code>`,
  );
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
