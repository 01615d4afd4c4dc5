"""What moved between two snapshots, and what of it is late recording; how far late records moved figures before."""

from datetime import date

import pytest

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.snapshot import late_recording, revisions
from tests.factories.snapshots import INDICATOR, Held, case_rows, write_snapshot

JANUARY, FEBRUARY, MARCH, APRIL = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)

KNOWN_IN_MARCH = """
    R1 | A | 2024-03-05
    R2 | B | 2024-03-06 | no
"""
KNOWN_IN_APRIL = """
    R1 | A | 2024-03-05
    R2 | B | 2024-03-06
    R3 | C | 2024-03-30
    R4 | D | 2024-04-02
    R5 | E | 2024-04-03
    R6 | F | 2024-04-04
    R7 | G | 2024-04-05 | no
"""


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def test_movement_is_what_was_recorded_late_and_what_is_new(home):
    """March was 1 of 2, and is 3 of 3 now; April is 3 of 4. So half of it came late, and a quarter was lost since."""
    older = write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH)))
    newer = write_snapshot(home, "april", Held(APRIL, case_rows(KNOWN_IN_APRIL)))
    found = late_recording(older, newer)[INDICATOR]
    assert (found.movement, found.late, found.new) == (0.25, 0.5, -0.25)
    assert found.late_numerator == 2
    assert (found.n_came, found.n_left, found.n_changed) == (1, 0, 1)


def test_records_may_move_and_leave_the_figure_where_it_was(home):
    older = write_snapshot(home, "march", Held(MARCH, case_rows("R1 | A | 2024-03-05")))
    newer = write_snapshot(home, "april", Held(APRIL, case_rows("R2 | B | 2024-03-06")))
    found = late_recording(older, newer)[INDICATOR]
    assert (found.late, found.n_came, found.n_left) == (0, 1, 1)


def test_an_indicator_that_only_one_of_them_has_has_no_movement(home):
    older = write_snapshot(home, "march", Held(MARCH))
    newer = write_snapshot(home, "april", Held(APRIL, case_rows("R1 | A | 2024-04-05", "XX02")))
    found = late_recording(older, newer)["XX02"]
    assert (found.published, found.movement, found.late) == (None, None, None)
    assert found.latest is not None


def test_a_figure_without_a_value_has_no_movement(home):
    """Nothing was counted in March, so there was no percentage to move from."""
    older = write_snapshot(home, "march", Held(MARCH))
    newer = write_snapshot(home, "april", Held(APRIL, case_rows("R1 | A | 2024-04-05")))
    assert late_recording(older, newer)[INDICATOR].movement is None


def test_the_older_one_is_given_first(home):
    older, newer = write_snapshot(home, "march", Held(MARCH)), write_snapshot(home, "april", Held(APRIL))
    with pytest.raises(LineofsightError, match="reports a later month"):
        late_recording(newer, older)


# How far late records have moved figures before


def revised(home: Home, newest: Held) -> list[tuple[date, float | None, float | None]]:
    found = revisions(write_snapshot(home, "newest", newest)).get(INDICATOR, ())
    return [(one.at, one.numerator, one.value) for one in found]


def test_with_one_snapshot_nothing_is_known_of_late_records(home):
    assert revised(home, Held(APRIL, case_rows(KNOWN_IN_APRIL))) == []


def test_each_older_month_says_how_far_its_figure_was_revised(home):
    write_snapshot(home, "february", Held(FEBRUARY, case_rows("R0 | A | 2024-02-05 | no")))
    write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH)))
    newest = case_rows(f"R0 | A | 2024-02-05 {KNOWN_IN_APRIL}")
    assert revised(home, Held(APRIL, newest)) == [(FEBRUARY, 1, 1), (MARCH, 2, 0.5)]


def test_of_two_snapshots_of_one_month_the_last_made_is_the_one_people_had(home):
    """Both say 9:00 of the same day here; the entry that comes last in the list stands."""
    write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH)))
    write_snapshot(home, "march-again", Held(MARCH, case_rows(KNOWN_IN_APRIL)[:3]))
    assert revised(home, Held(APRIL, case_rows(KNOWN_IN_APRIL))) == [(MARCH, 0, 0)]


def test_a_month_counted_by_another_definition_says_nothing_of_late_records(home):
    write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH), code="older", definition="older"))
    assert revised(home, Held(APRIL, case_rows(KNOWN_IN_APRIL))) == []


def test_a_month_counted_by_other_code_and_the_same_definition_counts(home):
    write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH), code="older"))
    assert revised(home, Held(APRIL, case_rows(KNOWN_IN_APRIL))) == [(MARCH, 2, 0.5)]


def test_a_later_snapshot_is_no_history_of_an_older_one(home):
    newest = write_snapshot(home, "april", Held(APRIL, case_rows(KNOWN_IN_APRIL)))
    assert revisions(newest) == {}
    assert revised(home, Held(MARCH, case_rows(KNOWN_IN_MARCH))) == []


def test_a_snapshot_that_older_code_made_without_a_table_is_read_all_the_same(home):
    """Later versions keep more tables; what an older snapshot lacks is empty, and the rest of it is shown."""
    older = write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH)))
    assert not (older.folder / "tables" / "measures.monthly.parquet").exists()
    assert (older.months(INDICATOR), older.flows(INDICATOR)) == ([], [])
    assert older.figures(INDICATOR, at=MARCH)[0].numerator == 1


def test_what_cannot_be_told_safe_to_release_is_not_released(home):
    """Without its monthly sums nobody can say which small numbers could be worked out, so none leaves the service."""
    older = write_snapshot(home, "march", Held(MARCH, case_rows(KNOWN_IN_MARCH)))
    assert {figure.marker for figure in older.released_figures(INDICATOR)} == {"small number"}
