"""An independent walk over everything a program can reach, at every statement, to compare a recording with.

Shares no code with the recorder: `sys.settrace` (settrace.py) stops at each statement of the plain program, and `picture`
draws the frames on the stack and all that hangs on them, without calling code of the program. `audit.ts` draws the same
picture from a recorded trace.
"""

import collections
import enum
import types

_mro = type.__dict__["__mro__"].__get__
_names = type.__dict__["__dict__"].__get__
_flags = type.__dict__["__flags__"].__get__
_qualified = type.__dict__["__name__"].__get__
_HEAP_TYPE = 1 << 9
_LONG = 10_000

_SEQUENCES = (list, tuple, collections.deque, bytearray)
_MAPPINGS = (collections.OrderedDict, collections.defaultdict, collections.Counter, dict)
_ATOMS = (type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented))
#: What a class statement puts into every class, and what the machinery of abstract classes and enums keeps there.
_CLASS_FURNITURE = frozenset(
    """
    __module__ __qualname__ __doc__ __dict__ __weakref__ __firstlineno__ __static_attributes__ __annotate__
    __annotate_func__ __annotations__ __annotations_cache__ __conditional_annotations__ __type_params__ __classdictcell__
    __classcell__ __abstractmethods__ _abc_impl __orig_bases__ __parameters__
    """.split()
)

_OF_COMPILER = ("__firstlineno__", "__static_attributes__")


class Picture:
    """Objects in the order in which they are met, each drawn once; `add` gives the token of a value."""

    def __init__(self):
        self.numbers = {}
        self.waiting = []
        self.kept = []

    def token(self, value):
        type_ = type(value)
        if type_ in _ATOMS:
            return _atom(value)
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.numbers)
            self.kept.append(value)
            self.waiting.append(value)
        return f"#{number}"

    def objects(self):
        """The drawings of all objects met, and of those that these hold."""
        drawn = []
        while self.waiting:
            batch, self.waiting = self.waiting, []
            for value in batch:
                drawn.append(f"#{self.numbers[id(value)]} {self.draw(value)}")
        return drawn

    def draw(self, value):
        type_ = type(value)
        name = _qualified(type_)
        line = _mro(type_)
        base = next((one for one in (*_SEQUENCES, *_MAPPINGS, set, frozenset, range) if one in line), None)
        if base is range:
            return f"range({value.start}, {value.stop}, {value.step})"
        if base in _SEQUENCES:
            text = f"{name}[{' '.join(map(self.token, base.__iter__(value)))}]"
            if base is collections.deque and (bound := collections.deque.maxlen.__get__(value)) is not None:
                text += f" maxlen={bound}"
            return text + self.attributes(value, type_)
        if base in _MAPPINGS:
            # The plain program's lines are statement numbers; equal tuples of the compiler's may be one or two.
            pairs = [pair for pair in dict.items(value) if type(pair[0]) is not str or pair[0] not in _OF_COMPILER]
            entries = (f"{self.token(key)}:{self.token(held)}" for key, held in pairs)
            text = f"{name}{{{' '.join(entries)}}}"
            return text + self.attributes(value, type_)
        if base in (set, frozenset):
            return f"{name}<{' '.join(sorted(self.element(one) for one in base.__iter__(value)))}>{self.attributes(value, type_)}"
        if type_ is types.FunctionType:
            return f"function {value.__name__}{self.cells(value)}{self.attributes(value, type_)}"
        if type(type_) is enum.EnumType:
            return f"enum {name}.{dict(object.__getattribute__(value, '__dict__')).get('_name_')}"
        if BaseException in line:
            return f"exception {name}{self.attributes(value, type_)}"
        if type in line:
            return self.class_(value)
        if type_ is types.SimpleNamespace or self.is_plain(type_):
            return f"instance {name}{self.attributes(value, type_)}"
        return f"opaque {name}"

    def is_plain(self, type_):
        special = (type, int, str, float, bytes, complex, types.ModuleType)
        is_own = _names(type_).get("__module__") == "__main__"
        return is_own and _flags(type_) & _HEAP_TYPE and not any(one in _mro(type_) for one in special)

    def element(self, value):
        """Of a set: written out, since sets have no order; objects of the program by their place."""
        if type(value) in (tuple, frozenset):
            inner = [self.element(one) for one in value]
            return f"{type(value).__name__}({' '.join(sorted(inner) if type(value) is frozenset else inner)})"
        return _atom(value) if type(value) in _ATOMS else f"a {_qualified(type(value))}"

    def attributes(self, value, type_):
        found = []
        if any("__dict__" in _names(one) for one in _mro(type_)[:-1]):
            own = object.__getattribute__(value, "__dict__")
            found += [(name, held) for name, held in dict.items(own) if type(name) is str]
        for one in reversed(_mro(type_)):
            if _flags(one) & _HEAP_TYPE:
                for name, descriptor in _names(one).items():
                    if type(descriptor) is types.MemberDescriptorType:
                        try:
                            found.append((name, descriptor.__get__(value)))
                        except AttributeError:
                            pass
        return "".join(f" {name}={self.token(held)}" for name, held in sorted(found, key=lambda pair: pair[0]))

    def cells(self, function):
        found = ""
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
            if name == "__class__":
                continue
            try:
                found += f" {name}={self.token(cell.cell_contents)}"
            except ValueError:
                found += f" {name}=empty"
        return found

    def class_(self, value):
        if _names(value).get("__module__") != "__main__" or type(value) is enum.EnumType:
            return f"class {_qualified(value)}"
        held = [(name, one) for name, one in _names(value).items() if name not in _CLASS_FURNITURE]
        return f"class {_qualified(value)}" + "".join(
            f" {name}={self.token(one)}" for name, one in sorted(held, key=lambda pair: pair[0])
        )


def _atom(value):
    if type(value) in (str, bytes) and len(value) > _LONG:
        return f"{type(value).__name__} of {len(value)}"
    try:
        return repr(value)
    except ValueError:
        return hex(value)


def _shown(name):
    return type(name) is str and not (name.startswith("__") and name.endswith("__")) and not name.startswith(".")


def stack_picture(frame):
    """Every frame of the program on the stack, outermost first, its variables, and everything they reach."""
    stack = []
    while frame is not None:
        name = frame.f_code.co_name
        is_frame = name != "__annotate__" and not name.startswith("<generic parameters of")
        if frame.f_code.co_filename == "<numbered>" and is_frame:
            stack.append(frame)
        frame = frame.f_back
    stack.reverse()
    drawn = [(one.f_code.co_name, _variables(one)) for one in stack]
    if stack[0].f_code.co_name != "<module>":
        drawn.insert(0, ("<module>", _of_module(stack[0].f_globals)))
    return _draw(drawn)


def module_picture(namespace):
    """The module alone, after the run."""
    return _draw([("<module>", _of_module(namespace))])


def _of_module(namespace):
    return {name: value for name, value in namespace.items() if _shown(name)}


def _variables(frame):
    code = frame.f_code
    if code.co_name == "<genexpr>":
        return {}
    if code.co_name == "<module>":
        return _of_module(frame.f_globals)
    outer = code.co_freevars if code.co_flags & inspect.CO_OPTIMIZED else ()
    hidden = {*outer, *_INLINED.get((code.co_name, code.co_firstlineno), ())}
    return {name: value for name, value in dict(frame.f_locals).items() if _shown(name) and name not in hidden}


#: Variables of comprehensions by the function (name, line) they stand in, where CPython 3.12+ keeps them (PEP 709).
_INLINED = {}


def _draw(frames):
    picture = Picture()
    lines = []
    for name, variables in frames:
        held = " ".join(f"{one}={picture.token(variables[one])}" for one in sorted(variables))
        lines.append(f"{name}: {held}")
    return lines + picture.objects()


def audit(code, call, limit):
    """The pictures of a plain run: one before each of its first `limit` statements, and one of the module at its end."""
    _INLINED.clear()
    _INLINED.update(inlined_names(code))
    return run(code, call, stack_picture, limit, module_picture)


def inlined_names(code):
    """Names that only comprehensions bind, by function."""
    tree, found = ast.parse(code), {}
    _number(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner, bound = set(), {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
            comprehended = {
                id(name)
                for part in ast.walk(node)
                if isinstance(part, ast.comprehension)
                for name in ast.walk(part.target)
            }
            for part in ast.walk(node):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    (inner if id(part) in comprehended else bound).add(part.id)
            found[node.name, node.lineno] = inner - bound
    return found
