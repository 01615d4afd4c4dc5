"""How many of each thing there should be, month by month: published figures, in proportion to the size asked for.

Source: `data/calibration.csv`, which names the DfE publication of each figure; `data/README.md` says how months share a
year, and gives the levels of autumn 2023 that the planted falls start from.
"""

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lineofsight.synth.data_files import read_rows
from lineofsight.synth.days import to_day
from lineofsight.synth.draws import Ints, rounded
from lineofsight.synth.setting import Setting

Floats = NDArray[np.float64]


@cache
def published() -> dict[str, dict[int, float]]:
    """Measure, then the year in which the year of account ends (for the workforce: of the 30 September)."""
    found: dict[str, dict[int, float]] = {}
    for row in read_rows("calibration.csv"):
        found.setdefault(row["measure"], {})[int(row["year"])] = float(row["value"])
    return found


def figure(measure: str, year: int) -> float:
    """The published figure; the nearest year's where the year's own is not published."""
    years = published()[measure]
    return years[min(years, key=lambda known: (abs(known - year), known))]


@cache
def _planted() -> tuple[dict[str, str], ...]:
    return tuple(read_rows("planted.csv"))


SEASON = (0.97, 1.08, 1.07, 1.06, 0.78, 0.95, 1.05, 1.07, 0.88, 1.02, 0.97, 1.10)
"""How much of a year's front door April, May … March bring, against an even year. Ours: schools close in August."""

UASC_STAY_BELOW = 0.75
"""Unaccompanied children starting in a year, for each one looked after at its end: they stay for over a year."""

CARE_AGES = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_and_over")


def yearly(setting: Setting, measure: str, year: int) -> int:
    """What a whole year should bring at this size."""
    return round(figure(measure, year) * setting.scale)


def flow(setting: Setting, measure: str, totals: dict[int, int] | None = None) -> Ints:
    """What each month of the history should bring: whole years add up to the year's figure.

    `totals` replaces the published figure of each year where the caller has worked out its own.
    """
    counts = np.zeros(len(setting.months), np.int32)
    for year in sorted({month.year_ending for month in setting.months}):
        months = [month for month in setting.months if month.year_ending == year]
        total = totals[year] if totals is not None else yearly(setting, measure, year)
        weights = _month_weights(measure, year)
        shared = rounded(np.array(weights), total)
        for month, count in zip(months, shared, strict=False):
            counts[month.number] = round(int(count) * month.share)
    return counts


def stock(setting: Setting, measure: str) -> Ints:
    """The level at the end of each month: straight lines between the published 31 Marches and the planted levels."""
    first, last = setting.months[0].year_ending - 1, setting.months[-1].year_ending
    points = {to_day(_march(year)): figure(f"{measure}_31_march", year) for year in range(first, last + 1)}
    for row in _planted():
        if row["measure"] == measure and row["kind"] == "level":
            points[to_day(_date(row["until"]))] = float(row["value"])
    days = sorted(points)
    ends = [month.after - 1 for month in setting.months]
    return np.rint(np.interp(ends, days, [points[day] for day in days]) * setting.scale).astype(np.int32)


def opening_stock(setting: Setting, measure: str) -> int:
    """The level on the day before the first month."""
    return yearly(setting, f"{measure}_31_march", setting.months[0].year_ending - 1)


def care_starts(setting: Setting) -> tuple[Ints, Ints]:
    """Children starting to be looked after: by month and age group (in the order of CARE_AGES), and unaccompanied ones.

    Years without published ages share the year's total as the nearest year that has them. Unaccompanied children are
    part of the oldest group.
    """
    years = sorted({month.year_ending for month in setting.months})
    shares = {year: np.array([figure(f"cla_starts_{age}", year) for age in CARE_AGES]) for year in years}
    totals = {year: rounded(shares[year], round(_reconciled_starts(year) * setting.scale)) for year in years}
    by_age = np.stack(
        [
            flow(setting, f"cla_starts_{age}", {year: int(totals[year][at]) for year in years})
            for at, age in enumerate(CARE_AGES)
        ]
    )
    alone = {year: min(round(_alone(year) * setting.scale), int(totals[year][-1])) for year in years}
    uasc = np.minimum(flow(setting, "cla_starts_uasc", alone), by_age[-1])
    return by_age, uasc


def _alone(year: int) -> float:
    """Unaccompanied children starting; where that is not published, as many as keeps the published level."""
    known = published()["cla_starts_uasc"]
    return known[year] if year in known else UASC_STAY_BELOW * figure("cla_uasc_at_31_march", year)


def _reconciled_starts(year: int) -> float:
    """A year's starts that share between starts and ends, in proportion, what the published three leave unexplained.

    The published stock, starts and ends of a year differ by a few children (in the year to March 2019 by 22).
    """
    starts, ends = figure("cla_starts", year), figure("cla_ends", year)
    change = figure("cla_at_31_march", year) - figure("cla_at_31_march", year - 1)
    return (2 + change / ends) / (1 / starts + 1 / ends)


def _month_weights(measure: str, year: int) -> list[float]:
    """The share of a year that April to March bring."""
    weights = list(SEASON) if not measure.startswith("cla_") else [1.0] * 12
    for row in _planted():
        if row["measure"] != measure or row["kind"] != "share of year":
            continue
        start, end = _date(row["from"]), _date(row["until"])
        if start != date(year - 1, 4, 1):
            continue
        inside = (end.month - 4) % 12 + 1
        early, late = sum(weights[:inside]), sum(weights[inside:])
        share = float(row["value"])
        weights = [w / early * share if at < inside else w / late * (1 - share) for at, w in enumerate(weights)]
    return weights


def _march(year: int) -> date:
    return date(year, 3, 31)


def _date(text: str) -> date:
    return date.fromisoformat(text)
