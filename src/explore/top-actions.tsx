import { BookOpen, Check, ChevronDown, Download, Link } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { Popover } from "../ui/popover.tsx";
import { openProgram } from "./choices.ts";
import { EXAMPLES } from "./examples.ts";
import { EXPORTS, exportSample } from "./export-sample.ts";
import { shareAddress } from "./keeping.ts";
import { useController, useRun } from "./use-run.ts";

/** The Explore page's part of the top bar. */
export function TopActions() {
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button look="quiet">
            <BookOpen size={16} aria-hidden />
            <span className="top-label">Examples</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
        items={EXAMPLES.map((example) => ({
          id: example.id,
          title: example.title,
          hint: example.shows,
          perform: () => openProgram(example),
        }))}
      />
      <span className="top-space" />
      <ShareButton />
      <ExportMenu />
    </>
  );
}

function ShareButton() {
  const hasRun = useRun((state) => state.recorded !== null);
  const [link, setLink] = useState("");
  const [copied, setCopied] = useState(false);
  const share = (open: boolean) => {
    if (!open) return;
    const address = shareAddress(hasRun);
    setLink(address);
    setCopied(false);
    navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Popover
      label="Link to this program"
      onOpenChange={share}
      trigger={
        <Button look="quiet">
          <Link size={16} aria-hidden />
          <span className="top-label">Share</span>
        </Button>
      }
    >
      <div className="share">
        <p className="share-copied" aria-live="polite">
          {copied ? (
            <>
              <Check size={16} aria-hidden /> Link copied
            </>
          ) : (
            "Copy this link:"
          )}
        </p>
        <input
          className="input mono"
          aria-label="Link"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <p className="muted">
          It holds the program, its input and the step shown. Nothing is sent anywhere; whoever opens it sees the code
          before anything runs.
          {link.length > 8_000 &&
            ` At ${link.length.toLocaleString("en")} characters it is long: some chat programs cut such links.`}
        </p>
      </div>
    </Popover>
  );
}

function ExportMenu() {
  const controller = useController();
  const ready = useRun((state) => state.narration.phase === "judged");
  const [problem, setProblem] = useState<string | null>(null);
  const perform = (kind: (typeof EXPORTS)[number]["kind"]) => {
    setProblem(null);
    exportSample(controller, kind).catch((error: unknown) => {
      setProblem(`The file was not made: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  return (
    <Menu
      trigger={
        <Button look="quiet">
          <Download size={16} aria-hidden />
          <span className="top-label">Export</span>
        </Button>
      }
      note={
        problem ??
        (ready
          ? "This run with its verified rationale"
          : "Run the program first; there is something to export once it is checked.")
      }
      items={EXPORTS.map(({ kind, title, hint }) => ({
        id: kind,
        title,
        hint,
        disabled: !ready,
        perform: () => perform(kind),
      }))}
    />
  );
}
