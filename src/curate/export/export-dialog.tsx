import { useState } from "react";
import { version } from "../../../package.json" with { type: "json" };
import { STATUSES } from "../../dataset/curated.ts";
import { type ExportServices, exportDataset } from "../../dataset/export/export-dataset.ts";
import { EXPORT_FORMATS, type ExportOptions, exportOptionsSchema, THINK_FORMS } from "../../dataset/export/options.ts";
import { zipSink } from "../../dataset/export/zip.ts";
import { traceOf } from "../../dataset/run/run-sample.ts";
import { DEFAULT_LIMITS } from "../../runtime/types.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useDesk } from "../desk.ts";
import { useDeskActions } from "../use-desk.ts";
import { openTarget } from "./target.ts";

interface ExportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const START = exportOptionsSchema.parse({ format: "chat" });

/** Write the project as a dataset, in one zip: streamed to disk where the browser lets us, and whole or not at all. */
export function ExportDialog({ open, onOpenChange }: ExportDialogProps) {
  const { desk } = useDeskActions();
  const project = useDesk((state) => state.project);
  const [options, setOptions] = useState<ExportOptions>(START);
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [cancel, setCancel] = useState<AbortController | null>(null);
  const set = (change: Partial<ExportOptions>) => setOptions({ ...options, ...change });

  const write = async () => {
    if (project === null) return;
    const stop = new AbortController();
    const target = await openTarget(`${project.name.replace(/[^\w-]+/g, "-")}-${options.format}.zip`);
    if (target === null) return;
    setCancel(stop);
    setProgress({ done: 0, of: 0 });
    try {
      const services: ExportServices = {
        samples: () => desk.store.samples(project.id),
        traceOf: (sample) => traceOf(desk.runtime, sample, DEFAULT_LIMITS),
        checkerSource: () => desk.runtime.checkerSource(),
        toolVersion: version,
        onProgress: setProgress,
        signal: stop.signal,
      };
      const zip = zipSink((chunk) => target.write(chunk));
      const { tally, excluded } = await exportDataset(exportOptionsSchema.parse(options), services, zip);
      await zip.finish();
      await target.close();
      const left = Object.entries({ ...excluded, ...tally.leftOut }).map(([reason, count]) => `${count} ${reason}`);
      desk.say(
        `${tally.rows} rows of ${tally.samples} samples written${left.length > 0 ? `; left out: ${left.join(", ")}` : ""}.`,
      );
      onOpenChange(false);
    } catch (error) {
      await target.abort();
      if (stop.signal.aborted) desk.say("The export was cancelled; no file was left.");
      else desk.complain(error);
    } finally {
      setProgress(null);
      setCancel(null);
    }
  };

  return (
    <Dialog open={open} onOpenChange={(to) => cancel === null && onOpenChange(to)} title="Export a dataset">
      <form
        className="export"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <Choice label="Format" value={options.format} values={EXPORT_FORMATS} onChange={(format) => set({ format })} />
        <Choice
          label="Files"
          value={options.packing}
          values={["jsonl", "parquet"] as const}
          onChange={(packing) => set({ packing })}
        />
        <Choice
          label="Directions"
          value={options.directions.length === 2 ? "both" : (options.directions[0] ?? "both")}
          values={["both", "forward", "backward"] as const}
          onChange={(way) => set({ directions: way === "both" ? ["forward", "backward"] : [way] })}
        />
        <Choice
          label="Rationale set off"
          value={options.think}
          values={THINK_FORMS}
          onChange={(think) => set({ think })}
        />
        <fieldset className="export-statuses">
          <legend>Samples that are</legend>
          {STATUSES.map((status) => (
            <label key={status}>
              <input
                type="checkbox"
                checked={options.statuses.includes(status)}
                onChange={(event) =>
                  set({
                    statuses: event.target.checked
                      ? [...options.statuses, status]
                      : options.statuses.filter((each) => each !== status),
                  })
                }
              />
              {status.replace("-", " ")}
            </label>
          ))}
        </fieldset>
        <NumberField
          label="Most tokens a row (estimated; empty: no limit)"
          value={options.maxTokens}
          onChange={(maxTokens) => set({ maxTokens })}
        />
        <NumberField
          label="Validation share (%)"
          value={100 * options.validation}
          onChange={(share) => set({ validation: (share ?? 0) / 100 })}
        />
        <NumberField
          label="Test share (%)"
          value={100 * options.test}
          onChange={(share) => set({ test: (share ?? 0) / 100 })}
        />
        <NumberField label="Seed" value={options.seed} onChange={(seed) => set({ seed: seed ?? 0 })} />
        <TextField label="Name" value={options.name} onChange={(name) => set({ name })} />
        <TextField label="Licence" value={options.licence} onChange={(licence) => set({ licence })} />
        <TextField label="On rights" value={options.licenceNote} onChange={(licenceNote) => set({ licenceNote })} />
        <footer className="dialog-footer">
          {progress !== null && (
            <span role="status" className="numbers">
              {progress.done} of {progress.of} samples
            </span>
          )}
          {cancel === null ? (
            <Button look="primary" type="submit" disabled={options.statuses.length === 0}>
              Write zip
            </Button>
          ) : (
            <Button onClick={() => cancel.abort()}>Cancel</Button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, values, onChange }: ChoiceProps<T>) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select
        className="select"
        value={value}
        onChange={(event) => {
          const chosen = values.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}

function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        className="input"
        type="number"
        min={0}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
      />
    </label>
  );
}

function TextField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input className="input" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
