import { beforeAll, expect, test } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "./testing.ts";

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
}, 60_000);

test("gives back the last value, converted", () => {
  expect(interpreter.runPython("xs = [1, 2]\n{'sum': sum(xs), 'raw': bytes(xs)}")).toEqual({
    sum: 3,
    raw: new Uint8Array([1, 2]),
  });
});

test("defines variables and forgets them afterwards", () => {
  expect(interpreter.runPython("name.upper() + str(twice(4))", { name: "x", twice: (n: number) => 2 * n })).toBe("X8");
  expect(() => interpreter.runPython("name")).toThrow(/NameError/);
});
