import { beforeAll, describe, expect, it } from "vitest";
import { EXAMPLES } from "../../explore/examples.ts";
import { CORPUS } from "../../rationale/testing/corpus.ts";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { auditDifferences, auditRun } from "../../trace/testing/audit.ts";
import { PROGRAMS } from "../../trace/testing/programs.ts";
import { corpus, languageCorpus, recordTrace } from "../../trace/testing/record-run.ts";

interface Audited {
  readonly name: string;
  readonly code: string;
  readonly call?: string | null;
  readonly stdin?: string;
}

const FILES: readonly Audited[] = [...corpus(), ...languageCorpus()].map(([name, code]) => ({ name, code }));
const SHOWN: readonly Audited[] = EXAMPLES.map((example) => ({ ...example, name: example.title }));

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
});

function findings({ code, call = null, stdin = "" }: Audited): string[] {
  const trace = recordTrace(interpreter, code, { call, stdin });
  return auditDifferences(trace, auditRun(interpreter, code, call, stdin));
}

describe("the audit finds no change that the recording missed", () => {
  it.each(FILES)("in $name", (program) => expect(findings(program)).toEqual([]));
  it.each(PROGRAMS)("in $name", (program) => expect(findings(program)).toEqual([]));
  it.each(CORPUS)("in $name", (program) => expect(findings(program)).toEqual([]));
  it.each(SHOWN)("in $name", (program) => expect(findings(program)).toEqual([]));
});
