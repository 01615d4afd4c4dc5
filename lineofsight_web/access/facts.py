"""What the access decision needs to know, fetched afresh for every question so that a change bites at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lineofsight.snapshot import SnapshotMissing, Team
from lineofsight_web.access.models import StatedReason, User
from lineofsight_web.access.policies import PERMISSIONS, REASON_LASTS_HOURS, Reach, Role
from lineofsight_web.access.tokens import person_token
from lineofsight_web.snapshots.current import current_snapshot

_TEAM_REACH = frozenset({Reach.OWN_TEAM, Reach.OWN_TEAM_OR_BREAK_GLASS})


@dataclass(frozen=True)
class StatedPurpose:
    """A reason: its code in PURPOSES, the words with it, and until when it holds. `id` is null before it is kept."""

    code: str
    words: str
    expires_at: datetime
    id: int | None = None


@dataclass(frozen=True)
class Facts:
    """Everything that the rule looks at. `role` null: nobody, or a closed account. `teams`: own and those below."""

    role: Role | None
    teams: frozenset[str] = frozenset()
    person_team: str | None = None
    reasons: tuple[StatedPurpose, ...] = ()

    @property
    def is_own_team(self) -> bool:
        return self.person_team is not None and self.person_team in self.teams


def facts_for(user: User, person_id: str | None, purpose: StatedPurpose | None, now: datetime) -> Facts:
    """The facts of one question. The same work is done for a child who exists and one who does not."""
    role = role_of(user)
    if role is None:
        return Facts(None)
    teams = own_teams(user) if _needs_teams(role) else frozenset()
    reasons = _reasons(user, person_id, now)
    return Facts(
        role=role,
        teams=teams,
        person_team=_team_now(person_id) if person_id and teams else None,
        reasons=(*reasons, purpose) if purpose else reasons,
    )


def role_of(user: User) -> Role | None:
    """The role of someone who is signed in and whose account is open."""
    if not user.is_authenticated or not user.is_active or user.role not in set(Role):
        return None
    return Role(user.role)


def own_teams(user: User) -> frozenset[str]:
    """The person's team and every team below it, as the snapshot in force has them."""
    if not user.team_id:
        return frozenset()
    try:
        return _with_those_below(user.team_id, current_snapshot().teams())
    except SnapshotMissing:
        return frozenset()


def lasts_until(now: datetime) -> datetime:
    """When a reason given now ends."""
    return now + timedelta(hours=REASON_LASTS_HOURS)


def _needs_teams(role: Role) -> bool:
    return any(reach in _TEAM_REACH for reach in PERMISSIONS[role].values())


def _team_now(person_id: str) -> str | None:
    try:
        snapshot = current_snapshot()
    except SnapshotMissing:
        return None
    return snapshot.team_of(person_id, snapshot.as_of)


def _with_those_below(team_id: str, teams: Mapping[str, Team]) -> frozenset[str]:
    found = {team_id}
    growing = True
    while growing:
        below = {team.team_id for team in teams.values() if team.parent_team_id in found} - found
        found |= below
        growing = bool(below)
    return frozenset(found)


def _reasons(user: User, person_id: str | None, now: datetime) -> tuple[StatedPurpose, ...]:
    if person_id is None:
        return ()
    kept = StatedReason.objects.filter(
        username=user.username, person_token=person_token(person_id), expires_at__gt=now
    ).order_by("id")
    return tuple(StatedPurpose(row.purpose, row.words, row.expires_at, row.id) for row in kept)
