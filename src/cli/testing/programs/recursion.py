"""Recursion, memoised and mutual, with mutable arguments."""
from functools import lru_cache


@lru_cache
def ways(n):
    if n < 2:
        return 1
    return ways(n - 1) + ways(n - 2)


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def permutations(items, chosen, results):
    if not items:
        results.append(tuple(chosen))
        return
    for i in range(len(items)):
        chosen.append(items[i])
        permutations(items[:i] + items[i + 1 :], chosen, results)
        chosen.pop()


def f(n):
    results = []
    permutations([*range(n)], [], results)
    return ways(n * 3), is_even(n), results


# call: f(3)
