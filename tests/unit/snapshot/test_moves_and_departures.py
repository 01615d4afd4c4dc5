"""Who moved and what became of whom, on tables that can be checked by hand."""

from datetime import date

import duckdb
import pytest

from lineofsight.snapshot import Years
from lineofsight.snapshot.after import departed_sql, departures_sql
from lineofsight.snapshot.moves import moved_sql

JANUARY = 2024 * 12
_CASES = """
    ('LA01', 'A', 0, '5-9',   'a'),
    ('LA01', 'B', 0, '16-17', 'b'), ('LA01', 'B', 1, '16-17', 'b'),
    ('LA01', 'C', 0, '16-17', 'c'), ('LA01', 'C', 1, '16-17', 'c'),
    ('LA01', 'D', 1, '16-17', 'd'), ('LA01', 'D', 2, '16-17', 'd'),
    ('LA01', 'E', 2, '1-4',   'e'),
    ('CP06', 'D', 1, '16-17', 'p')
"""


@pytest.fixture(scope="module")
def county():
    """A left care in February, B came of age and C left in March, D came unaccompanied in February, E in March."""
    found = duckdb.connect(":memory:")
    found.execute("SET TimeZone = 'UTC'")
    for statement in (
        "CREATE SCHEMA measures",
        "CREATE SCHEMA journey",
        f"""CREATE TABLE measures.periods AS SELECT * FROM (VALUES
            (DATE '2024-01-31', {JANUARY}), (DATE '2024-02-29', {JANUARY + 1}), (DATE '2024-03-31', {JANUARY + 2}))
            AS p("at", month)""",
        f"""CREATE TABLE measures.cases AS SELECT indicator, person_id, {JANUARY} + place AS month, age_band, case_id,
            'E07000082' AS district, 'T' AS team_id, 'f.csv' AS source_file, 2 AS source_row
            FROM (VALUES {_CASES}) AS c(indicator, person_id, place, age_band, case_id)""",
        """CREATE TABLE journey.periods_of_care AS SELECT * FROM (VALUES
            ('a', 'A', FALSE, 'E4A'), ('b', 'B', FALSE, 'E5'), ('c', 'C', FALSE, NULL), ('d', 'D', TRUE, NULL),
            ('e', 'E', FALSE, NULL)) AS c(period_of_care_id, person_id, is_uasc, end_reason)""",
        """CREATE TABLE journey.people AS SELECT * FROM (VALUES
            ('A', DATE '2016-01-01'), ('B', DATE '2006-03-10'), ('C', DATE '2007-01-01'), ('D', DATE '2007-01-01'),
            ('E', DATE '2021-01-01')) AS p(person_id, date_of_birth)""",
        """CREATE TABLE journey.aftermath AS SELECT *, 'f.csv' AS source_file, 2 AS source_row FROM (VALUES
            ('1', 'left care', 'A', DATE '2024-01-01', 'E4A', 8,  FALSE, DATE '2024-03-31', DATE '2024-04-01'),
            ('2', 'left care', 'B', DATE '2024-01-02', 'E5',  16, FALSE, DATE '2024-01-03', NULL),
            ('3', 'left care', 'C', DATE '2023-01-01', 'E4A', 17, TRUE,  NULL,              NULL),
            ('4', 'left care', 'D', DATE '2024-01-01', 'E5',  18, FALSE, DATE '2024-01-03', NULL),
            ('5', 'left care', 'E', DATE '2024-03-01', 'E4A', 3,  FALSE, DATE '2024-03-02', NULL))
            AS a(departure_id, kind, person_id, left_on, reason, age, is_uasc, referral_after, care_after),
            (VALUES (CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE)))
            AS n(enquiry_after, plan_after, missing_after)""",
    ):
        found.execute(statement)
    return found


def moves(county, indicator: str, first: int, last: int) -> list[tuple]:
    given = [indicator, first, last, first, last]
    rows = county.execute(f'{moved_sql(indicator)} ORDER BY person_id, "at"', given).fetchall()
    return [(person, at.month, *rest) for at, *rest, person, _, _, _, _ in rows]


def test_each_child_who_came_or_left_is_told_with_age_reason_and_whether_unaccompanied(county):
    assert moves(county, "LA01", JANUARY, JANUARY + 2) == [
        ("A", 2, "end", "5-9", False, "E4A"),
        ("B", 3, "aged out", "16-17", False, "E5"),
        ("C", 3, "end", "16-17", False, None),
        ("D", 2, "start", "16-17", True, None),
        ("E", 3, "start", "1-4", False, None),
    ]


def test_the_first_month_asked_for_has_no_moves_of_its_own_nor_has_the_month_after_the_last(county):
    assert [row[0] for row in moves(county, "LA01", JANUARY, JANUARY + 1)] == ["A", "D"]


def test_a_child_on_a_plan_is_unaccompanied_where_their_care_says_so_and_a_plan_has_no_reason(county):
    assert moves(county, "CP06", JANUARY, JANUARY + 2) == [
        ("D", 2, "start", "16-17", True, None),
        ("D", 3, "end", "16-17", True, None),
    ]


def test_departures_are_counted_by_year_and_group_and_only_where_followed_for_all_the_days(county):
    """Up to 1 April for 90 days: A left on the last day that can be followed; E left too late, D was 18.

    A was referred on the 90th day; back in care on the 91st is too late.
    """
    years = Years(date(2024, 3, 31), 90)
    assert (years.until, years.since, years.since_before) == (date(2024, 1, 1), date(2023, 1, 1), date(2022, 1, 1))
    given = [years.since, years.since_before, years.until]
    assert county.execute(departures_sql(90), given).fetchall() == [
        ("left care", "unaccompanied", False, 1, 0, 0, 0, 0, 0),
        ("left care", "under 16", True, 1, 1, 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(("within", "outcome", "people"), [(90, "referral", ["B", "A"]), (90, "care", []),
                                                            (91, "care", ["A"])])  # fmt: skip
def test_the_list_holds_the_children_whom_the_count_counts(county, within, outcome, people):
    sql = departed_sql(within, outcome, None, with_outcome=True)
    rows = county.execute(sql, ["left care", date(2023, 1, 1), date(2024, 1, 2)]).fetchall()
    assert [row[1] for row in rows] == people


def test_a_year_that_ends_on_29_february_is_twelve_months_after_the_28th():
    assert Years(date(2024, 5, 29), 90).since == date(2023, 2, 28)
