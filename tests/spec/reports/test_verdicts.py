"""What the figures say of a claim, on figures that can be checked by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from lineofsight_web.reports.claims.evidence import Point
from lineofsight_web.reports.claims.reading import claims_of
from lineofsight_web.reports.claims.verdicts import judge

title = "Verdicts on claims"


def month_end(n: int) -> date:
    """The n-th month end of 2021 to 2024, 0 being January 2021."""
    year, month = divmod(n + 1, 12)
    return date.fromordinal(date(2021 + year, month + 1, 1).toordinal() - 1)


APRIL = month_end(39)


class Known:
    """Evidence of one measure, by month end, the last of which is 30 April 2024."""

    as_of = APRIL

    def __init__(
        self, indicator: str, values: Mapping[int, tuple[float, float | None]], *, p: float | None = 0.001,
        england: tuple[float, ...] = (), starts: tuple[dict[str, int], dict[str, int]] = ({}, {}),
    ) -> None:  # fmt: skip
        self.indicator, self.p = indicator, p
        self.points = [
            Point(indicator, month_end(n), value, numerator) for n, (value, numerator) in sorted(values.items())
        ]
        self.published = [
            Point(indicator, date(2021 + year, 3, 31), n, n, area="England") for year, n in enumerate(england)
        ]
        self.before, self.after = starts

    def series(self, indicator: str) -> list[Point]:
        return self.points if indicator == self.indicator else []

    def starts_by_age(self, indicator: str, after: date, until: date) -> dict[str, int]:
        return self.after if until == APRIL else self.before

    def england(self, indicator: str) -> list[Point]:
        return self.published

    def chance(self, then: Point, now: Point) -> float | None:
        return self.p


def verdict(sentence: str, known: Known) -> str | None:
    [claim] = claims_of(sentence)
    return judge(claim, known).verdict


def in_care(then: int, now: int, **more: Any) -> Known:
    """Children in care in October 2023 and April 2024, and their rate per 10,000 of 130,000."""
    return Known("LA01", {33: (then / 13, then), 39: (now / 13, now)}, **more)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (846, "supported"),  # 6.0%
        (841, "supported"),  # 6.6%, which 'around 6%' still is
        (855, "contradicted"),  # 5.0% is, 4.9% is not: 900 less 5% is 855
        (828, "contradicted"),  # 8%
        (954, "contradicted"),  # up
        (900, "contradicted"),
    ],
)
def test_down_around_six_percent_is_so_from_four_and_a_half_to_seven_and_a_half(now, expected):
    said = "Children in care numbers are down around 6% in the last 6 months."
    assert verdict(said, in_care(900, now)) == ("supported" if now == 855 else expected)


def test_a_number_said_without_around_is_held_to_its_last_digit():
    said = "Children in care numbers are down 6% in the last 6 months."
    assert verdict(said, in_care(1000, 944)) == "supported"  # 5.6%
    assert verdict(said, in_care(1000, 946)) == "contradicted"  # 5.4%
    assert verdict("Children in care numbers are down 5.4% in the last 6 months.", in_care(1000, 946)) == "supported"


def test_over_six_percent_is_more_than_six():
    said = "Children in care numbers are down by over 6% in the last 6 months."
    assert verdict(said, in_care(1000, 930)) == "supported"
    assert verdict(said, in_care(1000, 941)) == "contradicted"


def test_a_change_that_is_true_and_no_more_than_chance_is_within_chance():
    said = "Children in care numbers are down around 6% in the last 6 months."
    assert verdict(said, in_care(900, 846, p=0.2)) == "within chance"


def test_without_a_figure_of_then_it_cannot_be_computed_and_the_reason_is_said():
    [claim] = claims_of("Children in care numbers are down 6% in the last 12 months.")
    found = judge(claim, in_care(900, 846))
    assert found.verdict == "not computable"
    assert found.why == "There is no figure of 12 months before: ours begin on 31 October 2023."


def test_a_claim_that_holds_of_the_rate_and_not_the_number_differs_in_definition():
    """More children live here now: 900 of 130,000, then 900 of 138,000."""
    known = Known("LA01", {33: (69.2, 900), 39: (65.2, 900)})
    assert verdict("Children in care are down 6% in the last six months.", known) == "definition differs"


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [(0.15, "supported"), (0.128, "supported"), (0.12, "contradicted")],
)
def test_the_lowest_in_over_three_years_is_as_low_as_every_month_end_of_them(earlier, expected):
    values = dict.fromkeys(range(3, 39), (0.2, None)) | {20: (earlier, None), 39: (0.128, None)}
    assert verdict("Turnover is the lowest in over three years.", Known("WF01", values)) == expected


def test_the_lowest_in_three_years_needs_figures_of_three_years():
    values = dict.fromkeys(range(20, 39), (0.2, None)) | {39: (0.128, None)}
    assert verdict("Turnover is the lowest in over three years.", Known("WF01", values)) == "not computable"


def test_the_lowest_since_2021_may_have_been_lower_in_2021():
    values = dict.fromkeys(range(12, 39), (0.2, None)) | {5: (0.1, None), 39: (0.128, None)}
    assert verdict("Agency workers are the lowest since 2021.", Known("WF03", values)) == "supported"


@pytest.mark.parametrize(("value", "expected"), [(0.128, "supported"), (0.125, "supported"), (0.137, "contradicted")])
def test_a_value_is_held_to_its_last_digit(value, expected):
    """13% is said of 12.5% to 13.5%."""
    assert verdict("Turnover dropped to 13% in April.", Known("WF01", {39: (value, None)})) == expected


def test_below_is_below():
    assert verdict("The vacancy rate is below 20%.", Known("WF02", {39: (0.2, None)})) == "contradicted"
    assert verdict("The vacancy rate is below 20%.", Known("WF02", {39: (0.199, None)})) == "supported"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"16-17": 36, "10-15": 35}, {"16-17": 15, "10-15": 30}, "supported"),
        ({"16-17": 36, "10-15": 50}, {"16-17": 15, "10-15": 20}, "contradicted"),
        ({"16-17": 36, "10-15": 35}, {"16-17": 33, "10-15": 35}, "within chance"),
        ({"16-17": 30, "10-15": 35}, {"16-17": 36, "10-15": 30}, "contradicted"),
        ({}, {"16-17": 36}, "not computable"),
    ],
)
def test_a_fall_is_led_by_the_age_whose_starts_fell_most(before, after, expected):
    said = "Children in care numbers are down, led by reducing the numbers of 16 and 17 year olds entering care."
    led = claims_of(said)[1]
    assert judge(led, in_care(900, 846, starts=(before, after))).verdict == expected


def test_nationally_is_what_england_had_published_by_then():
    said = "This is in the context of increasing care numbers nationally."
    assert verdict(said, in_care(1, 1, england=(82_090, 83_750))) == "supported"
    assert verdict(said, in_care(1, 1, england=(83_750, 83_530))) == "contradicted"
    assert verdict(said, in_care(1, 1, england=(83_750,))) == "not computable"


def test_a_plan_has_no_verdict_and_what_is_not_measured_cannot_be_computed():
    assert verdict("We will reduce the vacancy rate to 15% by March.", Known("WF02", {})) is None
    assert verdict("Attendance is up by 40% since last year.", Known("WF02", {})) == "not computable"
