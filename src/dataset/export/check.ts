import { CLAIMS_VERSION } from "../../rationale/claims.ts";
import { standaloneChecker } from "../../rationale/standalone.ts";
import type { Sample } from "../sample.ts";

/**
 * A sample as a stand-alone checker: `python3 check.py` proves every claim of all its rationales again, on any CPython
 * from 3.10 on, without packages.
 *
 * @param checkerSource the text of the checker
 */
export function checkScript(sample: Sample, checkerSource: string): string {
  const claims = sample.rationales.flatMap(({ sentences }) => sentences.flatMap((sentence) => sentence.claims));
  return standaloneChecker(checkerSource, { version: CLAIMS_VERSION, ...sample.program, claims });
}
