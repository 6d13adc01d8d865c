import { expect } from "@playwright/test";
import { openExplore, parts, runProgram, type Session, returning as test } from "./session.ts";

interface BadInput extends Session {
  readonly name: string;
  /** What the page says, somewhere. */
  readonly says: RegExp;
}

const CASES: readonly BadInput[] = [
  { name: "a syntax error", code: "def f(:\n    pass\n", says: /syntax/i },
  { name: "a call that does not parse", code: "def f(n):\n    return n\n", call: "f(1", says: /call/i },
  {
    name: "a call that names nothing",
    code: "def f(n):\n    return n\n",
    call: "g(1)",
    says: /`?g`?.*(not defined|no )|defines/i,
  },
  {
    name: "an exception at import",
    code: "import nothing_like_this\n\ndef f(n):\n    return n\n",
    call: "f(1)",
    says: /ModuleNotFoundError/,
  },
  { name: "an exception in the call", code: "def f(xs):\n    return xs[3]\n", call: "f([1])", says: /IndexError/ },
  { name: "infinite recursion", code: "def f(n):\n    return f(n + 1)\n", call: "f(0)", says: /RecursionError/ },
  { name: "a flood of output", code: "while True:\n    print(1)\n", says: /output.*limit|limit.*output/i },
  { name: "a value too large for memory", code: "x = 'x' * 10 ** 10\n", says: /MemoryError|memory|OverflowError/i },
  { name: "a list that contains itself", code: "xs = [1]\nxs.append(xs)\nprint(len(xs))\n", says: /\[1, \[\.\.\.\]\]/ },
  {
    name: "a repr that raises",
    code: "class Odd:\n    def __repr__(self):\n        raise ValueError('no')\n\nodd = Odd()\ntotal = 1 + 1\nprint(total)\n",
    says: /Odd/,
  },
  {
    name: "a repr that recurses",
    code: "class Deep:\n    def __repr__(self):\n        return repr(self)\n\ndeep = Deep()\nprint('on')\n",
    says: /Deep/,
  },
  {
    name: "a repr that prints",
    code: "class Loud:\n    def __repr__(self):\n        print('loud!')\n        return 'Loud'\n\nloud = Loud()\nprint('quiet')\n",
    says: /quiet/,
  },
  { name: "sys.exit", code: "import sys\nprint('going')\nsys.exit(2)\n", says: /exit/i },
  { name: "import js", code: "import js\njs.fetch('/')\n", says: /AttributeError|ModuleNotFoundError|ImportError/ },
  {
    name: "print redefined",
    code: "def print(*values):\n    return len(values)\n\ncount = print(1, 2, 3)\n",
    says: /count/,
  },
  { name: "empty code", code: "", says: /nothing to run|no code|empty|write|paste/i },
  {
    name: "CRLF and tabs",
    code: "def f(n):\r\n\tif n:\r\n\t\treturn 'yes'\r\n\treturn 'no'\r\n",
    call: "f(1)",
    says: /'yes'/,
  },
  { name: "a byte order mark", code: "\ufeffx = 40 + 2\nprint(x)\n", says: /42/ },
  { name: "names that are not ASCII", code: "größe = 3\nπ = größe * 2\nprint(π)\n", says: /größe/ },
  {
    name: "stdin that runs dry",
    code: "name = input()\nage = input()\nprint(name)\n",
    stdin: "Ada\n",
    says: /input|stdin/i,
  },
];

for (const bad of CASES) {
  test(`${bad.name} gets a sentence and loses nothing`, async ({ page }) => {
    await openExplore(page);
    await runProgram(page, bad);
    await expect(parts(page).run).toBeEnabled({ timeout: 45_000 });
    const last = parts(page).last;
    if (await last.isVisible().catch(() => false)) await last.click().catch(() => {});
    await expect.poll(async () => await page.locator("body").innerText(), { timeout: 20_000 }).toMatch(bad.says);
    if (bad.call !== undefined) await expect(parts(page).call).toHaveValue(bad.call);
  });
}

test("ten thousand lines of code run and can be stepped", async ({ page }) => {
  await openExplore(page);
  const code = Array.from({ length: 10_000 }, (_, index) => `x${index} = ${index}`).join("\n");
  await runProgram(page, { code });
  await expect(parts(page).timeline).toHaveAttribute("aria-valuemax", /\d{5}/, { timeout: 45_000 });
});
