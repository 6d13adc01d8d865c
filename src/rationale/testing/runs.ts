import { bootTestInterpreter } from "../../runtime/testing.ts";
import { DEFAULT_LIMITS, type Limits, type Program } from "../../runtime/types.ts";
import { TraceDecoder } from "../../trace/decode.ts";
import { openTrace } from "../../trace/trace.ts";
import type { Trace } from "../../trace/types.ts";
import { type CheckReport, CLAIMS_VERSION, type Claim, checkReportSchema } from "../claims.ts";

/** Records and checks in one interpreter for all runs: fast, for tests only. The runtime gives each run its own. */
export interface TestRuns {
  record(program: Program, limits?: Limits): Trace;
  check(program: Program, claims: readonly Claim[]): CheckReport;
}

const RECORD = `
import tracer
tracer.record(request, lambda chunk, steps: push(chunk.hex()))
`;

const CHECK = `
import checker.check
checker.check.decide_json(request)
`;

export async function bootTestRuns(): Promise<TestRuns> {
  const python = await bootTestInterpreter();
  return {
    record(program, limits = DEFAULT_LIMITS) {
      const request = { ...program, seed: 0, limits, measure_base: false };
      const decoder = new TraceDecoder();
      const push = (hex: string) => decoder.push(Uint8Array.from(Buffer.from(hex, "hex")));
      const summary = python.runPython(RECORD, { request: JSON.stringify(request), push });
      return openTrace(decoder.finish(String(summary)));
    },
    check(program, claims) {
      const request = { ...program, version: CLAIMS_VERSION, seed: 0, claims };
      const report = python.runPython(CHECK, { request: JSON.stringify(request) });
      return checkReportSchema.parse(JSON.parse(String(report)));
    },
  };
}
