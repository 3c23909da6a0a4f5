"""Primes below n, and the longest gap between two of them: python primes.py [n]

A sieve in a bytearray, struck out with a loop and not with a slice, and a walk over what is left."""
import sys


def sieve(n):
    """A bytearray with a 1 at every prime below n."""
    prime = bytearray([1]) * n
    prime[0:2] = b"\0\0"
    candidate = 2
    while candidate * candidate < n:
        if prime[candidate]:
            for multiple in range(candidate * candidate, n, candidate):
                prime[multiple] = 0
        candidate += 1
    return prime


def survey(prime):
    """How many primes, how many twins, and the widest gap as (width, where it starts)."""
    count = twins = last = 0
    widest = (0, 0)
    for number, is_prime in enumerate(prime):
        if is_prime:
            count += 1
            gap = number - last
            if gap == 2:
                twins += 1
            if last and gap > widest[0]:
                widest = gap, last
            last = number
    return count, twins, widest


def main(n=16_000_000):
    count, twins, (width, start) = survey(sieve(n))
    print("%d primes below %d, %d pairs of twins" % (count, n, twins))
    print("the widest gap: from %d to %d" % (start, start + width))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
