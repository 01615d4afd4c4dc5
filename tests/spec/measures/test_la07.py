from lineofsight.measures.catalogue.care_planning import VISITS_ON_TIME
from tests.factories.measures import Ratio

title = "Visits to children in care on time"

_IN_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2022-01-03
    b                 | B         | 2022-01-03
"""


def test_six_weeks_to_the_day_is_on_time_and_a_day_more_is_not(measured):
    """42 days before 31 March 2024 is 18 February."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2024-01-08 | Y      | U6
            2            | B         | b                 | 2024-01-08 | Y      | U6
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-02-18
            B         | 2024-02-17
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_in_the_first_week_of_a_placement_a_child_is_not_asked_about(measured):
    """A's week ended on 31 March, B's the day before; neither has been visited."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2024-03-24 | Y      | U6
            2            | B         | b                 | 2024-03-23 | Y      | U6
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_visit_in_the_placement_before_does_not_count(measured):
    """A was seen on 10 March and moved the next day. B was seen on the day of the move, in the new home."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2022-01-03 | Y      | U6
            2            | A         | a                 | 2024-03-11 | Y      | K2
            3            | B         | b                 | 2022-01-03 | Y      | U6
            4            | B         | b                 | 2024-03-11 | Y      | K2
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-03-10
            B         | 2024-03-11
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_after_a_year_of_a_long_term_placement_three_months_are_enough(measured):
    """Both were seen on 31 December. A's long-term foster placement is a year old that day, B's a day younger."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2023-03-31 | Y      | U4
            2            | B         | b                 | 2023-04-01 | Y      | U4
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2023-12-31
            B         | 2023-12-31
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_after_a_year_of_any_other_placement_it_is_still_six_weeks(measured):
    """A children's home (K2) and a foster placement that is not long term (U6), both seen ten weeks before."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2022-01-03 | Y      | K2
            2            | B         | b                 | 2022-01-03 | Y      | U6
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-01-21
            B         | 2024-01-21
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_with_parents_under_an_interim_order_it_is_a_week_until_the_first_review(measured):
    """24 March is a week before. A was seen that day, B the day before."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2024-03-11
            b                 | B         | 2024-03-11
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2024-03-11 | Y      | P1
            2            | B         | b                 | 2024-03-11 | Y      | P1
        """,
        care_episodes="""
            care_episode_id | person_id | period_of_care_id | start_date | legal_status
            1               | A         | a                 | 2024-03-11 | C1
            2               | B         | b                 | 2024-03-11 | C1
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-03-24
            B         | 2024-03-23
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_and_four_weeks_after_the_first_review(measured):
    """3 March is four weeks before. A was seen that day, B the day before; both were reviewed in February."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2024-01-22
            b                 | B         | 2024-01-22
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2024-01-22 | Y      | P1
            2            | B         | b                 | 2024-01-22 | Y      | P1
        """,
        care_episodes="""
            care_episode_id | person_id | period_of_care_id | start_date | legal_status
            1               | A         | a                 | 2024-01-22 | C1
            2               | B         | b                 | 2024-01-22 | C1
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2024-02-12
            2         | B         | 2024-02-12
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-03-03
            B         | 2024-03-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_with_parents_under_a_full_order_it_is_six_weeks(measured):
    """The interim order became a care order (C2) on 4 March; the visit of 20 February is within six weeks."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2024-01-22
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2024-01-22 | Y      | P1
        """,
        care_episodes="""
            care_episode_id | person_id | period_of_care_id | start_date | legal_status
            1               | A         | a                 | 2024-01-22 | C1
            2               | A         | a                 | 2024-03-04 | C2
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-02-20
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_visit_at_which_the_child_was_not_seen_does_not_count(measured):
    """A was not seen; of B's visit the record does not say."""
    assert measured(
        VISITS_ON_TIME,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts | placement_type
            1            | A         | a                 | 2024-01-08 | Y      | U6
            2            | B         | b                 | 2024-01-08 | Y      | U6
        """,
        ssd_cla_visits="""
            clav_cla_visit_id | clav_person_id | clav_cla_visit_date | clav_cla_visit_seen
            1                 | A              | 2024-03-18          | N
            2                 | B              | 2024-03-18          |
        """,
    ) == Ratio(numerator=1, denominator=2)
