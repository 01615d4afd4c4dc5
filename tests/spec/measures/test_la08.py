from lineofsight.measures.catalogue.care_planning import TOOK_PART
from tests.factories.measures import Ratio

title = "Children who took part in their review"


def test_pn1_to_pn6_is_taking_part_and_pn7_is_not(measured):
    """Being there, sending someone, or sending word."""
    assert measured(
        TOOK_PART,
        at="2023-24",
        cla_reviews="""
            review_id | person_id | review_date | participation
            1         | A         | 2023-05-01  | PN1
            2         | B         | 2023-05-01  | PN2
            3         | C         | 2023-05-01  | PN3
            4         | D         | 2023-05-01  | PN4
            5         | E         | 2023-05-01  | PN5
            6         | F         | 2023-05-01  | PN6
            7         | G         | 2023-05-01  | PN7
        """,
    ) == Ratio(numerator=6, denominator=7)


def test_a_child_under_four_is_left_out(measured):
    """PN0 says that the child was under 4."""
    assert measured(
        TOOK_PART,
        at="2023-24",
        cla_reviews="""
            review_id | person_id | review_date | participation
            1         | A         | 2023-05-01  | PN0
            2         | B         | 2023-05-01  | PN1
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_review_without_a_code_is_in_the_denominator(measured):
    """Nothing shows that the child took part."""
    assert measured(
        TOOK_PART,
        at="2023-24",
        cla_reviews="""
            review_id | person_id | review_date | participation
            1         | A         | 2023-05-01  |
            2         | B         | 2023-05-01  | spoke
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_every_review_counts_and_a_day_counts_once(measured):
    """A had two reviews. The second stands twice in the files; the record that says how A took part is kept."""
    assert measured(
        TOOK_PART,
        at="2023-24",
        ssd_cla_reviews="""
            clar_cla_review_id | clar_cla_person_id | clar_cla_review_date | clar_cla_review_participation
            1                  | A                  | 2023-05-01           | PN7
            2                  | A                  | 2023-11-01           | PN5
            3                  | A                  | 2023-11-01           |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_twelve_months_are_those_of_the_review(measured):
    """Held on 31 March 2023, before the year, and on 1 April, in it."""
    assert measured(
        TOOK_PART,
        at="2023-24",
        cla_reviews="""
            review_id | person_id | review_date | participation
            1         | A         | 2023-03-31  | PN1
            2         | B         | 2023-04-01  | PN1
        """,
    ) == Ratio(numerator=1, denominator=1)
