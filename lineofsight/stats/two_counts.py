"""Two numbers of events in periods as long as each other: could chance alone have made them so different?

Sources: Przyborowski & Wilenski (1940), Biometrika 31:313-323, for the test given the two's sum; Lancaster (1961), JASA
56:223-234, for the mid-P rule, which holds its level on average where the exact test is too cautious.
"""

from math import exp, lgamma, log


def p_value(one: int, other: int) -> float:
    """The two-sided mid-P of two Poisson counts, if both periods had the same rate. 1 where there is no event at all.

    Errors: ValueError for a negative count.
    """
    if one < 0 or other < 0:
        raise ValueError("a number of events is not negative")
    n, fewest = one + other, min(one, other)
    if one == other:
        return 1.0
    below = sum(_chance(n, k) for k in range(fewest))
    return float(min(1.0, 2 * below + _chance(n, fewest)))


def _chance(n: int, k: int) -> float:
    """k of n, each as likely in one period as in the other."""
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2))
