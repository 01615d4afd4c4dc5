from lineofsight.measures.catalogue.early_help import OUTCOMES_MET
from tests.factories.measures import Ratio

title = "Early help that met its aims"


def test_every_ended_episode_is_in_the_denominator(measured):
    """Families who moved away or broke off, and ends without a reason, did not meet their aims."""
    assert measured(
        OUTCOMES_MET,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date   | end_reason
            1          | A         | 2023-04-01 | 2023-09-01 | OUTCOMES_MET
            2          | B         | 2023-04-01 | 2023-09-01 | DISENGAGED
            3          | C         | 2023-04-01 | 2023-09-01 | MOVED
            4          | D         | 2023-04-01 | 2023-09-01 |
            5          | E         | 2023-04-01 |            |
        """,
    ) == Ratio(numerator=1, denominator=4)


def test_each_lead_has_a_share_of_its_own(measured):
    """Of two episodes led by a school one met its aims."""
    assert measured(
        OUTCOMES_MET,
        at="2023-24",
        by="part",
        group="school or nursery",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date   | end_reason   | led_by
            1          | A         | 2023-04-01 | 2023-09-01 | OUTCOMES_MET | school or nursery
            2          | B         | 2023-04-01 | 2023-09-01 | NFA          | school or nursery
            3          | C         | 2023-04-01 | 2023-09-01 | OUTCOMES_MET | local authority
        """,
    ) == Ratio(numerator=1, denominator=2)
