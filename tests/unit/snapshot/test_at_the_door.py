"""Contacts and referrals of two years, on tables that can be checked by hand."""

from datetime import date

import duckdb
import pytest

from lineofsight.snapshot import Years
from lineofsight.snapshot.at_the_door import CONTACTS, REFERRALS, came_back_sql

YEARS = Years(date(2024, 4, 30), 0)
GIVEN = [YEARS.since, YEARS.since_before, YEARS.until]


@pytest.fixture(scope="module")
def county():
    """A: contacts on 1 May 2022, 1 May 2023 (the anniversary) and 2 May 2023. B: once, and an enquiry after 90 days."""
    found = duckdb.connect(":memory:")
    for statement in (
        "CREATE SCHEMA journey",
        """CREATE TABLE journey.people AS SELECT * FROM (VALUES
            ('A', DATE '2020-01-01'), ('B', CAST(NULL AS DATE))) AS p(person_id, date_of_birth)""",
        """CREATE TABLE journey.contacts AS SELECT * FROM (VALUES
            ('1', 'A', DATE '2022-05-01', 'Police', FALSE, TRUE), ('2', 'A', DATE '2023-05-01', 'Police', TRUE, FALSE),
            ('3', 'A', DATE '2023-05-02', 'Schools', FALSE, FALSE), ('4', 'B', DATE '2024-01-31', NULL, FALSE, TRUE))
            AS c(contact_id, person_id, contact_date, source_group, became_referral, ended_in_advice)""",
        """CREATE TABLE journey.referrals AS SELECT * FROM (VALUES
            (DATE '2023-04-30', 'Police', 'N1', FALSE), (DATE '2023-05-01', 'Police', 'N1', FALSE),
            (DATE '2024-04-30', NULL, NULL, TRUE), (DATE '2024-05-01', 'Police', 'N1', FALSE))
            AS r(referral_date, source_group, primary_need, is_nfa)""",
        """CREATE TABLE journey.aftermath AS SELECT * FROM (VALUES
            ('contact without referral', '1', NULL), ('contact without referral', '3', DATE '2023-05-03'),
            ('contact without referral', '4', DATE '2024-04-30')) AS a(kind, departure_id, enquiry_after)""",
    ):
        found.execute(statement)
    return found


def test_contacts_are_told_by_year_referrer_age_outcome_and_whether_the_child_was_known(county):
    """An earlier contact on the same day a year before still counts; the birth date of B is not known."""
    assert county.execute(CONTACTS, GIVEN).fetchall() == [
        (False, "Police", "1-4", "advice or no further action", False, 1),
        (True, "Police", "1-4", "became a referral", True, 1),
        (True, "Schools", "1-4", "anything else", True, 1),
        (True, "unknown", "unknown", "advice or no further action", False, 1),
    ]


def test_a_year_begins_after_the_day_on_which_the_one_before_ends(county):
    assert county.execute(REFERRALS, GIVEN).fetchall() == [
        (False, "Police", "N1", False, 1),
        (True, "Police", "N1", False, 1),
        (True, "unknown", "unknown", True, 1),
    ]


@pytest.mark.parametrize(("within", "came_back"), [(90, 1), (89, 0)])
def test_only_contacts_ended_in_advice_come_back_and_the_last_day_counts(within, came_back, county):
    """The Schools' contact had another outcome, so that its enquiry is no return."""
    rows = county.execute(came_back_sql(within), GIVEN).fetchall()
    assert rows == [(False, "Police", 1, 0), (True, "unknown", 1, came_back)]
