"""Control flow by exceptions, and suspended frames: what `sys.monitoring` (PEP 669) reports of the program's own code."""

import sys

from tracer import sites as S

_events = sys.monitoring.events
_TOOL = 4
_NAME = "tracewright"


class Monitor:
    """Logs raises, unwinding, and the suspension of generators, for the code objects it was told of.

    The callbacks make no calls of Python functions where they can help it: when the program is at its recursion limit, one
    frame is all there is left.
    """

    def __init__(self, recorder, program):
        self.recorder = recorder
        self.codes = recorder.codes
        self.program = program
        #: Code whose activations are frames of the recording: not annotations, nor type parameters.
        self.framed = {}
        #: Code of generator expressions: nothing in it logs that it begins or ends.
        self.generators = {}

    def found(self, code, scope):
        """A code object of the program; `scope` is its number where the code itself tells it."""
        self.codes[id(code)] = code
        if code.co_name == "<genexpr>":
            scope = self.program.scope_of_generator(code)
            self.generators[id(code)] = code
        if scope is not None:
            self.framed[id(code)] = code
            self.recorder.scope_of[id(code)] = scope

    def start(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(_TOOL, _NAME)
        for event, callback in self._callbacks().items():
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
            if id(code) in self.generators:
                wanted = _events.PY_START | _events.PY_RESUME | _events.PY_YIELD | _events.PY_RETURN
            if wanted:
                monitoring.set_local_events(_TOOL, code, wanted)

    def stop(self) -> bool:
        """Report no more. Gives whether the reports lasted to the end: a program can take the tool away."""
        monitoring = sys.monitoring
        if monitoring.get_tool(_TOOL) != _NAME:
            return False
        monitoring.set_events(_TOOL, 0)
        for code in self.codes.values():
            monitoring.set_local_events(_TOOL, code, 0)
        monitoring.free_tool_id(_TOOL)
        return True

    def _callbacks(self):
        log = self.recorder.log
        guards, exceptions, places = self.recorder.guards, self.recorder.exceptions, self.recorder.places
        codes, framed, scope_of = self.codes, self.framed, self.recorder.scope_of
        generators, tokens, enter_sites = self.generators, {}, self.program.enter_sites
        return_site, token = self.program.return_site, self.recorder.token
        raising, current_frame = self._is_bare_raise, sys._getframe

        def on_raise(code, offset, exception):
            if id(code) in codes:
                if guards.open or guards.collecting:
                    guards.abort(current_frame(1))
                if id(code) in framed:
                    exceptions[id(exception)] = exception
                    log.extend((S.RAISE, exception, len(places)))
                    places.append((code, offset))

        def on_reraise(code, offset, exception):
            if id(code) in framed and raising(code, offset):
                exceptions[id(exception)] = exception
                log.extend((S.RAISE, exception, len(places)))
                places.append((code, offset))

        def on_start(code, offset):
            frame = current_frame(1)
            tokens[id(frame)] = token()
            log.extend((enter_sites[scope_of[id(code)]], tokens[id(frame)]))

        def on_unwind(code, offset, exception):
            if id(code) in framed:
                if id(code) in generators:
                    tokens.pop(id(current_frame(1)), None)
                exceptions[id(exception)] = exception
                log.extend((S.UNWIND, exception))

        def on_return(code, offset, value):
            if id(code) in generators:
                tokens.pop(id(current_frame(1)), None)
            log.extend((return_site, value))

        def on_yield(code, offset, value):
            log.extend((S.YIELD, value))

        def on_resume(code, offset, exception=None):
            if id(code) in generators:
                known = tokens.get(id(current_frame(1)))
                if known:
                    log.extend((S.RESUME, known))
            elif id(code) in framed:
                log.extend((S.RESUME, current_frame(1).f_locals.get(f".frame{scope_of[id(code)]}")))

        return {
            _events.RAISE: on_raise,
            _events.RERAISE: on_reraise,
            _events.PY_UNWIND: on_unwind,
            _events.PY_RETURN: on_return,
            _events.PY_YIELD: on_yield,
            _events.PY_RESUME: on_resume,
            _events.PY_THROW: on_resume,
            _events.PY_START: on_start,
        }

    def _is_bare_raise(self, code, offset):
        return self.program.place(code, offset) in self.program.raises
