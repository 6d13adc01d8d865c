def sieve(n):
    """The primes below n."""
    is_prime = [True] * n
    primes = []
    for number in range(2, n):
        if is_prime[number]:
            primes.append(number)
            for multiple in range(number * number, n, number):
                is_prime[multiple] = False
    return len(primes)
