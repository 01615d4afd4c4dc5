"""How published years become months, at any size."""

from datetime import date

import numpy as np
import pytest

from lineofsight.synth.calibration import care_starts, figure, flow, opening_stock, stock
from lineofsight.synth.days import to_date
from lineofsight.synth.setting import Setting


def setting(residents: int = 640_000, until: date = date(2024, 4, 30), years: int = 6) -> Setting:
    return Setting(residents, 1, until, years, until)


def of_year(county: Setting, counts: np.ndarray, year: int) -> int:
    return int(sum(counts[month.number] for month in county.months if month.year_ending == year))


@pytest.mark.parametrize("residents", [640_000, 64_000, 7_777])
def test_months_add_up_to_the_published_year(residents):
    county = setting(residents)
    for measure in ("referrals", "s47_enquiries", "icpc", "cp_starts"):
        counts = flow(county, measure)
        for year in range(2019, 2025):
            assert of_year(county, counts, year) == round(figure(measure, year) * county.scale)


def test_a_level_is_the_published_one_on_31_march_and_the_planted_one_in_autumn():
    county = setting()
    ends = {to_date(month.after - 1): month.number for month in county.months}
    looked_after, plans = stock(county, "cla_at"), stock(county, "cp_at")
    for year in range(2018, 2025):
        assert looked_after[ends[date(year, 3, 31)]] == figure("cla_at_31_march", year)
    assert looked_after[ends[date(2023, 10, 31)]] == 890
    assert plans[ends[date(2023, 10, 31)]] == 710
    assert opening_stock(county, "cla_at") == figure("cla_at_31_march", 2017)


def test_levels_of_a_county_that_ends_before_the_planted_ones_are_straight_lines():
    county = setting(until=date(2023, 3, 31))
    assert stock(county, "cp_at")[-1] == figure("cp_at_31_march", 2023)


def test_children_start_at_published_ages():
    by_age, alone = care_starts(setting())
    county = setting()
    assert [of_year(county, band, 2023) for band in by_age] == [61, 46, 49, 97, 74]
    assert of_year(county, alone, 2023) == 49
    assert (alone <= by_age[-1]).all()


def test_a_year_that_is_not_published_is_as_the_nearest():
    assert figure("cla_starts_under_1", 2019) == figure("cla_starts_under_1", 2021)
    assert figure("referrals", 2031) == figure("referrals", 2025)


def test_the_last_month_may_be_cut_short():
    county = setting(until=date(2024, 4, 15))
    assert county.months[-1].share == 0.5
    whole = flow(setting(), "referrals")[-1]
    assert flow(county, "referrals")[-1] == round(whole / 2)
