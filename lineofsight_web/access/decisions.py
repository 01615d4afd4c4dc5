"""May this person do this, now, about this child? One function answers, and every page asks it.

`decide` fetches the facts and judges them; `judge` is pure, so that every case can be tried. Deny by default.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from lineofsight_web.access.facts import Facts, StatedPurpose, facts_for
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import (
    ACTION_WORDS,
    LEAST_WORDS,
    PERMISSIONS,
    PURPOSES,
    WHOM_TO_ASK,
    Action,
    Reach,
    Role,
)

NEEDS_A_REASON = frozenset({Action.SEE_CHILD, Action.FIND_CHILD})
SOURCE_ROWS = "source_rows"


@dataclass(frozen=True)
class Decision:
    """The answer. `words` is for the person who asked; it never says whether a child exists.

    `needs_reason`: refused only for want of a reason, so ask for one. `to_review`: allowed; someone will look at it.
    """

    allowed: bool
    reason_code: str
    words: str
    whom_to_ask: str = ""
    purpose: str = ""
    reason_id: int | None = None
    needs_reason: bool = False
    needs_words: bool = False
    to_review: bool = False


def decide(
    user: User,
    action: Action,
    person_id: str | None = None,
    part: str | None = None,
    purpose: StatedPurpose | None = None,
    team_id: str | None = None,
    now: datetime | None = None,
) -> Decision:
    """Whether `user` may do `action` now.

    `person_id` is the child it is about; `part` a part of what is shown (`source_rows`); `purpose` a reason given with
    this very request, where there is none in force; `team_id` the team whose rows are asked for.
    """
    moment = now or datetime.now(UTC)
    return judge(facts_for(user, person_id, purpose, moment), action, person_id is not None, part, team_id, moment)


def judge(
    facts: Facts, action: Action, is_about_child: bool, part: str | None, team_id: str | None, now: datetime
) -> Decision:
    """The rule itself. Nothing here reads a clock, a table or a file."""
    if facts.role is None:
        return not_allowed("NOT_SIGNED_IN", "You are not signed in, or your account is closed.")
    reach = PERMISSIONS.get(facts.role, {}).get(action)
    if reach is None:
        return _not_in_role(action)
    if part == SOURCE_ROWS and Action.SEE_SOURCE_ROWS not in PERMISSIONS[facts.role]:
        return _not_in_role(Action.SEE_SOURCE_ROWS)
    if reach is Reach.OWN_TEAM:
        return _for_own_team(facts, action, is_about_child, team_id, now)
    if reach is Reach.ALL:
        return Decision(True, "ROLE", "Your role allows this.")
    return _for_any_child(facts, action, reach, now)


def not_allowed(code: str = "NOT_ALLOWED", words: str = "", action: Action | None = None) -> Decision:
    """A refusal."""
    whom = WHOM_TO_ASK[action] if action else "your manager"
    return Decision(False, code, words or "You do not have access to this.", whom)


def _not_in_role(action: Action) -> Decision:
    return not_allowed("NOT_IN_ROLE", f"Your role does not let you {ACTION_WORDS[action]}.", action)


def _for_own_team(facts: Facts, action: Action, is_about_child: bool, team_id: str | None, now: datetime) -> Decision:
    if not facts.teams:
        words = f"Your account has no team, so you cannot {ACTION_WORDS[action]}."
        return not_allowed("NO_TEAM", words, action)
    if is_about_child and not facts.is_own_team:
        return not_allowed("NOT_OWN_TEAM", "Your role opens the records of children who are with your team.", action)
    if not is_about_child and action not in NEEDS_A_REASON and team_id not in facts.teams:
        return not_allowed("NOT_OWN_TEAM", f"Your role lets you {ACTION_WORDS[action]} for your own team.", action)
    if action in NEEDS_A_REASON:
        return _with_reason(facts, action, now, words_needed=False, allowed_as="OWN_TEAM")
    return Decision(True, "OWN_TEAM", "This belongs to your team.")


def _for_any_child(facts: Facts, action: Action, reach: Reach, now: datetime) -> Decision:
    """Every child after a reason. Where the role has a team, outside it is break glass: allowed, and reviewed."""
    if reach is Reach.WITH_REASON:
        return _with_reason(facts, action, now, words_needed=True, allowed_as="REASON_GIVEN")
    allowed_as = "OWN_TEAM" if facts.is_own_team else "BREAK_GLASS"
    return _with_reason(facts, action, now, words_needed=not facts.is_own_team, allowed_as=allowed_as)


def _with_reason(facts: Facts, action: Action, now: datetime, *, words_needed: bool, allowed_as: str) -> Decision:
    """Allowed if one of the reasons in force will do; otherwise a refusal that says what is wanting."""
    in_force = [reason for reason in facts.reasons if reason.expires_at > now]
    enough = [reason for reason in in_force if _is_enough(reason, facts.role, words_needed)]
    if enough:
        used = enough[-1]
        words = "You have given a reason for this."
        return Decision(
            True, allowed_as, words, purpose=used.code, reason_id=used.id, to_review=allowed_as == "BREAK_GLASS"
        )
    code, words = _what_is_wanting(in_force, facts.role)
    return Decision(False, code, words, WHOM_TO_ASK[action], needs_reason=True, needs_words=words_needed)


def _is_enough(reason: StatedPurpose, role: Role | None, words_needed: bool) -> bool:
    purpose = next((purpose for purpose in PURPOSES if purpose.code == reason.code), None)
    if purpose is None or role not in purpose.roles:
        return False
    return not (words_needed or purpose.needs_words) or len(reason.words.strip()) >= LEAST_WORDS


def _what_is_wanting(given: list[StatedPurpose], role: Role | None) -> tuple[str, str]:
    if not given:
        return "REASON_NEEDED", "Say why you need to see this."
    if any(purpose.code == given[-1].code and role in purpose.roles for purpose in PURPOSES):
        return "WORDS_NEEDED", f"Say why in at least {LEAST_WORDS} characters."
    return "PURPOSE_NOT_IN_ROLE", "Choose a reason from the list."
