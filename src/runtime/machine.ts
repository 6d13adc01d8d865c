/**
 * The machine under the interpreter: clock, entropy, memory and the doors out, replaced at the WebAssembly imports.
 * Down there C code (`datetime.now()`, `os.urandom`, `random.Random()`) gets the same answers as Python code, and nothing
 * the program does in Python can undo it.
 */

/** Virtual time begins at 2026-01-01 00:00:00 UTC. */
const START_NANOSECONDS = 1_767_225_600_000_000_000n;
/** How far the clock moves on with each reading: a tenth of a millisecond. */
const TICK_NANOSECONDS = 100_000n;

/** What `src/python/host/machine.py` can tell the machine: by `posix_fadvise` on a file that never exists. */
const COMMAND_FILE = 0x7ffffff0;
const Command = { probe: 0, restart: 1, advance: 2, nextReal: 3, nextUnmoved: 4 } as const;

const CLOCK_REALTIME = 0;
/** The clock that answers `nextReal` and `nextUnmoved`; otherwise it is as virtual as the others. */
const CLOCK_THREAD_CPUTIME = 3;
const SUCCESS = 0;
const EACCES = 2;

/** Memory an interpreter may grow to, in bytes. Beyond it Python raises MemoryError. */
export const MEMORY_LIMIT = 1 << 30;

type ImportFunction = (...operands: never[]) => unknown;
/** The functions of the WebAssembly module's `env` and `wasi_snapshot_preview1` imports. */
export type ImportTable = Record<string, ImportFunction | undefined>;

export interface Machine {
  /** Replace the imports that see the world outside. */
  install(imports: Record<string, ImportTable>): void;
  /** Must be called with the module's memory before any of its code runs. */
  attach(memory: WebAssembly.Memory): void;
  /** The seed of the entropy that the next reset of the machine begins with. */
  seed(seed: number): void;
}

/** @param realMilliseconds a monotonic clock of the platform */
export function createMachine(realMilliseconds: () => number): Machine {
  let memory: WebAssembly.Memory | null = null;
  let elapsed = 0n;
  let seed = 0;
  let entropy = entropyOf(seed);
  let next: number | null = null;

  function bytes(address: number, length: number): Uint8Array {
    if (memory === null) throw new Error("The machine has no memory yet.");
    return new Uint8Array(memory.buffer, address >>> 0, length >>> 0);
  }

  /** Nanoseconds that the given clock shows. */
  function read(clock: number): bigint {
    if (clock === CLOCK_THREAD_CPUTIME && next !== null) {
      const answer = next === Command.nextReal ? BigInt(Math.round(realMilliseconds() * 1e6)) : elapsed;
      next = null;
      return answer;
    }
    elapsed += TICK_NANOSECONDS;
    return clock === CLOCK_REALTIME ? START_NANOSECONDS + elapsed : elapsed;
  }

  function command(number: number, operand: bigint): number {
    switch (number) {
      case Command.restart:
        elapsed = 0n;
        entropy = entropyOf(seed);
        break;
      case Command.advance:
        elapsed += operand;
        break;
      case Command.nextReal:
      case Command.nextUnmoved:
        next = number;
        break;
    }
    return SUCCESS;
  }

  function clockTime(clock: number, _precision: bigint, address: number): number {
    const target = bytes(address, 8);
    new DataView(target.buffer, target.byteOffset, 8).setBigInt64(0, read(clock), true);
    return SUCCESS;
  }

  function randomBytes(address: number, length: number): number {
    const target = bytes(address, length);
    for (let i = 0; i < target.length; i++) target[i] = entropy();
    return SUCCESS;
  }

  function setGreenwich(offset: number, hasSummerTime: number, standardName: number, summerName: number): void {
    for (const address of [offset, hasSummerTime]) bytes(address, 4).fill(0);
    for (const address of [standardName, summerName]) bytes(address, 4).set([0x55, 0x54, 0x43, 0]); // "UTC"
  }

  return {
    install(imports) {
      const env = imports.env ?? {};
      const grow = env.emscripten_resize_heap as ((size: number) => boolean) | undefined;
      const replacements: ImportTable = {
        // Elsewhere this is an advice, which nobody has to take.
        __syscall_fadvise64: (file: number, offset: bigint, length: bigint) =>
          file === COMMAND_FILE ? command(Number(offset), length) : SUCCESS,
        clock_time_get: clockTime,
        random_get: randomBytes,
        emscripten_get_now: () => Number(read(1)) / 1e6,
        emscripten_date_now: () => Number(read(CLOCK_REALTIME) / 1_000_000n),
        emscripten_resize_heap: (size: number) => size >>> 0 <= MEMORY_LIMIT && (grow?.(size) ?? false),
        // The machine is in Greenwich, whatever the person's own time zone.
        _tzset_js: setGreenwich,
        _localtime_js: env._gmtime_js,
        _mktime_js: env._timegm_js,
        _emscripten_system: () => -EACCES,
        __syscall_socket: () => -EACCES,
        __syscall_connect: () => -EACCES,
      };
      for (const table of [env, imports.wasi_snapshot_preview1 ?? {}]) {
        for (const [name, replacement] of Object.entries(replacements)) if (name in table) table[name] = replacement;
      }
    },
    attach(exported) {
      memory = exported;
    },
    seed(next) {
      seed = next >>> 0;
    },
  };
}

/** A stream of bytes that depends on the seed alone (Marsaglia's xorshift32; not for secrets, there are none here). */
function entropyOf(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state >>> 24;
  };
}
