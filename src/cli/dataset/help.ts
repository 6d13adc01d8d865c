import { STATUSES } from "../../dataset/curated.ts";
import { EXPORT_FORMATS, THINK_FORMS } from "../../dataset/export/options.ts";
import { TARGETS } from "../../dataset/import/mapping.ts";
import { FORMATS, OWN_FORMAT } from "../../dataset/import/recognise.ts";

/** What `--help` prints for the commands that make datasets. */
export const DATASET_HELP = {
  import: `Usage: tracewright import --in FILE [--in FILE ...] --out SAMPLES.jsonl [options]

Reads datasets of programs and writes samples, one JSON line each; what cannot be used goes to another file with the
reason. A run that was killed goes on where it stopped when the same command is given again.

  --in FILE         .jsonl, .json, .csv, .parquet or .py, as it is, in a .gz or in a .zip
  --out FILE        the samples; made of FILE.partial when all is done
  --bad FILE        rows kept aside, with reasons (default: OUT.bad.jsonl)
  --format NAME     ${[OWN_FORMAT, ...FORMATS.map(({ name }) => name)].join(", ")} (default: found out)
  --map FIELD=COL   which column means what; FIELD is ${TARGETS.join(", ")}
  --duplicates D    aside (default): the same program on the same input, formatting and names apart, is kept aside; keep
  --run             also run each sample, narrate it and have every claim checked
  --direction D     forward, backward or both (default)
  --detail D        outline, concise (default) or full
  --voice V         teacher (default) or first-person
  --workers N       samples run at once (default: the number of cores)
  --steps N         statements after which a run is ended (default: 1,000,000)
  --seconds N       seconds after which a run is ended (default: 20)
`,
  export: `Usage: tracewright export --in SAMPLES.jsonl --out FOLDER|FILE.zip --format FORMAT [options]

Writes samples as a dataset: data/, a card (README.md), and checks/ with a runner that proves every claim again with
python3. Into a folder, a run that was killed goes on where it stopped; a zip is there whole or not at all.

  --format F        ${EXPORT_FORMATS.join(", ")}
  --parquet         Parquet in the place of JSON
  --direction D     forward, backward or both (default)
  --detail D        only rationales of this detail
  --voice V         only rationales of this voice
  --think T         ${THINK_FORMS.join(", ")}: how the rationale is set off from the answer (default: none)
  --max-tokens N    leave out rows of more tokens, by an estimate
  --status S,...    samples to take: ${STATUSES.join(", ")} (default: accepted)
  --validation X    share of the validation split, 0 to 1 (default: 0); programs that are nearly the same stay together
  --test X          share of the test split (default: 0)
  --seed N          draws the splits (default: 0)
  --shard N         samples a file (default: 5,000)
  --bare            no id and override in the rows
  --name TEXT, --licence ID, --licence-note TEXT
                    for the card
  --steps N, --seconds N
                    limits of the runs that trace formats (cwm, next, pysnooper, scratchpad) are made of
`,
  stats: `Usage: tracewright stats --in SAMPLES.jsonl

Prints one JSON object: counts by status, outcome, origin, feature and tag; verdicts; lengths and steps; duplicates.
`,
} as const;
