"""What people say of a measure: notes, targets and new levels; who may, and what stands."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from lineofsight_web.access.models import AccessLogEntry, AppendOnly
from lineofsight_web.access.policies import Role
from lineofsight_web.judgements import actions
from lineofsight_web.judgements.in_force import all_judgements, judgements_of
from lineofsight_web.judgements.models import Note, Rebase, Target
from tests.web.conftest import browser_of, make_user, text_of

pytestmark = pytest.mark.django_db

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)


@pytest.fixture
def director():
    return make_user(Role.DIRECTOR, full_name="Dora Director")


def target(by, value, from_date):
    return actions.set_target(indicator="FD08", value=value, from_date=from_date, because="Agreed", by=by)


# What stands


def test_a_month_keeps_the_target_of_its_time(director):
    """A new target says nothing of the months before it."""
    target(director, 0.25, date(2023, 4, 1))
    target(director, 0.20, date(2024, 4, 1))
    held = judgements_of("FD08")
    assert [found.value if (found := held.target(at)) else None for at in (date(2023, 3, 31), MARCH, APRIL)] == [
        None, 0.25, 0.20,
    ]  # fmt: skip


def test_of_two_targets_from_one_day_the_later_said_stands(director):
    target(director, 0.25, date(2024, 4, 1))
    target(director, 0.22, date(2024, 4, 1))
    assert judgements_of("FD08").target(APRIL).value == 0.22


def test_a_new_level_accepted_twice_is_one(director):
    first, second = (
        actions.accept_rebase(
            indicator="FD08", on=MARCH, because="New front door", evidence="", snapshot_id="s", by=director
        )
        for _ in range(2)
    )
    assert first == second
    assert judgements_of("FD08").rebased_on == (MARCH,)


def test_what_is_taken_back_no_longer_stands_and_is_still_there(director):
    note = actions.write_note(indicator="FD08", words="Two weeks without a system", about=MARCH, by=director)
    actions.withdraw(note, because="It was another month", by=director)
    assert judgements_of("FD08").notes == ()
    assert [one.because for one in Note.objects.all()] == ["Two weeks without a system", "It was another month"]


def test_only_one_of_two_people_takes_it_back(director):
    note = actions.write_note(indicator="FD08", words="A note", about=None, by=director)
    actions.withdraw(note, because="Wrong", by=director)
    with pytest.raises(actions.AlreadyReplaced, match="in between"):
        actions.withdraw(note, because="Wrong too", by=director)


def test_a_judgement_without_a_reason_is_none(director):
    given = {"indicator": "FD08", "value": 0.2, "from_date": APRIL, "because": " ", "by": director}
    with pytest.raises(ValueError, match="says why"):
        actions.set_target(**given)


def test_judgements_of_all_measures_are_read_at_once(director, django_assert_num_queries):
    target(director, 0.25, MARCH)
    actions.write_note(indicator="LA01", words="A note", about=None, by=director)
    with django_assert_num_queries(3):
        assert set(all_judgements()) == {"FD08", "LA01"}


@pytest.mark.parametrize("table", ["judgements_note", "judgements_target", "judgements_rebase"])
def test_the_database_refuses_to_change_or_delete_what_was_said(director, table):
    actions.write_note(indicator="FD08", words="A note", about=None, by=director)
    target(director, 0.2, MARCH)
    actions.accept_rebase(indicator="FD08", on=MARCH, because="x", evidence="", snapshot_id="s", by=director)
    for statement in (f"UPDATE {table} SET because = 'no'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="only takes new rows"), transaction.atomic(), connection.cursor() as at:
            at.execute(statement)
    with pytest.raises(AppendOnly):
        Note.objects.all().delete()


# The pages


def test_a_note_stands_beside_the_measure_with_its_author(county, director):
    client = browser_of(director)
    given = {"words": "A storm closed the schools for a week", "about": "2024-03-31"}
    shown = text_of(client.post(reverse("write-note", args=["FD08"]), given, follow=True))
    assert "<strong>31 March 2024.</strong> A storm closed the schools for a week" in shown
    assert "Dora Director" in shown


def test_a_target_is_typed_as_a_percentage_and_kept_as_a_proportion(county, director):
    given = {"value": "20", "from_date_0": "1", "from_date_1": "4", "from_date_2": "2024", "because": "Agreed by board"}
    shown = text_of(browser_of(director).post(reverse("set-target", args=["FD08"]), given, follow=True))
    assert Target.objects.get().value == 0.2
    assert "Target 20% from 1 April 2024." in shown


def test_a_new_level_keeps_what_was_proposed_and_the_snapshot_looked_at(county, director):
    address = reverse("accept-rebase", args=["FD08"]) + "?on=2024-03-31&evidence=Eight+months+above+the+mean"
    client = browser_of(director)
    assert "Proposed: Eight months above the mean" in text_of(client.get(address))
    client.post(address, {"on": "2024-03-31", "because": "The front door review of March"})
    kept = Rebase.objects.get()
    assert (kept.on, kept.evidence, kept.snapshot_id) == (MARCH, "Eight months above the mean", county.snapshot.id)


def test_everything_wrong_with_a_form_is_said_at_once(county, director):
    response = browser_of(director).post(reverse("set-target", args=["FD08"]), {"value": "many"})
    shown = text_of(response)
    for words in ("Enter a number, like 20 or 7.5", "Enter the day, month and year", "Say why"):
        assert words in shown
    assert not Target.objects.exists()


def test_what_someone_wrote_is_shown_as_words_not_as_markup(county, director):
    actions.write_note(indicator="FD08", words="<script>alert(1)</script>", about=None, by=director)
    assert "&lt;script&gt;" in text_of(browser_of(director).get(reverse("measure", args=["FD08"])))


# Who may

PAGES = {"write-note": "datq", "set-target": "da", "accept-rebase": "da"}
ROLES = dict(zip("datpqibm", Role, strict=True))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("letter", ROLES)
def test_who_may_say_something_of_a_measure(county, page, letter):
    """Refused, nothing is kept, and the refusal is in the log."""
    client = browser_of(make_user(ROLES[letter]))
    response = client.post(
        reverse(page, args=["FD08"]), {"words": "x", "because": "x", "on": "2024-03-31", "value": "1"}
    )
    allowed = letter in PAGES[page]
    assert (response.status_code != 403) is allowed
    if not allowed:
        assert not any(kind.objects.exists() for kind in (Note, Target, Rebase))
        assert AccessLogEntry.objects.last().decision == "refused"


def test_someone_who_may_not_is_offered_nothing(county):
    shown = text_of(browser_of(make_user(Role.BOARD_MEMBER)).get(reverse("measure", args=["FD08"])))
    assert "Nobody has said anything of this measure yet." in shown
    assert "Add a note" not in shown
    assert "Set a target" not in shown


def test_a_measure_that_is_none_is_not_found(county, director):
    assert browser_of(director).get(reverse("write-note", args=["ZZ99"])).status_code == 404
