"""Changing the plan: one entry a change, nobody overwrites silently, a form sent twice counts once."""

from datetime import date

import pytest

from lineofsight.errors import LineofsightError
from lineofsight_web.access.models import AppendOnly
from lineofsight_web.plan import actions
from lineofsight_web.plan.models import Change, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(ambition) -> Item:
    return Item.objects.get(ambition=ambition, kind="working_well", place=1)


def edit(item, by, text="New words.", *, version=None, lead=None, because="It moved on"):
    return actions.edit_item(
        item_id=item.pk, version=version or item.version, text=text, lead=lead, because=because, by=by
    )


def test_a_change_keeps_who_when_before_after_and_why(item, director, quality):
    old = item.text
    edit(item, director, lead=quality)
    change = Change.objects.get(what="item_edited")
    assert (change.by, change.because, change.item) == (director, "It moved on", item)
    assert change.before == {"text": old, "lead": ""}
    assert change.after == {"text": "New words.", "lead": "Quentin Quality"}
    assert change.pairs == [("Words", old, "New words."), ("Lead", "", "Quentin Quality")]


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(item, director, quality):
    edit(item, director, "Hers.")
    with pytest.raises(actions.EditConflict) as problem:
        edit(item, quality, "His.", version=item.version)
    assert str(problem.value.current) == "Hers."
    assert Item.objects.get(pk=item.pk).text == "Hers."
    assert Change.objects.filter(what="item_edited").count() == 1


def test_the_same_form_sent_twice_is_one_change(item, director):
    first, second = edit(item, director), edit(item, director, version=item.version)
    assert first.version == second.version == item.version + 1
    assert Change.objects.filter(what="item_edited").count() == 1


def test_saving_without_a_change_leaves_no_entry(item, director):
    edit(item, director, item.text)
    assert not Change.objects.filter(what="item_edited").exists()


def test_a_closed_item_is_not_changed(item, director):
    actions.close_item(item_id=item.pk, version=item.version, because="Done", by=director)
    with pytest.raises(actions.EditConflict):
        edit(item, director, version=item.version + 1)


def test_closing_an_item_closes_the_points_under_it(real_paper, director):
    parent = Item.objects.get(text__endswith="key areas:")
    actions.close_item(item_id=parent.pk, version=parent.version, because="Agreed", by=director)
    assert Item.objects.filter(closed_at=None).count() == 55 - 7
    [change] = Change.objects.filter(what="item_closed")
    assert len(change.before["sub_points"]) == 6


def test_closing_twice_is_closing_once(item, director):
    for _ in range(2):
        actions.close_item(item_id=item.pk, version=item.version, because="Done", by=director)
    assert Change.objects.filter(what="item_closed").count() == 1


def test_closing_what_somebody_else_changed_asks_first(item, director, quality):
    edit(item, quality)
    with pytest.raises(actions.EditConflict):
        actions.close_item(item_id=item.pk, version=item.version, because="Done", by=director)


def test_an_added_item_goes_to_the_end_and_once(ambition, director):
    for words in ("A new action.", "a new action"):
        actions.add_item(ambition_id=ambition.pk, kind="priority_action", text=words, because="Agreed", by=director)
    last = ambition.items.filter(kind="priority_action").last()
    assert (last.text, last.place, last.is_added) == ("A new action.", 4, True)
    assert Change.objects.filter(what="item_added").count() == 1


def set_lead(ambition, lead, on, by, version=None):
    return actions.set_lead(
        ambition_id=ambition.pk, version=version or ambition.version, lead=lead, on=on, because="Agreed", by=by
    )


def test_who_led_an_ambition_before_stays_on_record(ambition, director, quality):
    changed = set_lead(ambition, quality, date(2024, 4, 2), director)
    changed = set_lead(changed, director, date(2024, 6, 1), director)
    set_lead(changed, None, date(2024, 9, 1), director)
    assert [(lead.user.full_name, lead.start_date, lead.end_date) for lead in ambition.leads.all()] == [
        ("Quentin Quality", date(2024, 4, 2), date(2024, 6, 1)),
        ("Dora Director", date(2024, 6, 1), date(2024, 9, 1)),
    ]


def test_a_lead_of_no_day_is_no_lead(ambition, director, quality):
    changed = set_lead(ambition, quality, date(2024, 4, 2), director)
    set_lead(changed, director, date(2024, 4, 2), director)
    assert [lead.user for lead in ambition.leads.all()] == [director]


def test_a_lead_cannot_end_before_it_began(ambition, director, quality):
    changed = set_lead(ambition, quality, date(2024, 4, 2), director)
    with pytest.raises(LineofsightError, match="before it began"):
        set_lead(changed, None, date(2024, 4, 1), director)
    assert ambition.leads.get().end_date is None


def test_two_who_set_the_lead_at_once_do_not_overwrite_each_other(ambition, director, quality):
    set_lead(ambition, quality, date(2024, 4, 2), director)
    with pytest.raises(actions.EditConflict):
        set_lead(ambition, director, date(2024, 4, 2), director, version=ambition.version)


def test_history_is_not_changed_or_deleted(item, director):
    edit(item, director)
    change = Change.objects.get(what="item_edited")
    with pytest.raises(AppendOnly):
        change.save()
    with pytest.raises(AppendOnly):
        change.delete()
    with pytest.raises(AppendOnly):
        Change.objects.update(because="")
