"""The plan's pages: what each shows, to whom, and what a refused person sees."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Figure
from lineofsight_web.access.models import AccessLogEntry
from lineofsight_web.access.policies import Role
from lineofsight_web.plan import actions
from lineofsight_web.plan.models import Ambition, Item
from tests.web.conftest import browser_of, make_user, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_director(director) -> Client:
    return browser_of(director)


@pytest.fixture
def as_board(db) -> Client:
    return browser_of(make_user(Role.BOARD_MEMBER))


# The plan


def test_the_plan_shows_nine_ambitions_with_their_counts(as_board, real_paper):
    shown = text_of(as_board.get(reverse("plan")))
    assert "9 ambitions: 30 things working well and 25 priority actions, as the board had them in May 2024." in shown
    assert shown.count('class="plan-ambition"') == 9
    assert "2 working well · 7 priority actions" in shown  # ambition 6, its six points counted
    assert "Children and families receive the right help at the right time" in shown


def test_the_plan_shows_the_five_key_priorities(as_board, real_paper):
    shown = text_of(as_board.get(reverse("plan")))
    assert all(f"({number})" in shown for number in ("5.1", "5.2", "5.3", "5.4", "5.5"))


def test_before_there_is_a_paper_the_plan_says_how_to_load_one(as_director):
    assert "lineofsight plan import paper.txt" in text_of(as_director.get(reverse("plan")))


def test_before_there_is_a_snapshot_the_plan_says_why_no_figures_stand_beside_it(as_board, real_paper):
    assert "there is no snapshot yet" in text_of(as_board.get(reverse("plan")))


# An ambition


def test_an_ambition_shows_both_lists_as_the_paper_has_them(as_board, ambition):
    shown = text_of(as_board.get(reverse("ambition", args=[1])))
    for item in ambition.items.all():
        assert item.text.replace("'", "&#x27;") in shown
    assert shown.index("Working well") < shown.index("Priority action areas")


def test_sub_points_stand_under_their_item(as_board, real_paper):
    shown = text_of(as_board.get(reverse("ambition", args=[6])))
    assert shown.index("key areas:") < shown.index("plan-points") < shown.index("Shared language")


def test_an_ambition_shows_the_paragraphs_that_name_it(as_board, real_paper):
    """3.0 speaks of the leads for ambition 6; no paragraph names ambition 2."""
    assert "with a clear sense of ownership of the aims" in text_of(as_board.get(reverse("ambition", args=[6])))
    assert "No numbered paragraph of it names this ambition." in text_of(as_board.get(reverse("ambition", args=[2])))


def test_an_ambition_that_is_not_in_the_plan_is_not_found(as_director, real_paper):
    assert as_director.get(reverse("ambition", args=[10])).status_code == 404


def test_what_the_latest_paper_left_out_is_shown_apart(as_board, ambition, real_text):
    gone = "Front door review is continuing"
    later = "\n".join(line for line in real_text.splitlines() if gone not in line).replace("May 2024", "July 2024")
    actions.import_paper(text=later, by=None)
    shown = text_of(as_board.get(reverse("ambition", args=[1])))
    assert shown.index("In an earlier paper, not in the latest") < shown.index(gone)


# The paper


def test_the_paper_shows_its_twenty_paragraphs_and_its_appendix_in_order(as_board, real_paper):
    shown = text_of(as_board.get(reverse("paper", args=[real_paper.pk])))
    numbers = [f"<dt>{one.number}</dt>" for one in real_paper.paragraphs.all()]
    assert len(numbers) == 20
    assert [shown.index(number) for number in numbers] == sorted(shown.index(number) for number in numbers)
    assert "Paul Shallcross, Service Director" in shown
    assert shown.count('class="plan-item') >= 55


def test_the_paper_stays_as_it_came_when_an_item_is_changed(as_director, director, ambition, real_paper):
    item = ambition.items.first()
    old = item.text
    actions.edit_item(item_id=item.pk, version=1, text="Said otherwise.", lead=None, because="x", by=director)
    assert old in text_of(as_director.get(reverse("paper", args=[real_paper.pk])))
    shown = text_of(as_director.get(reverse("ambition", args=[ambition.number])))
    assert "Changed since the paper" in shown


def test_lines_that_were_not_placed_are_shown_on_the_paper(as_board, real_text):
    extra = real_text.replace("Appendix 1", "Risks we see\n\nAppendix 1")
    paper = actions.import_paper(text=extra, by=None).paper
    assert "1 line could not be placed" in text_of(as_board.get(reverse("paper", args=[paper.pk])))


# Who may


PAGES = ["plan", "ambition", "paper", "edit-item", "close-item", "add-item", "set-lead"]


def address(page: str, ambition: Ambition) -> str:
    item = ambition.items.earliest("pk")
    arguments: dict[str, list[object]] = {
        "ambition": [ambition.number], "set-lead": [ambition.number], "add-item": [ambition.number, "working_well"],
        "edit-item": [item.pk], "close-item": [item.pk], "paper": [item.appearances.get().paper_id],
    }  # fmt: skip
    return reverse(page, args=arguments.get(page, []))


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_anything_before_signing_in(page, ambition):
    response = Client().get(address(page, ambition))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("sign-in"))


@pytest.mark.parametrize("page", ["plan", "ambition", "paper"])
def test_a_role_without_the_plan_is_told_which_permission_is_missing_and_whom_to_ask(page, ambition):
    response = browser_of(make_user(Role.ADMINISTRATOR)).get(address(page, ambition))
    assert response.status_code == 403
    shown = text_of(response)
    assert "Your role does not let you see the ambitions plan." in shown
    assert "If you need it for your work, ask the Director&#x27;s office." in shown
    assert "right help at the right time" not in shown


@pytest.mark.parametrize("page", ["edit-item", "close-item", "add-item", "set-lead"])
@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.QA, Role.PRACTITIONER, Role.ADMINISTRATOR])
def test_who_may_not_change_the_plan_is_refused_and_the_refusal_is_logged(page, role, ambition):
    client, before = browser_of(make_user(role)), Item.objects.count()
    sent = {"text": "x", "because": "y", "version": "1", "on_0": "1", "on_1": "5", "on_2": "2024"}
    for response in (client.get(address(page, ambition)), client.post(address(page, ambition), sent)):
        assert response.status_code == 403
        assert "Your role does not let you change the ambitions plan." in text_of(response)
    assert Item.objects.count() == before
    assert not Item.objects.exclude(closed_at=None).exists()
    assert AccessLogEntry.objects.filter(action="edit_plan", decision="refused").count() == 2


def test_who_may_not_change_the_plan_is_not_offered_it(as_board, ambition):
    shown = text_of(as_board.get(reverse("ambition", args=[1])))
    assert reverse("edit-item", args=[ambition.items.first().pk]) not in shown
    assert reverse("add-item", args=[1, "working_well"]) not in shown
    assert reverse("set-lead", args=[1]) not in shown


def test_a_lead_changes_the_ambition_they_lead_and_no_other(real_paper, director, quality):
    first, second = Ambition.objects.filter(number__in=[1, 2])
    actions.set_lead(ambition_id=first.pk, version=1, lead=quality, on=date(2024, 4, 2), because="x", by=director)
    client = browser_of(quality)
    assert client.get(address("edit-item", first)).status_code == 200
    assert client.get(address("edit-item", second)).status_code == 403
    assert client.get(address("set-lead", first)).status_code == 403
    actions.set_lead(ambition_id=first.pk, version=2, lead=None, on=date(2024, 5, 2), because="x", by=director)
    assert client.get(address("edit-item", first)).status_code == 403


# Changing


def test_a_change_is_saved_and_shown_with_its_reason(as_director, ambition, quality):
    item = ambition.items.first()
    sent = {"text": "Hubs are open in all six districts.", "lead": quality.pk, "because": "Opened in May", "version": 1}
    response = as_director.post(reverse("edit-item", args=[item.pk]), sent)
    assert (response.status_code, response["Location"]) == (302, reverse("ambition", args=[1]))
    shown = text_of(as_director.get(reverse("ambition", args=[1])))
    assert "Hubs are open in all six districts." in shown
    assert "Lead: Quentin Quality" in shown
    assert "Because: Opened in May" in shown
    assert "by Dora Director" in shown


@pytest.mark.parametrize(("missing", "words"), [("text", "Enter the words of the item"), ("because", "Say why")])
def test_what_is_missing_is_said_above_the_form_and_beside_the_field(as_director, ambition, missing, words):
    sent = {"text": "New.", "because": "Because.", "version": 1}
    response = as_director.post(reverse("edit-item", args=[ambition.items.first().pk]), {**sent, missing: " "})
    shown = text_of(response)
    assert "There is a problem" in shown
    assert shown.count(words) == 2
    assert "<title>Error: " in shown


def test_two_editors_see_each_others_words_and_the_second_decides(as_director, director, ambition, quality):
    """The second is told, sees what stands now and who put it there, and only a second save replaces it."""
    item = ambition.items.first()
    actions.edit_item(item_id=item.pk, version=1, text="Hers.", lead=quality, because="First", by=quality)
    form = {"text": "His.", "because": "Second", "version": "1"}
    response = as_director.post(reverse("edit-item", args=[item.pk]), form)
    shown = text_of(response)
    assert response.status_code == 409
    assert "Somebody else changed this while you had it open." in shown
    assert "Changed by Quentin Quality" in shown
    assert ("Hers.<br>Lead: Quentin Quality" in shown, "His." in shown) == (True, True)
    assert 'name="version" value="2"' in shown
    assert Item.objects.get(pk=item.pk).text == "Hers."
    assert as_director.post(reverse("edit-item", args=[item.pk]), {**form, "version": "2"}).status_code == 302
    assert Item.objects.get(pk=item.pk).text == "His."


def test_an_item_is_added_and_closed(as_director, ambition):
    added = {"text": "A new action.", "because": "Agreed at the board"}
    assert as_director.post(reverse("add-item", args=[1, "priority_action"]), added).status_code == 302
    item = Item.objects.get(text="A new action.")
    shown = text_of(as_director.get(reverse("ambition", args=[1])))
    assert "Added since the paper" in shown
    closing = {"because": "Done", "version": item.version}
    assert as_director.post(reverse("close-item", args=[item.pk]), closing).status_code == 302
    assert "A new action." not in text_of(as_director.get(reverse("ambition", args=[1]))).split("Who changed what")[0]


def test_a_list_that_does_not_exist_is_not_found(as_director, ambition):
    assert as_director.get(reverse("add-item", args=[1, "other"])).status_code == 404


def test_the_director_names_a_lead(as_director, ambition, quality):
    sent = {"lead": quality.pk, "on_0": "2", "on_1": "4", "on_2": "2024", "because": "Confirmed", "version": "1"}
    assert as_director.post(reverse("set-lead", args=[1]), sent).status_code == 302
    assert "Led by Quentin Quality, Quality assurance." in text_of(as_director.get(reverse("ambition", args=[1])))
    assert "led by Quentin Quality" in text_of(as_director.get(reverse("plan")))
    ended = {"lead": "", "on_0": "1", "on_1": "6", "on_2": "2024", "because": "Left", "version": "2"}
    as_director.post(reverse("set-lead", args=[1]), ended)
    shown = text_of(as_director.get(reverse("ambition", args=[1])))
    assert "No lead is set." in shown
    assert "Led before by Quentin Quality, 2 April 2024 to 1 June 2024." in shown


def test_a_lead_that_would_end_before_it_began_is_refused_in_words(as_director, director, ambition, quality):
    actions.set_lead(ambition_id=ambition.pk, version=1, lead=quality, on=date(2024, 4, 2), because="x", by=director)
    sent = {"lead": "", "on_0": "1", "on_1": "4", "on_2": "2024", "because": "Left", "version": "2"}
    response = as_director.post(reverse("set-lead", args=[1]), sent)
    assert "A lead cannot end before it began." in text_of(response)


# Measures


@dataclass(frozen=True)
class FakeSnapshot:
    """791 children in care, 843 six months before; nothing else."""

    as_of: date = date(2024, 4, 30)
    id: str = "2024-04-30-test"

    def periods(self) -> list[date]:
        return [date(2023, 10, 31), self.as_of]

    def figures(self, indicator: str, **_: object) -> list[Figure]:
        if indicator != "LA01":
            return []
        counts = zip(self.periods(), (843.0, 791.0), strict=True)
        return [Figure("LA01", at, "all", "", n, 130950.0, n / 130950 * 10_000, "") for at, n in counts]

    released_figures = figures

    def published(self, indicator: str) -> list[object]:
        return []


@pytest.fixture
def with_figures(monkeypatch) -> None:
    monkeypatch.setattr("lineofsight_web.plan.measures.current_snapshot", FakeSnapshot)


@pytest.mark.usefixtures("with_figures")
def test_an_ambition_shows_its_measures_with_the_change_in_words(as_board, real_paper):
    for page in (reverse("plan"), reverse("ambition", args=[4])):
        shown = text_of(as_board.get(page)).replace("</strong>", "")
        assert "60.4 per 10,000" in shown
        assert "down 6.2% (64.4 to 60.4)" in shown


@pytest.mark.usefixtures("county")
def test_figures_come_from_the_snapshot_in_force(as_director, real_paper):
    shown = text_of(as_director.get(reverse("ambition", args=[4])))
    assert shown.count('class="govuk-table__row"') == 1 + len(
        [one for one in INDICATORS.values() if 4 in one.ambitions]
    )
    assert "Snapshot <span" in shown


@pytest.mark.usefixtures("with_figures")
def test_an_ambition_without_a_measure_says_so(as_board, real_paper):
    assert text_of(as_board.get(reverse("plan"))).count("No measure of this ambition is calculated yet.") == len(
        [one for one in range(1, 10) if not any(one in indicator.ambitions for indicator in INDICATORS.values())]
    )


@pytest.mark.usefixtures("with_figures")
def test_who_may_not_see_figures_sees_the_plan_without_them(real_paper):
    client = browser_of(make_user(Role.INFORMATION_GOVERNANCE))
    for page in (reverse("plan"), reverse("ambition", args=[4])):
        shown = text_of(client.get(page))
        assert "60.4" not in shown
        assert reverse("measure", args=["LA01"]) not in shown
