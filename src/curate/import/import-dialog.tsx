import { useState } from "react";
import type { CuratedSample } from "../../dataset/curated.ts";
import type { SourceFile } from "../../dataset/import/files.ts";
import { type BadRow, importRecords, type Recognition, recognise } from "../../dataset/import/import.ts";
import { type Mapping, TARGETS } from "../../dataset/import/mapping.ts";
import { FORMATS, OWN_FORMAT } from "../../dataset/import/recognise.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { sourceFile } from "../desk.ts";
import { useDeskActions } from "../use-desk.ts";
import { distinctOf } from "./distinct.ts";

const PREVIEWED = 8;

/** What was read of the chosen files, before anything is stored. */
interface Preview {
  readonly samples: readonly CuratedSample[];
  readonly bad: readonly BadRow[];
  readonly duplicates: readonly BadRow[];
}

interface ImportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Bring programs: choose or paste, see what they are taken for, put right what is not, then store. */
export function ImportDialog({ open, onOpenChange }: ImportDialogProps) {
  const { desk } = useDeskActions();
  const [found, setFound] = useState<readonly Recognition[]>([]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [keepDuplicates, setKeepDuplicates] = useState(false);
  const [reading, setReading] = useState(false);

  const look = async (files: readonly SourceFile[]) => {
    setReading(true);
    const all: Recognition[] = [];
    for (const file of files) for await (const each of recognise(file)) all.push(each);
    await read(all);
  };
  const read = async (all: readonly Recognition[]) => {
    setReading(true);
    setFound(all);
    const samples: CuratedSample[] = [];
    const bad: BadRow[] = [];
    for (const { file, format, mapping, problem } of all) {
      if (format === null) {
        bad.push({ file: file.name, row: 0, id: null, reason: problem ?? "No known format.", record: null });
        continue;
      }
      try {
        for await (const each of importRecords(file, { format, mapping })) {
          if (each.kind === "sample") samples.push(each.sample);
          else bad.push(each);
        }
      } catch (error) {
        bad.push({
          file: file.name,
          row: 0,
          id: null,
          reason: error instanceof Error ? error.message : String(error),
          record: null,
        });
      }
    }
    const { distinct, duplicates } = distinctOf(samples);
    setPreview({ samples: distinct, bad, duplicates });
    setReading(false);
  };
  const change = (which: Recognition, to: Partial<Recognition>) =>
    void read(found.map((each) => (each === which ? { ...each, problem: null, ...to } : each)));
  const chosen =
    preview === null
      ? []
      : keepDuplicates
        ? [...preview.samples, ...preview.duplicates.map(({ record }) => record as CuratedSample)]
        : preview.samples;
  const store = async () => {
    if (preview === null) return;
    const aside = keepDuplicates ? preview.bad : [...preview.bad, ...preview.duplicates];
    if (await desk.add(chosen, aside)) {
      onOpenChange(false);
      setFound([]);
      setPreview(null);
    }
  };

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Bring programs">
      <div className="import">
        <div className="import-sources">
          <label className="import-drop">
            <strong>Choose or drop files</strong>
            <span>
              .jsonl .json .csv .parquet .py, also in .gz and .zip: CRUXEval, LiveCodeBench, HumanEval, MBPP, EvalPlus,
              CodeI/O, code and input, our own samples
            </span>
            <input
              type="file"
              multiple
              aria-label="Files"
              onChange={(event) => void look([...(event.target.files ?? [])].map(sourceFile))}
            />
          </label>
          <textarea
            className="input mono"
            aria-label="Paste rows"
            placeholder='Or paste JSON Lines: {"code": "def f(x): …", "input": "1"}'
            rows={3}
            onChange={(event) => void look([pasted(event.target.value)])}
          />
        </div>
        {found.map((each) => (
          <FileFound key={each.file.name} found={each} onChange={(to) => change(each, to)} />
        ))}
        {reading && <p role="status">Reading…</p>}
        {preview !== null && !reading && <PreviewTable preview={preview} />}
        {preview !== null && preview.duplicates.length > 0 && (
          <label className="facet-value">
            <input
              type="checkbox"
              checked={keepDuplicates}
              onChange={(event) => setKeepDuplicates(event.target.checked)}
            />
            Keep the {preview.duplicates.length} duplicates too (same program and input, formatting and names apart)
          </label>
        )}
        <footer className="dialog-footer">
          <Button
            look="primary"
            disabled={preview === null || reading || chosen.length + preview.bad.length === 0}
            onClick={() => void store()}
          >
            Store {chosen.length} samples
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}

function pasted(text: string): SourceFile {
  return {
    name: /^\s*\[/.test(text) ? "pasted.json" : "pasted.jsonl",
    async *chunks() {
      yield new TextEncoder().encode(text);
    },
  };
}

function FileFound({
  found,
  onChange,
}: {
  readonly found: Recognition;
  readonly onChange: (to: Partial<Recognition>) => void;
}) {
  const { file, format, columns, mapping, problem } = found;
  return (
    <section className="import-file" aria-label={file.name}>
      <strong>{file.name}</strong>
      <select
        className="select"
        aria-label={`Format of ${file.name}`}
        value={format ?? ""}
        onChange={(event) => onChange({ format: event.target.value || null })}
      >
        <option value="">not recognised</option>
        <option value={OWN_FORMAT}>Tracewright samples</option>
        {FORMATS.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {(format === "plain" || format === null) && (
        <div className="import-mapping">
          {TARGETS.map((target) => (
            <label key={target}>
              {target}
              <select
                className="select"
                aria-label={`Column for ${target}`}
                value={mapping[target] ?? (columns.includes(target) ? target : "")}
                onChange={(event) =>
                  onChange({ format: "plain", mapping: withColumn(mapping, target, event.target.value) })
                }
              >
                <option value="">–</option>
                {columns.map((column) => (
                  <option key={column}>{column}</option>
                ))}
              </select>
            </label>
          ))}
        </div>
      )}
      {problem !== null && <p className="import-problem">{problem}</p>}
    </section>
  );
}

function withColumn(mapping: Mapping, target: (typeof TARGETS)[number], column: string): Mapping {
  return { ...mapping, [target]: column };
}

function PreviewTable({ preview: { samples, bad } }: { readonly preview: Preview }) {
  return (
    <>
      <p role="status">
        {samples.length} samples, {bad.length} rows that cannot be used
      </p>
      <table className="import-preview">
        <thead>
          <tr>
            <th>Row</th>
            <th>Sample</th>
            <th>Call, or what is wrong</th>
          </tr>
        </thead>
        <tbody>
          {bad.slice(0, PREVIEWED).map((row) => (
            <tr key={`${row.file} ${row.row} ${row.reason}`} className="import-problem">
              <td className="numbers">{row.row + 1}</td>
              <td>{row.id ?? "–"}</td>
              <td>{row.reason}</td>
            </tr>
          ))}
          {samples.slice(0, PREVIEWED).map(({ id, origin, program }) => (
            <tr key={`${origin.file} ${origin.row} ${id} ${program.call}`}>
              <td className="numbers">{origin.row + 1}</td>
              <td>{id}</td>
              <td className="mono">{program.call ?? "script"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
