"""Reads a board paper as councils type it: numbered paragraphs, key priorities, and an appendix by ambition.

What a line looks like is declared in `paper_rules.py`; this module only decides, line by line, where it belongs.
Nothing is lost: each word of the source is in exactly one part of the result, and what no rule places is `unplaced`.
"""

import datetime
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lineofsight.errors import LineofsightError
from lineofsight_web.plan.paper_lines import Line, whole_lines
from lineofsight_web.plan.paper_rules import (
    AMBITION,
    APPENDIX,
    AUTHOR,
    DATE,
    KEY_PRIORITIES,
    LONGEST_HEADING,
    MONTHS,
    NUMBER_WORDS,
    PARAGRAPH_NUMBER,
    SECTION_WITH_TEXT,
    SECTIONS,
    fold_heading,
)

SAMPLE_PAPER = Path(__file__).parent / "data" / "directors_report_2024-05.txt"
"""A real, public paper that ships with the product: see the README beside it."""


@dataclass(frozen=True)
class Author:
    """Who signed: `line` as printed, and the name and the post in it."""

    line: str
    name: str
    post: str


@dataclass
class Paragraph:
    """A numbered paragraph. Points under it are lines of its text. The heading '4.0 Highlights' is one too."""

    number: str
    text: str


@dataclass
class KeyPriority:
    """`number` is the paragraph's (5.1), or '' for a point that has none."""

    number: str
    text: str


@dataclass
class Item:
    """A line under 'working well' or 'priority action areas', with the points under it."""

    text: str
    sub_points: list["Item"] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The item's own line, then its sub-points': what a count of the paper's lines counts."""
        return [self.text, *(line for point in self.sub_points for line in point.lines())]


@dataclass
class Ambition:
    """`heading` is the line as printed; `title` what follows its number, without the full stop."""

    number: int
    title: str
    heading: str
    working_well: list[Item] = field(default_factory=list)
    priority_actions: list[Item] = field(default_factory=list)


@dataclass
class Paper:
    """What was understood. `headings` only lead or close: section headings, an appendix, a second date."""

    title: str = ""
    date: str = ""
    month: datetime.date | None = None
    author: Author | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    key_priorities: list[KeyPriority] = field(default_factory=list)
    ambitions: list[Ambition] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The form that `lineofsight plan import --json` prints. Items are listed with their sub-points, in order.

        `sub_points` says which lines of `priority_actions` or `working_well` stand under which, by position.
        """
        return {
            "title": self.title,
            "date": self.date,
            "author": {"name": self.author.name, "post": self.author.post} if self.author else None,
            "ambitions": [_ambition_as_dict(ambition) for ambition in self.ambitions],
            "paragraphs": [{"number": one.number, "text": one.text} for one in self.paragraphs],
            "key_priorities": [one.text for one in self.key_priorities],
            "unplaced": list(self.unplaced),
        }

    def in_words(self) -> str:
        """A few lines for a terminal: how much was understood, ambition by ambition, and what was not placed."""
        lines = [f"{len(self.paragraphs)} numbered paragraphs, {len(self.key_priorities)} key priorities."]
        for ambition in self.ambitions:
            lines.append(f"Ambition {ambition.number}: {ambition.title}")
            counts = (_n_lines(ambition.working_well), _n_lines(ambition.priority_actions))
            lines.append("  {} working well, {} priority actions".format(*counts))
        lines += [f"Lines that were not placed: {len(self.unplaced)}", *(f"  {line}" for line in self.unplaced)]
        return "\n".join(lines)


def _n_lines(items: list[Item]) -> int:
    return sum(len(item.lines()) for item in items)


def _ambition_as_dict(ambition: Ambition) -> dict[str, Any]:
    kinds = {"working_well": ambition.working_well, "priority_actions": ambition.priority_actions}
    return {
        "number": ambition.number,
        "title": ambition.title,
        **{kind: [line for item in items for line in item.lines()] for kind, items in kinds.items()},
        "sub_points": [{"of": kind, **place} for kind, items in kinds.items() for place in _sub_point_places(items)],
    }


def _sub_point_places(items: list[Item]) -> list[dict[str, Any]]:
    places, position = [], 0
    for item in items:
        n_points = len(item.sub_points)
        if n_points:
            places.append({"under": position, "lines": list(range(position + 1, position + 1 + n_points))})
        position += 1 + n_points
    return places


def read_paper(text: str) -> Paper:
    """The paper's parts. Never fails: a text that is no board paper comes back as unplaced lines."""
    reader = _Reader(whole_lines(text))
    for position, line in enumerate(reader.lines):
        reader.read(line, position)
    return reader.paper


class _Reader:
    """Places one line after another. What it has read so far decides what the next line can be."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.paper = Paper()
        self.ambition: Ambition | None = None
        self.items: list[Item] | None = None
        self.item_line = Line("")
        self.last_number: tuple[int, ...] = ()
        self.priorities_under: tuple[int, ...] | None = None
        self.in_body = True

    def read(self, line: Line, position: int) -> None:
        if not self._opens_something(line, position) and not self._belongs(line):
            self.paper.unplaced.append(line.text)

    def _opens_something(self, line: Line, position: int) -> bool:
        return (
            self._as_section(line)
            or self._as_ambition(line, position)
            or self._as_paragraph(line)
            or self._as_author(line, position)
            or self._as_date(line)
            or self._as_heading(line)
        )

    def _belongs(self, line: Line) -> bool:
        return self._as_ambition_title(line) or self._as_item(line) or self._as_point(line) or self._as_title(line)

    def _as_section(self, line: Line) -> bool:
        with_text = SECTION_WITH_TEXT.match(line.text)
        heading = with_text["heading"] if with_text else line.text
        kind = SECTIONS.get(fold_heading(heading))
        if self.ambition is None or kind is None:
            return False
        self.items = self.ambition.working_well if kind == "working_well" else self.ambition.priority_actions
        self.paper.headings.append(heading)
        if with_text:
            self._add_item(self.items, replace(line, text=with_text["text"]))
        return True

    def _as_ambition(self, line: Line, position: int) -> bool:
        """A heading with a mark after its number, or one that a section heading follows; else it is a sentence."""
        found = AMBITION.match(line.text)
        section_follows = any(fold_heading(after.text) in SECTIONS for after in self.lines[position + 1 : position + 4])
        if found is None or not (
            section_follows or (not line.bullet and (found["mark"].strip() or not found["title"]))
        ):
            return False
        number = _ambition_number(found["number"])
        known = next((ambition for ambition in self.paper.ambitions if ambition.number == number), None)
        if known and not section_follows:
            return False
        self._leave_section()
        if known:
            self._again(known, line)
        else:
            self.ambition = Ambition(number, title=_without_stop(found["title"]), heading=line.text)
            self.paper.ambitions.append(self.ambition)
        return True

    def _again(self, known: Ambition, line: Line) -> None:
        """A second heading of an ambition: its items follow on; a heading that differs is shown, not dropped."""
        same = fold_heading(known.heading) == fold_heading(line.text)
        (self.paper.headings if same else self.paper.unplaced).append(line.text)
        self.ambition = known

    def _as_paragraph(self, line: Line) -> bool:
        found = PARAGRAPH_NUMBER.match(line.text)
        number = _numbers(found["number"]) if found else ()
        if found is None or not self._in_sequence(number):
            return False
        self._leave_section()
        self.in_body, self.last_number = True, number
        self.paper.paragraphs.append(Paragraph(found["number"], found["text"] or ""))
        self._note_priority(number, self.paper.paragraphs[-1])
        return True

    def _in_sequence(self, number: tuple[int, ...]) -> bool:
        """Whether a number can be a paragraph's: the very next one inside an ambition, a near one elsewhere."""
        last = self.last_number
        if self.ambition is not None:
            return bool(last) and number in {(*last[:-1], last[-1] + 1), (last[0] + 1, 0), (last[0] + 1, 1)}
        return not last or abs(number[0] - last[0]) <= 1

    def _note_priority(self, number: tuple[int, ...], paragraph: Paragraph) -> None:
        """Paragraphs numbered under the heading 'Key priorities …' are the key priorities."""
        if KEY_PRIORITIES.match(paragraph.text) and len(paragraph.text.split()) <= LONGEST_HEADING:
            self.priorities_under = number[:-1] if number[-1] == 0 else number
        elif self.priorities_under is None or number[: len(self.priorities_under)] != self.priorities_under:
            self.priorities_under = None
        else:
            self.paper.key_priorities.append(KeyPriority(paragraph.number, paragraph.text))

    def _as_author(self, line: Line, position: int) -> bool:
        found = AUTHOR.match(line.text)
        near_the_end = position >= len(self.lines) - 3
        opens_paper = not (self.paper.title or self.paper.paragraphs)
        if found is None or self.paper.author or line.bullet or opens_paper or (self.ambition and not near_the_end):
            return False
        self._leave_section()
        self.in_body = False
        self.paper.author = Author(line.text, found["name"], found["post"])
        return True

    def _as_date(self, line: Line) -> bool:
        found = DATE.match(line.text)
        if found is None or self.ambition is not None or line.bullet:
            return False
        if self.paper.date:
            self.paper.headings.append(line.text)
        else:
            self.paper.date, self.paper.month = line.text, _month(found["month"], found["year"])
        return True

    def _as_heading(self, line: Line) -> bool:
        """An appendix, or key priorities that are not numbered."""
        if line.bullet or line.n_words > LONGEST_HEADING:
            return False
        opens_priorities = self.ambition is None and bool(KEY_PRIORITIES.match(line.text))
        if not (opens_priorities or APPENDIX.match(line.text)):
            return False
        self._leave_section()
        self.in_body = False
        self.priorities_under = () if opens_priorities else None
        self.paper.headings.append(line.text)
        return True

    def _as_ambition_title(self, line: Line) -> bool:
        """A heading that holds only its number: the title stands on the next line."""
        if self.ambition is None or self.ambition.title or self.items is not None or line.bullet:
            return False
        self.ambition.title = _without_stop(line.text)
        self.ambition.heading += f" {line.text}"
        return True

    def _as_item(self, line: Line) -> bool:
        if self.items is None:
            return False
        if self.items and self.items[-1].text.endswith(":") and _is_deeper(line, self.item_line):
            self.items[-1].sub_points.append(Item(line.text))
        else:
            self._add_item(self.items, line)
        return True

    def _add_item(self, items: list[Item], line: Line) -> None:
        items.append(Item(line.text))
        self.item_line = line

    def _as_point(self, line: Line) -> bool:
        """A bulleted line in the body: a key priority without a number, or part of the paragraph above it."""
        if self.ambition is not None or not line.bullet:
            return False
        if self.priorities_under == ():
            self.paper.key_priorities.append(KeyPriority("", line.text))
            return True
        if not (self.in_body and self.paper.paragraphs):
            return False
        paragraph, priorities = self.paper.paragraphs[-1], self.paper.key_priorities
        paragraph.text += f"\n{line.text}"
        if priorities and priorities[-1].number == paragraph.number:
            priorities[-1].text = paragraph.text
        return True

    def _as_title(self, line: Line) -> bool:
        paper = self.paper
        started = paper.title or paper.paragraphs or paper.ambitions or paper.unplaced
        if started or line.bullet or line.n_words > 2 * LONGEST_HEADING:
            return False
        paper.title = line.text
        return True

    def _leave_section(self) -> None:
        self.ambition, self.items = None, None


def _is_deeper(line: Line, parent: Line) -> bool:
    """Whether a line stands under its parent: a mark where the parent has none or another one, or further in."""
    return bool(line.bullet and line.bullet != parent.bullet) or line.indent > parent.indent


def _without_stop(title: str) -> str:
    return title.strip().removesuffix(".")


def _ambition_number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBER_WORDS.index(text.casefold()) + 1


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _month(name: str, year: str) -> datetime.date:
    month = next(number for number, full in enumerate(MONTHS, 1) if full.startswith(name.casefold()[:3]))
    return datetime.date(int(year), month, 1)


_OFFICE_MARKS = {b"PK\x03\x04": "a Word document", b"\xd0\xcf\x11\xe0": "an old Word document", b"%PDF": "a PDF"}


def paper_text(path: Path) -> str:
    """The text of a paper on disk: UTF-8, UTF-16 with its mark, or the Windows code page older programs write.

    Errors: LineofsightError if there is no such file, or it is not text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LineofsightError(
            f"{path} cannot be read: {error.strerror}\n  Next  give the paper as a text file"
        ) from None
    for mark, kind in _OFFICE_MARKS.items():
        if content.startswith(mark):
            raise LineofsightError(
                f"{path} is {kind}, which is not read yet\n  Next  save the paper as plain text (.txt) and import that"
            )
    return _decoded(content, path)


def _decoded(content: bytes, path: Path) -> str:
    encodings = ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise LineofsightError(f"{path} is not text\n  Next  save the paper as plain text (.txt, UTF-8) and import that")
