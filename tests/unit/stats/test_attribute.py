"""p, u, c, Laney's primes and run charts against the reference's output, and by hand."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.attribute import c_chart, p_chart, u_chart
from lineofsight.stats.rules import ANHOEJ
from lineofsight.stats.run_chart import run_chart
from lineofsight.stats.runs import runs_test
from lineofsight.stats.xmr import xmr
from tests.unit.stats.spc_tables import close, groups

CASES = groups("shewhart_limits.csv", "case", "chart")
SIGNAL = {"TRUE": True, "FALSE": False}
COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=30)


def drawn(kind, rows):
    values = [float(row["numerator_or_value"]) for row in rows]
    of = [float(row["denominator"]) for row in rows if row["denominator"]]
    freeze = int(rows[0]["freeze"]) if rows[0]["freeze"] else None
    leave_out = [int(position) - 1 for position in rows[0]["exclude"].split()]
    if kind in {"p", "pp"}:
        return p_chart(values, of, prime=kind == "pp", rules=ANHOEJ, freeze=freeze, leave_out=leave_out)
    chart = {"i": xmr, "c": c_chart, "run": run_chart}[kind]
    return chart(values, rules=ANHOEJ, freeze=freeze, leave_out=leave_out)  # type: ignore[operator]


@pytest.mark.parametrize(("case", "kind"), CASES)
def test_centre_and_limits_of_each_point(case, kind):
    rows = CASES[case, kind]
    for row, point in zip(rows, drawn(kind, rows).points, strict=True):
        assert point.value == close(row["y"])
        assert point.centre == close(row["cl"])
        assert point.lower == (close(row["lcl"]) if row["lcl"] else None)
        assert point.upper == (close(row["ucl"]) if row["ucl"] else None)
        assert (point.cause == "outside the limits") == SIGNAL[row["sigma_signal"]]


@pytest.mark.parametrize(("case", "kind"), CASES)
def test_runs_about_the_centre(case, kind):
    row, points = CASES[case, kind][0], drawn(kind, CASES[case, kind]).points
    found = runs_test([np.sign(point.value - point.centre) for point in points])
    assert found.longest_run == int(row["longest_run"])
    assert found.longest_run_max == int(row["longest_run_max"])
    assert found.crossings == int(row["n_crossings"])
    assert found.crossings_min == int(row["n_crossings_min"])
    assert found.signal == SIGNAL[row["runs_signal"]]
    assert found.signal == any(point.cause in {"long run", "few crossings"} for point in points)


def test_rates_by_hand():
    """12 in 300 and 20 in 500: 40 per 1,000; three sigma is 3 sqrt(0.04 / 300)."""
    point = u_chart([12, 20], [300, 500], per=1000).points[0]
    assert point.value == pytest.approx(40)
    assert point.centre == pytest.approx(40)
    assert point.upper == pytest.approx(40 + 3000 * sqrt(0.04 / 300))


def test_limits_do_not_leave_what_a_value_can_be():
    assert p_chart([9, 10, 9], [10, 10, 10]).latest.upper == 1
    assert c_chart([1, 2, 1]).latest.lower == 0
    assert u_chart([1, 2, 1], [10, 10, 10]).latest.lower == 0


def test_nobody_or_everybody_each_month_has_the_mean_as_limits():
    for prime in (False, True):
        for numerator in (0, 10):
            point = p_chart([numerator] * 14, [10] * 14, prime=prime).latest
            assert (point.lower, point.upper, point.cause) == (numerator / 10, numerator / 10, None)


def test_thousands_in_the_denominator_need_the_prime():
    """A&E waits: every limit of the plain chart is ten times too narrow."""
    rows = CASES["nhs_accidents", "p"]
    flagged = sum(point.cause == "outside the limits" for point in drawn("p", rows).points)
    assert flagged > len(rows) / 2
    assert not any(point.cause == "outside the limits" for point in drawn("pp", rows).points)


@given(counts=COUNTS)
def test_a_count_is_a_rate_of_one_a_month(counts):
    assert [point.upper for point in u_chart(counts, [1] * len(counts)).points] == pytest.approx(
        [point.upper for point in c_chart(counts).points]
    )


@given(counts=COUNTS, at=st.data())
def test_a_rebased_chart_is_the_charts_of_its_parts(counts, at):
    start = at.draw(st.integers(1, len(counts) - 1))
    of = [50 + i for i in range(len(counts))]
    chart = p_chart(counts, of, prime=True, rebase_at=[start])
    first, second = (p_chart(counts[part], of[part], prime=True) for part in (slice(start), slice(start, None)))
    assert list(chart.points) == [*first.points, *second.points]


@pytest.mark.parametrize(
    "refused",
    [
        lambda: p_chart([1], [0]),
        lambda: p_chart([3], [2]),
        lambda: p_chart([1, 2], [2]),
        lambda: u_chart([-1], [2]),
        lambda: u_chart([1], [0]),
        lambda: c_chart([-1]),
    ],
)
def test_what_has_no_chart_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
