"""Classes, attributes, decorators, context managers, pattern matching."""
from dataclasses import dataclass


def twice(function):
    def wrapper(*args, **kwargs):
        function(*args, **kwargs)
        return function(*args, **kwargs)

    return wrapper


@dataclass
class Account:
    owner: str
    balance: int = 0

    @twice
    def deposit(self, amount, *, note=""):
        self.balance += amount
        return self.balance


class Ledger:
    entries = 0

    def __enter__(self):
        self.lines = []
        return self

    def __exit__(self, kind, value, traceback):
        self.lines.append("closed")
        return kind is ValueError


def describe(thing):
    match thing:
        case []:
            return "nothing"
        case [x]:
            return f"one {x}"
        case {"kind": kind, **rest} if rest:
            return kind, rest
        case Account(owner=name):
            return name
        case _:
            return "other"


def f(amount):
    account = Account("ada")
    with Ledger() as ledger:
        account.deposit(amount, note="x")
        ledger.lines.append(account.balance)
        raise ValueError
    del amount
    things = [[], [1], {"kind": 1, "n": 2}, account, 4]
    return [describe(thing) for thing in things], ledger.lines


# call: f(5)
