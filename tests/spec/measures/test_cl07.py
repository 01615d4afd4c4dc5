from lineofsight.measures.catalogue.care_leavers import PLAN_REVIEWED
from tests.factories.measures import Ratio

title = "Pathway plans reviewed in the last six months"


def test_six_months_to_the_day_is_in_time_and_a_day_more_is_not(measured):
    """Six months before 30 April is 30 October. C has no date of a plan or review."""
    assert measured(
        PLAN_REVIEWED,
        at="2024-04-30",
        care_leavers_now="""
            person_id | known_on   | eligibility     | plan_reviewed_on
            A         | 2024-04-30 | Former Relevant | 2023-10-30
            B         | 2024-04-30 | Former Relevant | 2023-10-29
            C         | 2024-04-30 | Former Relevant |
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_eligible_relevant_and_former_relevant_young_people_have_a_plan(measured):
    """Qualifying young people, and those without a category, are not asked about."""
    assert measured(
        PLAN_REVIEWED,
        at="2024-04-30",
        care_leavers_now="""
            person_id | known_on   | eligibility            | plan_reviewed_on
            A         | 2024-04-30 | Eligible               | 2024-03-01
            B         | 2024-04-30 | Relevant               | 2024-03-01
            C         | 2024-04-30 | Former Relevant        | 2024-03-01
            D         | 2024-04-30 | Qualifying             | 2024-03-01
            E         | 2024-04-30 | No Current Eligibility | 2024-03-01
            F         | 2024-04-30 |                        | 2024-03-01
        """,
    ) == Ratio(numerator=3, denominator=3)


def test_who_died_or_went_home_is_left_out(measured):
    """Nobody reviews their plan."""
    assert measured(
        PLAN_REVIEWED,
        at="2024-04-30",
        care_leavers_now="""
            person_id | known_on   | eligibility     | in_touch | plan_reviewed_on
            A         | 2024-04-30 | Former Relevant | DIED     | 2022-01-01
            B         | 2024-04-30 | Relevant        | RHOM     | 2022-01-01
            C         | 2024-04-30 | Relevant        | YES      | 2024-01-01
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_there_is_no_figure_for_an_earlier_month(measured):
    """What the record says on 30 April it does not say of March."""
    assert measured(
        PLAN_REVIEWED,
        at="2024-03-31",
        care_leavers_now="""
            person_id | known_on   | eligibility     | plan_reviewed_on
            A         | 2024-04-30 | Former Relevant | 2024-03-01
        """,
    ) == Ratio(numerator=0, denominator=0)
