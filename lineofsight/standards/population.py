"""Residents by area, mid-year, age and sex. How the years between censuses are filled: data/population/README.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from lineofsight.standards.areas import COUNTY, districts
from lineofsight.standards.package_data import read_rows

FIRST_MID_YEAR = 2011
LAST_MID_YEAR = 2024
CHILDREN = range(18)

Basis = Literal["published", "interpolated", "carried forward"]
Cell = tuple[int, str]
"""Age and sex."""

Key = TypeVar("Key")


@dataclass(frozen=True)
class Population:
    """How many people of one age and sex lived in an area at a mid-year (30 June)."""

    area: str
    mid_year: int
    age: int
    sex: str
    population: int
    basis: Basis


def population(until: int = LAST_MID_YEAR) -> list[Population]:
    """One row per area, mid-year from FIRST_MID_YEAR to `until`, age 0 to 25, and sex."""
    wanted = range(FIRST_MID_YEAR, max(until, LAST_MID_YEAR) + 1)
    return [row for mid_year in wanted for row in _of_year(mid_year)]


@cache
def _of_year(mid_year: int) -> tuple[Population, ...]:
    inside = set(districts())
    by_area = {area: _shape(years, mid_year) for area, years in _published().items()}
    whole = {area: _scaled(area, mid_year, cells) for area, cells in by_area.items() if area not in inside}
    parts = {area: by_area[area] for area in sorted(inside)}
    counted = whole | _shared_out(whole[COUNTY], parts)
    basis = _basis(mid_year)
    return tuple(
        Population(area, mid_year, age, sex, count, basis)
        for area, cells in sorted(counted.items())
        for (age, sex), count in sorted(cells.items())
    )


def _basis(mid_year: int) -> Basis:
    known = sorted(_published()[COUNTY])
    if mid_year in known:
        return "published"
    return "carried forward" if mid_year > known[-1] else "interpolated"


def _shape(years: Mapping[int, Mapping[Cell, float]], mid_year: int) -> dict[Cell, float]:
    """Each cell on the straight line between the published years on either side; the last one afterwards."""
    before = max(year for year in years if year <= mid_year)
    after = min((year for year in years if year >= mid_year), default=before)
    along = (mid_year - before) / (after - before) if after > before else 0.0
    return {cell: count + along * (years[after][cell] - count) for cell, count in years[before].items()}


def _scaled(area: str, mid_year: int, cells: Mapping[Cell, float]) -> dict[Cell, int]:
    """Whole people, with ages 0 to 17 adding up to DfE's total where there is one."""
    children = {cell: count for cell, count in cells.items() if cell[0] in CHILDREN}
    others = {cell: round(count) for cell, count in cells.items() if cell[0] not in CHILDREN}
    total = _children().get((area, mid_year), round(sum(children.values())))
    return apportion(total, children) | others


def _shared_out(whole: Mapping[Cell, int], parts: Mapping[str, Mapping[Cell, float]]) -> dict[str, dict[Cell, int]]:
    """Each cell of the whole shared among the parts in proportion to their own."""
    shared: dict[str, dict[Cell, int]] = {area: {} for area in parts}
    for cell, total in whole.items():
        for area, count in apportion(total, {area: cells[cell] for area, cells in parts.items()}).items():
            shared[area][cell] = count
    return shared


def apportion(total: int, weights: Mapping[Key, float]) -> dict[Key, int]:
    """Whole numbers that add up to `total`, in proportion to the weights, by largest remainder."""
    scale = total / sum(weights.values())
    exact = {key: weight * scale for key, weight in weights.items()}
    floors = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (floors[key] - exact[key], str(key)))
    for key in by_remainder[: total - sum(floors.values())]:
        floors[key] += 1
    return floors


@cache
def _published() -> dict[str, dict[int, dict[Cell, float]]]:
    found: dict[str, dict[int, dict[Cell, float]]] = {}
    for row in read_rows("population/single_year_of_age.csv"):
        cells = found.setdefault(row["code"], {}).setdefault(int(row["year"]), {})
        cells[int(row["age"]), row["sex"]] = float(row["population"])
    return found


@cache
def _children() -> dict[tuple[str, int], int]:
    return {
        (row["code"], int(row["year"])): int(row["population"]) for row in read_rows("population/children_0_to_17.csv")
    }
