import { CLAIMS_VERSION } from "../../rationale/claims.ts";
import type { CuratedSample } from "../curated.ts";
import { jsonLine } from "../json-lines.ts";

/**
 * The request that proves a sample again, as a line for `checks/run.py`: all claims of its sentences but the contradicted
 * ones, which an override lets stand and `overrides-*.jsonl` lists. Null for a sample that claims nothing.
 */
export function checkLine({ id, program, rationales }: CuratedSample): string | null {
  const claims = rationales.flatMap(({ sentences }) =>
    sentences.flatMap((sentence) =>
      sentence.verdict === "contradicted"
        ? []
        : sentence.claims.filter((_, index) => sentence.claimVerdicts[index]?.verdict !== "undecided"),
    ),
  );
  return claims.length === 0 ? null : jsonLine({ id, request: { version: CLAIMS_VERSION, ...program, claims } });
}

/** The sentences of a sample that stand against the evidence, with the reason that the curator wrote. Null without any. */
export function overrideLine({ id, curation, rationales }: CuratedSample): string | null {
  const sentences = rationales.flatMap(({ direction, sentences }) =>
    sentences
      .filter(({ verdict }) => verdict === "contradicted")
      .map(({ text, because }) => ({ direction, text, because })),
  );
  return sentences.length === 0 ? null : jsonLine({ id, override: curation.override, sentences });
}

/** `checks/run.py`: proves the whole set again. */
export const CHECKS_RUNNER = `"""Prove every claim of this dataset again: python3 checks/run.py [--jobs N] [--limit N]

Needs CPython 3.10 or later and nothing else. Each sample runs in a process of its own, through check.py in this folder.
Exits 0 when every claim holds, else 1. What a curator let stand against the evidence is in overrides-*.jsonl.
"""

import argparse
import contextlib
import glob
import io
import json
import multiprocessing
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def samples(limit):
    """The lines of every requests file, at most \`limit\` of them."""
    given = 0
    for path in sorted(glob.glob(os.path.join(HERE, "requests-*.jsonl"))):
        with open(path, encoding="utf-8", newline="\\n") as lines:
            for line in lines:
                if limit is not None and given >= limit:
                    return
                given += 1
                yield line


def prove(line):
    """Put one sample to the checker: its id, how many claims it has, whether they hold, and what the checker printed."""
    import check

    sample = json.loads(line)
    printed = io.StringIO()
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False) as file:
        json.dump(sample["request"], file)
    try:
        with contextlib.redirect_stdout(printed):
            status = check.main(["check.py", file.name])
    finally:
        os.unlink(file.name)
    return sample["id"], len(sample["request"]["claims"]), status == 0, printed.getvalue()


def main():
    parser = argparse.ArgumentParser(description="Prove every claim of this dataset again.")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="samples checked at once")
    parser.add_argument("--limit", type=int, help="check only the first N samples")
    options = parser.parse_args()
    proved = claims = failed = 0
    with multiprocessing.Pool(options.jobs) as pool:
        for name, count, holds, printed in pool.imap(prove, samples(options.limit), chunksize=4):
            proved += 1
            claims += count
            if not holds:
                failed += 1
                print("%s:\\n%s" % (name, printed), end="", flush=True)
    print("%d claims of %d samples checked; %d samples fail" % (claims, proved, failed))
    return 1 if failed or proved == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
`;
