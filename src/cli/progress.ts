/** Tells on stderr how far a run has come: in place on a terminal, else a line every few seconds. */
export interface Progress {
  row(status: "ok" | "error"): void;
  finish(): void;
}

const INTERVAL_MS = { terminal: 200, log: 5_000 };

/** @param total rows to come where known, for the share done */
export function createProgress(stream: NodeJS.WriteStream, total: number | null): Progress {
  const started = performance.now();
  const interval = stream.isTTY ? INTERVAL_MS.terminal : INTERVAL_MS.log;
  let [done, errors, told] = [0, 0, started];
  const summary = (now: number) => {
    const seconds = (now - started) / 1000;
    const share = total === null ? `${done}` : `${done} of ${total}`;
    const rate = seconds > 0 ? (done / seconds).toFixed(1) : "0";
    return `${share} rows, ${errors} with errors, ${seconds.toFixed(1)} s, ${rate} rows a second`;
  };
  return {
    row(status) {
      done += 1;
      if (status === "error") errors += 1;
      const now = performance.now();
      if (now - told < interval) return;
      told = now;
      stream.write(stream.isTTY ? `\r\x1b[K${summary(now)}` : `${summary(now)}\n`);
    },
    finish() {
      stream.write(`${stream.isTTY ? "\r\x1b[K" : ""}${summary(performance.now())}\n`);
    },
  };
}
