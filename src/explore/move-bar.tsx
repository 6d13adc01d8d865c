import { ArrowUpFromDot, ArrowUpLeft, Maximize, Pause, Play, RedoDot, UndoDot, ZoomIn, ZoomOut } from "lucide-react";
import { useEffect } from "react";
import type { Trace } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { isWhole } from "../viewer/timeline-view.ts";
import { showSelection, showWholeRun, useTimelineZoom, zoomAround } from "../viewer/timeline-zoom.ts";
import { BreakpointsPopover } from "./breakpoints-popover.tsx";
import { useChoices, usePreferences } from "./choices.ts";
import { type Move, move, useSaid } from "./moving.ts";
import { SearchBox } from "./search-box.tsx";
import { SPEEDS, togglePlaying, usePlaying } from "./use-playing.ts";
import { useController, useStep } from "./use-run.ts";

/** What stands after the step buttons: moving over calls, playing, searching, breakpoints, zooming. */
export function MoveBar({ trace }: { trace: Trace }) {
  return (
    <>
      <CallButtons />
      <PlayButtons trace={trace} />
      <Said />
      <SearchBox trace={trace} />
      <BreakpointsPopover />
      <ZoomButtons trace={trace} />
    </>
  );
}

const CALL_MOVES = [
  { label: "Step back over", keys: "Shift+F10", kind: "over", way: "back", Icon: UndoDot },
  { label: "Step over", keys: "F10", kind: "over", way: "forward", Icon: RedoDot },
  { label: "Back to the call", keys: "Mod+Shift+F11", kind: "out", way: "back", Icon: ArrowUpLeft },
  { label: "Step out", keys: "Shift+F11", kind: "out", way: "forward", Icon: ArrowUpFromDot },
] as const satisfies readonly { kind: Move; [key: string]: unknown }[];

function CallButtons() {
  const controller = useController();
  return (
    <div className="timeline-buttons">
      {CALL_MOVES.map(({ label, keys, kind, way, Icon }) => (
        <IconButton
          key={label}
          label={label}
          keys={keys}
          icon={<Icon size={16} aria-hidden />}
          onClick={() => move(controller, kind, way)}
        />
      ))}
    </div>
  );
}

function PlayButtons({ trace }: { trace: Trace }) {
  usePlaying(trace);
  const playing = useChoices((choices) => choices.playing);
  const speed = usePreferences((preferences) => preferences.speed);
  return (
    <div className="timeline-buttons">
      <IconButton
        label={playing ? "Pause" : "Play"}
        keys="Space"
        icon={playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
        onClick={() => togglePlaying(trace)}
      />
      <select
        className="select numbers"
        aria-label="Play speed"
        value={speed}
        onChange={(event) => usePreferences.setState({ speed: Number(event.target.value) })}
      >
        {SPEEDS.map((choice) => (
          <option key={choice} value={choice}>
            {choice.toLocaleString("en")}/s
          </option>
        ))}
      </select>
    </div>
  );
}

/** Why a move led nowhere. Read out, too. */
function Said() {
  const text = useSaid((said) => said.text);
  const step = useStep();
  useEffect(() => {
    void step;
    useSaid.setState({ text: "" });
  }, [step]);
  return (
    <p className="move-said" aria-live="polite">
      {text}
    </p>
  );
}

function ZoomButtons({ trace }: { trace: Trace }) {
  const { view, selection } = useTimelineZoom(trace);
  const step = useStep();
  return (
    <div className="timeline-buttons zoom-buttons">
      {selection && (
        <button type="button" className="button button-quiet numbers" onClick={() => showSelection(trace)}>
          {(selection.end - selection.first).toLocaleString("en")} selected
        </button>
      )}
      <IconButton
        label="Zoom out"
        keys="-"
        icon={<ZoomOut size={16} aria-hidden />}
        disabled={isWhole(view, trace.stepCount)}
        onClick={() => zoomAround(trace, step, 2)}
      />
      <IconButton
        label="Zoom in"
        keys="+"
        icon={<ZoomIn size={16} aria-hidden />}
        onClick={() => zoomAround(trace, step, 0.5)}
      />
      <IconButton
        label="Show the whole run"
        keys="0"
        icon={<Maximize size={16} aria-hidden />}
        disabled={isWhole(view, trace.stepCount)}
        onClick={() => showWholeRun(trace)}
      />
    </div>
  );
}
