"""One user a role, for the demonstration and for a first look."""

import secrets
from dataclasses import dataclass

from lineofsight.snapshot import Snapshot, SnapshotMissing
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import ROLE_TITLES, Role
from lineofsight_web.snapshots.current import current_snapshot

_WITH_A_TEAM = frozenset({Role.TEAM_MANAGER, Role.PRACTITIONER})
_NAMES: dict[Role, str] = {
    Role.DIRECTOR: "Priya Shah",
    Role.ANALYST: "Tom Ellis",
    Role.TEAM_MANAGER: "Ruth Adeyemi",
    Role.PRACTITIONER: "Sam Carter",
    Role.QA: "Helen Moss",
    Role.INFORMATION_GOVERNANCE: "Ian Birch",
    Role.BOARD_MEMBER: "Margaret Lowe",
    Role.ADMINISTRATOR: "Jo Hardy",
}


@dataclass(frozen=True)
class DemoUser:
    """A user and the password just set; an empty one where the user was there before."""

    username: str
    role: str
    team: str
    password: str


def create_demo_users(*, reset: bool = False) -> list[DemoUser]:
    """Make the users that are not there yet; with `reset`, set new passwords for all of them."""
    team_id, team_name = _a_busy_team()
    return [_create(role, team_id, team_name, reset) for role in Role]


def _create(role: Role, team_id: str, team_name: str, reset: bool) -> DemoUser:
    has_team = role in _WITH_A_TEAM
    user, is_new = User.objects.get_or_create(
        username=role.value.replace("_", "-"), defaults={"role": role.value, "full_name": _NAMES[role]}
    )
    if has_team and user.team_id != team_id:
        user.team_id = team_id
        user.save(update_fields=["team_id"])
    password = ""
    if is_new or reset:
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
    return DemoUser(user.username, ROLE_TITLES[role], team_name if has_team else "", password)


def _a_busy_team() -> tuple[str, str]:
    """The open team with most children, so that its people have someone to see. Empty before the first build."""
    try:
        snapshot = current_snapshot()
    except SnapshotMissing:
        return "", ""
    open_teams = [team for team in snapshot.teams().values() if team.closed_on is None]
    busiest = max(open_teams, key=lambda team: (_n_children(snapshot, team.team_id), team.team_id), default=None)
    return (busiest.team_id, busiest.team_name) if busiest else ("", "")


def _n_children(snapshot: Snapshot, team_id: str) -> int:
    return len(snapshot.people_of_team(team_id, snapshot.as_of))
