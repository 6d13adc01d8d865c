import type { CheckRequest } from "./claims.ts";

/** The line of the checker that holds the request of a stand-alone copy. */
const EMPTY_SAMPLE = /^SAMPLE = None$/m;

/**
 * A checker that proves one sample by itself: the text of `ID.check.py`.
 *
 * It is the checker's own text with `SAMPLE = None`, on one of its last lines, replaced by the request as JSON in ASCII
 * string literals, which mean the same to Python as to JavaScript. `python3 ID.check.py` prints `N claims hold` and exits 0, or prints each claim
 * that fails with what really happened and exits 1.
 *
 * @throws Error when the source is not the checker's
 */
export function standaloneChecker(checkerSource: string, request: CheckRequest): string {
  if (!EMPTY_SAMPLE.test(checkerSource)) throw new Error("The checker's source has no line SAMPLE = None to fill.");
  const { claims, ...rest } = request;
  const head = JSON.stringify(rest).slice(0, -1);
  const pieces = [
    `${head}, "claims": [`,
    ...claims.map((claim, i) => (i > 0 ? ", " : "") + JSON.stringify(claim)),
    "]}",
  ];
  const literals = pieces.map((piece) => `    ${JSON.stringify(asciiJson(piece))}`);
  return checkerSource.replace(EMPTY_SAMPLE, () => `SAMPLE = (\n${literals.join("\n")}\n)`);
}

/** JSON text with every character outside printable ASCII as an escape, which JSON allows only inside strings: where they are. */
function asciiJson(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
