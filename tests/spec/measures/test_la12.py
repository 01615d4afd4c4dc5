from lineofsight.measures.catalogue.health_in_care import SDQ_MEAN
from tests.factories.measures import Ratio

title = "Average emotional and behavioural score of children in care"

_IN_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2022-01-01
    b                 | B         | 2022-01-01
"""
_SCHOOLCHILDREN = """
    person_id | date_of_birth
    A         | 2012-06-01
    B         | 2014-06-01
"""


def test_the_scores_are_added_up_and_divided_by_the_children(measured):
    """10 and 20: 30 points, two children, 15 on average."""
    assert measured(
        SDQ_MEAN,
        at="2023-24",
        people=_SCHOOLCHILDREN,
        periods_of_care=_IN_CARE,
        ssd_sdq_scores="""
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score
            1             | A              | 2023-06-01              | 10
            2             | B              | 2023-06-01              | 20
        """,
    ) == Ratio(numerator=30, denominator=2)


def test_the_latest_score_of_a_child_stands(measured):
    """18 in May, 12 in February."""
    assert measured(
        SDQ_MEAN,
        at="2023-24",
        people=_SCHOOLCHILDREN,
        periods_of_care=_IN_CARE,
        ssd_sdq_scores="""
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score
            1             | A              | 2023-05-01              | 18
            2             | A              | 2024-02-01              | 12
        """,
    ) == Ratio(numerator=12, denominator=1)


def test_a_score_counts_for_twelve_months(measured):
    """A's is of the first day of the year, B's of the day before."""
    assert measured(
        SDQ_MEAN,
        at="2023-24",
        people=_SCHOOLCHILDREN,
        periods_of_care=_IN_CARE,
        ssd_sdq_scores="""
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score
            1             | A              | 2023-04-01              | 9
            2             | B              | 2023-03-31              | 30
        """,
    ) == Ratio(numerator=9, denominator=1)


def test_children_of_four_to_sixteen_are_asked_about(measured):
    """A is four that day, B sixteen for one day more; C is still three, D seventeen."""
    assert measured(
        SDQ_MEAN,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2020-03-31
            B         | 2007-04-01
            C         | 2020-04-01
            D         | 2007-03-31
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-01-01
            b                 | B         | 2022-01-01
            c                 | C         | 2022-01-01
            d                 | D         | 2022-01-01
        """,
        ssd_sdq_scores="""
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score
            1             | A              | 2024-01-10              | 1
            2             | B              | 2024-01-10              | 2
            3             | C              | 2024-01-10              | 10
            4             | D              | 2024-01-10              | 20
        """,
    ) == Ratio(numerator=3, denominator=2)


def test_what_is_no_score_is_left_out(measured):
    """A reason why there is none, and a number that the questionnaire cannot give."""
    assert measured(
        SDQ_MEAN,
        at="2023-24",
        people=_SCHOOLCHILDREN,
        periods_of_care=_IN_CARE,
        ssd_sdq_scores="""
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score | csdq_sdq_reason
            1             | A              | 2023-05-01              | 14             |
            2             | A              | 2024-01-10              |                | SDQ2
            3             | B              | 2024-01-10              | 41             |
        """,
    ) == Ratio(numerator=14, denominator=1)


def test_the_yearly_return_stands_where_no_questionnaire_is_loaded(measured):
    """At 31 March: A's score; B has a reason instead of one."""
    assert measured(
        SDQ_MEAN,
        at="2023-24",
        people=_SCHOOLCHILDREN,
        periods_of_care=_IN_CARE,
        ssda903_episodes="""
            child | decom      | source_file
            Z     | 2023-05-01 | 2024-episodes.csv
        """,
        ssda903_oc2="""
            child | sdq_score | sdq_reason | source_file
            A     | 13        |            | 2024-oc2.csv
            B     |           | SDQ4       | 2024-oc2.csv
        """,
    ) == Ratio(numerator=13, denominator=1)
