"""Roles and what each may do, as one table. What is not in the table is refused.

Change a line here to change what a role may do; docs/reference/permissions.md is made from it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A person has one role."""

    DIRECTOR = "director"
    ANALYST = "analyst"
    TEAM_MANAGER = "team_manager"
    PRACTITIONER = "practitioner"
    QA = "qa"
    INFORMATION_GOVERNANCE = "information_governance"
    BOARD_MEMBER = "board_member"
    ADMINISTRATOR = "administrator"


ROLE_TITLES: dict[Role, str] = {
    Role.DIRECTOR: "Director or assistant director",
    Role.ANALYST: "Performance analyst",
    Role.TEAM_MANAGER: "Team manager",
    Role.PRACTITIONER: "Practitioner",
    Role.QA: "Quality assurance",
    Role.INFORMATION_GOVERNANCE: "Information governance",
    Role.BOARD_MEMBER: "Board member",
    Role.ADMINISTRATOR: "Administrator",
}


class Action(StrEnum):
    """Something a person may ask to do."""

    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    SEE_FIGURES = "see_figures"
    SEE_SMALL_NUMBERS = "see_small_numbers"
    SEE_TEAM_FIGURES = "see_team_figures"
    WRITE_NOTES = "write_notes"
    SET_TARGETS = "set_targets"
    SEE_CASES = "see_cases"
    SEE_SOURCE_ROWS = "see_source_rows"
    FIND_CHILD = "find_child"
    SEE_CHILD = "see_child"
    LIST_TEAM = "list_team"
    SEE_FILES = "see_files"
    SEE_ACCESS_LOG = "see_access_log"
    REVIEW_OPENINGS = "review_openings"


ACTION_WORDS: dict[Action, str] = {
    Action.SEE_PLAN: "see the ambitions plan",
    Action.EDIT_PLAN: "change the ambitions plan",
    Action.SEE_FIGURES: "see performance figures",
    Action.SEE_SMALL_NUMBERS: "see figures of fewer than six children",
    Action.SEE_TEAM_FIGURES: "see figures by team",
    Action.WRITE_NOTES: "write notes beside a measure",
    Action.SET_TARGETS: "set targets and accept new levels",
    Action.SEE_CASES: "see the list of cases behind a figure",
    Action.SEE_SOURCE_ROWS: "see which file and row a fact came from",
    Action.FIND_CHILD: "find a child",
    Action.SEE_CHILD: "open a child's record",
    Action.LIST_TEAM: "see the children who are with a team",
    Action.SEE_FILES: "see the files of the snapshot",
    Action.SEE_ACCESS_LOG: "see the access log",
    Action.REVIEW_OPENINGS: "review openings outside a person's own team",
}


class Reach(StrEnum):
    """How far a permission goes."""

    ALL = "all"
    """No further condition."""
    OWN_TEAM = "own team"
    """What belongs to the person's own team, or a team below it."""
    WITH_REASON = "with reason"
    """Any child, after a reason with words has been recorded."""
    OWN_TEAM_OR_BREAK_GLASS = "own team or break glass"
    """A child of the person's own team; any other after a reason with words, flagged for review."""


_PAGES = {Action.SEE_PLAN: Reach.ALL, Action.SEE_FIGURES: Reach.ALL}
_UNSUPPRESSED = {Action.SEE_SMALL_NUMBERS: Reach.ALL}

PERMISSIONS: dict[Role, dict[Action, Reach]] = {
    Role.DIRECTOR: {
        **_PAGES, **_UNSUPPRESSED,
        Action.EDIT_PLAN: Reach.ALL,
        Action.WRITE_NOTES: Reach.ALL,
        Action.SET_TARGETS: Reach.ALL,
        Action.SEE_TEAM_FIGURES: Reach.ALL,
        Action.SEE_CASES: Reach.ALL,
        Action.FIND_CHILD: Reach.WITH_REASON,
        Action.SEE_CHILD: Reach.WITH_REASON,
        Action.SEE_FILES: Reach.ALL,
    },
    Role.ANALYST: {
        **_PAGES, **_UNSUPPRESSED,
        Action.WRITE_NOTES: Reach.ALL,
        Action.SET_TARGETS: Reach.ALL,
        Action.SEE_TEAM_FIGURES: Reach.ALL,
        Action.SEE_CASES: Reach.ALL,
        Action.SEE_SOURCE_ROWS: Reach.ALL,
        Action.FIND_CHILD: Reach.WITH_REASON,
        Action.SEE_CHILD: Reach.WITH_REASON,
        Action.SEE_FILES: Reach.ALL,
    },
    Role.TEAM_MANAGER: {
        **_PAGES, **_UNSUPPRESSED,
        Action.WRITE_NOTES: Reach.ALL,
        Action.SEE_TEAM_FIGURES: Reach.ALL,
        Action.SEE_CASES: Reach.OWN_TEAM,
        Action.FIND_CHILD: Reach.OWN_TEAM,
        Action.SEE_CHILD: Reach.OWN_TEAM,
        Action.LIST_TEAM: Reach.OWN_TEAM,
        Action.SEE_FILES: Reach.ALL,
    },
    Role.PRACTITIONER: {
        **_PAGES, **_UNSUPPRESSED,
        Action.FIND_CHILD: Reach.WITH_REASON,
        Action.SEE_CHILD: Reach.OWN_TEAM_OR_BREAK_GLASS,
        Action.LIST_TEAM: Reach.OWN_TEAM,
    },
    Role.QA: {
        **_PAGES, **_UNSUPPRESSED,
        Action.WRITE_NOTES: Reach.ALL,
        Action.SEE_TEAM_FIGURES: Reach.ALL,
        Action.SEE_CASES: Reach.ALL,
        Action.FIND_CHILD: Reach.WITH_REASON,
        Action.SEE_CHILD: Reach.WITH_REASON,
        Action.SEE_FILES: Reach.ALL,
    },
    Role.INFORMATION_GOVERNANCE: {
        Action.SEE_PLAN: Reach.ALL,
        Action.SEE_FILES: Reach.ALL,
        Action.SEE_ACCESS_LOG: Reach.ALL,
        Action.REVIEW_OPENINGS: Reach.ALL,
    },
    Role.BOARD_MEMBER: {**_PAGES},
    Role.ADMINISTRATOR: {Action.SEE_FILES: Reach.ALL},
}  # fmt: skip


@dataclass(frozen=True)
class Purpose:
    """Why a child is looked up. `roles` may give it; `needs_words` asks for words whoever gives it."""

    code: str
    words: str
    hint: str
    roles: frozenset[Role]
    needs_words: bool = False


_CASEWORK = frozenset({Role.TEAM_MANAGER, Role.PRACTITIONER})
_OVERSIGHT = frozenset({Role.DIRECTOR, Role.ANALYST, Role.QA})
_EVERYONE = _CASEWORK | _OVERSIGHT

PURPOSES: tuple[Purpose, ...] = (
    Purpose("allocated_work", "Allocated work", "You or your team work with the child", _CASEWORK),
    Purpose("duty", "Duty", "You are on the duty rota or at the front door", _CASEWORK),
    Purpose("supervision", "Supervision", "You supervise the worker", _CASEWORK | {Role.DIRECTOR, Role.QA}),
    Purpose("panel", "Panel", "The child is coming to a panel you sit on", _CASEWORK | {Role.DIRECTOR, Role.QA}),
    Purpose("audit", "Audit", "A practice audit or dip sample", frozenset({Role.DIRECTOR, Role.QA, Role.TEAM_MANAGER})),
    Purpose("statutory_return", "Statutory return", "Checking a return to government", frozenset({Role.ANALYST})),
    Purpose(
        "data_quality", "Checking a record", "A figure or a link between records looks wrong", frozenset({Role.ANALYST})
    ),
    Purpose(
        "information_request", "Information request", "A request the council must answer", _EVERYONE, needs_words=True
    ),
    Purpose("other", "Something else", "Say what in the box below", _EVERYONE, needs_words=True),
)

LEAST_WORDS = 20
"""Characters. Words shorter than this say nothing to a reviewer."""

REASON_LASTS_HOURS = 4
"""A reason opens one child for this long, then it is asked again."""

WHOM_TO_ASK: dict[Action, str] = {
    Action.SEE_PLAN: "the Director's office",
    Action.EDIT_PLAN: "the Director's office",
    Action.SEE_FIGURES: "the performance team",
    Action.SEE_TEAM_FIGURES: "the performance team",
    Action.SEE_SMALL_NUMBERS: "the performance team",
    Action.WRITE_NOTES: "the performance team",
    Action.SET_TARGETS: "the performance team",
    Action.SEE_CASES: "the performance team",
    Action.SEE_SOURCE_ROWS: "the performance team",
    Action.FIND_CHILD: "your team manager or the duty desk",
    Action.SEE_CHILD: "your team manager or the duty desk",
    Action.LIST_TEAM: "your team manager",
    Action.SEE_FILES: "the performance team",
    Action.SEE_ACCESS_LOG: "information governance",
    Action.REVIEW_OPENINGS: "information governance",
}


def purposes_for(role: Role) -> tuple[Purpose, ...]:
    """The reasons that someone of this role may give."""
    return tuple(purpose for purpose in PURPOSES if role in purpose.roles)


def purpose_words(code: str) -> str:
    """The words of a purpose's code; the code itself if the list no longer has it."""
    return next((purpose.words for purpose in PURPOSES if purpose.code == code), code)


_OTHER_ACTIONS = {"sign_in": "sign in", "sign_out": "sign out"}

_REASON_WORDS = {
    "ROLE": "the role allows it",
    "OWN_TEAM": "a child of the person's team",
    "REASON_GIVEN": "a reason was given",
    "BREAK_GLASS": "outside the person's team, with a reason",
    "NOT_IN_ROLE": "the role does not allow it",
    "NOT_OWN_TEAM": "not of the person's team",
    "NO_TEAM": "the account has no team",
    "OWN_OPENING": "nobody reviews their own opening",
    "REASON_NEEDED": "no reason was given",
    "WORDS_NEEDED": "the reason had too few words",
    "PURPOSE_NOT_IN_ROLE": "not a reason of the role",
    "PASSWORD": "the password fitted",
    "WRONG_PASSWORD": "name and password did not fit",
    "LOCKED_OUT": "too many wrong passwords",
    "ASKED": "",
}


def action_words(code: str) -> str:
    """The words of an action's code, as the access log shows it."""
    return ACTION_WORDS[Action(code)] if code in set(Action) else _OTHER_ACTIONS.get(code, code)


def reason_words(code: str) -> str:
    """The words of a reason code, as the access log shows it."""
    return _REASON_WORDS.get(code, code)
