import fc from "fast-check";
import { deflateSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { hashFor, packProgram, readHash } from "./share-link.ts";

const text = { code: "def f(n):\n    return n + 1\n", call: "f(2)", stdin: "" };

describe("a share link", () => {
  it("gives back the program and the step it was made from", () => {
    fc.assert(
      fc.property(
        fc.record({
          code: fc.string({ unit: "grapheme", maxLength: 400 }),
          call: fc.string({ unit: "grapheme" }),
          stdin: fc.string(),
        }),
        fc.option(fc.integer({ min: 1, max: 1e9 })),
        (program, step) => {
          expect(readHash(hashFor(packProgram(program), step))).toEqual({ kind: "program", text: program, step });
        },
      ),
    );
  });

  it("is short for a program that repeats itself", () => {
    expect(packProgram({ ...text, code: "print('hello')\n".repeat(500) }).length).toBeLessThan(200);
  });

  it("is called damaged, not opened, when any of it is lost", () => {
    const packed = packProgram(text);
    for (let length = 0; length < packed.length; length++) {
      expect(readHash(hashFor(packed.slice(0, length), 1)).kind, `first ${length} characters`).toBe("damaged");
    }
  });

  it("never throws, whatever the fragment", () => {
    fc.assert(
      fc.property(fc.string(), (junk) => {
        expect(["none", "program", "damaged"]).toContain(readHash(`#/explore?s=${junk}`).kind);
      }),
    );
    expect(readHash("#/explore?s=%%%not-a-session").kind).toBe("damaged");
  });

  it("does not unpack a bomb", () => {
    const bomb = deflateSync(strToU8(JSON.stringify({ v: 1, ...text, code: " ".repeat(20_000_000) })), { level: 9 });
    const packed = Buffer.from(bomb).toString("base64url");
    const address = readHash(hashFor(packed, null));
    expect(address).toEqual({ kind: "damaged", reason: "it unpacks to more than a program can be" });
  });

  it("reads a step alone, and ignores one that is no number", () => {
    expect(readHash("#/explore?step=12")).toEqual({ kind: "none", step: 12 });
    expect(readHash("#/explore?step=-3")).toEqual({ kind: "none", step: null });
    expect(readHash("#/explore")).toEqual({ kind: "none", step: null });
  });
});
