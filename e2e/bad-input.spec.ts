import { expect } from "@playwright/test";
import { openExplore, parts, runProgram, type Session, returning as test } from "./session.ts";

interface BadInput extends Session {
  readonly name: string;
  /** Where the page answers: a notice across it, or one of its regions. */
  readonly where: "alert" | "output" | "state";
  readonly says: RegExp;
}

const CASES: readonly BadInput[] = [
  { name: "a syntax error", code: "def f(:\n    pass\n", where: "alert", says: /Syntax error on line 1/ },
  {
    name: "a call that does not parse",
    code: "def f(n):\n    return n\n",
    call: "f(1",
    where: "alert",
    says: /The Call is not a Python expression/,
  },
  {
    name: "a call that names nothing",
    code: "def f(n):\n    return n\n",
    call: "g(1)",
    where: "alert",
    says: /The call names `g`, which the code does not define. It defines `f`/,
  },
  {
    name: "an exception at import",
    code: "import nothing_like_this\n\ndef f(n):\n    return n\n",
    call: "f(1)",
    where: "output",
    says: /ModuleNotFoundError: No module named 'nothing_like_this'/,
  },
  {
    name: "an exception in the call",
    code: "def f(xs):\n    return xs[3]\n",
    call: "f([1])",
    where: "output",
    says: /line 2[\s\S]*IndexError: list index out of range/,
  },
  {
    name: "infinite recursion",
    code: "def f(n):\n    return f(n + 1)\n",
    call: "f(0)",
    where: "output",
    says: /RecursionError: maximum recursion depth exceeded/,
  },
  {
    name: "a flood of output",
    code: "while True:\n    print(1)\n",
    where: "alert",
    says: /Cut short by the output limit/,
  },
  {
    name: "a value too large for memory",
    code: "x = 'x' * 10 ** 10\n",
    where: "output",
    says: /MemoryError|OverflowError/,
  },
  {
    name: "a list that contains itself",
    code: "xs = [1]\nxs.append(xs)\nprint(len(xs))\n",
    where: "state",
    says: /\[1, \[\.\.\.\]\]/,
  },
  {
    name: "a repr that raises",
    code: "class Odd:\n    def __repr__(self):\n        raise ValueError('no')\n\nodd = Odd()\ntotal = 1 + 1\nprint(total)\n",
    where: "state",
    says: /odd[\s\S]*Odd/,
  },
  {
    name: "a repr that recurses",
    code: "class Deep:\n    def __repr__(self):\n        return repr(self)\n\ndeep = Deep()\nprint('on')\n",
    where: "state",
    says: /deep[\s\S]*Deep/,
  },
  {
    name: "a repr that prints",
    code: "class Loud:\n    def __repr__(self):\n        print('loud!')\n        return 'Loud'\n\nloud = Loud()\nprint('quiet')\n",
    where: "output",
    says: /^(?![\s\S]*loud!)[\s\S]*quiet/,
  },
  { name: "sys.exit", code: "import sys\nprint('going')\nsys.exit(2)\n", where: "output", says: /going[\s\S]*exit/ },
  {
    name: "import js",
    code: "import js\njs.fetch('/')\n",
    where: "output",
    says: /ModuleNotFoundError|ImportError|AttributeError/,
  },
  {
    name: "print redefined",
    code: "def print(*values):\n    return len(values)\n\ncount = print(1, 2, 3)\n",
    where: "state",
    says: /count[\s\S]*3/,
  },
  { name: "empty code", code: "", where: "alert", says: /There is nothing to run here/ },
  {
    name: "CRLF and tabs",
    code: "def f(n):\r\n\tif n:\r\n\t\treturn 'yes'\r\n\treturn 'no'\r\n",
    call: "f(1)",
    where: "output",
    says: /'yes'/,
  },
  { name: "a byte order mark", code: "\ufeffx = 40 + 2\nprint(x)\n", where: "output", says: /42/ },
  {
    name: "names that are not ASCII",
    code: "größe = 3\nπ = größe * 2\nprint(π)\n",
    where: "state",
    says: /größe[\s\S]*3/,
  },
  {
    name: "stdin that runs dry",
    code: "name = input()\nage = input()\nprint(name)\n",
    stdin: "Ada\n",
    where: "alert",
    says: /Cut short by the input limit/,
  },
];

/** One page for several: what one program did must not spoil the next, and opening a page costs more than running a program. */
const VISITS = [CASES.slice(0, 7), CASES.slice(7, 14), CASES.slice(14)];

for (const cases of VISITS) {
  test(`a sentence that helps, and nothing lost: ${cases.map((bad) => bad.name).join(", ")}`, async ({ page }) => {
    await openExplore(page);
    for (const bad of cases) {
      await test.step(bad.name, async () => {
        await runProgram(page, bad);
        const place =
          bad.where === "alert" ? page.getByRole("alert").filter({ hasText: bad.says }) : parts(page)[bad.where];
        await expect(async () => {
          if (bad.where !== "alert") await parts(page).last.click({ timeout: 1_000 });
          await expect(place).toContainText(bad.says, { timeout: 1_000 });
        }).toPass({ timeout: 45_000 });
        await expect(parts(page).call).toHaveValue(bad.call ?? "");
      });
    }
  });
}

test("ten thousand lines of code run and can be stepped", async ({ page }) => {
  await openExplore(page);
  const code = Array.from({ length: 10_000 }, (_, index) => `x${index} = ${index}`).join("\n");
  await runProgram(page, { code });
  await expect(parts(page).timeline).toHaveAttribute("aria-valuemax", /\d{5}/, { timeout: 45_000 });
});
