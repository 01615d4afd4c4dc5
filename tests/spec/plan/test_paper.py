"""What is read out of a board paper: the real one counted, then one rule a test on small ones."""

# ruff: noqa: RUF001 - the papers' own dashes and quotes

from textwrap import dedent

import pytest

from lineofsight.errors import LineofsightError
from lineofsight_web.plan.papers import SAMPLE_PAPER, Item, Paper, paper_text, read_paper

title = "Reading a board paper"


@pytest.fixture(scope="module")
def real() -> Paper:
    return read_paper(paper_text(SAMPLE_PAPER))


def paper(text: str) -> Paper:
    return read_paper(dedent(text))


def lines(items: list[Item]) -> list[str]:
    return [line for item in items for line in item.lines()]


def test_the_real_paper_has_its_title_date_and_author(real):
    assert (real.title, real.date) == ("Ambitions Board – Director’s Report", "May 2024")
    assert (real.month.year, real.month.month) == (2024, 5)
    assert (real.author.name, real.author.post) == ("Paul Shallcross", "Service Director")


def test_the_real_paper_has_twenty_numbered_paragraphs_counting_its_two_headings(real):
    """4.0 (Highlights) and 5.0 (Key priorities) are headings that carry a number, so they count."""
    assert [one.number for one in real.paragraphs] == [
        "1.0", "2.0", "3.0", "4.0", *(f"4.{n}" for n in range(1, 11)), "5.0", *(f"5.{n}" for n in range(1, 6)),
    ]  # fmt: skip
    assert real.paragraphs[3].text == "Highlights from the current period."
    assert real.paragraphs[7].text.startswith("The use of systemic approaches") is True


def test_the_five_key_priorities_are_the_paragraphs_under_their_heading(real):
    assert [one.number for one in real.key_priorities] == ["5.1", "5.2", "5.3", "5.4", "5.5"]
    assert real.key_priorities[1].text == "Formal launch of the revised practice framework."


def test_the_nine_ambitions_have_their_titles_however_the_heading_is_punctuated(real):
    """' - ', a space alone, ' : ' and a full stop at the end are all in the paper; none is part of the title."""
    assert [ambition.number for ambition in real.ambitions] == list(range(1, 10))
    titles = {ambition.number: ambition.title for ambition in real.ambitions}
    assert (
        titles[2] == "Leaders and managers at every level will understand and lead practice which is consistently good"
    )
    assert titles[5] == "Our workforce is skilled and well supported to develop and grow"
    assert titles[7] == "To reduce the number of children that are living and experiencing neglect"
    assert all(not title.startswith(("-", ":", " ")) and not title.endswith(".") for title in titles.values())


def test_every_item_of_the_real_paper_is_counted(real):
    """30 'working well' and 25 'priority action' lines, by ambition as a reader counts them on the page."""
    assert [len(lines(one.working_well)) for one in real.ambitions] == [4, 4, 3, 5, 4, 2, 2, 3, 3]
    assert [len(lines(one.priority_actions)) for one in real.ambitions] == [3, 2, 2, 4, 2, 7, 2, 1, 2]


def test_six_of_the_priority_actions_stand_under_one(real):
    [parent] = real.ambitions[5].priority_actions
    assert parent.text.endswith("based on the following key areas:")
    assert [point.text for point in parent.sub_points] == [
        "Shared language",
        "Mutual respect",
        "Improved assessment of need",
        "Effective escalation",
        "Improved communication",
        "Clear governance and information sharing",
    ]


def test_nothing_of_the_real_paper_is_left_over(real):
    """Headings are kept: the appendix, the date under the signature, eighteen section headings."""
    assert real.unplaced == []
    assert len(real.headings) == 20


def test_the_printed_form_lists_sub_points_in_order_and_says_where_they_stand(real):
    shown = real.as_dict()["ambitions"][5]
    assert len(shown["priority_actions"]) == 7
    assert shown["sub_points"] == [{"of": "priority_actions", "under": 0, "lines": [1, 2, 3, 4, 5, 6]}]


@pytest.mark.parametrize(
    "heading",
    [
        "Ambition 3 - a home for every child",
        "Ambition 3 – a home for every child",
        "Ambition 3: a home for every child",
        "Ambition 3 : a home for every child",
        "Ambition 3. a home for every child.",
        "AMBITION THREE a home for every child",
        "- Ambition 3 a home for every child",
        "Ambition 3\na home for every child",
        "Ambition 3\n\na home for every child",
    ],
)
def test_an_ambition_is_known_by_its_number_not_by_its_punctuation(heading):
    found = read_paper(f"{heading}\nWorking well\nOne thing.")
    assert [(one.number, one.title) for one in found.ambitions] == [(3, "a home for every child")]
    assert (lines(found.ambitions[0].working_well), found.unplaced) == (["One thing."], [])


def test_a_sentence_that_begins_with_ambition_is_not_a_heading():
    found = paper("""
        Ambition 1 - home
        Working well
        Ambition 2 leads have met us twice.
        - Ambition 3 - its leads are not yet named.
    """)
    assert [one.number for one in found.ambitions] == [1]
    assert len(found.ambitions[0].working_well) == 2


@pytest.mark.parametrize(
    "heading",
    ["Working well", "WORKING WELL:", "Working well.", "What’s working well", "- Working well", "Working well –"],
)
def test_working_well_is_known_with_or_without_a_mark(heading):
    found = read_paper(f"Ambition 1 - home\n{heading}\n\n- One.\n\n- Two.")
    assert lines(found.ambitions[0].working_well) == ["One.", "Two."]


@pytest.mark.parametrize(
    "heading", ["Priority action areas.", "Priority action areas", "Priority actions:", "Priority areas for action"]
)
def test_priority_action_areas_are_known_by_several_names(heading):
    found = read_paper(f"Ambition 1 - home\nWorking well\nOne.\n{heading}\nTwo.\nThree.")
    assert lines(found.ambitions[0].priority_actions) == ["Two.", "Three."]


def test_an_item_on_the_line_of_its_heading_is_an_item():
    found = read_paper("Ambition 1 - home\nWorking well: the hubs opened.\nThe panel meets.")
    assert lines(found.ambitions[0].working_well) == ["the hubs opened.", "The panel meets."]


def test_a_line_that_a_margin_broke_is_one_item():
    """Without an empty line or a bullet between, a line that begins small, or follows 'and' or a comma, goes on."""
    found = paper("""
        Ambition 1 - home
        Working well
        The development of family hubs is
        picking up pace, supported by Wiltshire,
        Bristol and Somerset.
        The panel meets.
    """)
    assert lines(found.ambitions[0].working_well) == [
        "The development of family hubs is picking up pace, supported by Wiltshire, Bristol and Somerset.",
        "The panel meets.",
    ]


def test_a_word_that_a_margin_divided_is_joined_at_its_hyphen():
    found = read_paper("Ambition 1 - home\nWorking well\nA multi-\nagency session was held.")
    assert lines(found.ambitions[0].working_well) == ["A multi-agency session was held."]


def test_every_paragraph_of_a_page_copied_with_its_margin_is_whole():
    """Where most lines end at one width, a line under a numbered one belongs to it even after a full stop."""
    found = paper("""
        4.1 Performance across the system demonstrates a number of areas.
        Work is ongoing with colleagues in the performance team and goes
        on until the dashboard is clearer than it was in the last period.
        4.2 The service wide focus on proportionate intervention is well.
        Children in care are fewer than they were six months ago, and the
        numbers of child protection plans are lower than in many a month.
        4.3 The roll out of the county legal gateway panel is embedding so
        Weekly panels are now chaired by the service director or deputies
        who see all requests to use pre proceedings or to issue the court.
        4.4 The use of systemic approaches is feeling more embedded today.
        Weekly systemic sessions are run by all managers who take turns.
    """)
    assert [one.number for one in found.paragraphs] == ["4.1", "4.2", "4.3", "4.4"]
    assert found.paragraphs[1].text.endswith("lower than in many a month.")
    assert found.unplaced == []


def test_points_under_a_numbered_paragraph_are_part_of_it():
    found = read_paper("4.1 We will:\n- meet weekly\n- report back\n4.2 The end.")
    assert [one.text for one in found.paragraphs] == ["We will:\nmeet weekly\nreport back", "The end."]


def test_a_number_at_the_start_of_an_item_is_not_a_paragraph_unless_it_is_the_next_one():
    found = read_paper("4.1 Text.\nAmbition 1 - home\nWorking well\n2.5 posts were filled.\n4.2 More text.")
    assert [one.number for one in found.paragraphs] == ["4.1", "4.2"]
    assert lines(found.ambitions[0].working_well) == ["2.5 posts were filled."]


def test_key_priorities_without_numbers_are_the_points_under_their_heading():
    found = read_paper("Report\n1.0 Text.\nKey priorities for the next period\n- Launch the strategy.\n- Open a hub.")
    assert [(one.number, one.text) for one in found.key_priorities] == [
        ("", "Launch the strategy."),
        ("", "Open a hub."),
    ]


@pytest.mark.parametrize(
    "signed", ["Ada Lovelace – Director of Children’s Services", "Report by: Ada Lovelace, Service Director"]
)
def test_the_author_is_a_name_with_a_post(signed):
    found = read_paper(f"Board report\n1.0 Text.\n{signed}\nJune 2025")
    assert found.author is not None
    assert (found.author.name, found.date, found.unplaced) == ("Ada Lovelace", "June 2025", [])


@pytest.mark.parametrize(
    ("written", "month"), [("14th May 2024", 5), ("Date of meeting: 3 September 2024", 9), ("Dec 2023", 12)]
)
def test_the_date_is_a_line_that_holds_nothing_else(written, month):
    found = read_paper(f"Board report\n{written}\n1.0 Text.").month
    assert found is not None
    assert found.month == month


def test_what_no_rule_places_is_listed():
    found = read_paper("Board report\n1.0 Text.\n\nFinancial implications\n\nThere are none that we know of.")
    assert found.unplaced == ["Financial implications", "There are none that we know of."]


def test_a_second_heading_of_an_ambition_carries_on_and_is_not_dropped():
    found = paper("""
        Ambition 1 - home
        Working well
        One.
        Ambition 1 - home (continued)
        Priority actions
        Two.
    """)
    [ambition] = found.ambitions
    assert (lines(ambition.working_well), lines(ambition.priority_actions)) == (["One."], ["Two."])
    assert found.unplaced == ["Ambition 1 - home (continued)"]


def test_a_text_that_is_no_paper_comes_back_as_unplaced_lines():
    found = read_paper("\n".join(["bread and butter for the whole of the week", "", "- milk", "", "eggs"]))
    assert (found.paragraphs, found.ambitions, found.key_priorities) == ([], [], [])
    assert [found.title, *found.unplaced] == ["bread and butter for the whole of the week", "milk", "eggs"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_paper_saved_by_an_older_program_reads_the_same(tmp_path, encoding, real):
    copy = tmp_path / "paper.txt"
    copy.write_bytes(SAMPLE_PAPER.read_text(encoding="utf-8").encode(encoding))
    assert read_paper(paper_text(copy)) == real


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04word", "a Word document"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Word document"),
        (b"\x00\x01\x02\x81", "is not text"),
    ],
)
def test_what_is_not_text_is_refused_with_what_to_do(tmp_path, content, words):
    paper = tmp_path / "paper"
    paper.write_bytes(content)
    with pytest.raises(LineofsightError, match=f"{words}(.|\n)*plain text"):
        paper_text(paper)


def test_a_paper_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(LineofsightError, match="cannot be read"):
        paper_text(tmp_path / "nowhere.txt")
