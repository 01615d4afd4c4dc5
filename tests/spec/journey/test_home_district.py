"""The district of the home address on a day."""

title = "District by home address"

LOOKUP = """
    pcds     | laua
    GL1 1AA  | E07000081
    GL50 1AA | E07000078
    BS1 1AA  | E06000023
"""


def test_the_district_is_that_of_the_home_never_of_a_placement(made):
    """A child placed in Cheltenham by a family in Gloucester counts in Gloucester."""
    spells = made(
        "district_spells",
        reference_postcodes=LOOKUP,
        ssd_address="""
            table_id | person_id | address_type | address_start_date | address_end_date | address_postcode
            1        | A         | Home         | 2020-01-01         |                  | GL1 1AA
            2        | A         | Placement    | 2023-01-01         |                  | GL50 1AA
        """,
    )
    assert spells.shows("""
        person_id | district  | start_date | end_date
        A         | E07000081 | 2020-01-01 |
    """)


def test_spaces_and_case_of_a_postcode_do_not_matter(made):
    """Outside is a postcode of the lookup in another district; unknown is one that it does not hold."""
    spells = made(
        "district_spells",
        reference_postcodes=LOOKUP,
        ssd_address="""
            table_id | person_id | address_start_date | address_postcode
            1        | A         | 2020-01-01         | gl11aa
            2        | B         | 2020-01-01         | BS1  1AA
            3        | C         | 2020-01-01         | ZZ9 9ZZ
            4        | D         | 2020-01-01         |
        """,
    )
    assert spells.shows("""
        person_id | district
        A         | E07000081
        B         | outside
        C         | unknown
        D         | unknown
    """)


def test_of_several_addresses_on_a_day_the_one_moved_into_last_counts(made):
    """Six weeks with a grandmother, and home again. Neighbouring spells in one district are one."""
    spells = made(
        "district_spells",
        reference_postcodes=LOOKUP,
        ssd_address="""
            table_id | person_id | address_start_date | address_end_date | address_postcode
            1        | A         | 2020-01-01         |                  | GL1 1AA
            2        | A         | 2023-03-01         | 2023-04-12       | GL50 1AA
            3        | B         | 2020-01-01         | 2022-01-01       | GL1 1AA
            4        | B         | 2022-01-01         |                  | gl1 1aa
        """,
    )
    assert spells.shows("""
        person_id | district  | start_date | end_date
        A         | E07000081 | 2020-01-01 | 2023-03-01
        A         | E07000078 | 2023-03-01 | 2023-04-12
        A         | E07000081 | 2023-04-12 |
        B         | E07000081 | 2020-01-01 |
    """)


def test_an_address_without_a_start_holds_until_a_later_one(made):
    """When it began is not known, so it is taken to have been so from 1900 on."""
    spells = made(
        "district_spells",
        reference_postcodes=LOOKUP,
        ssd_address="""
            table_id | person_id | address_start_date | address_end_date | address_postcode
            1        | A         |                    |                  | GL1 1AA
            2        | A         | 2022-01-01         |                  | GL50 1AA
        """,
    )
    assert spells.shows("""
        person_id | district  | start_date | end_date
        A         | E07000081 | 1900-01-01 | 2022-01-01
        A         | E07000078 | 2022-01-01 |
    """)


def test_without_addresses_the_home_postcode_of_the_ssda903_stands(made):
    """It says where the child lived when care began; the placement's postcode is not looked at."""
    spells = made(
        "district_spells",
        reference_postcodes=LOOKUP,
        ssda903_episodes="""
            child | decom      | rne | home_post | pl_post
            A     | 2022-01-01 | S   | GL1 1AA   | GL50 1AA
            A     | 2022-03-01 | P   | GL1 1AA   | BS1 1AA
            B     | 2022-01-01 | S   |           | GL50 1AA
        """,
    )
    assert spells.shows("""
        person_id | district  | start_date | end_date
        A         | E07000081 | 2022-01-01 |
    """)
