"""March's referrals as they were known when March was reported, and as they are known a month later.

Four things happened to a county's files meanwhile, as `tests/web/two_months.py` tells: a referral was entered late, one
was withdrawn, the date of one was corrected, and two records were found to be one child.
"""

import shutil
from datetime import date

import pytest

from lineofsight.home import Home
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import (
    Snapshot,
    compare_all,
    compare_indicator,
    late_recording,
    list_snapshots,
    open_snapshot,
    prune,
)
from lineofsight.snapshot.store import activate, folder_of

MARCH = date(2024, 3, 31)


@pytest.fixture(scope="module")
def march_and_april(two_months_home) -> tuple[Snapshot, Snapshot]:
    newer, older = list_snapshots(two_months_home)
    return open_snapshot(two_months_home, older.id), open_snapshot(two_months_home, newer.id)


def differences(march_and_april, indicator: str) -> dict[str, tuple[str, str, float, float]]:
    """By case: category, why, and what it adds to the numerator and to the denominator."""
    older, newer = march_and_april
    _, found = compare_indicator(older, newer, indicator)
    return {one.case.case_id: (one.category.value, one.why, one.numerator, one.denominator) for one in found}


def test_each_referral_of_the_year_that_differs_is_explained(march_and_april):
    """Referrals of the 12 months to 31 March: 23 were known, 24 are; one more came than went."""
    found = differences(march_and_april, "FD07")
    assert {case: told[:2] for case, told in found.items() if told[0] != "person links changed"} == {
        "R4": ("recorded late", "its row was not in the extract of 31 March 2024"),
        "R-WRONG": ("now gone", "its row is in the extract no more"),
        "R5": ("changed", "its record was there; then it counted last on 28 March 2023"),
    }
    assert sum(numerator for _, _, numerator, _ in found.values()) == 1


def test_a_merge_makes_the_second_referral_a_re_referral(march_and_april):
    """None of 23 was a re-referral; one of 24 is, because two records are one child."""
    found = differences(march_and_april, "FD08")
    assert found["R7"][0] == "person links changed"
    assert found["R7"][2:] == (1, 0)


def test_the_categories_of_every_indicator_add_up_to_its_difference(march_and_april):
    compared = [one for one in compare_all(*march_and_april) if one.is_comparable]
    assert len(compared) >= 15
    for one in compared:
        assert sum(total.numerator for total in one.totals) == one.numerator, one.indicator
        if INDICATORS[one.indicator].is_of_shares:
            assert sum(total.denominator for total in one.totals) == one.denominator, one.indicator


def test_of_what_moved_by_april_one_referral_was_late_recording(march_and_april):
    """March was told as 23 and is 24; April is 22, because two referrals of April 2023 are over a year old."""
    moved = late_recording(*march_and_april)["FD07"]
    assert (moved.movement_numerator, moved.late_numerator, moved.new_numerator) == (-1, 1, -2)


def test_a_person_id_lasts_from_one_month_to_the_next(march_and_april):
    """Ids are the same but where records were joined: there one of the two leads to the other."""
    then, now = ({case.case_id: case.person_id for case in snapshot.cases("FD07", MARCH)}
                 for snapshot in march_and_april)  # fmt: skip
    both = {case for case in then.keys() & now.keys() if then[case] != now[case]}
    assert len(both) == 1
    assert both <= {"R6", "R7"}


def test_what_is_pruned_can_be_compared_no_more_and_the_rest_stands(two_months_home, tmp_path):
    """The one in force stays, whatever is deleted."""
    home = Home(tmp_path / "home")
    shutil.copytree(two_months_home.root, home.root)
    newer, older = list_snapshots(home)
    activate(home, older.id)
    assert prune(home, keep=1) == []
    activate(home, newer.id)
    assert prune(home, keep=1) == [older.id]
    assert folder_of(home).name == newer.id
