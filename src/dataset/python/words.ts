/** Keywords of Python 3.14, soft ones left out: they may be names. Source: the language reference, 2.3.2. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** Names that mean something without being defined: `dir(builtins)` of CPython 3.14, the common part. */
export const BUILTINS: ReadonlySet<string> = new Set(
  (
    "abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict dir divmod enumerate eval exec " +
    "filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list " +
    "locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr " +
    "slice sorted staticmethod str sum super tuple type vars zip __name__ __import__ NotImplemented Ellipsis " +
    "ArithmeticError AssertionError AttributeError BaseException EOFError Exception FileNotFoundError IndexError " +
    "KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError OverflowError " +
    "RecursionError RuntimeError StopIteration SyntaxError SystemExit TypeError UnboundLocalError UnicodeError " +
    "ValueError ZeroDivisionError"
  ).split(" "),
);
