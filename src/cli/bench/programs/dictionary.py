def dictionary(n):
    """Count n words and find the most frequent one."""
    words = ["w" + str(k * k % 97) for k in range(n)]
    counts = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    best = None
    for word in counts:
        if best is None or counts[word] > counts[best]:
            best = word
    return best, counts[best]
