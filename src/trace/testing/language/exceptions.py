# Raise to handler through many frames; context, notes, groups, exit codes, recursion.
import traceback

log = []


class AppError(Exception):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code

    def __str__(self):
        return f"[{self.code}] {self.args[0]}"


def deep(n):
    if n == 0:
        raise AppError("bottom", 7)
    try:
        deep(n - 1)
    finally:
        log.append(n)


try:
    deep(3)
except AppError as error:
    error.add_note("a note")
    kept = error
    text = str(error), error.code, error.__notes__
frames = [frame.name for frame in traceback.extract_tb(kept.__traceback__)]


def half(row, table):
    row[0] = table["ok"] + table["missing"] * row.pop()


row, table = [1, 2], {"ok": 3}
try:
    half(row, table)
except KeyError as error:
    where = error.args
a = b = None
try:
    a, b = iter([1])
except ValueError as error:
    unpack = str(error)
try:
    (a, b), *c = d = (1, 2, 3), 4
except Exception as error:
    unexpected = type(error).__name__
values = [1, 2, 3]
try:
    values[0], values[10] = "changed", "never"
except IndexError as error:
    index = str(error)
try:
    x = values.append(4) or [].pop()
except IndexError:
    pass
try:
    [values.append(n) or 1 // (3 - n) for n in range(5)]
except ZeroDivisionError:
    after = list(values)


def chained():
    try:
        try:
            {}["x"]
        except KeyError:
            int("no")
    except ValueError as error:
        return type(error.__context__).__name__, error.__cause__


context = chained()


def cleanup():
    for n in range(3):
        try:
            if n == 1:
                raise ValueError(n)
        except ValueError:
            continue
        finally:
            log.append(("cleanup", n))
    return "done"


cleaned = cleanup()
try:
    raise ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [TypeError(2), KeyError(3)])])
except* TypeError as group:
    first = group.exceptions[0].message
except* (ValueError, KeyError) as group:
    second = [type(e).__name__ for e in group.exceptions]


class Suppress:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.error = error
        return kind is ZeroDivisionError


with Suppress() as s:
    1 / 0
lines = traceback.format_exception(kept)[-2:]
print(text, where, unpack, unexpected, index, values, after, context, cleaned, first, second, type(s.error).__name__)
print(log, frames, lines)


def last(table):
    return [table[key] for key in
            ("a",
             "b")]


last({"a": 1})
