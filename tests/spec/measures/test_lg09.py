from lineofsight.measures.catalogue.legal import SHORT_NOTICE
from tests.factories.measures import Ratio

title = "Proceedings issued at short notice"


def test_only_decisions_to_issue_are_asked_about(measured):
    """B's was stepped down."""
    assert measured(
        SHORT_NOTICE,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | end_date   | outcome                            | is_short_notice
            1                  | A         | 2023-05-10 | Decision to Issue Care Proceedings | Y
            2                  | B         | 2023-05-10 | Decision to step down              | Y
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_decision_counts_on_its_day_and_without_pre_proceedings_too(measured):
    """No beginning is recorded of either; C's was made the day before the year."""
    assert measured(
        SHORT_NOTICE,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | end_date   | outcome                            | is_short_notice
            1                  | A         | 2023-04-01 | Decision to Issue Care Proceedings | Y
            2                  | B         | 2024-03-31 | Decision to Issue Care Proceedings | N
            3                  | C         | 2023-03-31 | Decision to Issue Care Proceedings | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_what_is_not_recorded_is_not_short_notice(measured):
    """A blank proves nothing."""
    assert measured(
        SHORT_NOTICE,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | end_date   | outcome                            | is_short_notice
            1                  | A         | 2023-05-10 | Decision to Issue Care Proceedings |
        """,
    ) == Ratio(numerator=0, denominator=1)
