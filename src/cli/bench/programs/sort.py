def sort(n):
    """Bubble sort of n numbers in an order that looks random."""
    numbers = [(k * 7919) % (n + 1) for k in range(n)]
    for end in range(n - 1, 0, -1):
        for i in range(end):
            if numbers[i] > numbers[i + 1]:
                numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]
    return numbers[0], numbers[-1]
