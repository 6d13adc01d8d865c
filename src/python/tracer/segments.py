"""Pending operands of a stretch of the log, and small helpers to build syntax trees."""

import ast

from tracer import sites as S


class Segment:
    """Values computed but not logged yet: operands of the next site and what they mean."""

    __slots__ = ("operands", "program")

    def __init__(self):
        self.operands = []
        self.program = []

    def operand(self, expression) -> int:
        self.operands.append(expression)
        return len(self.operands)


def renumbered(program, places):
    """The same instructions, with operand n at `places[n]` now."""
    result = []
    for step in program:
        start, end = _OPERANDS[step[0]]
        end = len(step) if end is None else end
        result.append([*step[:start], *(places[operand] for operand in step[start:end]), *step[end:]])
    return result


#: Where an instruction's operands stand: from, to (None: all that follow).
_OPERANDS = {
    S.STEP: (1, 1),
    S.ROW: (2, 3),
    S.BIND_FREE: (2, 3),
    S.ENTER: (2, 4),
    S.RETURN: (2, 3),
    S.HANDLE: (2, 3),
    S.STORE_ITEM: (2, 5),
    S.DELETE_ITEM: (2, 4),
    S.STORE_ATTRIBUTE: (2, 4),
    S.DELETE_ATTRIBUTE: (2, 3),
    S.METHOD: (3, None),
    S.UNBIND: (2, 2),
}


def is_held(value) -> bool:
    """Whether a temporary holds this value once it is computed."""
    return isinstance(value, ast.NamedExpr) and value.target.id.startswith(".")


def located(node, at):
    """`node`, placed where `at` is."""
    node.lineno = at.lineno
    node.col_offset = at.col_offset
    node.end_lineno = at.end_lineno
    node.end_col_offset = at.end_col_offset
    return node
