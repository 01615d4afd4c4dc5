from lineofsight.measures.catalogue.early_help import PARTNER_LED
from tests.factories.measures import Ratio

title = "Early help led by a partner"


def test_the_words_of_the_name_say_who_leads(measured):
    """Any organisation but the council is a partner; a blank is not shown to be one."""
    assert measured(
        PARTNER_LED,
        at="2023-24",
        ssd_early_help_episodes="""
            earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_organisation
            1               | A              | 2023-10-01              | St Mary's C of E Primary School
            2               | B              | 2023-10-01              | County Council
            3               | C              | 2023-10-01              | Allsorts
            4               | D              | 2023-10-01              |
        """,
    ) == Ratio(numerator=2, denominator=4)


def test_a_child_with_two_open_episodes_is_one_child_by_the_later(measured):
    """The school began, then the council took over without the first being closed."""
    assert measured(
        PARTNER_LED,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | led_by
            1          | A         | 2023-10-01 | school or nursery
            2          | A         | 2024-01-10 | local authority
        """,
    ) == Ratio(numerator=0, denominator=1)
