def arithmetic(n):
    """The Collatz lengths of the numbers up to n."""
    longest = 0
    for start in range(1, n):
        number = start
        length = 1
        while number != 1:
            if number % 2 == 0:
                number //= 2
            else:
                number = 3 * number + 1
            length += 1
        if length > longest:
            longest = length
    return longest
