import { useEffect, useRef, useState } from "react";
import type { Breakpoint, EditorHandlers } from "./editor-contract.ts";
import type { EditorMarks, EditorProblem, LineCounts } from "./editor-marks.ts";
import type { CodeEditorHandle } from "./monaco.ts";
import type { HoverMoment } from "./monaco-hover.ts";

interface CodeEditorProps extends EditorHandlers {
  readonly code: string;
  readonly marks: EditorMarks;
  readonly problem: EditorProblem | null;
  readonly counts: LineCounts | null;
  readonly showCounts: boolean;
  readonly breakpoints: readonly Breakpoint[];
  readonly moment: HoverMoment | null;
}

/** Monaco takes over when nothing has been typed for this long (ms), so that it never cuts typing in two. */
const PAUSE_BEFORE_SWAP = 400;

type MonacoModule = typeof import("./monaco.ts");

/** The program's text. A plain text area at once; Monaco, with marks and colours, when it has arrived. */
export function CodeEditor(props: CodeEditorProps) {
  const [monaco, setMonaco] = useState<MonacoModule | null>(null);
  const [focus, setFocus] = useState<[start: number, end: number] | null>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const typedAt = useRef(0);

  useEffect(() => {
    let wanted = true;
    let timer = 0;
    const swapWhenQuiet = (module: MonacoModule) => {
      if (!wanted) return;
      const rest = typedAt.current + PAUSE_BEFORE_SWAP - performance.now();
      if (typedAt.current > 0 && rest > 0) {
        timer = window.setTimeout(swapWhenQuiet, rest, module);
        return;
      }
      const area = plain.current;
      if (area && document.activeElement === area) setFocus([area.selectionStart, area.selectionEnd]);
      setMonaco(module);
    };
    // Offline or blocked, the plain editor stays: it does all that is needed.
    import("./monaco.ts").then(swapWhenQuiet, () => undefined);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, []);

  if (monaco) return <MonacoEditor {...props} monaco={monaco} focus={focus} onFail={() => setMonaco(null)} />;
  return (
    <textarea
      ref={plain}
      className="editor editor-plain"
      data-editor="plain"
      aria-label="Code"
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      value={props.code}
      onChange={(event) => {
        typedAt.current = performance.now();
        props.onChange(event.target.value);
      }}
    />
  );
}

interface MonacoEditorProps extends CodeEditorProps {
  readonly monaco: MonacoModule;
  /** The selection to start with (character offsets), when the plain editor had the focus. */
  readonly focus: readonly [start: number, end: number] | null;
  /** The browser cannot run it: the plain editor goes on. */
  readonly onFail: () => void;
}

function MonacoEditor(props: MonacoEditorProps) {
  const { monaco, code, marks, problem, counts, showCounts, breakpoints, moment } = props;
  const container = useRef<HTMLDivElement>(null);
  const [handle, setHandle] = useState<CodeEditorHandle | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!container.current) return;
    let created: CodeEditorHandle;
    try {
      created = monaco.createCodeEditor(container.current, latest.current.code, () => latest.current);
    } catch {
      latest.current.onFail();
      return;
    }
    if (latest.current.focus) created.focus(...latest.current.focus);
    setHandle(created);
    return () => created.dispose();
  }, [monaco]);

  useEffect(() => handle?.setCode(code), [handle, code]);
  useEffect(() => handle?.setMarks(marks), [handle, marks]);
  useEffect(() => handle?.setCounts(counts, showCounts), [handle, counts, showCounts]);
  useEffect(() => handle?.setBreakpoints(breakpoints), [handle, breakpoints]);
  useEffect(() => handle?.setMoment(moment), [handle, moment]);
  useEffect(() => handle?.setProblem(problem), [handle, problem]);

  return <div ref={container} className="editor" data-editor="monaco" />;
}
