"""Runs one module of CPython's test suite, plain or recorded, and gives each test's outcome.

`run(name, is_recorded)` is called by `cpython-tests.ts` in an interpreter that has the folder with the package `test` on its path.
"""

import contextlib
import importlib.util
import io
import json
import sys
import time
import types
import unittest


class _Outcomes(unittest.TestResult):
    """The outcome of every test by its id: `ok`, or why not."""

    def __init__(self):
        super().__init__()
        self.outcomes = {}

    def startTest(self, test):
        super().startTest(test)
        self.outcomes[test.id()] = "ok"

    def _note(self, test, word, error=None):
        name = test.id() if hasattr(test, "id") else str(test)
        self.outcomes[name] = f"{word} {self._exc_info_to_string(error, test)}" if error else word

    def addFailure(self, test, err):
        self._note(test, "failed", err)

    def addError(self, test, err):
        self._note(test, "error", err)

    def addSkip(self, test, reason):
        self._note(test, "skipped")

    def addExpectedFailure(self, test, err):
        self._note(test, "expected")

    def addUnexpectedSuccess(self, test):
        self._note(test, "unexpected")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._note(test, "failed", err)


def _flat(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from _flat(one)
        else:
            yield one


def _recorded(source, path, module):
    """Execute a module's source as the recorder has it; gives what ends the recording."""
    from tracer import monitoring, objects
    from tracer import _header
    from tracer.compiling import Program, bind
    from tracer.lifetime import LifetimeRecorder
    from tracer.recorder import Recorder

    objects.MAIN = module.__name__
    program = Program(source, path)
    limits = {"steps": 10**12, "seconds": 10**9, "output": 10**12}
    make = LifetimeRecorder if program.watches_lifetimes else Recorder
    recorder = make(lambda chunk, steps: None, limits, time.perf_counter)
    recorder.place = program.place
    recorder.links.module = module
    monitor = monitoring.Monitor(recorder, program)
    code = bind(program.instrumented, recorder.hooks(), monitor.found)
    monitor.found(code, 0)
    _header(program, limits["steps"])
    recorder.hand_over(recorder.encoder.begin())
    monitor.start()
    recorder.log.append(program.enter_module)
    exec(code, module.__dict__)
    return recorder, monitor


def run(name, is_recorded):
    spec = importlib.util.find_spec(f"test.{name}")
    with open(spec.origin, encoding="utf-8") as file:
        source = file.read()
    module = types.ModuleType(spec.name)
    module.__file__, module.__package__, module.__spec__ = spec.origin, "test", spec
    sys.modules[spec.name] = module
    result, recording = _Outcomes(), None
    from test import support

    support.use_resources = []
    written = io.StringIO()
    with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
        try:
            if is_recorded:
                recording = _recorded(source, spec.origin, module)
            else:
                exec(compile(source, spec.origin, "exec", dont_inherit=True), module.__dict__)
        except unittest.SkipTest as reason:
            return json.dumps({"skipped": str(reason)})
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
        for test in _flat(suite):
            unittest.TestSuite([test]).run(result)
        if recording:
            recorder, monitor = recording
            monitor.stop()
            recorder.guards.open.clear()
            recorder.work_off()
    return json.dumps({"outcomes": result.outcomes, "mode": type(recording[0]).__name__ if recording else "plain"})
