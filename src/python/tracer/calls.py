"""What is known about calls from their names alone. Names the program binds itself are taken out first."""

from tracer.sites import METHODS

#: Builtin functions that change nothing and run no code of the program, special methods apart.
PURE_FUNCTIONS = frozenset(
    """
    abs ascii bin bool bytes callable chr complex divmod float format hash hex id int isinstance issubclass len oct ord
    pow print range repr round slice str type
    """.split()
)

#: Methods of builtin containers whose change follows from receiver, arguments and result.
FAST_METHODS = frozenset(METHODS)

#: Methods of builtin containers that change their receiver.
MUTATORS = FAST_METHODS | frozenset(
    """
    extend extendleft remove sort reverse rotate update popitem setdefault difference_update intersection_update
    symmetric_difference_update subtract move_to_end
    """.split()
)

#: Methods that change nothing, on any builtin type that has one of that name.
PURE_METHODS = frozenset(
    """
    copy count get index items keys values join split rsplit splitlines strip lstrip rstrip upper lower title capitalize
    casefold swapcase startswith endswith find rfind rindex replace format center ljust rjust zfill isdigit isalpha isalnum
    isspace isupper islower isnumeric isdecimal isidentifier istitle isascii isprintable encode decode partition rpartition
    expandtabs translate removeprefix removesuffix union intersection difference symmetric_difference issubset issuperset
    isdisjoint elements most_common bit_length bit_count is_integer conjugate hex as_integer_ratio
    """.split()
)

#: Names of builtin containers, whose methods may be called with the object as first argument.
CONTAINERS = frozenset("list dict set bytearray deque Counter OrderedDict defaultdict".split())
