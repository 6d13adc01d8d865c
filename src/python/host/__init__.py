"""The machine a program runs on: what it may read, and what time it is.

A run is a function of its code, its call or stdin, and its seed. The clock and the entropy source are replaced below
Python, at the WebAssembly imports (`src/runtime/machine.ts`), so that C code sees them too; this package sets up the rest:
`random`, stdin, `asyncio` on virtual time, and plain refusals for what the platform lacks.

Outside Pyodide (in tests under a native CPython) everything here works except the virtual clock.
"""

from host.clock import real_seconds
from host.stdin import InputExhausted
from host.world import prepare, reset

__all__ = ["InputExhausted", "prepare", "real_seconds", "reset"]
