"""Many teams at once: P values against R, and what a list of flags promises."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.multiplicity import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    flag_teams,
    holm,
    mid_p_binomial,
    mid_p_poisson,
)
from tests.unit.stats.tables import close, table, untimed

ADJUSTMENTS = {"bonferroni": bonferroni, "holm": holm, "bh": benjamini_hochberg, "by": benjamini_yekutieli}
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@pytest.mark.parametrize("name", ADJUSTMENTS)
def test_adjusted_p_values(name):
    rows = table("multiplicity/padjust.csv")
    found = ADJUSTMENTS[name]([float(row["p"]) for row in rows])
    assert found == close([float(row[name]) for row in rows])


def test_benjamini_and_hochbergs_own_example_flags_four_at_five_percent():
    p_values = {row["i"]: float(row["p"]) for row in table("multiplicity/padjust.csv")}
    assert [flag.name for flag in flag_teams(p_values, rate=0.05) if flag.flagged] == ["1", "2", "3", "4"]
    assert sum(p <= 0.05 for p in bonferroni(list(p_values.values()))) == 3


@pytest.mark.parametrize("case", ["died_logistic", "los_poisson"])
def test_adjusted_p_values_of_54_hospitals(case):
    """R gives two P values below 0 for length of stay: it takes one tail from one, which holds 16 digits."""
    rows = table(f"standardise/model_indirect_medpar_{case}.csv")
    found = benjamini_hochberg([mid_p_poisson(int(row["observed"]), float(row["expected"])) for row in rows])
    assert found == pytest.approx([float(row["p_bh"]) for row in rows], rel=1e-6, abs=1e-14)


@pytest.mark.parametrize("case", ["died_logistic", "los_poisson"])
def test_mid_p_values_of_54_hospitals(case):
    for row in table(f"standardise/model_indirect_medpar_{case}.csv"):
        found = mid_p_poisson(int(row["observed"]), float(row["expected"]))
        assert found == pytest.approx(float(row["p_mid"]), rel=1e-6, abs=1e-15)
        assert found > 0


def test_mid_p_by_hand():
    """Of 2 with 50%: one of two is as typical as can be; none of two has 25%, of which half, doubled."""
    assert mid_p_binomial(1, 2, 0.5) == close(1)
    assert mid_p_binomial(0, 2, 0.5) == close(0.25)


def test_teams_come_most_surprising_first_with_those_flagged_at_ten_percent():
    found = flag_teams({"North": 0.30, "South": 0.004, "East": 0.06, "West": 0.90})
    assert [(flag.name, flag.adjusted_p, flag.flagged) for flag in found] == [
        ("South", close(0.016), True),
        ("East", close(0.12), False),
        ("North", close(0.40), False),
        ("West", close(0.90), False),
    ]


def test_teams_that_share_children_are_flagged_less_readily():
    p_values = {"North": 0.03, "South": 0.04, "East": 0.05}
    assert all(flag.flagged for flag in flag_teams(p_values))
    assert not any(flag.flagged for flag in flag_teams(p_values, overlapping=True, rate=0.05))


def test_no_teams_give_no_flags():
    assert flag_teams({}) == ()


@untimed
@given(p_values=P_VALUES, seed=st.integers(0, 99))
def test_the_order_of_teams_never_matters(p_values, seed):
    shuffled = list(np.random.default_rng(seed).permutation(p_values))
    for adjust in ADJUSTMENTS.values():
        assert sorted(adjust(shuffled)) == pytest.approx(sorted(adjust(p_values)))


@untimed
@given(p_values=P_VALUES)
def test_an_adjusted_p_is_never_smaller_and_holm_never_above_bonferroni(p_values):
    for adjust in ADJUSTMENTS.values():
        assert all(q >= p * (1 - 1e-12) for p, q in zip(p_values, adjust(p_values), strict=True))
    assert all(h <= b for h, b in zip(holm(p_values), bonferroni(p_values), strict=True))


def test_about_a_tenth_of_those_flagged_are_there_by_luck():
    """2,000 lists of 20 teams, 5 of which truly have twice what is expected: up to 10% of flags are false."""
    chance = np.random.default_rng(3)
    truth = np.where(np.arange(20) < 5, 2.0, 1.0)
    false_shares = []
    p_of = cache(lambda count: mid_p_poisson(count, 20))
    for counts in chance.poisson(20 * truth, (2000, 20)):
        flags = flag_teams({str(i): p_of(int(count)) for i, count in enumerate(counts)})
        flagged = [int(flag.name) for flag in flags if flag.flagged]
        false_shares.append(sum(i >= 5 for i in flagged) / max(1, len(flagged)))
    assert 0.05 < np.mean(false_shares) < 0.10


@pytest.mark.parametrize(
    "refused",
    [
        lambda: flag_teams({"North": 1.2}),
        lambda: flag_teams({"North": 0.2}, rate=0),
        lambda: bonferroni([float("nan")]),
        lambda: mid_p_poisson(-1, 2),
        lambda: mid_p_poisson(1, 0),
        lambda: mid_p_binomial(3, 2, 0.5),
        lambda: mid_p_binomial(1, 2, 1),
    ],
)
def test_what_has_no_p_value_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
