import { describe, expect, it } from "vitest";
import { type Row, readRow } from "./rows.ts";

function row(value: object): Row {
  const result = readRow(JSON.stringify(value), 7);
  if (result.kind === "bad") throw new Error(result.message);
  return result.row;
}

function complaint(line: string): string {
  const result = readRow(line, 7);
  if (result.kind === "row") throw new Error("taken as a row");
  return result.message;
}

describe("readRow", () => {
  it("calls f, or the entry point, with the input", () => {
    expect(row({ code: "…", input: "[1], 2" }).call).toBe("f([1], 2)");
    expect(row({ code: "…", input: "", entry_point: "go" }).call).toBe("go()");
  });

  it("takes a call as it is, and a row without one as a script", () => {
    expect(row({ code: "…", call: "g(1).h" }).call).toBe("g(1).h");
    expect(row({ code: "…", stdin: "1\n" })).toMatchObject({ call: null, stdin: "1\n" });
    expect(row({ code: "…", call: " " }).call).toBeNull();
  });

  it("keeps ids, numbers included, and makes up the one that lacks", () => {
    expect(row({ id: "a/b", code: "" }).id).toBe("a/b");
    expect(row({ id: 12, code: "" }).id).toBe(12);
    expect(row({ code: "" }).id).toBe("row-7");
  });

  it("counts null as absent and passes over fields it does not know", () => {
    expect(row({ id: null, code: "x", input: null, call: "x", output: null, difficulty: 3 })).toEqual({
      id: "row-7",
      code: "x",
      call: "x",
      stdin: "",
      expected: null,
      rationale: null,
    });
  });

  it.each([
    ["not json", /not JSON/],
    ['{"code": "x"', /not JSON/],
    ["[1]", /a list.*JSON object/],
    ["null", /null.*JSON object/],
    ['{"input": "1"}', /"code" is missing/],
    ['{"code": 3}', /"code" must be text, not a number/],
    ['{"code": "x", "input": [1, 2]}', /"input" must be text, not a list/],
    ['{"code": "x", "id": true}', /"id" must be text or a number, not true or false/],
    ['{"code": "x", "input": "1", "call": "f(1)"}', /either "input".*or "call".*not both/],
    ['{"code": "\\ud800"}', /"code" holds half a surrogate pair/],
  ])("says what to mend in %s", (line, message) => {
    expect(complaint(line)).toMatch(message);
  });

  it("names every field that is wrong, and the row by its id", () => {
    const result = readRow('{"id": "x1", "code": 1, "stdin": 2}', 7);
    expect(result).toMatchObject({ kind: "bad", id: "x1" });
    expect(result.kind === "bad" && result.message).toMatch(/"code" must.*"stdin" must/);
  });
});
