"""What must hold of every journey, whatever the extracts hold."""

import itertools
import random
from collections import Counter, defaultdict
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.comparing import differences
from tests.factories.derived import WORLDS, derive
from tests.factories.tables import every_step
from tests.factories.worlds import AS_OF, small_world

quietly = settings(max_examples=12, deadline=None)

NEVER_OVERLAP = {
    "journey.team_spells": ("person_id",),
    "journey.district_spells": ("person_id",),
    "journey.spells": ("person_id", "state"),
    "journey.periods_of_care": ("person_id",),
    "workforce.vacancies": ("post_id",),
    "workforce.allocations": ("person_id",),
}

ONE_FOR_ONE = {
    # Source: its date and key, and the table in which each row stands once.
    "ssd_contacts": ("cont_contact_date", "cont_contact_id", "journey.contacts", "contact_id"),
    "ssd_early_help_episodes":
        ("earl_episode_start_date", "earl_episode_id", "journey.early_help_episodes", "episode_id"),
    "ssd_cin_episodes": ("cine_referral_date", "cine_referral_id", "journey.referrals", "referral_id"),
    "ssd_cin_assessments": ("cina_assessment_start_date", "cina_assessment_id", "journey.assessments", "assessment_id"),
    "ssd_cin_plans": ("cinp_cin_plan_start_date", "cinp_cin_plan_id", "journey.cin_plans", "cin_plan_id"),
    "ssd_cin_visits": ("cinv_cin_visit_date", "cinv_cin_visit_id", "journey.cin_visits", "cin_visit_id"),
    "ssd_s47_enquiry": ("s47e_s47_start_date", "s47e_s47_enquiry_id", "journey.s47_enquiries", "s47_enquiry_id"),
    "ssd_cp_plans": ("cppl_cp_plan_start_date", "cppl_cp_plan_id", "journey.cp_plans", "cp_plan_id"),
    "ssd_cp_visits": ("cppv_cp_visit_date", "cppv_cp_visit_id", "journey.cp_visits", "cp_visit_id"),
    "ssd_cla_episodes":
        ("clae_cla_episode_start_date", "clae_cla_episode_id", "journey.care_episodes", "care_episode_id"),
    "ssd_involvements":
        ("invo_involvement_start_date", "invo_involvements_id", "journey.involvements", "involvement_id"),
    "workforce_posts": ("post_start", "post_id", "workforce.posts", "post_id"),
}  # fmt: skip

FROM_THE_FUTURE = {"target_date", "due_date", "until_date", "date_of_birth"}
"""Dates that may lie after the run: a target, when a review is due, how long a school roll is taken to hold, and the
expected birth of an unborn child."""


def _rows(table: pa.Table) -> list[dict]:
    return table.to_pylist()


def _shuffled(table: pa.Table, chance: random.Random) -> pa.Table:
    return table.take(pa.array(chance.sample(range(len(table)), len(table)), pa.int64()))


def _days(table: pa.Table) -> list[str]:
    return [field.name for field in table.schema if pa.types.is_date(field.type)]


@quietly
@given(WORLDS)
@pytest.mark.parametrize("table", NEVER_OVERLAP)
def test_spells_never_overlap(table, world):
    spells = defaultdict(list)
    for row in _rows(world[table]):
        whose = tuple(row[column] for column in NEVER_OVERLAP[table])
        spells[whose].append((row["start_date"], row["end_date"] or date.max))
    for one in spells.values():
        one.sort()
        for (_, end), (start, _) in itertools.pairwise(one):
            assert end <= start


@quietly
@given(WORLDS)
def test_a_spell_covers_the_days_that_its_states_cover(world):
    """Taking overlaps apart loses no day and adds none."""
    assert _covered(world["journey.spells"]) == _covered(world["journey.states"])


def _covered(table: pa.Table) -> dict[tuple[str, str], set[int]]:
    days = defaultdict(set)
    for row in _rows(table):
        end = row["end_date"] or date(2030, 1, 1)
        if row["start_date"] < end:
            days[row["person_id"], row["state"]] |= set(range(row["start_date"].toordinal(), end.toordinal()))
    return days


@quietly
@given(WORLDS)
def test_a_child_is_looked_after_on_the_days_that_an_episode_covers(world):
    """Periods of care are the care episodes brought together, short breaks left out."""
    episodes = defaultdict(set)
    for row in _rows(world["journey.care_episodes"]):
        if not row["is_short_break"]:
            end = row["end_date"] or date(2030, 1, 1)
            episodes[row["person_id"]] |= set(range(row["start_date"].toordinal(), end.toordinal()))
    periods = defaultdict(set)
    for row in _rows(world["journey.periods_of_care"]):
        end = row["end_date"] or date(2030, 1, 1)
        periods[row["person_id"]] |= set(range(row["start_date"].toordinal(), end.toordinal()))
    assert periods == episodes


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(("ssd", "ssda903")))
def test_row_order_never_matters(seed, care):
    """The same rows in another order give the same tables."""
    world = small_world(seed, care=care)
    chance = random.Random(seed)  # noqa: S311  a test, not a secret
    shuffled = {table: _shuffled(rows, chance) for table, rows in world.items()}
    first, second = derive(world), derive(shuffled)
    assert {step.table: differences(first[step.table], second[step.table]) for step in every_step()} == {
        step.table: [] for step in every_step()
    }


@quietly
@given(WORLDS)
@pytest.mark.parametrize("source", ONE_FOR_ONE)
def test_every_row_in_scope_stands_once_in_its_table(source, world):
    """In scope: dated by the day of the run."""
    day, key, table, entity = ONE_FOR_ONE[source]
    if source == "ssd_cla_episodes" and not len(world[f"source.{source}"]):
        return
    expected = Counter(row[key] for row in _rows(world[f"source.{source}"]) if row[day] <= AS_OF)
    assert Counter(world[table][entity].to_pylist()) == expected


@quietly
@given(WORLDS)
@pytest.mark.parametrize("step", every_step(), ids=lambda step: step.table)
def test_keys_are_unique(step, world):
    rows = world[step.table]
    assert len(rows) == len(set(zip(*(rows[column].to_pylist() for column in step.key), strict=True)))


@quietly
@given(WORLDS)
def test_everybody_in_a_journey_is_one_of_its_people(world):
    people = set(world["journey.people"]["person_id"].to_pylist())
    for table, rows in world.items():
        if table.startswith(("journey.", "workforce.")) and "person_id" in rows.column_names:
            assert set(rows["person_id"].to_pylist()) <= people, table


@quietly
@given(WORLDS)
def test_nothing_is_dated_after_the_run(world):
    for step in every_step():
        rows = world[step.table]
        if not step.interim:
            late = [
                day
                for day in _days(rows)
                if day not in FROM_THE_FUTURE and (pc.max(rows[day]).as_py() or AS_OF) > AS_OF
            ]
            assert late == [], step.table


@quietly
@given(WORLDS)
def test_nothing_ends_before_it_starts(world):
    for table, rows in world.items():
        if table.startswith(("journey.", "workforce.")) and {"start_date", "end_date"} <= set(rows.column_names):
            assert all(row["end_date"] is None or row["start_date"] is None or row["end_date"] >= row["start_date"]
                       for row in _rows(rows)), table  # fmt: skip


@quietly
@given(WORLDS)
def test_every_row_points_at_a_row_of_an_extract(world):
    for step in every_step():
        rows = world[step.table]
        if {"source", "source_file", "source_row"} <= set(rows.column_names):
            for row in _rows(rows):
                extract = world[f"source.{row['source']}"]
                known = set(zip(extract["source_file"].to_pylist(), extract["source_row"].to_pylist(), strict=True))
                assert (row["source_file"], row["source_row"]) in known, step.table
