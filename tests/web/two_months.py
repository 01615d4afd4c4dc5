"""The county of `world` in two months: what was known of March when March was reported, and what April's files say.

Noor     referred on 20 March, entered in April                         recorded late
X0's     referral of 12 March was another council's, and is withdrawn   now gone
Marek    referred on 3 April 2023; until April's file, on 28 March      changed: a year holds him now
Ruby     has two numbers in the case system, and people decided in      person links changed: her second
         April that they are one child                                  referral is a re-referral
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from lineofsight.home import Home
from lineofsight.identity.vault import KEY_FILE
from tests.web import world
from tests.web.world import Row

MARCH, APRIL = date(2024, 3, 31), world.AS_OF
NOOR_BORN, MAREK_BORN, RUBY_BORN = date(2012, 7, 1), date(2011, 8, 2), date(2013, 9, 3)
RUBY_WAS = (("Fenn", RUBY_BORN), ("Fennimore", date(2013, 3, 9)))
"""Her two records' names and dates of birth."""

_CHILDREN = (
    world.person("C4", "Noor", "Aziz", "F", NOOR_BORN),
    world.person("C5", "Marek", "Nowak", "M", MAREK_BORN),
    world.person("C6", "Ruby", "Fenn", "F", RUBY_BORN),
    world.person("C7", "Rubina", "Fennimore", "F", RUBY_WAS[1][1]),
)
_ALWAYS_THERE = (
    world.referral("R6", "C6", date(2023, 9, 1)),
    world.referral("R7", "C7", date(2024, 2, 1)),
)


def make_home(root: Path) -> Home:
    """A home with a snapshot of each month, April's in force."""
    home = world.new_home(root)
    home.keys.mkdir(mode=0o700)
    (home.keys / KEY_FILE).write_bytes(bytes(range(32)))  # so that person ids are the same in every run
    world.build_from(home, sent_in_march(), MARCH)
    world.build_from(home, sent_in_april(), APRIL)
    return home


def sent_in_march() -> Mapping[str, Sequence[Row]]:
    """Noor's referral is not entered yet, Marek's has a wrong date, and there is one too many of X0's."""
    referrals = (
        world.referral("R5", "C5", date(2023, 3, 28)),
        world.referral("R-WRONG", "X0", date(2024, 3, 12)),
    )
    return _with(referrals)


def sent_in_april() -> Mapping[str, Sequence[Row]]:
    """As it should have been; and Ruby's two records are joined."""
    referrals = (
        world.referral("R4", "C4", date(2024, 3, 20)),
        world.referral("R5", "C5", date(2023, 4, 3)),
    )
    decision = {
        "decision_id": "D1", "source_a": "ssd_person", "source_key_a": "C6", "source_b": "ssd_person",
        "source_key_b": "C7", "decision": "same", "decided_by": "analyst",
        "decided_at": datetime(2024, 4, 10, 9, 0), "because": "Her mother gave both names",  # noqa: DTZ001  a file's time
    }  # fmt: skip
    return {**_with(referrals), "decisions_identity": [decision]}


def _with(referrals: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    sent = world.extracts()
    return {
        **sent,
        "ssd_person": [*sent["ssd_person"], *_CHILDREN],
        "ssd_address": [*sent["ssd_address"], *(world.address(f"C{number}", "GL5 1AA") for number in (4, 5, 6, 7))],
        "ssd_cin_episodes": [*sent["ssd_cin_episodes"], *_ALWAYS_THERE, *referrals],
        "ssd_involvements": [
            *sent["ssd_involvements"],
            world.involvement("V4", "C4", "W2", world.STROUD_TEAM, date(2024, 3, 20)),
        ],
    }
