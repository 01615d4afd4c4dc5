from lineofsight.measures.catalogue.care_leavers import IN_TOUCH
from tests.factories.measures import Ratio

title = "Care leavers the council is in touch with"


def test_only_yes_is_in_touch(measured):
    """One who refuses contact, or needs no services any more, was not in touch; nor one of whom nothing is known."""
    assert measured(
        IN_TOUCH,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch
            A         | 2023-06-01    | 19  | YES
            B         | 2023-06-01    | 19  | NO
            C         | 2023-06-01    | 19  | REFU
            D         | 2023-06-01    | 19  | NREQ
            E         | 2023-06-01    | 19  |
        """,
    ) == Ratio(numerator=1, denominator=5)


def test_young_people_who_died_or_went_home_are_left_out(measured):
    """RHOM is returned home for six months or more."""
    assert measured(
        IN_TOUCH,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch
            A         | 2023-06-01    | 19  | DIED
            B         | 2023-06-01    | 19  | RHOM
            C         | 2023-06-01    | 19  | YES
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_17_to_21_are_asked_about(measured):
    """16 and 22 are outside."""
    assert measured(
        IN_TOUCH,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch
            A         | 2023-06-01    | 16  | YES
            B         | 2023-06-01    | 17  | YES
            C         | 2023-06-01    | 21  | YES
            D         | 2023-06-01    | 22  | YES
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_the_younger_are_shown_apart(measured):
    """17 and 18 in one part, 19 to 21 in the other."""
    assert measured(
        IN_TOUCH,
        at="2023-24",
        by="part",
        group="17 and 18",
        care_leavers="""
            person_id | position_date | age | in_touch
            A         | 2023-06-01    | 17  | NO
            B         | 2023-06-01    | 18  | YES
            C         | 2023-06-01    | 19  | YES
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_who_is_still_in_care_or_not_entitled_is_left_out(measured):
    """The case system's list holds them too; the return does not."""
    assert measured(
        IN_TOUCH,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | eligibility
            A         | 2023-06-01    | 17  | YES      | Eligible
            B         | 2023-06-01    | 17  | YES      | Relevant
            C         | 2023-06-01    | 19  | YES      | Former Relevant
            D         | 2023-06-01    | 19  | YES      | Qualifying
            E         | 2023-06-01    | 19  | YES      | No Current Eligibility
        """,
    ) == Ratio(numerator=2, denominator=2)
