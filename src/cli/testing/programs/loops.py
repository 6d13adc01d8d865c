"""Loops and what ends them."""


def f(limit):
    found = []
    n = 0
    while n < limit:
        n += 1
        if n % 2:
            continue
        for divisor in range(3, n):
            if n % divisor == 0:
                break
        else:
            found.append(n)
        if len(found) > 3:
            break
    else:
        found.append(None)
    for _ in []:
        pass
    squares = [k * k for k in found if k]
    pairs = {k: {j for j in range(k % 4)} for k in squares}
    total = sum(k for k in squares)
    return squares, pairs, total


# call: f(9)
