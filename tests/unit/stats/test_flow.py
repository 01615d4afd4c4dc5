"""Queues by hand: what is open, what a steady queue would hold, what has grown old, and cohorts followed alike."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.flow import Cohort, Spell, ageing_work, equal_cohorts, littles_law
from lineofsight.stats.survival import Stay, kaplan_meier

JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)


def test_a_steady_queue_holds_its_rate_times_its_time():
    """One assessment starts each day and takes ten days: one a day is done, and ten are open."""
    spells = [Spell(JANUARY + timedelta(day), JANUARY + timedelta(day + 10)) for day in range(-40, 60)]
    found = littles_law(spells, JANUARY, FEBRUARY)
    assert (found.arrivals, found.completions, found.mean_days) == (31, 31, 10)
    assert found.mean_open == found.open_if_steady == 10
    assert found.excess == 0
    assert found.days_to_clear == 10


def test_a_growing_queue_holds_more_than_what_it_completes_tells():
    """Two come each day and one is done: those done took ten days, and those who wait are not among them."""
    quick = [Spell(JANUARY + timedelta(day), JANUARY + timedelta(day + 10)) for day in range(-40, 60)]
    waiting = [Spell(JANUARY + timedelta(day)) for day in range(31)]
    found = littles_law([*quick, *waiting], JANUARY, FEBRUARY)
    assert found.open_if_steady == 10
    assert found.mean_open == 10 + 16  # on the nth day n of them wait
    assert (found.open_at_start, found.open_at_end) == (10, 10 + 31)


def test_the_day_it_ends_is_no_day_open():
    spell = Spell(JANUARY, date(2024, 1, 3))
    assert [spell.is_open_on(date(2024, 1, day)) for day in (1, 2, 3)] == [True, True, False]
    assert spell.days_within(JANUARY, FEBRUARY) == 2


@given(st.lists(st.tuples(st.integers(-30, 40), st.none() | st.integers(0, 40)), max_size=20))
def test_what_is_open_at_the_end_is_what_was_plus_what_came_less_what_went(drawn):
    spells = [
        Spell(start := JANUARY + timedelta(day), None if days is None else start + timedelta(days))
        for day, days in drawn
    ]
    found = littles_law(spells, JANUARY, FEBRUARY)
    assert found.open_at_start + found.arrivals - found.completions == found.open_at_end
    every_day = [sum(spell.is_open_on(JANUARY + timedelta(day)) for spell in spells) for day in range(31)]
    assert found.mean_open == pytest.approx(sum(every_day) / 31)


def test_open_work_beside_the_ages_at_which_past_work_was_done():
    past = kaplan_meier([Stay(float(day), "done") for day in range(1, 101)])
    found = ageing_work({"A": 20, "B": 60, "C": 90, "D": 99, "E": 300}, past)
    assert found.limits == (50.5, 85.5, 95.5)
    assert [one.key for one in found.open] == ["E", "D", "C", "B", "A"]
    assert found.bands == (1, 1, 1, 2)
    assert found.open[-1].done_by_then == pytest.approx(0.2)
    assert found.open[0].done_by_then is None  # nobody was ever followed so long


def test_past_work_that_is_still_open_makes_the_limits_later():
    """Percentiles of completed work alone say that half are done in two days: of these four, three were not."""
    with_open = kaplan_meier([Stay(2, "done"), Stay(30), Stay(40, "done"), Stay(50)])
    assert ageing_work({}, with_open, [0.5]).limits == (40,)


def test_cohorts_are_followed_equally_long():
    """January's two had 45 days by the end of March, one was done in them; March's have not had the time."""
    spells = [
        Spell(JANUARY, date(2024, 2, 15)),
        Spell(date(2024, 1, 31), date(2024, 3, 31)),
        Spell(date(2024, 3, 5), date(2024, 3, 6)),
    ]
    found = equal_cohorts(spells, 45, seen_until=date(2024, 3, 31))
    assert [(one.month, one.started, one.within) for one in found] == [
        (JANUARY, 2, 1), (FEBRUARY, 0, None), (date(2024, 3, 1), 1, None),
    ]  # fmt: skip
    assert found[0].share == 0.5
    assert found[0].interval.lower < 0.5 < found[0].interval.upper


def test_the_last_day_of_the_time_counts():
    done, late = Spell(JANUARY, JANUARY + timedelta(45)), Spell(JANUARY, JANUARY + timedelta(46))
    [found, *_] = equal_cohorts([done, late], 45, seen_until=date(2024, 12, 31))
    assert found == Cohort(JANUARY, 2, 1, found.interval)


def test_no_work_is_no_cohort():
    assert equal_cohorts([], 45, seen_until=FEBRUARY) == []


@pytest.mark.parametrize("wrong", [lambda: Spell(FEBRUARY, JANUARY), lambda: littles_law([], JANUARY, JANUARY)])
def test_times_that_run_backwards_are_refused(wrong):
    with pytest.raises(ValueError, match=r"no earlier|at least one day"):
        wrong()
