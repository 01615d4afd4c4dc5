"""Whether a measure really moved, on months that a colleague can see at a glance."""

import calendar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Figure, Flow, MonthSum
from lineofsight_web.dashboard.months import months_before
from lineofsight_web.dashboard.signals.charted import charted, data_kind
from lineofsight_web.dashboard.signals.months import months_of
from lineofsight_web.dashboard.signals.signal import signal
from lineofsight_web.judgements.in_force import Judgements

AS_OF = date(2024, 4, 30)
ENDS = [months_before(AS_OF, back) for back in range(35, -1, -1)]


@dataclass
class Told:
    """What a snapshot would say of one measure, month by month."""

    numerators: list[float]
    denominators: list[float] = field(default_factory=list)
    values: dict[date, Figure] = field(default_factory=dict)
    moved: list[Flow] = field(default_factory=list)
    days: list[tuple[date, bool]] = field(default_factory=list)
    first: int = 0
    as_of: date = AS_OF

    def periods(self):
        return ENDS

    def figures(self, indicator, *, by="all", at=None):
        if self.values:
            return list(self.values.values())
        of = self.denominators or [1.0] * 36
        return [
            Figure(indicator, end, by, "", n, d, n / (d or 1), "before our data" if place < self.first else "")
            for place, (end, n, d) in enumerate(zip(ENDS, self.numerators, of, strict=True))
        ]

    def months(self, indicator, *, by="all", group=""):
        of = self.denominators or [0.0] * 36
        return [MonthSum(end, n, d) for end, n, d in zip(ENDS, self.numerators, of, strict=True)]

    def flows(self, indicator):
        return self.moved

    def case_days(self, indicator, *, since, until):
        return [(day, is_in) for day, is_in in self.days if since <= day <= until]


def verdict(indicator: str, told: Any, said: Judgements | None = None):
    return signal(told, INDICATORS[indicator], said or Judgements())


STEADY = [20.0, 24.0] * 18


def test_months_that_vary_as_before_are_no_change():
    found = verdict("FD01", Told(STEADY))
    assert (found.icon, found.is_real) == ("no change", False)
    assert found.why == "The last point, April 2024, is within what chance makes."


def test_a_month_outside_the_limits_is_real_and_neither_way_is_good_for_contacts():
    found = verdict("FD01", Told([*STEADY[:-1], 60.0]))
    assert found.icon == "higher"
    assert found.why == "Outside the limits that chance seldom passes, April 2024."


def test_fewer_re_referrals_is_an_improvement():
    """Seven months or more on the better side of the mean."""
    shares = [30.0] * 26 + [22.0] * 10
    found = verdict("FD08", Told(shares, [100.0] * 36))
    assert found.icon == "improvement"
    assert found.why == "The last of 7 or more months on one side of the mean, April 2024."


def test_a_chart_is_of_months_not_of_rolling_windows():
    """The measure is of 12 months; its chart has each month's own referrals."""
    found = verdict("FD08", Told([30.0] * 36, [100.0] * 36))
    assert [point.value for point in found.chart.chart.points] == [0.3] * 36
    assert found.chart.chart.rules.name == "MDC-7"


def test_the_months_of_the_first_window_are_charted_too():
    """The first figure, of month 20, adds up months 9 to 20."""
    told: Any = Told([30.0] * 36, [100.0] * 36, first=20)
    assert len(months_of(told, INDICATORS["FD08"])) == 36 - 20 + 11


def test_a_month_with_nobody_in_it_is_left_out_of_a_share():
    told: Any = Told(
        [0.0 if at % 6 == 0 else 30.0 for at in range(36)], [0.0 if at % 6 == 0 else 100.0 for at in range(36)]
    )
    found = charted(told, INDICATORS["FD08"], months_of(told, INDICATORS["FD08"]))
    assert len(found.at) == 30


def test_an_accepted_new_level_begins_new_limits():
    """What was a shift from the old mean is the new mean."""
    numbers = [40.0, 44.0] * 10 + [20.0, 24.0] * 8
    assert verdict("FD01", Told(numbers)).is_real

    class Accepted(Judgements):
        rebased_on = (ENDS[20],)

    assert not verdict("FD01", Told(numbers), Accepted()).is_real


def test_a_new_level_is_proposed_never_taken():
    found = verdict("FD01", Told([40.0, 44.0] * 10 + [42.0] + [20.0, 24.0] * 7 + [22.0]))
    assert found.proposal is not None
    assert len(found.chart.chart.segments) == 1


# Levels


def level_figures(indicator: str, then: int, now: int) -> dict[date, Figure]:
    """A level that stood at `then` until six months ago and is `now` today."""
    return {
        end: Figure(indicator, end, "all", "", n, 130_000, n / 13, "")
        for place, end in enumerate(ENDS)
        for n in (then if place < 30 else now if place == 35 else then,)
    }


def level_flows(starts: int, ends: int) -> list[Flow]:
    """Twenty in and twenty out a month, until the six months that are asked about."""
    before = [Flow(end, kind, "10-15", "", 20) for end in ENDS[1:30] for kind in ("start", "end")]
    return [*before, Flow(ENDS[33], "start", "16-17", "", starts), Flow(ENDS[34], "end", "16-17", "", ends)]


def test_a_level_is_tested_by_its_starts_and_ends_and_never_charted():
    """52 fewer, from 116 in and 168 out: chance alone would move it by about 33."""
    told = Told([843.0] * 36, values=level_figures("LA01", 843, 791), moved=level_flows(116, 168))
    found = verdict("LA01", told)
    assert (found.icon, found.chart) == ("lower", None)
    assert found.why.startswith("116 in and 168 out: down 52.")
    assert found.moved.change.proportion == pytest.approx(-52 / 843)


def test_the_same_fall_from_larger_flows_is_within_chance():
    told = Told([843.0] * 36, values=level_figures("LA01", 843, 791), moved=level_flows(616, 668))
    assert verdict("LA01", told).icon == "no change"


def test_a_change_has_the_verdict_of_its_level():
    """LA02 is how LA01 moved: one question, one answer."""
    told = Told([843.0] * 36, values=level_figures("LA01", 843, 791), moved=level_flows(116, 168))
    assert verdict("LA02", told).why == verdict("LA01", told).why


@pytest.mark.parametrize(("now", "icon"), [(40, "concern"), (22, "no change")])
def test_a_share_of_a_level_is_held_against_a_year_before(now, icon):
    """20 of 600 plans over two years, then 40 of 600, or 22."""
    values = {
        end: Figure("CP11", end, "all", "", n, 600, n / 600, "")
        for place, end in enumerate(ENDS)
        for n in (now if place == 35 else 20,)
    }
    assert verdict("CP11", Told([20.0] * 36, values=values)).icon == icon


# Rare events, and too little


def test_rare_events_are_charted_by_the_days_between_them():
    """One a quarter, and then one a week: shorter gaps are more of them."""
    days = [(date(2021, 5 + 0, 10), True)]
    for year, month in [(2021, 8), (2021, 11), (2022, 2), (2022, 5), (2022, 8), (2022, 11), (2023, 2), (2023, 5),
                        (2023, 8), (2023, 11), (2024, 2)]:  # fmt: skip
        days.append((date(year, month, 10), True))
    numerators = [float(sum(day.year == end.year and day.month == end.month for day, _ in days)) for end in ENDS]
    found = verdict("EX02", Told(numerators, days=days))
    assert found.chart.chart.kind == "t"
    assert found.chart.value_words == "days between two events"
    assert found.icon == "no change"


def test_too_few_months_say_so():
    found = verdict("FD01", Told(STEADY, first=33))
    assert (found.icon, found.why) == (
        "cannot tell",
        "There are too few months, or too few events, for a chart.",
    )


def test_every_measure_has_a_kind_of_number():
    for indicator in INDICATORS.values():
        if indicator.is_held:
            assert data_kind(indicator) in {"count", "rate", "proportion", "measurement"}


def test_every_measure_of_the_county_has_a_verdict_in_words(county):
    for indicator in INDICATORS.values():
        found = signal(county.snapshot, indicator, Judgements())
        assert found.icon_words
        assert found.why.endswith((".", "needs"))


def test_month_ends_of_the_test_are_month_ends():
    assert all(end.day == calendar.monthrange(end.year, end.month)[1] for end in ENDS)
