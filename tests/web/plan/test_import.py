"""A board paper in the plan: what it holds, that the same again changes nothing, and what a later paper does."""

import pytest

from lineofsight_web.plan.actions import NotAPaper, import_paper
from lineofsight_web.plan.models import Ambition, Appearance, Change, Item, KeyPriority, Meeting, Paper, Paragraph
from lineofsight_web.plan.overview import as_paper, latest_paper, lists
from lineofsight_web.plan.papers import read_paper

pytestmark = pytest.mark.django_db

MARCH = """
Ambitions Board
March 2024
1.0 Progress.
Ambition 1 - right help
Working well
The panel meets.
Hubs are open.
Priority action areas
Write the strategy.
"""
MAY = """
Ambitions Board
May 2024
1.0 Progress.
Ambition 1 - the right help
Working well
Hubs are OPEN
A new thing works.
Priority action areas
Write the strategy.
"""


def items(kind: str | None = None) -> list[str]:
    found = Item.objects.order_by("ambition__number", "kind", "place")
    return [item.text for item in (found.filter(kind=kind) if kind else found)]


def test_the_real_paper_is_in_the_plan_whole(real_paper, real_text):
    assert Ambition.objects.count() == 9
    assert Item.objects.filter(kind="working_well").count() == 30
    assert Item.objects.filter(kind="priority_action").count() == 25
    assert Item.objects.filter(parent__isnull=False).count() == 6
    assert (Paragraph.objects.count(), KeyPriority.objects.count(), Appearance.objects.count()) == (20, 5, 55)
    assert (real_paper.author_name, real_paper.author_post) == ("Paul Shallcross", "Service Director")
    assert (str(real_paper.meeting), real_paper.text, real_paper.unplaced) == ("May 2024", real_text, [])


def test_what_is_shown_of_the_plan_is_what_was_read(real_paper, real_text):
    """One form for both: `plan import` prints what it read, `plan show` what the plan holds."""
    assert as_paper().as_dict() == read_paper(real_text).as_dict()


def test_the_same_paper_again_changes_nothing(real_paper, real_text):
    again = import_paper(text=real_text, by=None)
    assert (again.is_new, again.paper) == (False, real_paper)
    assert (Paper.objects.count(), Item.objects.count(), Appearance.objects.count(), Change.objects.count()) == (
        1, 55, 55, 1,
    )  # fmt: skip


def test_the_same_paper_saved_with_other_line_ends_is_the_same_paper(real_paper, real_text):
    windows = real_text.replace("\n", " \r\n") + "\r\n"
    assert import_paper(text=windows, by=None).paper == real_paper


def test_one_entry_says_who_loaded_it_and_how_much(real_paper):
    [change] = Change.objects.all()
    assert (change.what, change.by_name, change.paper) == ("paper_imported", "the command line", real_paper)
    assert change.after == {
        "ambitions": 9, "items_new": 55, "items_seen_again": 0, "paragraphs": 20, "key_priorities": 5, "unplaced": 0,
    }  # fmt: skip


def test_a_later_paper_sees_items_again_adds_new_ones_and_loses_none():
    """Case and punctuation do not make an item new. What the later paper leaves out stays, as earlier."""
    import_paper(text=MARCH, by=None)
    import_paper(text=MAY, by=None)
    assert sorted(items()) == ["A new thing works.", "Hubs are open.", "The panel meets.", "Write the strategy."]
    [ambition] = Ambition.objects.all()
    standing = lists(ambition, latest_paper())
    assert [line.item.text for line in standing.working_well] == ["Hubs are open.", "A new thing works."]
    assert [line.item.text for line in standing.earlier] == ["The panel meets."]


def test_each_paper_keeps_its_own_wording():
    import_paper(text=MARCH, by=None)
    import_paper(text=MAY, by=None)
    hubs = Item.objects.get(text="Hubs are open.")
    assert [(str(one.paper.meeting), one.text) for one in hubs.appearances.all()] == [
        ("March 2024", "Hubs are open."),
        ("May 2024", "Hubs are OPEN"),
    ]


def test_the_latest_paper_names_the_ambition_whichever_is_loaded_first():
    import_paper(text=MAY, by=None)
    import_paper(text=MARCH, by=None)
    assert Ambition.objects.get().title == "the right help"
    assert str(latest_paper()) == "Ambitions Board, May 2024"


def test_an_item_edited_since_is_known_by_what_the_paper_said():
    import_paper(text=MARCH, by=None)
    Item.objects.filter(text="The panel meets.").update(text="The panel meets each week.")
    import_paper(text=MARCH.replace("March", "April"), by=None)
    assert len(items("working_well")) == 2


def test_a_line_printed_twice_is_two_items():
    import_paper(text=MAY.replace("A new thing works.", "Hubs are OPEN"), by=None)
    assert items("working_well") == ["Hubs are OPEN", "Hubs are OPEN"]
    import_paper(text=MAY.replace("A new thing works.", "Hubs are OPEN").replace("May", "June"), by=None)
    assert len(items("working_well")) == 2


def test_two_papers_of_one_meeting_share_it():
    import_paper(text=MAY, by=None)
    import_paper(text=MAY + "A late addition.", by=None)
    assert (Meeting.objects.count(), Paper.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("milk\n\neggs", "No ambition and no numbered paragraph"),
        ("Report\n1.0 Progress.", "The paper has no date"),
        ("", "No ambition"),
    ],
)
def test_a_text_that_cannot_be_a_paper_is_refused_and_nothing_is_kept(text, words):
    with pytest.raises(NotAPaper, match=words):
        import_paper(text=text, by=None)
    assert (Paper.objects.count(), Meeting.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_a_load_that_fails_half_way_leaves_nothing(monkeypatch, real_text):
    monkeypatch.setattr(Appearance.objects, "create", _fail)
    with pytest.raises(OSError, match="disk full"):
        import_paper(text=real_text, by=None)
    assert (Paper.objects.count(), Ambition.objects.count(), Item.objects.count()) == (0, 0, 0)


def _fail(**_: object) -> None:
    raise OSError("disk full")
