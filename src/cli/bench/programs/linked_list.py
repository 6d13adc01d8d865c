class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following


def linked_list(n):
    """Build a list of n nodes, reverse it in place, add up its values."""
    head = None
    for value in range(n):
        head = Node(value, head)
    previous = None
    while head is not None:
        following = head.following
        head.following = previous
        previous = head
        head = following
    total = 0
    while previous is not None:
        total += previous.value
        previous = previous.following
    return total
