def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def recursion(n):
    """Naive Fibonacci numbers until about n calls were made."""
    index = 1
    while fibonacci(index) < n:
        index += 1
    return index
