"""Pages that compare teams and districts: the sentence, the words of each verdict, and what a refused person sees."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import ComparisonRow, ModelRow
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.teams import one_team, question
from lineofsight_web.dashboard.teams.said import HIDDEN, said
from tests.web import world

APRIL = date(2024, 4, 30)
EVERYTHING, BOARD = Reader(True, True), Reader(False, False)
RE_REFERRALS = INDICATORS["FD08"]

ALIKE = ComparisonRow(
    indicator="FD08", by="team", grp=world.STROUD_TEAM, kind="assessment", n_children=300, observed=66, expected=63.0,
    n_effective=240.0, lower=0.84, upper=1.28, outer_lower=0.75, outer_upper=1.4, p=0.6, adjusted_p=0.8,
    is_flagged=False, shows_above=0.31, shows_below=0.12, verdict="no evidence of difference", why_not="",
)  # fmt: skip
WORSE = replace(ALIKE, grp=world.GLOUCESTER_TEAM, observed=99, lower=1.3, upper=1.9, p=0.0002, adjusted_p=0.002,
                is_flagged=True, verdict="evidence of difference")  # fmt: skip
FEW = replace(ALIKE, n_children=30, observed=7, expected=6.3, shows_above=0.55, shows_below=None,
              verdict="too few to tell")  # fmt: skip
NOT = replace(ALIKE, n_children=9, observed=2, expected=1.9, lower=None, upper=None, p=None, adjusted_p=None,
              shows_above=None, shows_below=None, verdict="",
              why_not="not comparable: 9 children are too few")  # fmt: skip
MODEL = ModelRow(
    indicator="FD08", by="team", n_children=6800, n_unplaced=20, share=0.21, facts="need age_band", is_adjusted=True,
    calibration="The model fits.", design_effect=1.3, n_groups=18, n_compared=18, n_flagged=1, n_outside=3,
    n_by_chance=0.9, spread=0.9, tau2=0.0, allows_for_spread=False,
)  # fmt: skip


@pytest.fixture
def compared(county, monkeypatch):
    """The county's snapshot, with answers that are known by heart."""
    answers = {"team": [ALIKE, WORSE], "district": [replace(ALIKE, by="district", grp="E07000082"),
                                                    replace(ALIKE, by="district", grp="E07000081"),
                                                    replace(WORSE, by="district", grp="E07000079")]}  # fmt: skip
    kind = type(county.snapshot)
    monkeypatch.setattr(kind, "comparisons", lambda self, indicator, by: answers.get(by, []))
    monkeypatch.setattr(kind, "all_comparisons", lambda self, by: {"FD08": answers[by]} if by in answers else {})
    monkeypatch.setattr(kind, "comparisons_of", lambda self, group, by: [
        row for row in answers.get(by, []) if row.grp == group])  # fmt: skip
    monkeypatch.setattr(kind, "comparison_models", lambda self, by: (
        {"FD08": replace(MODEL, by=by, n_compared=len(answers[by]))} if by in answers else {}))  # fmt: skip
    return county


def text_of(response) -> str:
    """A page's words, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace(" .", ".")


# Words


@pytest.mark.parametrize(
    ("row", "observed", "expected", "ratio", "verdict", "power"),
    [
        (ALIKE, "66 of 300 (22%)", "63 (21%)", "1.05 (0.84 to 1.28)", "No evidence of difference",
         "31% or more, or 12% or less"),
        (WORSE, "99 of 300 (33%)", "63 (21%)", "1.57 (1.30 to 1.90)",
         "Evidence of difference: more than expected", "31% or more, or 12% or less"),
        (replace(WORSE, observed=30), "30 of 300 (10%)", "63 (21%)", "0.48 (1.30 to 1.90)",
         "Evidence of difference: fewer than expected", "31% or more, or 12% or less"),
        (FEW, "7 of 30 (23%)", "6 (21%)", "1.11 (0.84 to 1.28)", "Too few to tell", "55% or more"),
        (replace(FEW, shows_above=0.997), "7 of 30 (23%)", "6 (21%)", "1.11 (0.84 to 1.28)", "Too few to tell",
         "nearly all"),
        (replace(FEW, shows_above=None), "7 of 30 (23%)", "6 (21%)", "1.11 (0.84 to 1.28)", "Too few to tell",
         "no share, however far out"),
        (NOT, "2 of 9 (22%)", "", "", "Not comparable: 9 children are too few", ""),
    ],
)  # fmt: skip
def test_a_team_is_said_in_words(row, observed, expected, ratio, verdict, power):
    found = said(row, "Stroud 1")
    assert (found.observed, found.expected, found.ratio, found.verdict, found.power) == (
        observed, expected, ratio, verdict, power,
    )  # fmt: skip


def test_hidden_numbers_leave_no_word_that_tells_of_them():
    found = said(WORSE, "Stroud 1", hide=True)
    assert (found.observed, found.expected, found.ratio, found.verdict, found.power) == (HIDDEN, "", "", "", "")
    assert not found.is_flagged


def test_how_many_look_different_by_chance_is_said():
    rows = [replace(ALIKE, p=p) for p in [0.5] * 17 + [0.03]]
    assert question.chance_words([*rows, NOT], "team") == (
        "Of 18 teams that were all alike, about 1 would stand outside the 95% limits by chance alone; 1 does. "
        "Allowing for how many were looked at, none has enough evidence."
    )
    assert "fewer than 1 would" in question.chance_words(rows[:6], "district")
    assert question.chance_words([NOT], "team") == ""


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([WORSE, ALIKE, FEW, NOT], "On 1 of 4 questions there is evidence that it differs from what its children would "
         "lead us to expect; on 1 there is no evidence of difference; on 1 its numbers are too few to tell; on 1 it is "
         "not comparable."),
        ([ALIKE], "On its one question there is no evidence that it differs from what its children would lead us to "
         "expect; on 1 there is no evidence of difference."),
        ([ALIKE, FEW], "On none of 2 questions is there evidence that it differs from what its children would lead us "
         "to expect; on 1 there is no evidence of difference; on 1 its numbers are too few to tell."),
        ([], "None of the questions asked of teams has children of this one in the last 12 months."),
    ],
)  # fmt: skip
def test_a_team_manager_reads_whether_the_team_is_out_of_line_and_whether_it_could_tell(rows, words):
    assert one_team.sentence(rows) == words


def test_what_was_allowed_for_is_said(compared):
    page = question.question_page(compared.snapshot, RE_REFERRALS, "team", EVERYTHING)
    assert page.allowed_for[0] == "Allowed for: primary need, age. The model fits."
    assert "1.3 of them as 1" in page.allowed_for[1]
    assert page.allowed_for[2].startswith("2 teams are too few to tell how much teams differ by more than luck")
    assert page.unplaced == "20 rows with no known team on the day counted are in no line."


# Pages


def test_a_question_begins_with_its_answer_and_lists_teams_by_name(compared, signed_in):
    text = text_of(signed_in(Role.ANALYST).get("/performance/teams/?measure=FD08"))
    assert "1 of 2 teams compared differs from what its children would lead us to expect" in text
    assert ("Gloucester 1: 33% of referrals came within 12 months of an earlier one for the same child; 21% was "
            "expected.") in text  # fmt: skip
    assert text.index("Gloucester 1 ") < text.index("Stroud 1 ")
    assert "Work of teams that closed on 2 April 2024 counts for the team that took it over." in text


def test_every_question_is_listed_with_its_answer(compared, signed_in):
    text = text_of(signed_in(Role.ANALYST).get("/performance/teams/"))
    assert "Re-referrals within 12 months 2 of 2 teams Evidence of difference: 1" in text
    assert "There is no ranking" in text


def test_a_team_manager_sees_the_own_team_first(compared, signed_in):
    text = text_of(signed_in(Role.TEAM_MANAGER).get("/performance/teams/"))
    assert text.index("Your team: Stroud 1.") < text.index("Re-referrals within 12 months")
    assert "(yours)" in text_of(signed_in(Role.TEAM_MANAGER, username="other").get("/performance/teams/?measure=FD08"))


def test_a_teams_page_names_the_teams_whose_work_it_took_over(compared, signed_in):
    text = text_of(signed_in(Role.ANALYST).get(f"/performance/teams/{world.GLOUCESTER_TEAM}/"))
    assert "On 1 of 1 question there is evidence that it differs" in text
    assert "It took over the work of Gloucester North (closed 2 April 2024), and their children" in text
    old = text_of(signed_in(Role.ANALYST, username="other").get(f"/performance/teams/{world.OLD_TEAM}/"))
    assert "This team closed on 2 April 2024" in old
    assert "Its work went to Gloucester 1." in old


def test_a_measures_page_leads_to_its_comparison(compared, signed_in):
    page = signed_in(Role.ANALYST).get("/performance/FD08/").content.decode()
    assert "/performance/teams/?measure=FD08" in page
    board = signed_in(Role.BOARD_MEMBER).get("/performance/FD08/").content.decode()
    assert "/performance/teams/?measure=FD08" not in board
    assert "/performance/districts/?measure=FD08" in board


def test_the_funnel_is_drawn_for_page_and_paper(compared, signed_in):
    client = signed_in(Role.ANALYST)
    drawn = client.get("/performance/compared/district/funnel.svg?measure=FD08")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "Cotswold" in drawn.content.decode()  # the one with enough evidence is named on the chart
    assert client.get("/performance/compared/district/funnel.png?measure=FD08").content.startswith(b"\x89PNG")


def test_a_comparison_can_be_kept_as_csv_and_excel(compared, signed_in):
    client = signed_in(Role.ANALYST)
    content = client.get("/performance/compared/team.csv?measure=FD08").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["group_name"], row["observed"], row["verdict"]) for row in rows] == [
        ("Gloucester 1", "99", "evidence of difference"), ("Stroud 1", "66", "no evidence of difference"),
    ]  # fmt: skip
    assert client.get("/performance/compared/team.xlsx?measure=FD08").content.startswith(b"PK")


@pytest.mark.parametrize(
    "path",
    ["/performance/teams/?measure=LA01", "/performance/teams/?measure=", "/performance/teams/T-NOT/",
     "/performance/compared/team.pdf?measure=FD08", "/performance/compared/team/funnel.svg?measure=FD08",
     "/performance/compared/ward.csv?measure=FD08"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(path, compared, signed_in):
    """Two teams make no funnel, children in care are no question of this kind, and nobody is grouped by ward."""
    assert signed_in(Role.ANALYST).get(path).status_code == 404


def test_a_snapshot_that_was_made_before_teams_were_compared_says_so(county, signed_in, monkeypatch):
    monkeypatch.setitem(vars(county.snapshot), "has_comparisons", False)
    for path in ("/performance/teams/", f"/performance/teams/{world.STROUD_TEAM}/"):
        client = signed_in(Role.ANALYST, username=f"a{len(path)}")
        assert "This snapshot was made before teams were compared." in text_of(client.get(path))


def test_the_build_itself_compares_the_teams_of_the_county(county):
    """So few children were referred that each team is said not to be comparable, with the reason."""
    models = county.snapshot.comparison_models("team")
    assert "FD08" in models
    rows = county.snapshot.comparisons("FD08", "team")
    assert {row.grp for row in rows} <= {world.GLOUCESTER_TEAM, world.STROUD_TEAM}
    assert all(row.why_not.startswith("not comparable") for row in rows)


# Who may see it


@pytest.mark.parametrize(
    "path",
    ["/performance/teams/", "/performance/teams/?measure=FD08", f"/performance/teams/{world.STROUD_TEAM}/",
     "/performance/compared/team.csv?measure=FD08", "/performance/compared/team/funnel.svg?measure=FD08",
     "/performance/compared/team_then.csv?measure=FD08"],
)  # fmt: skip
@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.PRACTITIONER, Role.ADMINISTRATOR])
def test_who_may_not_see_figures_by_team_sees_no_team(role, path, compared, signed_in):
    response = signed_in(role).get(path)
    assert response.status_code == 403
    assert "Gloucester 1" not in response.content.decode()


def test_a_board_member_sees_districts_without_those_whose_figures_are_hidden(compared, signed_in, monkeypatch):
    monkeypatch.setattr(question, "breakdown", lambda snapshot, indicator, by, at, reader: [
        replace(figure, value=None) if figure.group == "E07000082" else replace(figure, value=0.5)
        for figure in snapshot.figures(indicator.id, by=by, at=at)
    ])  # fmt: skip
    page = signed_in(Role.BOARD_MEMBER).get("/performance/districts/?measure=FD08")
    rows = {row.name: row for row in page.context["page"].rows}
    assert (rows["Stroud"].observed, rows["Stroud"].verdict) == (HIDDEN, "")
    assert rows["Gloucester"].observed == "66 of 300 (22%)"
    assert page.context["page"].unplaced == ""
    content = signed_in(Role.BOARD_MEMBER, username="other").get("/performance/compared/district.csv?measure=FD08")
    [stroud] = [line for line in content.content.decode().splitlines() if "Stroud" in line]
    assert "66" not in stroud.split("Stroud")[1].split(",20")[0]


def test_an_administrator_sees_no_district_either(compared, signed_in):
    assert signed_in(Role.ADMINISTRATOR).get("/performance/districts/").status_code == 403
