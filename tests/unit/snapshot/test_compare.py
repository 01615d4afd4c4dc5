"""Why a figure is not what it was: each difference in one category, and the categories make the whole difference."""

from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.snapshot import Snapshot, compare_all, compare_indicator, list_snapshots
from tests.factories.snapshots import INDICATOR, Held, case_rows, write_snapshot
from tests.twins.comparing import plain_differences

FEBRUARY, MARCH, APRIL = date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)
_number = count()


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


def two(home: Home, then: Held, now: Held) -> tuple[Snapshot, Snapshot]:
    number = next(_number)
    return write_snapshot(home, f"older-{number}", then), write_snapshot(home, f"newer-{number}", now)


@pytest.fixture
def compared(home):
    """Compares March in a snapshot of March and in one of April: cases then and now, and what else each holds.

    Gives (category, case then, case now, added to the numerator, added to the denominator) for each difference.
    """

    def compare_tables(then: str, now: str, *, before: dict | None = None, after: dict | None = None, **asked: Any):
        older = Held(MARCH, case_rows(then), file="of March", **(before or {}))
        newer = Held(APRIL, case_rows(now), **({"file": "of April"} | (after or {})))
        _, found = compare_indicator(*two(home, older, newer), INDICATOR, **asked)
        return [
            (one.category.value, one.then and one.then.case_id, one.now and one.now.case_id,
             one.numerator, one.denominator)
            for one in found
        ]  # fmt: skip

    return compare_tables


def test_what_is_the_same_is_no_difference(compared):
    assert compared("R1 | A | 2024-03-05", "R1 | A | 2024-03-05") == []


def test_a_row_that_was_not_in_that_extract_was_recorded_late(compared):
    assert compared("R1 | A | 2024-03-05", "R1 | A | 2024-03-05 \n R2 | B | 2024-03-30") == [
        ("recorded late", None, "R2", 1, 1)
    ]


def test_a_row_that_is_in_the_extract_no_more_is_gone(compared):
    assert compared("R1 | A | 2024-03-05 \n R2 | B | 2024-03-06", "R1 | A | 2024-03-05") == [
        ("now gone", "R2", None, -1, -1)
    ]


def test_a_date_moved_into_another_month_is_a_change(compared):
    """In March's figure the referral is one fewer, in February's one more."""
    then, now = "R1 | A | 2024-03-01", "R1 | A | 2024-02-28"
    assert compared(then, now) == [("changed", "R1", None, -1, -1)]
    assert compared(then, now, at=FEBRUARY) == [("changed", None, "R1", 1, 1)]


def test_a_date_moved_within_its_month_is_no_difference_of_the_figure(compared):
    assert compared("R1 | A | 2024-03-01", "R1 | A | 2024-03-31") == []


def test_another_flag_is_a_change_of_the_numerator_alone(compared):
    assert compared("R1 | A | 2024-03-05", "R1 | A | 2024-03-05 | no") == [("changed", "R1", "R1", -1, 0)]


def test_a_record_that_was_there_and_did_not_count_yet_is_a_change(compared):
    """An assessment counts from its authorisation: entered late, it changes a record that the extract held."""
    assert compared("", "R1 | A | 2024-03-05", before={"uncounted": ["R1"]}) == [("changed", None, "R1", 1, 1)]


def test_a_record_that_counts_nowhere_now_is_a_change_and_not_gone(compared):
    """A plan found to have ended before its first month end is at no month end at all."""
    assert compared("R1 | A | 2024-03-31", "", after={"uncounted": ["R1"]}) == [("changed", "R1", None, -1, -1)]


def test_what_happened_in_the_new_month_is_no_difference_of_the_old_one(compared):
    assert compared("R1 | A | 2024-03-05", "R1 | A | 2024-03-05 \n R2 | B | 2024-04-01") == []


def test_a_year_counts_what_came_late_in_any_of_its_months(compared):
    assert compared("", "R1 | A | 2023-04-05 | 12") == [("recorded late", None, "R1", 1, 1)]


# Who the child is


def test_a_case_under_another_person_id_is_told_although_it_adds_nothing(compared):
    assert compared("R1 | A | 2024-03-05", "R1 | B | 2024-03-05") == [("person links changed", "R1", "R1", 0, 0)]


def test_a_flag_that_a_merge_brought_is_a_change_of_links(compared):
    """A's referral is a re-referral once B, who was referred before, is known to be A."""
    merged = {"relinked": [("merged", "A", "B")], "leads_to": {"B": "A"}}
    assert compared(
        "R1 | B | 2024-03-01 | no \n R2 | A | 2024-03-05 | no",
        "R1 | A | 2024-03-01 | no \n R2 | A | 2024-03-05", after=merged,
    ) == [("person links changed", "R1", "R1", 0, 0), ("person links changed", "R2", "R2", 1, 0)]  # fmt: skip


def test_two_plans_of_one_child_who_was_two_are_one_child(compared):
    """At a month end a child counts once: the earlier plan stands for nobody, though its record is still there."""
    merged = {"uncounted": ["P1"], "relinked": [("merged", "A", "B")], "leads_to": {"B": "A"}}
    assert compared("P1 | B | 2024-03-31 \n P2 | A | 2024-03-31", "P2 | A | 2024-03-31", after=merged) == [
        ("person links changed", "P1", None, -1, -1)
    ]


def test_a_late_row_of_a_child_who_was_merged_was_recorded_late_all_the_same(compared):
    assert compared("", "R1 | A | 2024-03-05", after={"relinked": [("merged", "A", "B")]}) == [
        ("recorded late", None, "R1", 1, 1)
    ]


def test_an_id_made_of_the_child_and_the_day_is_matched_through_the_merge(compared):
    merged = {"leads_to": {"B": "A"}, "relinked": [("merged", "A", "B")]}
    assert compared("B 2024-03-05 | B | 2024-03-05", "A 2024-03-05 | A | 2024-03-05", after=merged) == [
        ("person links changed", "B 2024-03-05", "A 2024-03-05", 0, 0)
    ]


def test_a_later_row_that_stands_for_the_child_instead_was_recorded_late(compared):
    """A move of placement entered late: the child is counted in the new placement, not in the one that had ended."""
    now = {"uncounted": ["L1"]}
    assert compared("L1 | A | 2024-03-31 | no", "L2 | A | 2024-03-31", after=now) == [
        ("recorded late", "L1", "L2", 1, 0)
    ]


def test_a_row_that_came_again_under_another_key_is_a_change(compared):
    assert compared("R1 | A | 2024-03-05", "R9 | A | 2024-03-05") == [("changed", "R1", "R9", 0, 0)]


def test_posts_have_no_child_to_be_matched_by(compared):
    assert compared("S1 |  | 2024-03-31", "S2 |  | 2024-03-31") == [
        ("recorded late", None, "S2", 1, 1), ("now gone", "S1", None, -1, -1),
    ]  # fmt: skip


# What it was made with


def test_a_case_of_the_same_file_read_by_other_code_is_the_codes(compared):
    after = {"code": "newer", "file": "of March"}
    assert compared("", "R1 | A | 2024-03-05", after=after) == [("definition or code changed", None, "R1", 1, 1)]


def test_other_code_does_not_explain_what_another_file_may(compared):
    assert compared("", "R1 | A | 2024-03-05", after={"code": "newer"}) == [("recorded late", None, "R1", 1, 1)]


@pytest.mark.parametrize("definition", ["another", None])
def test_another_definition_explains_every_difference_of_its_indicator(definition, compared):
    after = {"code": "newer", "definition": definition}
    assert compared("", "R1 | A | 2024-03-05", after=after) == [("definition or code changed", None, "R1", 1, 1)]


# Groups and months


def test_a_team_sees_a_case_that_went_to_another_team_as_a_change(compared):
    then, now = "R1 | A | 2024-03-05 | T1", "R1 | A | 2024-03-05 | T2"
    assert compared(then, now) == []
    assert compared(then, now, by="team", group="T1") == [("changed", "R1", None, -1, -1)]
    assert compared(then, now, by="team", group="T2") == [("changed", None, "R1", 1, 1)]


def test_a_month_that_the_older_one_does_not_report_is_new_as_a_whole(home):
    cases = "R1 | A | 2024-04-05 \n R2 | B | 2024-04-06 | no"
    pair = two(home, Held(MARCH), Held(APRIL, case_rows(cases)))
    (found,) = compare_all(*pair, at=APRIL)
    assert [(total.category.value, total.n_cases, total.numerator, total.denominator) for total in found.totals] == [
        ("new month", 2, 1, 2)
    ]
    assert (found.then, found.numerator, found.denominator) == (None, 1, 2)


def test_a_month_that_neither_reports_is_refused_with_those_that_there_are(home):
    pair = two(home, Held(MARCH), Held(APRIL))
    with pytest.raises(LineofsightError, match="use a month end from 2023-11-30 to 2024-04-30"):
        compare_all(*pair, at=date(2024, 4, 29))


def test_the_older_one_is_given_first(home):
    older, newer = two(home, Held(MARCH), Held(APRIL))
    with pytest.raises(LineofsightError, match=f"snapshots compare {older.id} {newer.id}"):
        compare_all(newer, older)
    with pytest.raises(LineofsightError, match="with itself"):
        compare_all(older, older)


def test_two_snapshots_of_one_month_are_compared_at_that_month(home):
    """Built again from a corrected file."""
    pair = two(home, Held(APRIL, case_rows("R1 | A | 2024-04-05")), Held(APRIL))
    (found,) = compare_all(*pair)
    assert (found.at, found.numerator) == (APRIL, -1)


# What always holds


@st.composite
def worlds(draw) -> tuple[Held, Held]:
    """Few ids, children and days, so that everything meets; links, code and files that may have changed."""
    ids, children = st.sampled_from(["R1", "R2", "R3", "R4"]), st.sampled_from(["A", "B", "C", ""])
    days = st.sampled_from([FEBRUARY, date(2024, 3, 5), MARCH])
    line = st.builds(
        lambda day, child, more: f"{{}} | {child} | {day} | {more}",
        days, children, st.sampled_from(["", "no", "12", "12 no", "T2"]),
    )  # fmt: skip
    sides = [draw(st.dictionaries(ids, line, max_size=4)) for _ in range(2)]
    tables = [case_rows("\n".join(text.format(name) for name, text in side.items())) for side in sides]
    uncounted = [draw(st.lists(ids, max_size=2)) for _ in range(2)]
    relinked = draw(st.sampled_from([(), (("merged", "A", "B"),), (("split", "C", "A"),)]))
    leads_to = {"B": "A"} if relinked and relinked[0][0] == "merged" else {}
    now = {"code": draw(st.sampled_from(["code", "newer"])), "file": draw(st.sampled_from(["bytes", "others"])),
           "definition": draw(st.sampled_from(["definition", "another"]))}  # fmt: skip
    return (
        Held(MARCH, tables[0], uncounted[0]),
        Held(APRIL, tables[1], uncounted[1], relinked=relinked, leads_to=leads_to, **now),
    )


@given(world=worlds(), at=st.sampled_from([FEBRUARY, MARCH]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_categories_make_the_whole_difference_whatever_happened(home, world, at):
    pair = two(home, *world)
    whole, found = compare_indicator(*pair, INDICATOR, at)
    assert sum(total.numerator for total in whole.totals) == whole.numerator
    assert sum(total.denominator for total in whole.totals) == whole.denominator
    assert whole.n_cases == len(found)


@given(world=worlds())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_case_is_explained_once_and_as_a_plain_reading_explains_it(home, world):
    _, found = compare_indicator(*two(home, *world), INDICATOR)
    told = sorted(
        (one.category.value, one.then.case_id if one.then else "", one.now.case_id if one.now else "") for one in found
    )
    then, now = world
    assert told == plain_differences(then, now, MARCH)


@given(world=worlds())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_teams_differences_make_the_countys(home, world):
    older, newer = two(home, *world)
    county, _ = compare_indicator(older, newer, INDICATOR)
    teams = [compare_indicator(older, newer, INDICATOR, by="team", group=team)[1] for team in ("T1", "T2")]
    assert sum(one.numerator for cases in teams for one in cases) == county.numerator


def test_the_list_of_snapshots_meets_a_snapshot_written_again(home):
    """Entries are kept, but only as long as their manifest stands."""
    write_snapshot(home, "again", Held(MARCH))
    before = {entry.id: entry.as_of for entry in list_snapshots(home)}["again"]
    (home.snapshots / "again").rename(home.snapshots / ".gone")
    write_snapshot(home, "again", Held(APRIL))
    assert (before, {entry.id: entry.as_of for entry in list_snapshots(home)}["again"]) == (MARCH, APRIL)
