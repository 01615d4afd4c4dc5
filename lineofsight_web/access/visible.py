"""Which children may I see? The answer for lists, by the same table as `decide`."""

from dataclasses import dataclass

from lineofsight_web.access.facts import own_teams, role_of
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import PERMISSIONS, Action, Reach
from lineofsight_web.snapshots.current import current_snapshot


@dataclass(frozen=True)
class Visible:
    """A set of children. `everyone` stands for all of them; opening one still asks for a reason."""

    everyone: bool = False
    person_ids: frozenset[str] = frozenset()

    def __contains__(self, person_id: object) -> bool:
        return self.everyone or person_id in self.person_ids


def visible_people(user: User, action: Action = Action.SEE_CHILD) -> Visible:
    """The children that `user` may do `action` about on the snapshot's date, a reason still to be given."""
    role = role_of(user)
    reach = PERMISSIONS[role].get(action) if role else None
    if reach is None:
        return Visible()
    if reach in {Reach.ALL, Reach.WITH_REASON}:
        return Visible(everyone=True)
    return Visible(person_ids=team_children(own_teams(user)))


def team_children(teams: frozenset[str]) -> frozenset[str]:
    """The children who are with these teams on the snapshot's date."""
    snapshot = current_snapshot()
    return frozenset().union(*(snapshot.people_of_team(team, snapshot.as_of) for team in sorted(teams)))


def visible_teams(user: User, action: Action) -> frozenset[str] | None:
    """The teams whose rows `user` may see by `action`; None stands for all of them."""
    role = role_of(user)
    reach = PERMISSIONS[role].get(action) if role else None
    if reach is Reach.ALL:
        return None
    return own_teams(user) if reach is Reach.OWN_TEAM else frozenset()
