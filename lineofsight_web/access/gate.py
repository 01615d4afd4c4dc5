"""The door that every page goes through: ask, log, and only then read."""

from collections.abc import Sequence

from django.http import HttpRequest

from lineofsight.errors import LineofsightError
from lineofsight_web.access.decisions import Decision, decide
from lineofsight_web.access.facts import StatedPurpose
from lineofsight_web.access.log import Receipt, record
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Action


class Refused(LineofsightError):
    """Access was refused; the refusal is in the log."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.words)
        self.decision = decision


def user_of(request: HttpRequest) -> User:
    """The person who is signed in. Pages ask for sign-in before they are reached."""
    assert isinstance(request.user, User)  # noqa: S101  # LoginRequiredMiddleware stands before every page
    return request.user


def require(
    request: HttpRequest,
    action: Action,
    *,
    person_id: str | None = None,
    part: str | None = None,
    purpose: StatedPurpose | None = None,
    team_id: str | None = None,
) -> Decision:
    """The decision, where it is yes or where only a reason is wanting. Errors: Refused, after logging it."""
    decision = decide(user_of(request), action, person_id, part, purpose, team_id)
    if not decision.allowed and not decision.needs_reason:
        record(request, action, decision, person_ids=[person_id] if person_id else [], parts=part or "")
        raise Refused(decision)
    return decision


def may(request: HttpRequest, action: Action, **about: str) -> bool:
    """Whether to show a link or a column. What stands behind it asks again."""
    return decide(user_of(request), action, **about).allowed  # type: ignore[arg-type]  # names of decide's arguments


def log_opening(
    request: HttpRequest,
    action: Action,
    decision: Decision,
    *,
    person_ids: Sequence[str] = (),
    parts: str = "",
    result_count: int | None = None,
) -> list[Receipt]:
    """Record that something about children is about to be shown. Errors: LogUnavailable; then show nothing."""
    if not decision.allowed:
        raise Refused(decision)
    return record(request, action, decision, person_ids=person_ids, parts=parts, result_count=result_count)
