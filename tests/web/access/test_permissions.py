"""Who may do what. The tables below were written from the brief, not from `policies.py`: the two must agree."""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from lineofsight_web.access.decisions import SOURCE_ROWS, decide, judge
from lineofsight_web.access.documentation import permissions_page
from lineofsight_web.access.facts import Facts, StatedPurpose
from lineofsight_web.access.models import StatedReason, User
from lineofsight_web.access.policies import Action, Role
from lineofsight_web.child.reasons import keep_reason
from tests.web.conftest import PURPOSE_OF, make_user

NOW = datetime(2024, 5, 13, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
WORDS = "Checking the plan before the conference"

# One letter a role: director, analyst, team manager, practitioner, QA, information governance, board, administrator.
ROLES = dict(zip("datpqibm", Role, strict=True))

WHO_MAY = {
    Action.SEE_PLAN: "datpqib",
    Action.EDIT_PLAN: "d",
    Action.SEE_FIGURES: "datpqb",
    Action.WRITE_NOTES: "datq",
    Action.SET_TARGETS: "da",
    Action.SEE_SMALL_NUMBERS: "datpq",
    Action.SEE_TEAM_FIGURES: "datq",
    Action.SEE_SOURCE_ROWS: "a",
    Action.SEE_FILES: "datqim",
    Action.SEE_ACCESS_LOG: "i",
    Action.REVIEW_OPENINGS: "i",
}

# How a child stands to the person, and what reason is in force. 'yes', 'review' (allowed and looked at), 'ask', 'no'.
SEE_CHILD = """
    role                    own:none own:code own:words  other:none other:code other:words
    director                ask      ask      yes        ask        ask        yes
    analyst                 ask      ask      yes        ask        ask        yes
    team_manager            ask      yes      yes        no         no         no
    practitioner            ask      yes      yes        ask        ask        review
    qa                      ask      ask      yes        ask        ask        yes
    information_governance  no       no       no         no         no         no
    board_member            no       no       no         no         no         no
    administrator           no       no       no         no         no         no
"""


def table(text: str) -> list[tuple[str, ...]]:
    heading, *lines = [line.split() for line in text.strip().splitlines()]
    return [
        (line[0], *column.split(":"), answer)
        for line in lines
        for column, answer in zip(heading[1:], line[1:], strict=True)
    ]


def answer_of(decision) -> str:
    if decision.allowed:
        return "review" if decision.to_review else "yes"
    return "ask" if decision.needs_reason else "no"


def facts(role: Role, *, standing: str = "other", reason: str = "none", until: datetime = LATER) -> Facts:
    reasons = {"none": (), "code": (StatedPurpose(PURPOSE_OF.get(role, "audit"), "", until),)}
    reasons["words"] = (StatedPurpose(PURPOSE_OF.get(role, "audit"), WORDS, until),)
    person_team = {"own": "T1", "other": "T2", "unknown": None}[standing]
    return Facts(role, frozenset({"T1"}), person_team, reasons[reason])


@pytest.mark.parametrize(("action", "letter"), list(product(WHO_MAY, ROLES)))
def test_each_role_may_do_what_the_table_says_and_nothing_else(action, letter):
    decision = judge(facts(ROLES[letter]), action, False, None, None, NOW)
    assert decision.allowed == (letter in WHO_MAY[action])


@pytest.mark.parametrize(("role", "standing", "reason", "expected"), table(SEE_CHILD))
def test_a_child_is_opened_by_role_relationship_and_reason(role, standing, reason, expected):
    decision = judge(facts(Role(role), standing=standing, reason=reason), Action.SEE_CHILD, True, None, None, NOW)
    assert answer_of(decision) == expected


@pytest.mark.parametrize(("role", "reason"), list(product(Role, ("none", "code", "words"))))
def test_a_child_whom_nobody_knows_is_answered_as_one_of_another_team(role, reason):
    answers = [
        judge(facts(role, standing=standing, reason=reason), Action.SEE_CHILD, True, None, None, NOW)
        for standing in ("other", "unknown")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("role", Role)
def test_a_reason_that_has_ended_opens_nothing(role):
    ended = facts(role, standing="own", reason="words", until=NOW)
    assert not judge(ended, Action.SEE_CHILD, True, None, None, NOW).allowed


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("statutory_return", WORDS, "PURPOSE_NOT_IN_ROLE"),  # an analyst's reason
        ("no_such_reason", WORDS, "PURPOSE_NOT_IN_ROLE"),
        ("audit", "short", "WORDS_NEEDED"),
        ("audit", " " * 40, "WORDS_NEEDED"),
    ],
)
def test_a_reason_must_be_one_of_the_roles_own_and_have_enough_words(code, words, expected):
    given = Facts(Role.DIRECTOR, reasons=(StatedPurpose(code, words, LATER),))
    assert judge(given, Action.SEE_CHILD, True, None, None, NOW).reason_code == expected


def test_an_information_request_needs_words_even_within_the_team():
    given = Facts(Role.TEAM_MANAGER, frozenset({"T1"}), "T1", (StatedPurpose("information_request", "", LATER),))
    assert not judge(given, Action.SEE_CHILD, True, None, None, NOW).allowed


@pytest.mark.parametrize(
    ("role", "team_id", "allowed"),
    [
        (Role.DIRECTOR, None, True), (Role.DIRECTOR, "T2", True), (Role.ANALYST, None, True), (Role.QA, None, True),
        (Role.TEAM_MANAGER, "T1", True), (Role.TEAM_MANAGER, "T2", False), (Role.TEAM_MANAGER, None, False),
        (Role.PRACTITIONER, "T1", False), (Role.BOARD_MEMBER, None, False),
        (Role.INFORMATION_GOVERNANCE, None, False), (Role.ADMINISTRATOR, None, False),
    ],
)  # fmt: skip
def test_lists_of_cases_reach_as_far_as_the_role(role, team_id, allowed):
    assert judge(facts(role), Action.SEE_CASES, False, None, team_id, NOW).allowed == allowed


@pytest.mark.parametrize("role", Role)
def test_source_rows_are_for_analysts_whatever_else_is_open(role):
    decision = judge(facts(role, standing="own", reason="words"), Action.SEE_CHILD, True, SOURCE_ROWS, None, NOW)
    assert decision.allowed == (role is Role.ANALYST)


def test_someone_whose_account_is_closed_may_do_nothing():
    decisions = [judge(Facts(None), action, False, None, None, NOW) for action in Action]
    assert {decision.reason_code for decision in decisions} == {"NOT_SIGNED_IN"}


def test_a_manager_without_a_team_is_told_so():
    decision = judge(Facts(Role.TEAM_MANAGER), Action.SEE_CASES, False, None, "T1", NOW)
    assert decision.words == "Your account has no team, so you cannot see the list of cases behind a figure."


def test_every_refusal_says_whom_to_ask():
    refusals = [judge(facts(role), action, False, None, None, NOW) for role, action in product(Role, Action)]
    assert all(decision.whom_to_ask for decision in refusals if not decision.allowed)


# With the facts of a real snapshot


def test_the_facts_are_the_childs_team_on_the_snapshots_date(county, db):
    manager = make_user(Role.TEAM_MANAGER)
    assert decide(manager, Action.SEE_CHILD, county.jack).needs_reason
    assert decide(manager, Action.SEE_CHILD, county.amina).reason_code == "NOT_OWN_TEAM"


def test_a_manager_of_a_service_sees_the_teams_below(county, db):
    manager = make_user(Role.TEAM_MANAGER, team_id="T-SAFE")
    assert decide(manager, Action.SEE_CHILD, county.jack).needs_reason
    assert decide(manager, Action.SEE_CHILD, county.amina).needs_reason


def test_a_reason_opens_one_child_for_one_person(county, db):
    practitioner, colleague = make_user(Role.PRACTITIONER), make_user(Role.PRACTITIONER, username="colleague")
    keep_reason(practitioner, "duty", WORDS, county.amina)
    assert decide(practitioner, Action.SEE_CHILD, county.amina).to_review
    assert decide(practitioner, Action.SEE_CHILD, county.lily).needs_reason
    assert decide(colleague, Action.SEE_CHILD, county.amina).needs_reason


def test_a_reason_lasts_four_hours(county, db):
    practitioner = make_user(Role.PRACTITIONER)
    keep_reason(practitioner, "duty", WORDS, county.amina)
    given = StatedReason.objects.get().given_at
    almost, after = given + timedelta(hours=3, minutes=59), given + timedelta(hours=4)
    assert decide(practitioner, Action.SEE_CHILD, county.amina, now=almost).allowed
    assert not decide(practitioner, Action.SEE_CHILD, county.amina, now=after).allowed


def test_a_change_of_role_or_team_bites_at_the_next_question(county, db):
    manager = make_user(Role.TEAM_MANAGER)
    keep_reason(manager, "supervision", "", county.jack)
    assert decide(manager, Action.SEE_CHILD, county.jack).allowed
    User.objects.filter(pk=manager.pk).update(team_id="T-GLO")
    assert not decide(User.objects.get(pk=manager.pk), Action.SEE_CHILD, county.jack).allowed
    User.objects.filter(pk=manager.pk).update(team_id="T-STR", is_active=False)
    assert decide(User.objects.get(pk=manager.pk), Action.SEE_CHILD, county.jack).reason_code == "NOT_SIGNED_IN"


def test_the_reference_page_of_permissions_is_current():
    page = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"
    assert page.read_text(encoding="utf-8") == permissions_page(), "run: python -m lineofsight_web permissions_page"
