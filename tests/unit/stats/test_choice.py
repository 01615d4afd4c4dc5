"""The chart chosen, and the reason given, for each kind of number."""

import numpy as np
import pytest

from lineofsight.stats.choice import choose_chart, more_than_counting_explains

RNG = np.random.default_rng(11)
STEADY = [28, 33, 25, 31, 36, 29, 24, 30, 27, 34, 32, 26, 30, 35, 23, 29, 31, 28, 37, 30, 26, 33, 29, 31]
UNSTEADY = RNG.poisson(30 * RNG.gamma(4, 0.25, 24)).tolist()
OF = [200 + 5 * (i % 4) for i in range(24)]


@pytest.mark.parametrize(
    ("kind", "values", "denominators", "chart"),
    [
        ("stock", [843, 840, 836], None, "flows"),
        ("measurement", [12.4, 13.1, 12.8], None, "xmr"),
        ("rare event", [20, 31, 8], None, "t"),
        ("rare event", [20, 31, 8], [1, 1, 1], "g"),
        ("count", STEADY, None, "c"),
        ("count", UNSTEADY, None, "u prime"),
        ("count", [3, 4, 2, 5, 3, 4], None, "c"),
        ("count", [0, 1, 0, 0, 2, 0], None, "t"),
        ("rate", STEADY, OF, "u"),
        ("rate", UNSTEADY, OF, "u prime"),
        ("rate", [0, 1, 0], [90, 90, 90], "t"),
        ("proportion", STEADY, OF, "p"),
        ("proportion", UNSTEADY, OF, "p prime"),
        ("proportion", [0, 1, 0], [90, 90, 90], "g"),
        ("proportion", [90, 89, 90], [90, 90, 90], "g"),
    ],
)
def test_the_chart_for_each_kind(kind, values, denominators, chart):
    assert choose_chart(kind, values, denominators).chart == chart


def test_the_reason_is_one_plain_sentence():
    assert choose_chart("stock", [843]).reason == (
        "Most of a stock stays from month to month, so limits would flag it nearly always."
    )
    assert choose_chart("proportion", [90, 89, 90], [90, 90, 90]).reason == (
        "With 0.3 cases a month that do not, most months tell nothing: chart the number of cases between two events."
    )
    assert "times as much from month to month as counting alone explains" in choose_chart("count", UNSTEADY).reason


def test_few_months_are_not_called_more_varied_than_counting():
    assert choose_chart("count", UNSTEADY[:12]).chart == "c"
    assert not more_than_counting_explains(3, 12)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: choose_chart("score", [1]),  # type: ignore[arg-type]  # what a caller may do all the same
        lambda: choose_chart("count", []),
        lambda: choose_chart("rate", [1, 2]),
        lambda: choose_chart("proportion", [1, 2], [3, 0]),
    ],
)
def test_what_cannot_be_chosen_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
