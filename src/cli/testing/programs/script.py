"""A script: statements at module level, a class body, input and output."""
import math

name = input()
total = 0
for letter in name:
    code = ord(letter)
    total += code
    print(letter, code, end=";")


class Shape:
    """Has a body of its own."""

    sides = 4
    label = "s" * sides

    def area(self, side):
        return side**2


shape = Shape()
area = shape.area(3)
root = math.isqrt(total)
grid = [[0] * 2 for _ in range(2)]
grid[0][1] = area
alias = grid[0]
alias.append(root)
x = y = 1
x, y = y, x + 1
if not grid:
    print("never")
elif root > 5:
    print("root", root)
try:
    print(1 // 0)
except ZeroDivisionError:
    print("caught")
del x

# stdin: tracewright
