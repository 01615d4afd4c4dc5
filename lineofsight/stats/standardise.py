"""Rates made comparable between places whose children differ in age: direct and indirect standardisation.

Sources: Dobson, Kuulasmaa, Eberle & Scherer (1991), Statistics in Medicine 10:457-462, for the interval of a directly
standardised rate; Breslow & Day (1987), Statistical Methods in Cancer Research II, chapter 2, for observed over
expected. Fewer than 10 events give no directly standardised rate, as at Public Health England.

A band is an age band, or any other group that the two places share. All sequences give one entry a band, in one order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from lineofsight.stats.intervals import Interval, byar, rate_interval

FEWEST_EVENTS = 10


@dataclass(frozen=True)
class Standardised:
    """A standardised figure. `value` and `interval` are None where `why_none` says why."""

    observed: float
    value: float | None
    interval: Interval | None
    why_none: str = ""


def directly_standardised(
    events: Sequence[float],
    populations: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 10_000,
    confidence: float = 0.95,
) -> Standardised:
    """The rate that a place would have, had it the bands of the standard population.

    Units: the value and its limits are per `per`; `standard` is a population, of any size.
    Errors: ValueError if the sequences differ in length, a population is not above 0 or a count is below 0.
    """
    _one_entry_a_band(events, populations, standard)
    if min(populations) <= 0 or min(events) < 0 or min(standard) < 0 or sum(standard) <= 0:
        raise ValueError("standardising needs populations above 0, counts from 0 and a standard population")
    observed = sum(events)
    if observed < FEWEST_EVENTS:
        return Standardised(observed, None, None, f"fewer than {FEWEST_EVENTS} events in all")
    weights = [share / sum(standard) for share in standard]
    value = sum(w * x / n for w, x, n in zip(weights, events, populations, strict=True))
    variance = sum(w * w * x / n**2 for w, x, n in zip(weights, events, populations, strict=True))
    stretch = sqrt(variance / observed)
    limits = byar(observed, confidence=confidence)
    interval = Interval(value + stretch * (limits.lower - observed), value + stretch * (limits.upper - observed))
    return Standardised(observed, value * per, interval * per)


def expected_events(
    populations: Sequence[float], reference_events: Sequence[float], reference_populations: Sequence[float]
) -> float:
    """The events that a place would have, had each of its bands the reference's rate.

    Errors: ValueError if the sequences differ in length or a reference population is not above 0.
    """
    _one_entry_a_band(populations, reference_events, reference_populations)
    if min(reference_populations) <= 0:
        raise ValueError("each band of the reference needs a population above 0")
    return sum(n * x / of for n, x, of in zip(populations, reference_events, reference_populations, strict=True))


def indirectly_standardised_ratio(
    observed: float, expected: float, *, per: float = 1, confidence: float = 0.95
) -> Standardised:
    """Observed over expected events, times `per`: 1 (or 100) is what the reference would have.

    Errors: ValueError if nothing was expected or the count is below 0.
    """
    if expected <= 0:
        raise ValueError("observed over expected needs more than 0 expected")
    interval = rate_interval(observed, expected, per=per, confidence=confidence)
    return Standardised(observed, per * observed / expected, interval)


def indirectly_standardised_rate(
    observed: float, expected: float, reference_rate: float, *, confidence: float = 0.95
) -> Standardised:
    """Observed over expected, times the reference's rate.

    Units: those of `reference_rate`, such as per 10,000.
    Errors: ValueError if nothing was expected or the count is below 0.
    """
    return indirectly_standardised_ratio(observed, expected, per=reference_rate, confidence=confidence)


def _one_entry_a_band(*columns: Sequence[float]) -> None:
    if not columns[0] or len({len(column) for column in columns}) != 1:
        raise ValueError("give one entry a band in each sequence, and at least one band")
