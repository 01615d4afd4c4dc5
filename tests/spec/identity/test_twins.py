"""Twins agree on surname, birth date and home. The model would take them for one child; the guard refuses."""

from tests.factories.people import link

title = "Twins stay apart"

TWINS = """
    pupilonrolltableid | forename | surname   | dob        | sex | postcode | upn           | censusdate
    C1                 | Leo      | Castellan | 2012-03-04 | M   | GL1 1AA  | Q916430123001 | 2024-01-18
    C2                 | Samir    | Castellan | 2012-03-04 | M   | GL1 1AA  | E916430123002 | 2024-01-18
"""


def test_twins_stay_apart_and_each_keeps_its_own_records():
    """Each twin's police report goes to that twin."""
    linked = link({
        "school_census_pupils_on_roll": TWINS,
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Leo      | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-01-05T10:00:00
            M2         | Samir    | Castelan  | 2012-03-04    | M   | GL1 1AA  | 2024-02-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.groups == {frozenset({"C1", "M1"}), frozenset({"C2", "M2"})}


def test_twins_whom_names_and_identifiers_tell_apart_are_no_question():
    """A reviewer is not asked about every pair of twins in the county."""
    assert link({"school_census_pupils_on_roll": TWINS}).possible == {}


def test_a_refused_join_is_listed_as_possible():
    """With no identifier to tell them apart it may be one child with two first names: a person should look."""
    linked = link({
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Leo      | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-01-05T10:00:00
            M2         | Samir    | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-02-05T10:00:00
        """,
    })  # fmt: skip
    assert not linked.same("M1", "M2")
    assert linked.possible == {frozenset({"M1", "M2"}): "different first name, and no number in common: perhaps twins"}


def test_a_boy_and_a_girl_with_like_names_are_twins():
    """Oliver and Olivia are two letters apart, and two children."""
    linked = link({
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Oliver   | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-01-05T10:00:00
            M2         | Olivia   | Castellan | 2012-03-04    | F   | GL1 1AA  | 2024-02-05T10:00:00
        """,
    })  # fmt: skip
    assert not linked.same("M1", "M2")


def test_a_record_without_a_first_name_does_not_bridge_twins():
    """It fits both. It may go to one or to neither, and never brings the two together."""
    linked = link({
        "school_census_pupils_on_roll": TWINS,
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         |          | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-01-05T10:00:00
        """,
    })  # fmt: skip
    assert not linked.same("C1", "C2")


def test_two_nhs_numbers_are_two_people():
    """Everything else agrees. A typing slip in a number is rarer than two children, so a person decides."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_common_child_id
            S1             | Leo           | Castellan    | 2012-03-04 | M        | 9434765919
            S2             | Leo           | Castellan    | 2012-03-04 | M        | 9990000018
        """,
    })  # fmt: skip
    assert not linked.same("S1", "S2")
    assert linked.possible == {frozenset({"S1", "S2"}): "two different NHS numbers"}


def test_two_upns_on_one_census_day_are_two_people():
    """On different days it is a number that changed: one child."""
    two = """
        pupilonrolltableid | forename | surname   | dob        | sex | postcode | upn           | censusdate
        C1                 | Leo      | Castellan | 2012-03-04 | M   | GL1 1AA  | Q916430123001 | 2024-01-18
        C2                 | Leo      | Castellan | 2012-03-04 | M   | GL1 1AA  | E916430123002 | {day}
    """
    same_day = link({"school_census_pupils_on_roll": two.format(day="2024-01-18")})
    later = link({"school_census_pupils_on_roll": two.format(day="2024-05-16")})
    assert not same_day.same("C1", "C2")
    assert same_day.possible == {frozenset({"C1", "C2"}): "two pupil numbers held at one time"}
    assert later.same("C1", "C2")


def test_a_child_with_two_first_names_is_not_split():
    """Known as Rose at school and Ekaterina to social care, with one UPN: a record with either name fits."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_upn
            S1             | Ekaterina     | Castellan    | 2012-03-04 | F        | Q916430123001
        """,
        "school_census_pupils_on_roll": """
            pupilonrolltableid | forename | surname   | dob        | sex | postcode | upn           | censusdate
            C1                 | Rose     | Castellan | 2012-03-04 | F   | GL1 1AA  | Q916430123001 | 2024-01-18
        """,
        "police_missing": """
            report_ref | forename  | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Ekaterina | Castellan | 2012-03-04    | F   | GL1 1AA  | 2024-01-05T10:00:00
            M2         | Rose      | Castellan | 2012-03-04    | F   | GL1 1AA  | 2024-02-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.same("S1", "C1", "M1", "M2")


def test_an_unborn_childs_record_goes_to_neither_twin():
    """It was one of them, and nothing says which: both are shown as possible."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_expected_dob | pers_sex
            S1             | Leo           | Castellan    | 2023-05-04 |                   | M
            S2             | Samir         | Castellan    | 2023-05-04 |                   | M
            S3             | Unborn        | Castellan    |            | 2023-05-01        |
        """,
        "ssd_family": """
            fami_table_id | fami_family_id | fami_person_id
            F1            | 7              | S1
            F2            | 7              | S2
            F3            | 7              | S3
        """,
    })  # fmt: skip
    assert len(linked.groups) == 3
    assert {frozenset({"S1", "S3"}), frozenset({"S2", "S3"})} <= set(linked.possible)


def test_a_parent_with_the_childs_name_is_another_person():
    """The same names, home and sex, born years apart, and no number in common."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
            S1             | Adaeze        | Castellan    | 2013-02-14 | F
            S2             | Adaeze        | Castellan    | 1987-01-04 | F
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date
            A1            | S1             | GL1 1AA               | 2013-02-14
            A2            | S2             | GL1 1AA               | 2013-02-14
        """,
    })  # fmt: skip
    assert not linked.same("S1", "S2")


def test_two_misspellings_of_one_name_meet_in_the_name():
    """Ollie and Olvier are clearly different; both are Oliver, who is registered."""
    linked = link({
        "school_census_pupils_on_roll": """
            pupilonrolltableid | forename | surname   | dob        | sex | postcode | upn           | censusdate
            C1                 | Oliver   | Castellan | 2012-03-04 | M   | GL1 1AA  | Q916430123001 | 2024-01-18
        """,
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Ollie    | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-01-05T10:00:00
            M2         | Olvier   | Castellan | 2012-03-04    | M   | GL1 1AA  | 2024-02-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.same("C1", "M1", "M2")
