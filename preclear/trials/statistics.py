"""What counts allow one to say: intervals of shares, whether two rule sets differ on the same people, how one group stands to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
ANY = 1e9  # times as often: where nothing can be said


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies, in the stated share of cases."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    n: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nobody."""
        return self.n / self.of if self.of else None

    @property
    def interval(self) -> Interval:
        """Its interval of 95 %."""
        return wilson(self.n, self.of)


def quantile(confidence: float) -> float:
    """Return how many standard deviations each way hold so much of a normal distribution."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(n: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share (Wilson 1927): sound for small numbers and for none at all; of nobody, anything.

    >>> wilson(0, 100)
    Interval(low=0.0, high=0.036993498)
    """
    if not of:
        return Interval(0.0, 1.0)
    z = quantile(confidence)
    middle = (n + z * z / 2) / (of + z * z)
    half = z / (of + z * z) * sqrt(n * (of - n) / of + z * z / 4)
    return Interval(*(round(min(max(end, 0.0), 1.0), 9) for end in (0.0 if n == 0 else middle - half, 1.0 if n == of else middle + half)))


def differs(more: int, fewer: int) -> float:
    """Return how likely it is that chance alone parts the changed pairs as unevenly, two-sided: McNemar's test in its exact form.

    Of people whom two rule sets treat alike nothing can be learned about the difference; of the others, half would go each way.

    >>> round(differs(5, 0), 4), differs(0, 0)
    (0.0625, 1.0)
    """
    changed = more + fewer
    return min(1.0, 2 * _at_most(min(more, fewer), changed)) if changed else 1.0


def _at_most(n: int, of: int) -> float:
    """The chance of at most ``n`` heads in ``of`` throws. What is left out beyond 3,000 terms is less than what a float can hold."""
    total = 0.0
    ahead = lgamma(of + 1) - of * log(2)
    for k in range(n, max(-1, n - 3000), -1):
        total += exp(ahead - lgamma(k + 1) - lgamma(of - k + 1))
    return total


def difference(more: int, fewer: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of the change of a share on the same people: the adjusted Wald interval of Bonett and Price (2012).

    >>> interval = difference(0, 0, 98)
    >>> round(interval.low, 4), round(interval.high, 4)
    (-0.0277, 0.0277)
    """
    if not of:
        return Interval(-1.0, 1.0)
    z = quantile(confidence)
    up, down = (more + 1) / (of + 2), (fewer + 1) / (of + 2)
    half = z * sqrt((up + down - (up - down) ** 2) / (of + 2))
    return Interval(max(-1.0, up - down - half), min(1.0, up - down + half))


def ratio(own: Share, rest: Share, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of the ratio of two shares of different people, by logarithms (Katz 1978), half a person added to each count.

    >>> ratio(Share(20, 100), Share(10, 100)).low < 2.0 < ratio(Share(20, 100), Share(10, 100)).high
    True
    """
    if not own.of or not rest.of:
        return Interval(0.0, ANY)
    first, second = own.n + 0.5, rest.n + 0.5
    middle = log(first / (own.of + 0.5)) - log(second / (rest.of + 0.5))
    half = quantile(confidence) * sqrt(max(0.0, 1 / first - 1 / (own.of + 0.5) + 1 / second - 1 / (rest.of + 0.5)))
    return Interval(exp(middle - half), exp(middle + half))
