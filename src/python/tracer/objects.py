"""What objects look like from outside, found without running any code of the program.

Types are looked at through `type.__dict__`'s own descriptors, instances through `object.__getattribute__` on `__dict__` and
slot descriptors: nothing that a class can override.
"""

import collections
import enum
import functools
import types
from types import FunctionType, MappingProxyType, MemberDescriptorType, MethodType, ModuleType

from tracer.sites import OVERRIDABLE

_resolved = type.__dict__["__mro__"].__get__


def mro(type_):
    """`__mro__`; of a class that is still being made (a metaclass computes its order), the class alone."""
    return _resolved(type_) or (type_, object)


_mro = mro
_namespace = type.__dict__["__dict__"].__get__
_name = type.__dict__["__name__"].__get__
_qualified = type.__dict__["__qualname__"].__get__
_dict_of = object.__getattribute__

SEQUENCES = {list: "list", tuple: "tuple", collections.deque: "deque", bytearray: "bytearray", range: "range"}
MAPPINGS = {
    collections.OrderedDict: "OrderedDict",
    collections.defaultdict: "defaultdict",
    collections.Counter: "Counter",
    dict: "dict",
    MappingProxyType: "mappingproxy",
}
SETS = {set: "set", frozenset: "frozenset"}
BASES = {**SEQUENCES, **MAPPINGS, **SETS}
#: Immutable scalars that are recorded by their `repr`.
SCALARS = (complex, bytes, type(Ellipsis), type(NotImplemented))
ATOMS = frozenset((int, float, str, bool, type(None), *SCALARS))

#: The module whose classes are the program's own.
MAIN = "__main__"


class Kind:
    """What is known about one type."""

    def __init__(self, type_, base, shape):
        self.type = type_
        self.name = _name(type_)
        module = _namespace(type_).get("__module__", "builtins")
        self.qualified = f"{module if isinstance(module, str) else '?'}.{_qualified(type_)}"
        self.base = base
        self.shape = shape
        #: How the stream calls it: the encoder's business.
        self.mark = None
        self.fields = _fields(type_, shape)
        self.slots = _slots(type_)
        self.has_dict = any("__dict__" in _namespace(one) for one in _mro(type_)[:-1])
        self.inherits = base is not None and base is not type_
        self.overrides = _overrides(type_, base) if self.inherits else 0
        #: Attributes whose assignment runs code; None when all of them may.
        self.handled = _handled(type_)
        self.is_fixed = shape in _FIXED
        self.contents = _reader(self)


#: Shapes of objects whose changes are not recorded as such.
_FIXED = frozenset(("opaque", "enum", "range", "tuple", "frozenset", "namedtuple", "mappingproxy"))
#: What a class statement, and the machinery of abstract and generic classes, put into every class.
_CLASS_FURNITURE = frozenset(
    """
    __module__ __qualname__ __doc__ __dict__ __weakref__ __firstlineno__ __static_attributes__ __annotate__
    __annotate_func__ __annotations__ __annotations_cache__ __conditional_annotations__ __type_params__ __classdictcell__
    __classcell__ __abstractmethods__ _abc_impl __orig_bases__ __parameters__
    """.split()
)


def _reader(kind):
    """What gives the contents of an object of this kind: see `contents`."""
    if kind.type is list:
        return list.copy
    if kind.shape in ("instance", "dataclass") and kind.has_dict and not kind.slots:
        return _attributes_of_dict
    return lambda thing: contents(thing, kind)


def _attributes_of_dict(thing):
    own = _dict_of(thing, "__dict__")
    return [part for pair in dict.items(own) for part in pair] if is_mapping(own) else []


def kind_of(type_) -> Kind:
    """How instances of a type are recorded."""
    base = next((one for one in _mro(type_) if one in BASES), None)
    if base in MAPPINGS and base is dict:
        base = next((one for one in _mro(type_) if one in MAPPINGS), dict)
    if base is not None:
        shape = BASES[base]
        if base is tuple and type_ is not tuple and "_fields" in _all_names(type_):
            shape = "namedtuple"
        return Kind(type_, base, shape)
    if _is_subclass(type_, BaseException):
        return Kind(type_, None, "exception")
    if type(type_) is enum.EnumType or enum.Enum in _mro(type_):
        return Kind(type_, None, "enum")
    if type_ is FunctionType:
        return Kind(type_, None, "function")
    if _is_subclass(type_, type) and not _is_subclass(type_, enum.EnumType):
        return Kind(type_, None, "class")
    if _is_plain(type_):
        names = _all_names(type_)
        return Kind(type_, None, "dataclass" if "__dataclass_fields__" in names else "instance")
    return Kind(type_, None, "opaque")


def inserts_on_load(type_) -> bool:
    """Whether reading an item of such a dict may add it."""
    return dict in _mro(type_) and any("__missing__" in _namespace(one) for one in _mro(type_)[:-1])


def is_local(type_) -> bool:
    """Whether a function makes the class, which may then be freed."""
    return "<locals>" in _qualified(type_)


def type_name(type_) -> str:
    """`__name__`, past anything a metaclass may define."""
    return _name(type_)


def is_mapping(thing) -> bool:
    """Whether it is a `dict`, or of a subclass of it."""
    return dict in _mro(type(thing))


def dictionary_of(thing):
    """The dictionary that holds an object's attributes, or None where it has none."""
    if not any("__dict__" in _namespace(one) for one in _mro(type(thing))[:-1]):
        return None
    try:
        return _dict_of(thing, "__dict__")
    except AttributeError:
        return None


def _is_subclass(type_, base):
    return base in _mro(type_)


def _all_names(type_):
    return {name for one in _mro(type_) for name in _namespace(one)}


def _is_plain(type_):
    """A class of the program whose instances hold attributes; of what libraries define, only plain namespaces."""
    if type_ is types.SimpleNamespace:
        return True
    if _namespace(type_).get("__module__") != MAIN:
        return False
    return bool(_flags(type_) & (1 << 9)) and not any(base in _mro(type_) for base in _SPECIAL)


#: Of these, reading `__dict__` would change what `functools.partial` makes of them.
_SPECIAL = (type, int, str, float, bytes, complex, ModuleType, functools.partial)


_flags = type.__dict__["__flags__"].__get__


def _slots(type_):
    """Slot descriptors by name, mangled names as stored; base classes first."""
    found = {}
    for one in reversed(_mro(type_)):
        if _flags(one) & (1 << 9):
            for name, value in _namespace(one).items():
                if type(value) is MemberDescriptorType:
                    found[name] = value
    return found


def _fields(type_, shape):
    for one in _mro(type_):
        names = _namespace(one)
        if shape == "namedtuple" and type(names.get("_fields")) is tuple:
            return [str(name) for name in names["_fields"] if type(name) is str]
        if shape == "dataclass" and type(names.get("__dataclass_fields__")) is dict:
            return [name for name in names["__dataclass_fields__"] if type(name) is str]
    return None


def _handled(type_):
    """Names of attributes that a class lets code of its own store (properties, other data descriptors), or None for any."""
    found = set()
    for one in _mro(type_):
        names = _namespace(one)
        if not _flags(one) & (1 << 9):
            continue
        if "__setattr__" in names or "__delattr__" in names:
            return None
        for name, value in names.items():
            if type(value) is not MemberDescriptorType and type(name) is str and _is_data_descriptor(type(value)):
                found.add(name)
    return found


def _is_data_descriptor(type_):
    return any("__set__" in _namespace(one) or "__delete__" in _namespace(one) for one in _mro(type_))


def _overrides(type_, base):
    """Which methods that change an object a subclass replaces, as bits in the order of `sites.OVERRIDABLE`."""
    mask = 0
    for one in _mro(type_):
        if one is base or _namespace(one).get("__module__") == "collections":
            break
        for bit, name in enumerate(OVERRIDABLE):
            if name in _namespace(one):
                mask |= 1 << bit
    return mask


def attributes(thing, kind):
    """Attributes held by an instance: those in its `__dict__`, then set slots; names and values alternate."""
    found = []
    if kind.has_dict:
        try:
            own = _dict_of(thing, "__dict__")
        except AttributeError:
            own = None
        if is_mapping(own):
            for name, value in dict.items(own):
                if type(name) is str:
                    found += (name, value)
    for name, descriptor in kind.slots.items():
        try:
            found += (name, descriptor.__get__(thing))
        except AttributeError:
            pass
    return found


def is_own_class(thing) -> bool:
    """Whether a class is one of the program's, whose attributes are recorded."""
    return _namespace(thing).get("__module__") == MAIN


def _class_attributes(thing):
    if not is_own_class(thing):
        return []
    pairs = _namespace(thing).items()
    return [part for pair in pairs if type(pair[0]) is str and pair[0] not in _CLASS_FURNITURE for part in pair]


def contents(thing, kind):
    """The values an object holds: items; key, value, …; or name, value, …"""
    base = kind.base
    if base is list:
        found = list.__getitem__(thing, slice(None))
    elif base is range:
        return [thing.start, thing.stop, thing.step]
    elif base in SEQUENCES or base in SETS:
        found = list(base.__iter__(thing))
    elif base is MappingProxyType:
        found = []
    elif base is not None:
        found = [part for pair in dict.items(thing) for part in pair]
    elif kind.shape == "function":
        return _cells(thing) + [part for pair in thing.__dict__.items() if type(pair[0]) is str for part in pair]
    elif kind.shape == "class":
        return _class_attributes(thing)
    else:
        return attributes(thing, kind)
    more = []
    if base is collections.deque and (bound := _maxlen(thing)) is not None:
        more += ("maxlen", bound)
    elif base is collections.defaultdict:
        more += ("default_factory", _factory(thing))
    if kind.inherits and (kind.has_dict or kind.slots):
        more += attributes(thing, kind)
    return [*found, ABSENT, *more] if more else found


_maxlen = collections.deque.__dict__["maxlen"].__get__
_factory = collections.defaultdict.__dict__["default_factory"].__get__


class _Absent:
    """Stands between the items and the attributes of a subclass's instance."""


ABSENT = _Absent()


def _cells(function):
    """Names of the variables it closes over, each after a dot, and their values."""
    names = function.__code__.co_freevars
    found = []
    for name, cell in zip(names, function.__closure__ or ()):
        # `__class__`, for `super()`, is empty until the class is made, and no variable of the program's.
        if not name.startswith(".") and name != "__class__":
            try:
                found += (f".{name}", cell.cell_contents)
            except ValueError:
                found += (f".{name}", ABSENT)
    return found


_CALLING = (map, filter, zip, enumerate, type(iter(int, 1)), type([].__len__), type([].__init__))


def holds_callable(type_) -> bool:
    """Whether objects of a library type may call what they hold: lazy iterators, partial functions, bound slots."""
    return type_ in _CALLING or _namespace(type_).get("__module__") in ("itertools", "functools")


_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))


#: Library types whose values never change and whose `repr` says what they are.
_LIBRARY_SCALARS = frozenset(
    """
    fractions.Fraction decimal.Decimal datetime.date datetime.datetime datetime.time datetime.timedelta
    datetime.timezone pathlib.PosixPath pathlib.PurePosixPath pathlib._local.PosixPath re.Pattern uuid.UUID
    """.split()
)


def _find(type_, name):
    return next(_namespace(one)[name] for one in _mro(type_) if name in _namespace(one))


def _is_scalar_of_library(type_):
    if f"{_namespace(type_).get('__module__')}.{_qualified(type_)}" not in _LIBRARY_SCALARS:
        return False
    method = _find(type_, "__repr__")
    return type(method) is not FunctionType or method.__code__.co_filename.startswith("/lib/")


def opaque_text(thing, type_):
    """A short text for an object whose inside is not recorded, without addresses."""
    if type_ is type or _is_subclass(type_, type):
        module = _namespace(thing).get("__module__", "builtins")
        qualified = _qualified(thing)
        return f"<class '{qualified}'>" if module == "builtins" else f"<class '{module}.{qualified}'>"
    if type_ in _VIEWS:
        return f"{_name(type_)}({safe_repr(list(thing))})"
    if type_ is slice:
        return safe_repr(thing)
    if _is_scalar_of_library(type_):
        try:
            return _find(type_, "__repr__")(thing)
        except Exception:
            pass
    if type_ is ModuleType:
        return f"<module '{ModuleType.__dict__['__dict__'].__get__(thing).get('__name__')}'>"
    if type_ in (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType):
        word = {types.GeneratorType: "generator", types.CoroutineType: "coroutine"}.get(type_, "async_generator")
        return f"<{word} object {thing.__qualname__}>"
    if type_ is types.BuiltinFunctionType:
        owner = thing.__self__
        if owner is None or type(owner) is ModuleType:
            return f"<built-in function {thing.__name__}>"
        return f"<built-in method {thing.__name__} of {_name(type(owner))} object>"
    if type_ is MethodType:
        function = thing.__func__
        name = function.__qualname__ if type(function) is FunctionType else "?"
        return f"<bound method {name}>"
    if type_ in (property, staticmethod, classmethod):
        return f"<{_name(type_)} object>"
    module = _namespace(type_).get("__module__")
    prefix = "" if module in (None, "builtins") else f"{module}."
    return f"<{prefix}{_qualified(type_)} object>"


def enum_text(member, kind):
    """`<Color.RED: 1>`, as `Enum.__repr__` gives where it is not overridden."""
    own = dict(zip(*[iter(attributes(member, kind))] * 2))
    return f"<{kind.name}.{own.get('_name_')}: {safe_repr(own.get('_value_'))}>"


def exception_text(exception):
    """`str(exception)`, or None where that would run code of the program."""
    type_ = type(exception)
    method = next(one for one in _mro(type_) if "__str__" in _namespace(one))
    if _flags(method) & (1 << 9):
        return None
    try:
        if all(type(argument) in ATOMS for argument in _arguments(exception)):
            return method.__str__(exception)
        if method is BaseException and len(_arguments(exception)) == 1:
            argument = _arguments(exception)[0]
            return safe_repr(argument) if _is_builtin(argument) else None
        return safe_repr(_arguments(exception)) if method is BaseException else None
    except Exception:
        return None


def exception_repr(exception):
    """`ValueError('no')`, as far as it needs no code of the program."""
    return f"{_name(type(exception))}({', '.join(map(safe_repr, _arguments(exception)))})"


_arguments = BaseException.__dict__["args"].__get__
_BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})")}


def _is_builtin(thing):
    return type(thing) in _BRACKETS or type(thing) is dict


def safe_repr(thing, depth=3) -> str:
    """`repr` of builtin values; objects of the program's classes as `object.__repr__` gives, without the address."""
    type_ = type(thing)
    if type_ in ATOMS:
        try:
            return repr(thing[:1000] if type_ in (str, bytes) else thing)
        except ValueError:
            return hex(thing)
    if depth == 0:
        return "..."
    if type_ in _BRACKETS:
        opening, closing = _BRACKETS[type_]
        inside = ", ".join(safe_repr(one, depth - 1) for one in thing)
        if not thing and type_ in (set, frozenset):
            return f"{_name(type_)}()"
        return f"{opening}{inside}{',' if type_ is tuple and len(thing) == 1 else ''}{closing}"
    if type_ is dict:
        pairs = (f"{safe_repr(key, depth - 1)}: {safe_repr(value, depth - 1)}" for key, value in thing.items())
        return "{" + ", ".join(pairs) + "}"
    if _is_subclass(type_, BaseException):
        return f"{_name(type_)}({', '.join(safe_repr(one, depth - 1) for one in _arguments(thing))})"
    if type_ is slice:
        return f"slice({', '.join(safe_repr(one, depth - 1) for one in (thing.start, thing.stop, thing.step))})"
    if _is_subclass(type_, type):
        return opaque_text(thing, type_)
    return f"<{_namespace(type_).get('__module__')}.{_qualified(type_)} object>"
