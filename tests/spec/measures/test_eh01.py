from lineofsight.measures.catalogue.early_help import RATE
from tests.factories.measures import Count

title = "Early help rate"


def test_an_episode_open_at_the_month_end_counts(measured):
    """One that begins that day counts, one that ends that day does not."""
    assert measured(
        RATE,
        at="2024-03-31",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2024-03-31 |
            2          | B         | 2024-01-01 | 2024-04-01
            3          | C         | 2024-01-01 | 2024-03-31
        """,
    ) == Count(2)


def test_a_child_with_two_open_episodes_is_one_child_by_the_later(measured):
    """Helped by the school since autumn and by the council since January: in the council's figure."""
    episodes = """
        episode_id | person_id | start_date | led_by
        1          | A         | 2023-10-01 | school or nursery
        2          | A         | 2024-01-10 | local authority
    """
    assert measured(RATE, at="2024-03-31", early_help_episodes=episodes) == Count(1)
    assert measured(RATE, at="2024-03-31", by="part", group="local authority", early_help_episodes=episodes) == Count(1)
