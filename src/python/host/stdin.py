"""Standard input from the box, and what happens when it runs dry."""

import builtins
import io
import sys

#: A stdin text that ends with this character (Ctrl-D) is complete: `input()` then raises EOFError at its end.
END_OF_INPUT = "\x04"


class InputExhausted(BaseException):
    """`input()` asked for a line that is not there. The run stops; the recorder turns this into its ending.

    Not an `Exception`, so that a program's `except Exception` does not swallow it.
    """


class Stdin(io.TextIOWrapper):
    """`sys.stdin` over a text known in advance."""

    def __init__(self, text: str):
        self.complete = text.endswith(END_OF_INPUT)
        data = text.removesuffix(END_OF_INPUT).encode("utf-8", "surrogatepass")
        super().__init__(io.BytesIO(data), encoding="utf-8", errors="surrogatepass", newline=None)
        self.mode = "r"

    @property
    def name(self):
        return "<stdin>"


def read_line(prompt="", /):
    """Stands in for the builtin `input`: the same, but a dry box ends the run rather than the loop that reads it."""
    stdin, stdout = sys.stdin, sys.stdout
    if stdin is None:
        raise RuntimeError("input(): lost sys.stdin")
    if stdout is None:
        raise RuntimeError("input(): lost sys.stdout")
    stdout.write(str(prompt))
    stdout.flush()
    line = stdin.readline()
    if not line:
        if isinstance(stdin, Stdin) and not stdin.complete:
            raise InputExhausted("input() asked for a line, and the stdin box has no more lines")
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


read_line.__name__ = read_line.__qualname__ = "input"
read_line.__module__ = "builtins"


def connect(text: str) -> None:
    """Let `sys.stdin` and `input()` read `text` from its beginning."""
    sys.stdin = sys.__stdin__ = Stdin(text)
    builtins.input = read_line
