"""Records a run of a Python program: `record(request, sink)`.

See README.md for the idea. For use from outside: `record`, and `outline` for a run that did not live to its end.
"""

import ast
import builtins
import json
import sys
import time
import traceback
import types

from tracer import monitoring, objects, streams
from tracer import sites as S
from tracer.compiling import CALL_FILENAME, FILENAME, Program, bind
from tracer.lifetime import LifetimeRecorder
from tracer.recorder import Recorder, Stop
from tracer.syntax import constant_text

try:
    import host
except ImportError:
    host = None

__all__ = ["outline", "record"]

DEFAULT_LIMITS = {"steps": 1_000_000, "seconds": 20, "output": 1_000_000}
_clock = getattr(host, "real_seconds", None) or time.perf_counter


def record(request_json: str, sink) -> str:
    """Run a program and record it.

    `request_json` holds `code`, `call` (an expression or null), `stdin`, `seed`, `limits` (`steps`, `seconds`,
    `output`), `measure_base` and `flush_every`. `sink(chunk, steps)` is given the stream of the log as the run goes, and the
    number of steps it last answered with: those that the decoder has seen, the one beyond the limit included. Gives a
    JSON summary for the decoder, whatever the program does.
    """
    request = json.loads(request_json)
    return json.dumps(Run(request, sink).record())


def outline(request_json: str) -> str:
    """The summary of a program that is not run: for the stream of a run that did not live to give its own."""
    run = Run(json.loads(request_json), None)
    return json.dumps(run.summary(Program(run.source), {"kind": "stopped", "message": "The run was stopped."}, 0, 0))


class Run:
    """One recorded run."""

    def __init__(self, request, sink):
        self.source = request["code"].removeprefix("\ufeff")
        self.call = (request.get("call") or "").strip() or None
        self.stdin = request.get("stdin") or ""
        self.seed = request.get("seed") or 0
        self.limits = {**DEFAULT_LIMITS, **(request.get("limits") or {})}
        self.measure_base = request.get("measure_base")
        self.flush_every = request.get("flush_every")
        self.sink = sink
        self.base = None
        self.notices = []
        self.result = None

    def record(self):
        started = _clock()
        try:
            program = Program(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return self.unparsed("code", error)
        call = None
        if self.call is not None:
            try:
                call = compile(self.call, CALL_FILENAME, "eval", dont_inherit=True)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                return self.unparsed("call", error)
        compiled = (_clock() - started) * 1000
        self.notices = program.notices
        if self.measure_base:
            self.base = self.run_plain(program, call)
        return self.run(program, call, compiled)

    def unparsed(self, where, error):
        """The summary when nothing ran."""
        place = None
        if isinstance(error, SyntaxError) and error.lineno:
            place = {
                "line": error.lineno,
                "column": max((error.offset or 1) - 1, 0),
                "endLine": error.end_lineno or error.lineno,
                "endColumn": max((error.end_offset or (error.offset or 1) + 1) - 1, 0),
            }
        message = error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__
        ending = {"kind": "syntax", "where": where, "message": message, "range": place}
        empty = Program("")
        self.sink(_header(empty, 0), 0)
        return self.summary(empty, ending, 0, 0)

    def prepare(self):
        if host is not None:
            host.prepare(self.seed, self.stdin)

    def restore(self):
        """The program may have emptied the builtins that the library code used from here on relies on."""
        if host is not None:
            host.reset()

    def run_plain(self, program, call):
        """Milliseconds of a run without recording, in the same interpreter."""
        self.prepare()
        module = _main_module()
        with streams.installed(streams.Discard(), module):
            started = _clock()
            try:
                exec(program.plain, module.__dict__)
                if call is not None:
                    eval(call, module.__dict__)
            except BaseException:
                pass
            return (_clock() - started) * 1000

    def run(self, program, call, compiled):
        make = LifetimeRecorder if program.watches_lifetimes else Recorder
        recorder = make(self.sink, self.limits, _clock, self.flush_every)
        started = _clock()
        recorder.place = program.place
        monitor = monitoring.Monitor(recorder, program)
        code = bind(program.instrumented, recorder.hooks(), monitor.found)
        monitor.found(code, 0)
        compiled += (_clock() - started) * 1000
        self.prepare()
        recorder.hand_over(_header(program, self.limits["steps"]))
        recorder.hand_over(recorder.encoder.begin())
        module = recorder.links.module = _main_module()
        started = _clock()
        recorder.deadline = started + self.limits["seconds"]
        ending = None
        with streams.installed(streams.Recorded(recorder), module):
            monitor.start()
            try:
                recorder.log.extend((program.enter_module,))
                exec(code, module.__dict__)
                recorder.log.extend((program.leave_module,))
                if call is not None:
                    result = eval(call, module.__dict__)
                    recorder.log.extend((S.RESULT, result))
                    self.result = _atom(result)
            except BaseException as error:
                self.restore()
                ending = self.ended_by(error, recorder, module, program)
            finally:
                self.restore()
                monitor.stop()
        recorder.guards.open.clear()
        recorder.work_off()
        recorder.tell_messages()
        if recorder.stopped is not None:
            ending = self.limit(recorder.stopped)
        traced = (_clock() - started) * 1000
        return self.summary(program, ending or {"kind": "finished"}, compiled, traced)

    def ended_by(self, error, recorder, module, program):
        """How a run ended that an exception ended."""
        if isinstance(error, Stop):
            return self.limit(recorder.stopped)
        if host is not None and isinstance(error, host.InputExhausted):
            message = "The program asked for another line of input, and the Stdin box has no more."
            return {"kind": "limit", "limit": "input", "message": message}
        if isinstance(error, SystemExit):
            code = error.code
            shown = repr(code) if type(code) in objects.ATOMS and not isinstance(code, str) else None
            return {"kind": "exited", "code": "" if code is None else code if isinstance(code, str) else shown or "?"}
        refusal = self.refused(error, module)
        if refusal:
            return {"kind": "refused", "message": refusal}
        recorder.exceptions[id(error)] = error
        recorder.log.extend((S.FATAL, error))
        return {"kind": "raised", "traceback": _traceback(error)}

    def refused(self, error, module):
        """A sentence when the Call itself names something that is not there."""
        trace = error.__traceback__
        while trace and trace.tb_frame.f_code.co_filename != CALL_FILENAME:
            trace = trace.tb_next
        if type(error) is not NameError or trace is None or trace.tb_next is not None:
            return None
        names = [name for name, value in module.__dict__.items() if type(value) in (types.FunctionType, type)]
        names = [name for name in names if not name.startswith(("_", "."))]
        known = "It defines " + ", ".join(f"`{name}`" for name in names) + "." if names else "It defines no functions."
        return f"The call names `{error.name}`, which the code does not define. {known}"

    def limit(self, which):
        messages = {
            "steps": f"The run was stopped after {self.limits['steps']:,} steps. Raise the step limit to record more.",
            "time": f"The run was stopped after {self.limits['seconds']:g} seconds. Raise the time limit to let it run on.",
            "output": f"The run was stopped when it had written {self.limits['output']:,} characters. Raise the output limit to let it write more.",
        }
        return {"kind": "limit", "limit": which, "message": messages[which]}

    def summary(self, program, ending, compiled, traced):
        syntax = program.syntax
        return {
            "source": self.source,
            "call": self.call,
            "syntax": syntax.exported,
            "statements": syntax.statements,
            "scopes": [scope.export() for scope in syntax.scopes],
            "names": program.sites.names,
            "ending": ending,
            "timing": {"base": self.base, "compile": compiled, "trace": traced},
            "notices": self.notices,
            **({"result": self.result} if self.result else {}),
        }


def _main_module():
    """The module the program runs as: like any `__main__` it sees the real builtins, of which ours are a private copy."""
    module = types.ModuleType("__main__")
    module.__builtins__ = builtins
    return module


def _header(program, step_limit):
    """The first bytes for the decoder: the tables that give the log its meaning, as JSON."""
    program.enter_module = program.sites.site(0, [[S.ENTER, program.sites.slot("enter", 0), 0, 0]])
    program.leave_module = program.sites.site(0, [[S.RETURN, program.sites.slot("return"), 0]])
    for kind in _KINDS:
        program.sites.slot(kind)
    tables = {**program.sites.export(), "names": program.sites.names, "limit": step_limit}
    return json.dumps(tables).encode()


_KINDS = """evaluate set-item set-key set-attribute insert remove remove-key remove-attribute add discard replace
return unwind yield resume raise handle stdout stderr input""".split()


def _atom(value):
    """A value without identity, as the page shows it; None for an object."""
    if type(value) not in objects.ATOMS:
        return None
    text = constant_text(value[:10_000] if isinstance(value, (str, bytes)) else value)
    length = {"length": len(value)} if isinstance(value, (str, bytes)) else {}
    complete = not length or len(value) <= 10_000
    return {"kind": "atom", "type": type(value).__name__, "repr": text, **length, "complete": complete}


def _traceback(error):
    """As Python prints it, from the program's own frames."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename not in (FILENAME, CALL_FILENAME):
        trace = trace.tb_next
    try:
        return "".join(traceback.format_exception(type(error), error, trace))
    except BaseException:
        return f"{objects.type_name(type(error))}: (its message could not be computed)"
