"""Whatever is done to a paper, each word of it is in exactly one part of what was read, and reading never fails."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight_web.plan.papers import SAMPLE_PAPER, Paper, read_paper

# ruff: noqa: RUF001 - the papers' own dashes

title = "Nothing of a paper is lost"

REAL = SAMPLE_PAPER.read_text(encoding="utf-8")
LINES = REAL.splitlines()
MARKS = [
    "-",
    "–",
    "•",
    "*",
    "o",
    "1.",
    "a)",
    "\t",
    "   ",
    "\x0c",
    "\u2028",
    "\xa0",
    "\xad",
    "\ufeff",
    "\uf0b7",
    "\x00",
    "",
]
PIECES = [
    "Ambition 4", "Ambition 99 :", "Ambition twelve", "ambition", "Working well", "Working well: yes",
    "Priority actions", "4.1", "4.1.1 deep", "99.99", "5.0 Key priorities", "Key priorities", "Appendix 2",
    "May 2024", "31 May 2024", "Ada Lovelace – Service Director", "Report by: Ada Lovelace, Head of Service",
    "the following:", "- sub", "  - deeper",
]  # fmt: skip


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def placed(paper: Paper) -> Counter[str]:
    """The words of every part. A key priority that has a number is already a paragraph."""
    parts = [paper.title, paper.date, paper.author.line if paper.author else "", *paper.headings, *paper.unplaced]
    parts += [f"{one.number} {one.text}" for one in paper.paragraphs]
    parts += [one.text for one in paper.key_priorities if not one.number]
    for ambition in paper.ambitions:
        parts.append(ambition.heading)
        for item in [*ambition.working_well, *ambition.priority_actions]:
            parts += item.lines()
    return words("\n".join(parts))


def test_every_word_of_the_real_paper_is_placed_once():
    assert placed(read_paper(REAL)) == words(REAL)


@st.composite
def mangled_papers(draw: st.DrawFn) -> str:
    """The real paper with lines dropped, doubled, swapped, broken, joined, marked otherwise, and others slipped in."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 25))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        lines[at : at + 1] = draw(st.sampled_from(EDITS))(draw, lines[at] if lines else "")
    return draw(st.sampled_from(["\n", "\r\n", "\r", "\x0b"])).join(lines)


def _cut(draw: st.DrawFn, line: str) -> list[str]:
    at = draw(st.integers(0, len(line)))
    return [line[:at], line[at:]]


def _replaced(draw: st.DrawFn, line: str) -> list[str]:
    at = draw(st.integers(0, len(line)))
    return [line[:at] + draw(st.text(max_size=3)) + line[at + draw(st.integers(0, 3)) :]]


EDITS = [
    lambda _draw, _line: [],
    lambda _draw, line: [line, line],
    lambda _draw, line: ["", line, ""],
    lambda draw, line: [line, draw(st.sampled_from(LINES))],
    lambda draw, line: [line, draw(st.sampled_from(PIECES))],
    lambda draw, line: [draw(st.sampled_from(PIECES)) + line],
    lambda draw, line: [draw(st.sampled_from(MARKS)) + " " + line.lstrip("- ")],
    lambda draw, line: [line, draw(st.text(max_size=30))],
    lambda _draw, line: [line.upper()],
    lambda _draw, line: [line.lower()],
    lambda _draw, line: [line.rstrip(".:")],
    _cut,
    _replaced,
]


@given(mangled_papers())
@settings(max_examples=400, deadline=None)
def test_a_mangled_paper_loses_and_gains_no_word(text):
    assert placed(read_paper(text)) == words(text)


@given(st.lists(st.one_of(st.sampled_from([*PIECES, *LINES]), st.text(max_size=40)), max_size=40))
@settings(max_examples=400, deadline=None)
def test_a_heap_of_lines_loses_and_gains_no_word(lines):
    text = "\n".join(lines)
    assert placed(read_paper(text)) == words(text)


@given(st.text(max_size=400))
@settings(max_examples=400, deadline=None)
def test_any_text_at_all_can_be_read(text):
    assert placed(read_paper(text)) == words(text)
