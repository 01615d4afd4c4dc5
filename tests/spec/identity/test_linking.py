"""Who is taken for one person, and who is not. Small tables; a key names one record."""

from tests.factories.people import link

title = "Who is one person"


def test_a_child_known_to_two_agencies_is_one_person():
    """The same names and birth date are enough, spelling of the postcode aside; another child stays another."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
            S1             | Aisha         | O'Neill      | 2012-03-04 | F
            S2             | Thomas        | Cartwright   | 2012-03-04 | M
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date
            A1            | S1             | GL1 1AA               | 2012-03-04
        """,
        "police_missing": """
            report_ref | forename | surname | date_of_birth | sex | postcode | missing_from_at
            M1         | AISHA    | ONeill  | 2012-03-04    | F   | gl11aa   | 2024-01-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.groups == {frozenset({"S1", "M1"}), frozenset({"S2"})}


def test_a_changed_surname_joins_by_nhs_number():
    """A child whose surname, home and spelling changed is still the child with that NHS number."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_common_child_id
            S1             | Jessica       | Holt         | 2010-07-19 | F        | 943 476 5919
            S2             | Jess          | Marchetti    | 2010-07-19 | F        | 9434765919
        """,
    })  # fmt: skip
    assert linked.same("S1", "S2")


def test_swapped_day_and_month_joins():
    """4 March written as 3 April, with the names and the home the same."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
            S1             | Aisha         | Castellan    | 2012-03-04 | F
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date
            A1            | S1             | GL1 1AA               | 2012-03-04
        """,
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Aisha    | Castellan | 2012-04-03    | F   | GL1 1AA  | 2024-01-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.same("S1", "M1")


def test_the_903_joins_by_the_case_systems_own_id():
    """The 903 has no names: CHILD is the case system's legacy id, and equal ids are one child."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_legacy_id
            S1             | Aisha         | Castellan    | 2012-03-04 | F        | 40017
            S2             | Ruby          | Castellan    | 2012-03-04 | F        | 40018
        """,
        "ssda903_header": """
            child | sex | dob
            40017 | F   | 2012-03-04
        """,
    })  # fmt: skip
    assert linked.same("S1", "40017")
    assert not linked.same("S2", "40017")


def test_a_903_child_joins_a_pupil_by_upn():
    """A valid pupil number, the birth date and the sex are enough without a name."""
    linked = link({
        "ssda903_header": """
            child | sex | dob        | upn
            40017 | F   | 2012-03-04 | Q916430123001
        """,
        "school_census_pupils_on_roll": """
            pupilonrolltableid | forename | surname   | dob        | sex | upn           | censusdate
            C1                 | Aisha    | Castellan | 2012-03-04 | F   | Q916430123001 | 2024-01-18
            C2                 | Ruby     | Castellan | 2012-03-04 | F   | E916430123002 | 2024-01-18
        """,
    })  # fmt: skip
    assert linked.same("40017", "C1")
    assert not linked.same("40017", "C2")


def test_an_identifier_with_a_wrong_check_digit_says_nothing():
    """9434765918 is no NHS number, so two strangers who were given it stay strangers."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_common_child_id
            S1             | Jessica       | Holt         | 2010-07-19 | F        | 9434765918
            S2             | Peter         | Marchetti    | 2014-01-02 | M        | 9434765918
        """,
    })  # fmt: skip
    assert not linked.same("S1", "S2")
    assert [person["nhs_number"] for person in linked.table("people")] == [None, None]


def test_a_temporary_upn_says_nothing():
    """Schools give temporary numbers (ending in a letter) independently of one another."""
    linked = link({
        "school_census_pupils_on_roll": """
            pupilonrolltableid | forename | surname   | dob        | sex | upn           | censusdate
            C1                 | Aisha    | Castellan | 2012-03-04 | F   | B91643012300A | 2023-01-18
            C2                 | Peter    | Marchetti | 2014-01-02 | M   | B91643012300A | 2024-01-18
        """,
    })  # fmt: skip
    assert not linked.same("C1", "C2")
    assert [person["upn"] for person in linked.table("people")] == [None, None]


def test_a_former_upn_joins():
    """A school that gives a new number names the former one, which another agency may still hold."""
    linked = link({
        "ssda903_header": """
            child | sex | dob        | upn
            40017 | F   | 2012-03-04 | Q916430123001
        """,
        "school_census_pupils_on_roll": """
            pupilonrolltableid | forename | surname   | dob        | sex | upn           | formerupn     | censusdate
            C1                 | Aisha    | Castellan | 2012-03-04 | F   | E916430123002 | Q916430123001 | 2024-01-18
        """,
    })  # fmt: skip
    assert linked.same("40017", "C1")


def test_the_latest_903_file_counts_and_earlier_numbers_are_kept():
    """One record a child: the row of the last file. A number from an earlier year is a former number."""
    linked = link({
        "ssda903_header": """
            child | sex | dob        | upn           | source_file | source_row
            40017 | F   | 2012-03-04 | Q916430123001 | 2022.csv    | 2
            40017 | F   | 2012-03-05 | E916430123002 | 2023.csv    | 2
        """,
        "school_census_pupils_on_roll": """
            pupilonrolltableid | forename | surname   | dob        | sex | upn           | censusdate
            C1                 | Aisha    | Castellan | 2012-03-05 | F   | Q916430123001 | 2021-01-18
        """,
    })  # fmt: skip
    assert linked.same("40017", "C1")
    (header,) = [row for row in linked.table("records") if row["source"] == "ssda903_header"]
    assert (header["source_file"], header["upn"], str(header["date_of_birth"])) == (
        "2023.csv", "E916430123002", "2012-03-05"
    )  # fmt: skip


def test_an_unborn_child_joins_its_own_later_record():
    """'Unborn' is not a name, and a birth within six weeks of the due date agrees with it."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_expected_dob | pers_common_child_id
            S1             | Unborn        | Castellan    |            | 2023-05-01        | 9434765919
            S2             | Ruby          | Castellan    | 2023-05-09 |                   | 9434765919
            S3             | Unborn        | Castellan    |            | 2021-09-01        |
        """,
    })  # fmt: skip
    assert linked.groups == {frozenset({"S1", "S2"}), frozenset({"S3"})}
    by_id = {person["person_id"]: person for person in linked.table("people")}
    assert str(by_id[linked.ids["S1"]]["date_of_birth"]) == "2023-05-09", "a birth date replaces a due date"


def test_an_unborn_child_joins_its_later_record_by_the_family():
    """Nothing else is recorded of either: the family group, and a birth within six weeks of the due date."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_expected_dob | pers_sex
            S1             | Unborn        | Castellan    |            | 2023-05-01        |
            S2             | Ruby          | Castellan    | 2023-05-09 |                   | F
            S3             | Omar          | Castellan    | 2020-01-30 |                   | M
        """,
        "ssd_family": """
            fami_table_id | fami_family_id | fami_person_id
            F1            | 7              | S1
            F2            | 7              | S2
            F3            | 7              | S3
        """,
    })  # fmt: skip
    assert linked.groups == {frozenset({"S1", "S2"}), frozenset({"S3"})}


def test_two_unborn_children_are_not_one_for_being_unborn():
    """The same word in the place of the name, and a due date in the same month, in two families."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_expected_dob
            S1             | Unborn        | Smith        | 2023-05-01
            S2             | unborn        | Smith        | 2023-05-20
            S3             | Baby          | Jones        | 2023-05-01
        """,
    })  # fmt: skip
    assert len(linked.groups) == 3


def test_a_key_that_only_dependent_rows_use_is_a_person_too():
    """An orphan: a referral about a person who is not in the person file. Nobody's rows fall out of the journey."""
    linked = link({
        "ssd_cin_episodes": """
            cine_referral_id | cine_person_id | cine_referral_date
            R1               | S9             | 2023-05-01
        """,
        "ssda903_missing": """
            child | mis_start
            40017 | 2023-05-01
        """,
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_legacy_id
            S1             | Aisha         | Castellan    | 2012-03-04 | F        | 40017
        """,
    })  # fmt: skip
    assert linked.groups == {frozenset({"S9"}), frozenset({"S1", "40017"})}
    assert len(linked.table("people")) == 2


def test_a_pet_name_and_a_new_home_join_where_the_rest_agrees():
    """Katie is Katherine; a home left long ago is still evidence."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
            S1             | Katherine     | Wetherall    | 2012-03-04 | F
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date | addr_address_end_date
            A1            | S1             | GL1 1AA               | 2012-03-04              | 2020-01-01
            A2            | S1             | GL52 9ZZ              | 2020-01-01              |
        """,
        "police_missing": """
            report_ref | forename | surname   | date_of_birth | sex | postcode | missing_from_at
            M1         | Katie    | Wetherall | 2012-03-04    | F   | GL1 1AA  | 2024-01-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.same("S1", "M1")
    (person,) = linked.table("people")
    assert person["postcode"] == "GL52 9ZZ"
    assert person["forename"] == "Katherine"


def test_brothers_and_sisters_stay_apart():
    """The same surname and home, another birth date and first name."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
            S1             | Aisha         | Castellan    | 2012-03-04 | F
            S2             | Omar          | Castellan    | 2014-08-21 | M
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date
            A1            | S1             | GL1 1AA               | 2012-03-04
            A2            | S2             | GL1 1AA               | 2014-08-21
        """,
    })  # fmt: skip
    assert not linked.same("S1", "S2")
    assert linked.possible == {}


def test_a_number_typed_onto_a_sisters_record_does_not_join_the_two():
    """They share home, surname and, by mistake, an NHS number; first name and birth date say two children."""
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_common_child_id
            S1             | Aisha         | Castellan    | 2012-03-04 | F        | 9434765919
            S2             | Ruby          | Castellan    | 2014-08-21 | F        | 9434765919
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date
            A1            | S1             | GL1 1AA               | 2012-03-04
            A2            | S2             | GL1 1AA               | 2014-08-21
        """,
    })  # fmt: skip
    assert not linked.same("S1", "S2")
    assert linked.possible == {
        frozenset({"S1", "S2"}): "different first name and birth date: perhaps an identifier of someone else"
    }


def test_1_january_is_what_is_written_where_the_day_is_not_known():
    linked = link({
        "ssd_person": """
            pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
            S1             | Yohannes      | Tesfamariam  | 2007-09-14 | M
        """,
        "ssd_address": """
            addr_table_id | addr_person_id | addr_address_postcode | addr_address_start_date
            A1            | S1             | GL1 1AA               | 2022-03-04
        """,
        "police_missing": """
            report_ref | forename | surname     | date_of_birth | sex | postcode | missing_from_at
            M1         | Yohannes | Tesfamariam | 2007-01-01    | M   | GL1 1AA  | 2024-01-05T10:00:00
        """,
    })  # fmt: skip
    assert linked.same("S1", "M1")
