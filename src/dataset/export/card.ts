import type { ExportOptions, Split } from "./options.ts";
import { spread, sumTallies, type Tally } from "./tally.ts";

/** A file of the set, as the card's header lists it. */
export interface ShardFile {
  readonly split: Split;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface CardFacts {
  readonly options: ExportOptions;
  readonly tallies: Readonly<Partial<Record<Split, Tally>>>;
  readonly files: readonly ShardFile[];
  /** Samples that were not taken into the plan, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
  /** Version of Tracewright, of the sample schema and of the claims. */
  readonly versions: { readonly tool: string; readonly samples: number; readonly claims: number };
}

const SIZES: readonly (readonly [number, string])[] = [
  [1_000, "n<1K"],
  [10_000, "1K<n<10K"],
  [100_000, "10K<n<100K"],
  [1_000_000, "100K<n<1M"],
];

/**
 * The dataset card: `README.md` with the YAML header that Hugging Face reads, every figure computed from what was written.
 *
 * Source: huggingface/hub-docs, datasetcard.md.
 */
export function datasetCard({ options, tallies, files, excluded, versions }: CardFacts): string {
  const splits = (["train", "validation", "test"] as const).filter((split) => tallies[split] !== undefined);
  const all = sumTallies(Object.values(tallies));
  const header = {
    license: options.licence,
    language: ["en", "code"],
    pretty_name: options.name,
    size_categories: [SIZES.find(([limit]) => all.rows < limit)?.[1] ?? "n>1M"],
    task_categories: ["text-generation"],
    tags: ["code", "execution-trace", "chain-of-thought", "synthetic"],
    configs: [
      {
        config_name: "default",
        data_files: splits.map((split) => ({ split, path: pathPattern(split, files) })),
      },
    ],
    dataset_info: {
      splits: splits.map((name) => ({
        name,
        num_examples: tallies[name]?.rows ?? 0,
        num_bytes: files.filter(({ split }) => split === name).reduce((sum, { bytes }) => sum + bytes, 0),
      })),
    },
  };
  return `---
${Object.entries(header)
  .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  .join("\n")}
---

# ${options.name}

Programs in Python, and prose that explains how their input becomes their output${options.directions.includes("backward") ? ", or which input must have given an output" : ""}.
Each sentence of that prose makes claims about a run of the program, and each claim was put to a checker that runs the
program as written. \`python3 checks/run.py\` proves them again, with CPython 3.10 or later and nothing else.

## Figures

${table(
  ["", ...splits, "all"],
  figures(
    splits.map((split) => tallies[split] ?? sumTallies([])),
    all,
  ),
)}

Tokens are estimated (words of six letters, three digits or two signs a token), not counted by a tokenizer.

${share(all)}

${countSection("Features of the language", all.features, all.samples)}
${countSection("How the programs end", all.outcomes, all.samples)}
${countSection("Where the programs come from", all.origins, all.samples)}
## How it was made

- Format \`${options.format}\`, ${options.packing === "parquet" ? "Parquet" : "JSON"}; directions ${options.directions.join(" and ")}; rationale set off as \`${options.think}\`.
- Taken: samples that are ${options.statuses.join(" or ")}.${leftOutText(excluded, all.leftOut)}
- Splits: by program, programs that are nearly the same kept together (MinHash over four-token runs, names and formatting aside); seed ${options.seed}.
- Sentences that stand although the checker contradicts them: in ${all.overrides} samples, each with the curator's written reason, in \`checks/overrides.jsonl\`.
- Made with Tracewright ${versions.tool} (samples ${versions.samples}, claims ${versions.claims}); checked under CPython ${all.pythons.join(", ") || "none"}.

## Licence

${options.licence}${options.licenceNote === "" ? "" : `\n\n${options.licenceNote}`}
`;
}

/** The pattern under which Hugging Face finds a split's files. */
function pathPattern(split: Split, files: readonly ShardFile[]): string {
  const first = files.find((file) => file.split === split)?.path ?? `data/${split}-`;
  return first.replace(/-\d{5}-of-\d{5}\.(\w+)$/, "-*.$1");
}

function figures(splits: readonly Tally[], all: Tally): readonly (readonly (string | number)[])[] {
  const columns = [...splits, all];
  const row = (name: string, figure: (tally: Tally) => string | number) => [name, ...columns.map(figure)];
  const spreadRow = (name: string, values: (tally: Tally) => readonly number[]) =>
    row(name, (tally) => {
      const found = spread(values(tally));
      return found === null ? "–" : `${found.least} / ${found.median} / ${found.most90} / ${found.most}`;
    });
  return [
    row("samples", ({ samples }) => samples),
    row("rows", ({ rows }) => rows),
    spreadRow("tokens a row: least / median / 90% / most", ({ tokens }) => tokens),
    spreadRow("steps of a run", ({ steps }) => steps),
    row("sentences verified", ({ verdicts }) => verdicts.verified),
    row("sentences unsupported", ({ verdicts }) => verdicts.unsupported),
    row("sentences contradicted", ({ verdicts }) => verdicts.contradicted),
  ];
}

function share({ claims, claimsHolding, verdicts }: Tally): string {
  const sentences = verdicts.verified + verdicts.contradicted + verdicts.unsupported;
  if (sentences === 0) return "No sentence of this set makes claims.";
  return `${percent(verdicts.verified, sentences)} of ${sentences} sentences are verified; ${percent(claimsHolding, claims)} of ${claims} claims hold.`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0%" : `${Math.floor((1000 * part) / whole) / 10}%`;
}

function countSection(title: string, counts: Readonly<Record<string, number>>, whole: number): string {
  const rows = Object.entries(counts).sort(([, one], [, other]) => other - one);
  if (rows.length === 0) return "";
  return `## ${title}\n\n${table(
    ["", "samples", "share"],
    rows.map(([name, count]) => [name, count, percent(count, whole)]),
  )}\n`;
}

function leftOutText(...counts: readonly Readonly<Record<string, number>>[]): string {
  const parts = counts.flatMap((each) => Object.entries(each).map(([reason, count]) => `${count} ${reason}`));
  return parts.length === 0 ? "" : ` Left out: ${parts.join(", ")}.`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
