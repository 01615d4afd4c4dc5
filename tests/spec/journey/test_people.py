"""What analysis knows of a person."""

title = "People"


def test_ethnicity_is_the_one_that_says_something_social_cares_first(made):
    """Refused or not yet obtained gives way to what another source knows."""
    people = made(
        "people",
        identity_person_keys="""
            source                       | source_key | person_id
            ssd_person                   | A          | A
            ssd_person                   | B          | B
            school_census_pupils_on_roll | 1          | A
            school_census_pupils_on_roll | 2          | B
        """,
        ssd_person="""
            person_id | ethnicity
            A         | NOBT
            B         | BCRB
        """,
        school_census_pupils_on_roll="""
            pupilonrolltableid | ethnicity
            1                  | AIND
            2                  | WBRI
        """,
    )
    assert people.shows("""
        person_id | ethnicity | ethnicity_group
        A         | AIND      | Asian or Asian British
        B         | BCRB      | Black or Black British
    """)


def test_an_unborn_childs_birth_date_is_the_expected_one(made):
    """As long as no birth date is known."""
    people = made(
        "people",
        identity_people="""
            person_id | date_of_birth | sex
            A         |               | U
            B         | 2010-05-04    | M
        """,
        ssd_person="""
            person_id | dob        | expected_dob
            A         |            | 2024-08-01
            B         | 2010-05-05 |
        """,
    )
    assert people.shows("""
        person_id | date_of_birth | sex
        A         | 2024-08-01    | U
        B         | 2010-05-04    | M
    """)


def test_no_disability_is_not_a_disability(made):
    """The code NONE says that there is none."""
    people = made(
        "people",
        ssd_disability="""
            table_id | person_id | disability_code
            1        | A         | NONE
            2        | B         | AUT
        """,
        ssd_person="""
            person_id
            A
            B
            C
        """,
    )
    assert people.shows("""
        person_id | is_disabled
        A         | N
        B         | Y
        C         | N
    """)
