"""Control flow by exceptions, and suspended frames: what `sys.monitoring` (PEP 669) reports of the program's own code."""

import sys

from tracer import sites as S

_events = sys.monitoring.events
_TOOL = 4


class Monitor:
    """Logs raises, unwinding, and the suspension of generators, for the code objects it was told of."""

    def __init__(self, recorder, program):
        self.recorder = recorder
        self.codes = recorder.codes
        self.program = program
        self._places = {}

    def found(self, code, scope):
        """A code object of the program; `scope` is its number where it is a function's."""
        self.codes[id(code)] = code
        if scope is not None:
            self.recorder.scope_of[id(code)] = scope

    def start(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(_TOOL, "tracewright")
        for event, callback in (
            (_events.RAISE, self.on_raise),
            (_events.RERAISE, self.on_reraise),
            (_events.PY_UNWIND, self.on_unwind),
            (_events.PY_THROW, self.on_throw),
            (_events.PY_RETURN, self.on_return),
            (_events.PY_YIELD, self.on_yield),
            (_events.PY_RESUME, self.on_resume),
        ):
            monitoring.register_callback(_TOOL, event, callback)
        monitoring.set_events(_TOOL, _events.RAISE | _events.RERAISE | _events.PY_UNWIND | _events.PY_THROW)
        scopes = self.program.syntax.scopes
        for code in self.codes.values():
            number = self.recorder.scope_of.get(id(code))
            if number is None:
                continue
            scope = scopes[number]
            wanted = 0
            if scope.is_generator or scope.is_async:
                wanted = _events.PY_YIELD | _events.PY_RESUME
            if scope in self.program.monitored:
                wanted |= _events.PY_RETURN
            if wanted:
                monitoring.set_local_events(_TOOL, code, wanted)

    def stop(self):
        sys.monitoring.set_events(_TOOL, 0)
        for code in self.codes.values():
            sys.monitoring.set_local_events(_TOOL, code, 0)
        sys.monitoring.free_tool_id(_TOOL)

    def place(self, code, offset):
        """The syntax node at an instruction, or -1."""
        key = (id(code), offset)
        if key not in self._places:
            places = list(code.co_positions())
            place = places[offset // 2] if offset // 2 < len(places) else None
            self._places[key] = self.program.positions.get(place, -1)
        return self._places[key]

    def is_frame(self, code):
        """Whether the code's activations are frames of the recording."""
        return id(code) in self.codes and code.co_name != "<genexpr>"

    def on_raise(self, code, offset, exception):
        if id(code) in self.codes:
            if self.recorder.guards.open:
                self.recorder.guards.abort(sys._getframe(1))
            if code.co_name != "<genexpr>":
                self.recorder.raised(exception, self.place(code, offset))

    def on_reraise(self, code, offset, exception):
        if id(code) in self.codes:
            node = self.place(code, offset)
            if node in self.program.raises:
                self.recorder.raised(exception, node)

    def on_unwind(self, code, offset, exception):
        if self.is_frame(code):
            self.recorder.unwound(exception)

    def on_throw(self, code, offset, exception):
        if self.is_frame(code):
            self._resumed(code, sys._getframe(1))

    def on_return(self, code, offset, value):
        self.recorder.log.append((self.program.return_site, value))

    def on_yield(self, code, offset, value):
        self.recorder.log.append((S.YIELD, value))

    def on_resume(self, code, offset):
        self._resumed(code, sys._getframe(1))

    def _resumed(self, code, frame):
        scope = self.recorder.scope_of.get(id(code))
        token = frame.f_locals.get(f".frame{scope}") if scope is not None else None
        self.recorder.log.append((S.RESUME, token))
