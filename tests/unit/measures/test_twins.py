"""Every indicator against a plain Python twin, over random journeys; and what must hold whatever the journeys."""

import random
from collections import defaultdict
from datetime import date

import pytest

from lineofsight.engines import open_engine
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.flows import is_level
from tests.factories.measures import measure
from tests.factories.random_journeys import LAST, as_tables, random_world
from tests.twins.indicators import TWINS, figures

MONTHS = 12
SEEDS = range(4)

Key = tuple[str, date, str, str]


def calculated(world, draw: random.Random | None = None) -> dict[Key, tuple[float, float]]:
    """Numerator and denominator of every figure of every indicator; a rate's and a count's denominator is left out."""
    engine = open_engine("duckdb", threads=1)
    try:
        measure(engine, INDICATORS.values(), as_tables(world, draw), LAST, months=MONTHS)
        return {
            (row["indicator"], row["at"], row["by"], row["grp"]): (
                row["numerator"] or 0.0,
                row["denominator"] or 0.0
                if INDICATORS[row["indicator"]].unit in ("percent", "change", "mean")
                else 0.0,
            )
            for row in engine.rows("SELECT * FROM measures.figures").to_pylist()
            if INDICATORS[row["indicator"]].is_held
        }
    finally:
        engine.close()


def test_every_indicator_has_a_twin():
    assert set(TWINS) == {one.id for one in INDICATORS.values() if one.is_held}


@pytest.fixture(scope="module", params=SEEDS)
def world_and_figures(request):
    world = random_world(request.param)
    return world, calculated(world)


def test_every_figure_equals_its_twin(world_and_figures):
    """All indicators, month ends, breakdowns and groups of a random world."""
    world, found = world_and_figures
    for indicator, at, by in sorted({key[:3] for key in found if key[0] in TWINS}):
        expected = figures(indicator, world, at, by)
        ours = {key[3]: value for key, value in found.items() if key[:3] == (indicator, at, by)}
        for group in set(ours) | set(expected):
            assert ours.get(group, (0, 0)) == expected.get(group, (0, 0)), (indicator, at, by, group)


def test_groups_add_up_to_the_whole(world_and_figures):
    """'unknown' is a group, so nobody falls out of a breakdown."""
    _, found = world_and_figures
    added: dict[tuple[str, date, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (indicator, at, by, _), (numerator, denominator) in found.items():
        added[indicator, at, by][0] += numerator
        added[indicator, at, by][1] += denominator
    for (indicator, at, by), total in added.items():
        assert total == pytest.approx(found[indicator, at, "all", ""]), (indicator, at, by)


def test_the_order_of_rows_never_matters():
    world = random_world(11, people=12)
    assert calculated(world) == calculated(world, random.Random(1))  # noqa: S311 - a repeatable test


@pytest.mark.parametrize("seed", SEEDS)
def test_a_level_moves_by_its_starts_and_ends(seed):
    """From each month end to the next, to the child, whatever the journeys."""
    engine = open_engine("duckdb", threads=1)
    try:
        measure(engine, INDICATORS.values(), as_tables(random_world(seed)), LAST, months=MONTHS)
        moved = {
            (row["indicator"], row["month"]): row["moved"]
            for row in engine.rows("""
                SELECT indicator, month, SUM(CASE WHEN flow = 'start' THEN n ELSE -n END) AS moved
                FROM measures.flows GROUP BY indicator, month
            """).to_pylist()
        }
        levels = {
            (row["indicator"], row["month"]): row["numerator"] or 0
            for row in engine.rows("""
                SELECT figures.indicator, periods.month, figures.numerator
                FROM measures.figures AS figures JOIN measures.periods AS periods ON periods."at" = figures."at"
                WHERE figures."by" = 'all'
            """).to_pylist()
        }
    finally:
        engine.close()
    for (indicator, month), level in levels.items():
        if is_level(INDICATORS[indicator]) and (indicator, month - 1) in levels:
            assert level - levels[indicator, month - 1] == moved.get((indicator, month), 0), (indicator, month)
