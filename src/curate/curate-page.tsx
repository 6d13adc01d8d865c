import { Download, FolderPlus, Pause, Play, Save, Trash2, Undo2, Upload } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Runtime } from "../runtime/types.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Desk, useDesk } from "./desk.ts";
import { ExportDialog } from "./export/export-dialog.tsx";
import { openTarget } from "./export/target.ts";
import { ImportDialog } from "./import/import-dialog.tsx";
import { agreementOf } from "./review/agreement.ts";
import { type QueueOrder, reviewQueue } from "./review/queue.ts";
import { ReviewDesk } from "./review/review-desk.tsx";
import { FacetPanel } from "./table/facet-panel.tsx";
import { SampleTable } from "./table/sample-table.tsx";
import { DeskContext, useDeskActions } from "./use-desk.ts";
import "./curate.css";

let theDesk: Desk | null = null;

/** The one desk of the page: it outlives visits to other pages, so that a run goes on meanwhile. */
function deskOf(runtime: Runtime): Desk {
  theDesk ??= new Desk(runtime);
  return theDesk;
}

/** The Curate page: from a pile of programs to a training set. */
export function CuratePage({ runtime }: { readonly runtime: Runtime }) {
  const desk = deskOf(runtime);
  const phase = useDesk((state) => state.phase);
  useEffect(() => {
    if (useDesk.getState().phase === "opening") void desk.start();
  }, [desk]);
  return (
    <DeskContext value={desk}>
      <main className="curate">
        <Notices />
        {phase === "opening" && <p className="region-invitation">Opening your samples…</p>}
        {phase === "ready" && <Project />}
      </main>
    </DeskContext>
  );
}

function Notices() {
  const { desk } = useDeskActions();
  const notice = useDesk((state) => state.notice);
  if (notice === null) return null;
  return (
    <Notice
      tone={notice.kind === "problem" ? "error" : "info"}
      onDismiss={() => useDesk.setState({ notice: null })}
      actions={
        notice.batch !== undefined && (
          <Button look="quiet" onClick={() => void desk.undo(notice.batch)}>
            <Undo2 size={14} aria-hidden /> Undo
          </Button>
        )
      }
    >
      {notice.text}
    </Notice>
  );
}

function Project() {
  const { index, query, revision } = useDeskActions();
  const open = useDesk((state) => state.open);
  const [order, setOrder] = useState<QueueOrder>("found");
  const [blind, setBlind] = useState(false);
  const [importing, setImporting] = useState(false);
  const [exporting, setExporting] = useState(false);
  // The index is changed in place; its revision tells when.
  const current = useMemo(() => ({ index, revision }), [index, revision]);
  const result = useMemo(() => current.index.query(query), [current, query]);
  const inReview = open !== null;
  // The queue stays as it was when the review began, or a decision would take the next sample away.
  const queue = useMemo(
    () => (inReview ? reviewQueue(index, index.query(query).found, order, useDesk.getState().open) : []),
    [inReview, index, query, order],
  );
  if (open !== null) return <ReviewDesk key={open} id={open} queue={queue} blind={blind} />;
  return (
    <>
      <Toolbar onImport={() => setImporting(true)} onExport={() => setExporting(true)} />
      {index.size === 0 ? (
        <section className="curate-empty">
          <p>Bring programs: a set such as CRUXEval, HumanEval or MBPP, rows of code and input, Python files.</p>
          <Button look="primary" onClick={() => setImporting(true)}>
            <Upload size={16} aria-hidden /> Bring programs
          </Button>
        </section>
      ) : (
        <div className="curate-body">
          <FacetPanel result={result} />
          <section className="curate-samples" aria-label="Samples">
            <Bulk
              found={result.found.length}
              order={order}
              onOrder={setOrder}
              blind={blind}
              onBlind={setBlind}
              onReview={() => {
                const [first] = reviewQueue(index, result.found, order, null);
                if (first !== undefined) useDesk.setState({ open: first });
              }}
            />
            <SampleTable result={result} />
          </section>
        </div>
      )}
      <ImportDialog open={importing} onOpenChange={setImporting} />
      <ExportDialog open={exporting} onOpenChange={setExporting} />
    </>
  );
}

function Toolbar({ onImport, onExport }: { readonly onImport: () => void; readonly onExport: () => void }) {
  const { desk, index } = useDeskActions();
  const projects = useDesk((state) => state.projects);
  const project = useDesk((state) => state.project);
  const asideCount = useDesk((state) => state.asideCount);
  const file = useRef<HTMLInputElement>(null);
  const save = async (name: string, lines: AsyncIterable<string>) => {
    const target = await openTarget(name);
    if (target === null) return;
    for await (const line of lines) await target.write(new TextEncoder().encode(line));
    await target.close();
  };
  return (
    <div className="curate-bar" role="toolbar" aria-label="Project">
      <select
        className="select"
        aria-label="Project"
        value={project?.id ?? ""}
        onChange={(event) => {
          const chosen = projects.find(({ id }) => id === event.target.value);
          if (chosen !== undefined) void desk.openProject(chosen);
        }}
      >
        {projects.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <IconButton
        label="New project"
        icon={<FolderPlus size={16} aria-hidden />}
        onClick={() => {
          const name = window.prompt("Name of the new project");
          if (name) void desk.createProject(name);
        }}
      />
      <IconButton
        label="Remove project"
        icon={<Trash2 size={16} aria-hidden />}
        onClick={() => {
          if (
            window.confirm(
              `Remove ${project?.name ?? "this project"} with its ${index.size} samples? Only a backup brings it back.`,
            )
          )
            void desk.removeProject();
        }}
      />
      <Button onClick={onImport}>
        <Upload size={16} aria-hidden /> Bring programs
      </Button>
      <Running />
      <span className="curate-space" />
      {asideCount > 0 && (
        <Button look="quiet" onClick={() => void save("kept-aside.jsonl", desk.asideLines())}>
          {asideCount} rows kept aside
        </Button>
      )}
      <IconButton
        label="Undo the last change"
        icon={<Undo2 size={16} aria-hidden />}
        onClick={() => void desk.undo()}
      />
      <IconButton
        label="Save a backup"
        icon={<Save size={16} aria-hidden />}
        onClick={() => void save(`${project?.name ?? "project"}.backup.jsonl`, desk.backup())}
      />
      <Button look="quiet" onClick={() => file.current?.click()}>
        Restore
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="Backup to restore"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen !== undefined) void desk.restore(chosen);
        }}
      />
      <Button onClick={onExport} disabled={index.size === 0}>
        <Download size={16} aria-hidden /> Export
      </Button>
    </div>
  );
}

function Running() {
  const { desk, index, revision } = useDeskActions();
  const running = useDesk((state) => state.running);
  const current = useMemo(() => ({ index, revision }), [index, revision]);
  const waiting = useMemo(() => current.index.count(({ outcome }) => outcome === "waiting"), [current]);
  if (running !== null) {
    const left = running.secondsLeft === null ? "" : `, ${duration(running.secondsLeft)} left`;
    return (
      <>
        <Button onClick={() => desk.pause()}>
          <Pause size={16} aria-hidden /> Pause
        </Button>
        <span role="status" aria-label="Run progress" className="numbers">
          {running.done} of {running.of}, {running.rate.toFixed(1)} a second{left}
          {running.problems > 0 && `, ${running.problems} with problems`}
        </span>
      </>
    );
  }
  if (waiting === 0) return null;
  return (
    <Button
      look="primary"
      onClick={() => void desk.run({ directions: ["forward", "backward"], detail: "concise", voice: "teacher" })}
    >
      <Play size={16} aria-hidden /> Run {waiting} samples
    </Button>
  );
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

interface BulkProps {
  readonly found: number;
  readonly order: QueueOrder;
  readonly onOrder: (order: QueueOrder) => void;
  readonly blind: boolean;
  readonly onBlind: (blind: boolean) => void;
  readonly onReview: () => void;
}

const ORDERS: Readonly<Record<QueueOrder, string>> = {
  found: "as listed",
  unreviewed: "unreviewed first",
  doubt: "least certain first",
  audit: "random sample for audit",
};

function Bulk({ found, order, onOrder, blind, onBlind, onReview }: BulkProps) {
  const { desk, index, selected, revision } = useDeskActions();
  const current = useMemo(() => ({ index, revision }), [index, revision]);
  const agreement = useMemo(() => agreementOf(current.index.doublyReviewed()), [current]);
  const many = selected.size;
  return (
    <div className="curate-bulk">
      <span role="status" aria-label="Found" className="numbers">
        {found} of {index.size} samples
      </span>
      {many > 0 && (
        <>
          <strong className="numbers">{many} selected</strong>
          <Button
            onClick={() =>
              void desk.curateSelected(
                () => ({ status: "accepted", decidedAt: new Date().toISOString() }),
                "Accept",
                true,
              )
            }
          >
            Accept
          </Button>
          <Button
            onClick={() =>
              void desk.curateSelected(() => ({ status: "rejected", decidedAt: new Date().toISOString() }), "Reject")
            }
          >
            Reject
          </Button>
          <Button
            onClick={() => {
              const tag = window.prompt("Tag to add")?.trim();
              if (tag) void desk.curateSelected(({ tags }) => ({ tags: [...new Set([...tags, tag])] }), `Tag ${tag}`);
            }}
          >
            Tag
          </Button>
        </>
      )}
      <span className="curate-space" />
      {agreement !== null && (
        <span className="numbers">
          {agreement.samples} reviewed twice, {Math.round(100 * agreement.observed)}% alike
          {agreement.kappa !== null && `, κ ${agreement.kappa.toFixed(2)}`}
        </span>
      )}
      <label>
        <input type="checkbox" checked={blind} onChange={(event) => onBlind(event.target.checked)} /> Second, blind
      </label>
      <select
        className="select"
        aria-label="Review order"
        value={order}
        onChange={(event) => {
          const chosen = (Object.keys(ORDERS) as QueueOrder[]).find((each) => each === event.target.value);
          if (chosen !== undefined) onOrder(chosen);
        }}
      >
        {Object.entries(ORDERS).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <Button look="primary" disabled={found === 0} onClick={onReview}>
        Review
      </Button>
    </div>
  );
}
