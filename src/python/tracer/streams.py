"""`sys.stdout`, `sys.stderr` and the module `__main__` of a run."""

import builtins
import contextlib
import io
import linecache
import sys

from tracer import sites as S


class _Stream(io.TextIOBase):
    """A text stream whose writes become part of the log."""

    def __init__(self, name, write):
        self._write = write
        self._name = name

    name = property(lambda self: self._name)
    encoding = "utf-8"
    errors = "strict"
    mode = "w"

    def writable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        raise io.UnsupportedOperation("fileno")

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._write(str(text))
        return len(text)


class Recorded:
    """Streams that log what is written."""

    def __init__(self, recorder):
        self.stdout = _Stream("<stdout>", lambda text: recorder.wrote(S.STDOUT, text))
        self.stderr = _Stream("<stderr>", lambda text: recorder.wrote(S.STDERR, text))


class Discard:
    """Streams that take everything and keep nothing."""

    def __init__(self):
        self.stdout = _Stream("<stdout>", len)
        self.stderr = _Stream("<stderr>", len)


@contextlib.contextmanager
def installed(streams, module):
    """Let a run write to `streams` and be `__main__`; afterwards mend what it may have broken of the builtins."""
    saved = sys.stdout, sys.stderr, sys.modules.get("__main__")
    names = dict(vars(builtins))
    sys.stdout, sys.stderr, sys.modules["__main__"] = streams.stdout, streams.stderr, module
    try:
        yield
    finally:
        vars(builtins).update(names)
        sys.settrace(None)
        sys.setprofile(None)
        sys.stdout, sys.stderr = saved[:2]
        sys.modules["__main__"] = saved[2]
        linecache.checkcache()
