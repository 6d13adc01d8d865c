import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../runtime/types.ts";
import { readArguments } from "./arguments.ts";
import { UsageError } from "./options.ts";

const FILES = ["--in", "a", "--out", "b"];

describe("readArguments", () => {
  it("fills in what is left out", () => {
    expect(readArguments(["narrate", ...FILES])).toEqual({
      command: "narrate",
      in: "a",
      out: "b",
      workers: availableParallelism(),
      limits: DEFAULT_LIMITS,
      directions: ["forward"],
      detail: "concise",
      voice: "teacher",
      form: "prose",
      checkers: null,
    });
    expect(readArguments(["trace", ...FILES])).toMatchObject({ command: "trace", timing: false });
  });

  it("takes every option of a command", () => {
    const options = [
      "--workers=3",
      "--direction",
      "forward",
      "--detail",
      "full",
      "--checkers",
      "c",
      "--voice=first-person",
      "--form",
      "think",
    ];
    expect(readArguments(["narrate", "--in", "-", "--out", "-", ...options])).toMatchObject({
      in: "-",
      out: "-",
      workers: 3,
      detail: "full",
      voice: "first-person",
      form: "think",
      checkers: "c",
    });
    expect(readArguments(["trace", ...FILES, "--timing", "--steps", "50", "--seconds=3"])).toMatchObject({
      timing: true,
      limits: { ...DEFAULT_LIMITS, steps: 50, seconds: 3 },
    });
  });

  it.each([["--help"], ["-h"], ["help"]])("explains the commands at %s", (argument) => {
    const invocation = readArguments([argument]);
    expect(invocation.command === "help" && invocation.text).toMatch(/narrate(.|\n)*trace/);
  });

  it.each(["narrate", "verify", "trace", "bench"])("explains %s, whatever else is missing", (command) => {
    const invocation = readArguments([command, "--help"]);
    expect(invocation.command === "help" && invocation.text).toContain(`Usage: tracewright ${command}`);
  });

  it.each([
    [[], /which command/],
    [["narrat"], /no command "narrat"/],
    [["narrate"], /--in FILE/],
    [["narrate", "--in", "a"], /--out FILE/],
    [["narrate", ...FILES, "--detial", "full"], /--detial.*narrate --help/],
    [["narrate", ...FILES, "extra"], /extra/],
    [["narrate", ...FILES, "--timing"], /--timing/],
    [["trace", ...FILES, "--checkers", "c"], /--checkers/],
    [["trace", ...FILES, "--workers"], /--workers/],
    [["verify", ...FILES, "--detail", "full"], /--detail.*verify --help/],
    [["bench", "--in", "a"], /--in.*bench --help/],
    [["trace", ...FILES, "--workers", "0"], /whole number from 1 to 64, not "0"/],
    [["trace", ...FILES, "--workers", "2.5"], /not "2.5"/],
    [["verify", ...FILES, "--steps", "-1"], /--steps/],
    [["verify", ...FILES, "--seconds", "soon"], /--seconds takes a whole number.*not "soon"/],
    [
      ["narrate", ...FILES, "--direction", "sideways"],
      /--direction can be forward or backward or both.*not "sideways"/,
    ],
    [["narrate", ...FILES, "--form", "poem"], /--form can be prose or think.*not "poem"/],
    [["narrate", ...FILES, "--voice", "mine"], /--voice can be teacher or first-person.*not "mine"/],
    [["narrate", ...FILES, "--detail", "long"], /--detail can be outline or concise or full.*not "long"/],
  ])("refuses %j with a sentence", (argv, message) => {
    expect(() => readArguments(argv)).toThrow(UsageError);
    expect(() => readArguments(argv)).toThrow(message);
  });
});
