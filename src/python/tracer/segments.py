"""Pending operands of a log tuple, and small helpers to build syntax trees."""

import ast

from tracer import sites as S


class Segment:
    """Values computed but not logged yet: operands of the next tuple and what they mean."""

    def __init__(self):
        self.operands = []
        self.program = []

    def operand(self, expression) -> int:
        self.operands.append(expression)
        return len(self.operands)


def shift(program, moved):
    """Renumber operands after one was moved to the front: the one at `moved`, or a new one where `moved` is 0."""
    for step in program:
        for position in OPERAND_PLACES[step[0]](step):
            if step[position] == moved and moved:
                step[position] = 1
            elif step[position] and (not moved or step[position] < moved):
                step[position] += 1


OPERAND_PLACES = {
    S.STEP: lambda step: (),
    S.ROW: lambda step: (2,),
    S.BIND_FREE: lambda step: (2,),
    S.ENTER: lambda step: (2, 3),
    S.RETURN: lambda step: (2,),
    S.HANDLE: lambda step: (2,),
    S.STORE_ITEM: lambda step: (2, 3, 4),
    S.DELETE_ITEM: lambda step: (2, 3),
    S.STORE_ATTRIBUTE: lambda step: (2, 3),
    S.DELETE_ATTRIBUTE: lambda step: (2,),
    S.METHOD: lambda step: range(3, len(step)),
    S.UNBIND: lambda step: (),
}


def is_held(value) -> bool:
    """Whether a temporary holds this value once it is computed."""
    return isinstance(value, ast.NamedExpr) and value.target.id.startswith(".")


def located(node, at):
    return ast.copy_location(node, at)
