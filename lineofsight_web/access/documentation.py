"""The reference page of permissions, written from the table that the access function reads."""

from lineofsight_web.access.policies import (
    ACTION_WORDS,
    LEAST_WORDS,
    PERMISSIONS,
    PURPOSES,
    REASON_LASTS_HOURS,
    ROLE_TITLES,
    Action,
    Reach,
    Role,
)

_REACH_WORDS: dict[Reach, str] = {
    Reach.ALL: "yes",
    Reach.OWN_TEAM: "own team",
    Reach.WITH_REASON: "with a reason",
    Reach.OWN_TEAM_OR_BREAK_GLASS: "own team; any child with a reason, reviewed",
}

_HEAD = f"""\
# Who may do what

Written from `lineofsight_web/access/policies.py` by `python -m lineofsight_web permissions_page`. What is not in this
table is refused. A person has one role.

*Own team* is the person's team and every team below it, on the snapshot's date: a child who moves to another team is
out of reach at the next page. *With a reason* asks for one of the reasons below and at least {LEAST_WORDS} characters
of words; within the own team the words may be left out. A reason opens one child for {REASON_LASTS_HOURS} hours. A
reason that opens a child outside the own team is put before a reviewer.

Every look at a child, every search and every refusal is in the access log before the page is answered.

"""


def permissions_page() -> str:
    """docs/reference/permissions.md."""
    return _HEAD + _permissions() + "\n## Reasons\n\n" + _reasons()


def _permissions() -> str:
    lines = [_row("", *(ROLE_TITLES[role] for role in Role)), _row(*["---"] * (len(Role) + 1))]
    for action in Action:
        reaches = (PERMISSIONS[role].get(action) for role in Role)
        lines.append(_row(ACTION_WORDS[action], *(_REACH_WORDS[reach] if reach else "" for reach in reaches)))
    return "\n".join(lines) + "\n"


def _reasons() -> str:
    lines = [_row("Reason", "For", "May be given by"), _row("---", "---", "---")]
    for purpose in PURPOSES:
        roles = ", ".join(ROLE_TITLES[role] for role in Role if role in purpose.roles)
        lines.append(_row(purpose.words + (" (words always)" if purpose.needs_words else ""), purpose.hint, roles))
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
