/**
 * Takes from this realm every global that a program has no business with, before the program runs.
 *
 * Programs reach JavaScript only if they find a way around the walls in `src/python/host/loader.py`; what they find then
 * must be a room without doors. It is an allow-list: what a future browser adds is gone too.
 */

/** The language itself, and what Pyodide needs while it runs. */
const KEPT = new Set(
  [
    "globalThis self undefined NaN Infinity isNaN isFinite parseFloat parseInt",
    "decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape",
    "Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp Map Set WeakMap WeakSet WeakRef",
    "FinalizationRegistry Proxy Reflect JSON Math Intl Iterator Atomics WebAssembly",
    "Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError",
    "ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array",
    "Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array",
    "TextDecoder TextEncoder performance console setTimeout clearTimeout queueMicrotask",
  ]
    .join(" ")
    .split(" "),
);

/**
 * Harden the realm for good. Returns the names that could not be removed (a test asserts that there are none that matter).
 */
export function hardenRealm(): readonly string[] {
  forbidCodeFromStrings();
  silenceConsole();
  const stubborn: string[] = [];
  for (
    let object: object | null = globalThis;
    object !== null && object !== Object.prototype;
    object = Object.getPrototypeOf(object)
  ) {
    for (const key of Reflect.ownKeys(object)) {
      if (typeof key === "string" && KEPT.has(key)) continue;
      if (!Reflect.deleteProperty(object, key)) stubborn.push(String(key));
    }
  }
  return stubborn;
}

/** The interpreter reports its own breakdown there; what matters of it is thrown as well. */
function silenceConsole(): void {
  const silent = () => {};
  const value = Object.freeze({ log: silent, info: silent, warn: silent, error: silent, debug: silent, trace: silent });
  Object.defineProperty(globalThis, "console", { value });
}

/** `Function("…")` and its kin can be reached from any function; the Content-Security-Policy refuses them too. */
function forbidCodeFromStrings(): void {
  const makers = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const maker of makers) {
    const prototype: { constructor: { name: string } } = Object.getPrototypeOf(maker);
    const refuse = () => {
      throw new EvalError("Code cannot be made from strings here.");
    };
    Object.defineProperty(refuse, "name", { value: prototype.constructor.name });
    Object.defineProperty(refuse, "prototype", { value: prototype });
    Object.defineProperty(prototype, "constructor", { value: refuse, writable: false, configurable: false });
  }
  Object.defineProperty(globalThis, "Function", { value: Object.getPrototypeOf(() => {}).constructor });
}
