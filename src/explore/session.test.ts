import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSession, type SessionStorage, saveSession } from "./session.ts";

function memory(): SessionStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
    },
  };
}

describe("a session", () => {
  it("comes back as it was kept, lone surrogates and all", () => {
    fc.assert(
      fc.property(
        fc.record({ code: fc.string({ unit: "binary" }), call: fc.string(), stdin: fc.string() }),
        fc.option(fc.integer({ min: 1 })),
        fc.array(fc.record({ line: fc.integer({ min: 1 }), condition: fc.string() })),
        (text, step, breakpoints) => {
          const storage = memory();
          expect(saveSession(storage, "current", { text, step, breakpoints })).toBe(true);
          expect(loadSession(storage, "current")).toEqual({ text, step, breakpoints });
        },
      ),
    );
  });

  it("keeps the slots apart", () => {
    const storage = memory();
    saveSession(storage, "current", { text: { code: "a", call: "", stdin: "" }, step: null, breakpoints: [] });
    expect(loadSession(storage, "before-link")).toBeNull();
  });

  it("is absent, not an error, when what was kept is not a session", () => {
    const storage = memory();
    saveSession(storage, "current", { text: { code: "a", call: "", stdin: "" }, step: 1, breakpoints: [] });
    for (const key of storage.kept.keys()) storage.kept.set(key, '{"version":1,"code":5}');
    expect(loadSession(storage, "current")).toBeNull();
    for (const key of storage.kept.keys()) storage.kept.set(key, "{");
    expect(loadSession(storage, "current")).toBeNull();
  });

  it("says when the browser refuses to keep it", () => {
    const full: SessionStorage = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    expect(
      saveSession(full, "current", { text: { code: "a", call: "", stdin: "" }, step: null, breakpoints: [] }),
    ).toBe(false);
  });
});
