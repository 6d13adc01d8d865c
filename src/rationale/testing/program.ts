/** A small program for tests of narration: each narration must be provable, whatever the program does. */
export interface CorpusProgram {
  readonly name: string;
  readonly code: string;
  readonly call: string | null;
  readonly stdin?: string;
}

export function program(name: string, call: string | null, code: string, stdin?: string): CorpusProgram {
  const trimmed = code.replace(/^\n/, "");
  return stdin === undefined ? { name, call, code: trimmed } : { name, call, code: trimmed, stdin };
}
