"""Standardised rates against published tables, to 1e-6, and the rules that a reader would hold us to."""

import pytest

from lineofsight.stats.intervals import Interval
from lineofsight.stats.standardise import (
    directly_standardised,
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from tests.unit.stats.tables import LEVELS, close, table

NOT_GIVEN = 0.0  # one band of the small place has no children, and its cells are blank


def column(name: str, area: str, header: str) -> list[float]:
    return [float(row[header] or NOT_GIVEN) for row in table(f"intervals/{name}") if row["area"] == area]


def directly(area: str, *, per: float = 10_000, confidence: float = 0.95):
    events, populations, standard = (column("dsr_inputs.csv", area, header) for header in ("count", "pop", "esp2013"))
    return directly_standardised(events, populations, standard, per=per, confidence=confidence)


@pytest.mark.parametrize("row", table("intervals/dsr_expected.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_directly_standardised_rates(row, level, confidence):
    per = 100_000 if row["statistic"].endswith("100000") else 10_000
    found = directly(row["area"], per=per, confidence=confidence)
    assert found.observed == float(row["total_count"])
    if not row["value"]:
        assert (found.value, found.interval, found.why_none) == (None, None, "fewer than 10 events in all")
        return
    assert found.value == close(float(row["value"]))
    assert found.interval.lower == close(float(row[f"lower{level}cl"]))
    assert found.interval.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize("row", table("intervals/isr_expected.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_indirectly_standardised_ratios_and_rates(row, level, confidence):
    observed = sum(column("isr_inputs.csv", row["area"], "count"))
    expected = expected_events(
        *(column("isr_inputs.csv", row["area"], header) for header in ("pop", "refcount", "refpop"))
    )
    assert observed == float(row["observed"])
    assert expected == close(float(row["expected"]))
    if row["ref_rate"]:
        found = indirectly_standardised_rate(observed, expected, float(row["ref_rate"]), confidence=confidence)
    else:
        per = 100 if row["statistic"].endswith("x 100") else 1
        found = indirectly_standardised_ratio(observed, expected, per=per, confidence=confidence)
    assert found.value == close(float(row["value"]))
    assert found.interval.lower == close(float(row[f"lower{level}cl"]))
    assert found.interval.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize(("_level", "confidence"), LEVELS)
def test_limits_grow_with_the_multiplier_and_no_more(_level, confidence):
    """Per 100,000 is ten times per 10,000, at 99.8% as at 95%.

    The reference's workbook has one area's 99.8% limits ten times too large for their multiplier.
    """
    small, large = (directly("testdata_big", per=per, confidence=confidence) for per in (10_000, 100_000))
    assert large.interval.lower == close(10 * small.interval.lower)
    assert large.interval.upper == close(10 * small.interval.upper)
    one, hundred = (indirectly_standardised_ratio(65, 50, per=per, confidence=confidence) for per in (1, 100))
    assert hundred.interval.upper == close(100 * one.interval.upper)


def test_998_is_wider_than_95_but_of_the_same_size():
    narrow, wide = directly("testdata_big").interval, directly("testdata_big", confidence=0.998).interval
    assert wide.lower < narrow.lower < narrow.upper < wide.upper < 1.1 * narrow.upper


def test_a_place_like_the_standard_keeps_its_crude_rate():
    """100 children of whom 20, 50 and 30 are in three bands, and a standard ten times as many of each."""
    found = directly_standardised([4, 10, 6], [20, 50, 30], [200, 500, 300], per=100)
    assert found.value == close(20)


def test_what_was_expected_gives_a_ratio_of_one():
    expected = expected_events([20, 50], [10, 30], [100, 100])
    assert expected == close(17)
    assert indirectly_standardised_ratio(17, expected).value == close(1)


def test_no_events_have_a_ratio_of_nothing_and_an_upper_limit():
    assert indirectly_standardised_ratio(0, 3.0).interval == Interval(0.0, close(1.2296265))


@pytest.mark.parametrize(
    "refused",
    [
        lambda: directly_standardised([1], [1, 2], [1, 2]),
        lambda: directly_standardised([], [], []),
        lambda: directly_standardised([1], [0], [1]),
        lambda: directly_standardised([-1], [10], [1]),
        lambda: directly_standardised([20], [30], [0]),
        lambda: expected_events([1], [1], [0]),
        lambda: indirectly_standardised_ratio(1, 0),
        lambda: indirectly_standardised_ratio(-1, 2),
    ],
)
def test_what_cannot_be_standardised_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
