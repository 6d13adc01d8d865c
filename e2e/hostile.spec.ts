import { expect } from "@playwright/test";
import { openExplore, parts, runProgram, returning as test } from "./session.ts";

/** Tries one way out after another; prints the way when it got anywhere. */
const ESCAPES = `
import sys

def attempt(name, action):
    try:
        result = action()
    except BaseException as error:
        print("refused", name, type(error).__name__)
    else:
        print("got through:", name, repr(result)[:60])

def attribute(*path):
    import js
    value = js
    for part in path:
        value = getattr(value, part)
    return value

for path in [("fetch",), ("XMLHttpRequest",), ("WebSocket",), ("indexedDB",), ("caches",), ("BroadcastChannel",),
             ("Worker",), ("importScripts",), ("navigator", "storage"), ("postMessage",), ("self",), ("globalThis",),
             ("Object",), ("Function",), ("eval",), ("close",), ("localStorage",)]:
    attempt(".".join(path), lambda path=path: attribute(*path))

def run_js():
    from pyodide.code import run_js
    return run_js("fetch('/escaped')")

def http():
    from pyodide.http import open_url
    return open_url("/escaped").read()

def urllib_open():
    import urllib.request
    return urllib.request.urlopen("http://127.0.0.1:4174/escaped").read()

def pyodide_js():
    import pyodide_js
    return pyodide_js.loadPackage("micropip")

def constructor():
    from pyodide.ffi import to_js
    return to_js([1]).constructor.constructor("return fetch('/escaped')")()

def promise():
    from pyodide.ffi import create_proxy
    return create_proxy(print).constructor.constructor("return globalThis")().fetch("/escaped")

def thread():
    import threading
    threading.Thread(target=print).start()

for name, action in [("run_js", run_js), ("open_url", http), ("urllib", urllib_open), ("pyodide_js", pyodide_js),
                     ("constructor", constructor), ("proxy", promise), ("thread", thread)]:
    attempt(name, action)
print("done")
`;

test("a program that looks for a way out finds none", async ({ page }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await openExplore(page);
  await runProgram(page, { code: ESCAPES });
  await expect(parts(page).run).toBeEnabled({ timeout: 45_000 });
  await expect(parts(page).timeline).toBeVisible();
  await parts(page).last.click();
  await expect(parts(page).output).toContainText("done");
  const output = await parts(page).output.innerText();
  expect(output).not.toContain("got through:");
  expect(requests.filter((url) => url.includes("escaped"))).toEqual([]);
});

const TAMPERS = [
  { name: "switches tracing off", code: "import sys\nsys.settrace(None)\nsys.setprofile(None)\nx = 1\nprint(x + 1)\n" },
  {
    name: "takes the monitoring tools",
    code: "import sys\nfor tool in range(6):\n    try:\n        sys.monitoring.free_tool_id(tool)\n    except Exception as e:\n        print(type(e).__name__)\nprint('end')\n",
  },
  {
    name: "deletes builtins",
    code: "import builtins\nprint('before')\ndel builtins.len, builtins.isinstance, builtins.repr\nx = [1]\nx.append(2)\n",
  },
  { name: "leaves by os._exit", code: "import os\nprint('before')\nos._exit(3)\n" },
];

for (const { name, code } of TAMPERS) {
  test(`a program that ${name} is still shown, and the page goes on`, async ({ page }) => {
    await openExplore(page);
    await runProgram(page, { code });
    await expect(parts(page).run).toBeEnabled({ timeout: 45_000 });
    await expect(parts(page).code).toBeVisible();
    await runProgram(page, { code: "def f(n):\n    return n + 1\n", call: "f(6)" });
    await expect(parts(page).sentences.last()).toContainText("7", { timeout: 45_000 });
  });
}
