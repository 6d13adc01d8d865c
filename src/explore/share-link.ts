import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { z } from "zod";

/** What a person typed: all that a link or a saved session has to carry. */
export const programTextSchema = z.object({ code: z.string(), call: z.string(), stdin: z.string() });
export type ProgramText = z.infer<typeof programTextSchema>;

const payloadSchema = programTextSchema.extend({ v: z.literal(1) });

/** What an address asks for. */
export type Address =
  | { readonly kind: "none"; readonly step: number | null }
  | { readonly kind: "program"; readonly text: ProgramText; readonly step: number | null }
  | { readonly kind: "damaged"; readonly reason: string };

/** A link may unpack to this many bytes at most, so that a small hostile one cannot fill the memory. */
const MAX_UNPACKED = 8_000_000;
const INPUT_SLICE = 1024;

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[\w-]+$/.test(text)) throw new Error("it has characters that no link of ours has");
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function inflateBounded(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let complete = false;
  const inflate = new Inflate((chunk, final) => {
    total += chunk.length;
    if (total > MAX_UNPACKED) throw new Error("it unpacks to more than a program can be");
    chunks.push(chunk);
    complete = final;
  });
  for (let start = 0; start < bytes.length; start += INPUT_SLICE) {
    inflate.push(bytes.subarray(start, start + INPUT_SLICE), start + INPUT_SLICE >= bytes.length);
  }
  if (!complete) throw new Error("its end is missing");
  const whole = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** Packs a program into the text after `s=`. */
export function packProgram({ code, call, stdin }: ProgramText): string {
  return toBase64Url(deflateSync(strToU8(JSON.stringify({ v: 1, code, call, stdin })), { level: 9 }));
}

/** The fragment that stands for a packed program, and the step shown (from 1) if there is one. */
export function hashFor(packed: string, step: number | null): string {
  return `#/explore?s=${packed}${step === null ? "" : `&step=${step}`}`;
}

/** Reads a fragment such as `#/explore?s=…&step=3`. Runs nothing and never throws. */
export function readHash(hash: string): Address {
  const query = new URLSearchParams(hash.split("?").slice(1).join("?"));
  const packed = query.get("s");
  const number = Number(query.get("step"));
  const step = Number.isSafeInteger(number) && number > 0 ? number : null;
  if (packed === null) return { kind: "none", step };
  try {
    const text = programTextSchema.parse(
      payloadSchema.parse(JSON.parse(strFromU8(inflateBounded(fromBase64Url(packed))))),
    );
    return { kind: "program", text, step };
  } catch (error) {
    const reason =
      error instanceof Error && /^it/.test(error.message) ? error.message : "part of it is missing or changed";
    return { kind: "damaged", reason };
  }
}
