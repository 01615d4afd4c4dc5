"""The dated team structure, and the restructure of 2 April 2024, after which every open child has a new team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from lineofsight.synth.days import OPEN, to_day
from lineofsight.synth.draws import Ints
from lineofsight.synth.households import DISTRICTS
from lineofsight.synth.setting import Setting

RESTRUCTURE = to_day(date(2024, 4, 2))

ASSESSMENT, SAFEGUARDING, CARE, LEAVERS = "assessment", "safeguarding", "care", "care leavers"
EARLY_HELP, REVIEWING = "early help", "Independent Reviewing"

_TITLES = {ASSESSMENT: "Assessment", SAFEGUARDING: "Safeguarding", CARE: "Children in Care", LEAVERS: "Leaving Care"}
_NEW_TITLES = {
    ASSESSMENT: "Duty and Assessment", SAFEGUARDING: "Locality", CARE: "Permanence", LEAVERS: "Care Leavers",
}  # fmt: skip

_FULL: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    ASSESSMENT: ((4, 3, 3, 6, 4, 4), (3, 2, 2, 5, 3, 3)),
    SAFEGUARDING: ((3, 2, 2, 5, 3, 2), (4, 2, 2, 6, 3, 3)),
    CARE: ((2, 1, 1, 2, 1, 1), (1, 1, 1, 2, 1, 1)),
    LEAVERS: ((1, 0, 0, 1, 1, 0), (1, 1, 1, 1, 1, 1)),
}
"""Teams of each service by district (in the order of DISTRICTS), before and after the restructure, at full size."""

_STANDING = (
    ("front door", "Multi-Agency Safeguarding Hub"),
    ("front door", "Early Help Advice"),
    ("disability", "Disabled Children and Young People"),
    ("exploitation", "Child Exploitation"),
    ("care", "Fostering"),
    ("care", "Adoption and Permanence"),
    ("quality", "Independent Reviewing"),
    ("quality", "Social Work Academy"),
)
"""County-wide teams that the restructure leaves as they are; none of them holds the allocation of a child."""

_SERVICES = (
    "front door",
    ASSESSMENT,
    SAFEGUARDING,
    CARE,
    LEAVERS,
    "disability",
    "exploitation",
    "quality",
    "early help",
)


@dataclass(frozen=True)
class Team:
    """One team or service. Days are OPEN where it has not closed."""

    number: int
    team_id: str
    name: str
    parent_id: str
    service: str
    district: int
    """Position in DISTRICTS; -1 county-wide."""
    opened: int
    closed: int
    successor_id: str


@dataclass(frozen=True)
class Structure:
    """All teams, and which of them serves a child of a district."""

    teams: tuple[Team, ...]
    before: Mapping[str, tuple[tuple[int, ...], ...]]
    """Service, then for each district the numbers of the teams that serve it."""
    after: Mapping[str, tuple[tuple[int, ...], ...]]

    def serving(self, service: str, district: Ints, luck: Ints) -> Ints:
        """Before the restructure: each child's team, of those of the district, by a number that stays with them."""
        return _of_district(self.before[service], district, luck)

    def named(self, name: str, district: int = -1) -> int:
        """A standing team by its name, or of a service and district."""
        return next(
            team.number
            for team in self.teams
            if (team.name == f"{name} Team" and district < 0)
            or (team.service == name and team.district == district >= 0)
        )

    def successor(self, team: Ints) -> Ints:
        """The team that each team's children went to; itself where it stayed."""
        numbers = {found.team_id: found.number for found in self.teams}
        table = np.array([numbers.get(found.successor_id, found.number) for found in self.teams], np.int32)
        found: Ints = table[team]
        return found

    def ids(self) -> list[str]:
        return [team.team_id for team in self.teams]


def make_structure(setting: Setting) -> Structure:
    """The structure at this size: a smaller county has fewer teams, and at least one of each kind."""
    made: list[Team] = []
    top = _add(made, "Children's Social Care", "", "management", -1)
    parents = {service: _add(made, f"{service.capitalize()} service", top, service, -1) for service in _SERVICES}
    for service, name in _STANDING:
        _add(made, f"{name} Team", parents[service], service, -1)
    for number, district in enumerate(_district_names()):
        _add(made, f"{district} Family Hub", parents["early help"], "early help", number)
    before, after = {}, {}
    for service, (_, new) in _FULL.items():
        after[service] = _districts(made, setting, service, parents[service], new, _NEW_TITLES, RESTRUCTURE, OPEN)
    for service, (old, _) in _FULL.items():
        start = to_day(date(2009, 4, 1))
        before[service] = _districts(made, setting, service, parents[service], old, _TITLES, start, RESTRUCTURE)
    teams = _with_successors(made, before, after)
    return Structure(tuple(teams), _covering(before), _covering(after))


def _districts(
    made: list[Team], setting: Setting, service: str, parent: str, counts: tuple[int, ...], titles: Mapping[str, str],
    opened: int, closed: int,
) -> tuple[tuple[int, ...], ...]:  # fmt: skip
    """Teams of one service, district by district: their numbers."""
    found = []
    for district, name in enumerate(_district_names()):
        wanted = counts[district] and max(1, round(counts[district] * min(1.0, setting.scale) ** 0.5))
        numbers = []
        for at in range(wanted):
            label = f"{name} {titles[service]} Team" + (f" {at + 1}" if wanted > 1 else "")
            team_id = _add(made, label, parent, service, district, opened, closed)
            numbers.append(next(team.number for team in made if team.team_id == team_id))
        found.append(tuple(numbers))
    return tuple(found)


def _covering(by_district: Mapping[str, tuple[tuple[int, ...], ...]]) -> dict[str, tuple[tuple[int, ...], ...]]:
    """A district without a team of its own is served by the others'."""
    covered = {}
    for service, districts in by_district.items():
        everyone = tuple(number for numbers in districts for number in numbers)
        covered[service] = tuple(numbers or (everyone[at % len(everyone)],) for at, numbers in enumerate(districts))
    return covered


def _with_successors(
    made: list[Team],
    before: Mapping[str, tuple[tuple[int, ...], ...]],
    after: Mapping[str, tuple[tuple[int, ...], ...]],
) -> list[Team]:
    heirs = {}
    for service, districts in before.items():
        covering = _covering({service: after[service]})[service]
        for district, numbers in enumerate(districts):
            for at, number in enumerate(numbers):
                heirs[number] = made[covering[district][at % len(covering[district])]].team_id
    return [
        Team(**{**vars(team), "successor_id": heirs.get(team.number, "")}) if team.number in heirs else team
        for team in made
    ]


def _add(
    made: list[Team], name: str, parent: str, service: str, district: int, opened: int | None = None, closed: int = OPEN
) -> str:
    number = len(made)
    team_id = str(10_010 + number * 7)
    start = to_day(date(2009, 4, 1)) if opened is None else opened
    made.append(Team(number, team_id, name, parent, service, district, start, closed, ""))
    return team_id


def _of_district(table: tuple[tuple[int, ...], ...], district: Ints, luck: Ints) -> Ints:
    width = max(len(numbers) for numbers in table)
    grid = np.array([[numbers[at % len(numbers)] for at in range(width)] for numbers in table], np.int32)
    sizes = np.array([len(numbers) for numbers in table], np.int32)
    found: Ints = grid[district, luck % sizes[district]]
    return found


def _district_names() -> list[str]:
    from lineofsight.standards.areas import districts

    return [districts()[code] for code in DISTRICTS]
