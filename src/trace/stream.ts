import { z } from "zod";
import type { SlotKind } from "./columns.ts";
import type { Ending, Scope, Statement, SyntaxNode } from "./types.ts";

/** Fixed sites: `src/python/tracer/sites.py`. */
export const Site = {
  Content: 1,
  Replace: 2,
  Insert: 3,
  Remove: 4,
  SetItem: 5,
  SetKey: 6,
  RemoveKey: 7,
  Add: 8,
  Discard: 9,
  SetAttribute: 10,
  RemoveAttribute: 11,
  Link: 12,
  Raise: 13,
  Unwind: 14,
  Yield: 15,
  Resume: 16,
  Stdout: 17,
  Stderr: 18,
  Input: 19,
  Exception: 20,
  Result: 21,
  Place: 22,
  Fatal: 23,
  Bind: 24,
  FirstFree: 32,
} as const;

/** Values of a fixed site's tuple, or of its beginning where more follow. */
export const FIXED_SIZES = [0, 2, 2, 3, 3, 3, 3, 2, 2, 2, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 3, 1, 2, 1, 2];

/** Instructions of the program's own sites. */
export const Operation = {
  Step: 0,
  Row: 1,
  BindFree: 2,
  Enter: 3,
  Return: 4,
  Handle: 5,
  StoreItem: 6,
  DeleteItem: 7,
  StoreAttribute: 8,
  DeleteAttribute: 9,
  Method: 10,
  Unbind: 11,
} as const;

export const Method = {
  Append: 0,
  AppendLeft: 1,
  Pop: 2,
  PopLeft: 3,
  Insert: 4,
  Clear: 5,
  Add: 6,
  Discard: 7,
  SetDefault: 8,
  PopItem: 9,
} as const;

export const Outcome = { Unfinished: 0, Returned: 1, Raised: 2, Suspended: 3 } as const;

export const tablesSchema = z.object({
  sizes: z.array(z.number().int()),
  programs: z.array(z.array(z.array(z.number().int()))),
  slots: z.array(
    z.object({
      kind: z.custom<SlotKind>((kind) => typeof kind === "string"),
      subject: z.number().int(),
      where: z.enum(["local", "nonlocal", "global"]).optional(),
    }),
  ),
  names: z.array(z.string()),
  /** Steps beyond this many are not taken. */
  limit: z.number().int().nonnegative(),
});

export const summarySchema = z.object({
  source: z.string(),
  call: z.string().nullable(),
  syntax: z.custom<SyntaxNode>((node) => typeof node === "object"),
  statements: z.custom<readonly Statement[]>(Array.isArray),
  scopes: z.custom<readonly Scope[]>(Array.isArray),
  ending: z.custom<Ending>((ending) => typeof ending === "object"),
  result: z.custom<TraceResult>().optional(),
  timing: z.object({ base: z.number().nullable(), compile: z.number(), trace: z.number() }),
  notices: z.array(z.string()),
});

export type TraceResult = {
  readonly kind: "atom";
  readonly type: string;
  readonly repr: string;
  readonly complete: boolean;
};
