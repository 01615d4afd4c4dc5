"""What the lines of a board paper look like, as data. `papers.py` applies these rules; none knows a particular paper.

To teach the reader another council's habits, add a phrase here and a paper to the tests.
"""

# ruff: noqa: RUF001 - the dashes, bullets and quotes that councils type are what this file is about

import re

BULLETS = "-–—•·*▪●○◦‣►➢\uf0b7\uf0a7"
"""Marks that start a point. A dash or star needs a space after it; the round marks do not."""

MARKED = re.compile(r"(?:[-–—*·](?=\s|$)|[•▪●○◦‣►➢\uf0b7\uf0a7])\s*")

DRAWN_LINE = re.compile(rf"[{re.escape(BULLETS)}_=.\s]+\Z")
"""A line that only draws: a rule or an empty bullet. It holds no words, so it is passed over."""

PARAGRAPH_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,2})[.)]?(?:\s+(?P<text>.*))?\Z")
"""Numbers as councils write them: 1.0, 4.10, 4.1.2, with or without a full stop after."""

NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

AMBITION = re.compile(
    rf"ambition\s+(?:no\.?\s*)?(?P<number>\d{{1,2}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
    r"(?P<mark>\s*[-–—:.)]+\s*|\s+|\Z)(?P<title>.*)\Z",
    re.IGNORECASE,
)
"""'Ambition 1 - …', 'Ambition 2 …', 'Ambition 7 : …'. Without a mark it may be a sentence: see `papers.py`."""

WORKING_WELL = ("working well", "what is working well", "what's working well", "going well", "what is going well")
PRIORITY_ACTIONS = (
    "priority action areas", "priority action area", "priority actions", "priority action",
    "priority areas for action", "areas for priority action", "priority areas",
)  # fmt: skip
SECTIONS = {
    **dict.fromkeys(WORKING_WELL, "working_well"),
    **dict.fromkeys(PRIORITY_ACTIONS, "priority_action"),
}
"""What a section of an ambition is headed, folded (`fold_heading`), and the kind of its items."""

_PHRASES = "|".join(re.escape(name) for name in sorted(SECTIONS, key=len, reverse=True))
SECTION_WITH_TEXT = re.compile(
    rf"(?P<heading>(?:{_PHRASES})\s*(?::|\s[-–—]\s))\s*(?P<text>\S.*)\Z",
    re.IGNORECASE,
)
"""'Working well: the first item on the same line'."""

KEY_PRIORITIES = re.compile(r"key priorit(?:y|ies)\b", re.IGNORECASE)
APPENDIX = re.compile(r"(?:appendix|annex)(?:\s+(?:\d{1,2}|[A-Z]))?(?:\s*[-–—:.]\s*.*|\s*)\Z", re.IGNORECASE)
LONGEST_HEADING = 12
"""Words. A longer line is a sentence."""

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
DATE = re.compile(
    rf"(?:date(?:\s+of\s+(?:meeting|report))?\s*:?\s*)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\s+(?P<year>20\d\d)\.?\Z",
    re.IGNORECASE,
)
"""A line that is a date and nothing else: 'May 2024', '14 May 2024', 'Date of meeting: 14th May 2024'."""

POSTS = (
    "Director", "Head", "Manager", "Lead", "Leader", "Officer", "Chair", "Chief Executive", "Commissioner",
    "Councillor", "Member",
)  # fmt: skip
_WORD = r"[\w&,'’-]+"
AUTHOR = re.compile(
    r"(?:(?i:report\s+(?:by|of|author)|author|presented\s+by)\s*:?\s*)?"
    r"(?P<name>(?:Cllr\s+|Dr\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){1,3})\s*(?:,|[-–—](?=\s))\s*"
    rf"(?P<post>(?:{_WORD}\s+){{0,6}}(?:{'|'.join(POSTS)})(?:\s+(?:of|for)\s+{_WORD}(?:\s+{_WORD}){{0,6}})?)\Z"
)
"""'Name Surname – Service Director': a name, a mark, and a post that ends with (or in 'of …') one of POSTS."""

SENTENCE_END = re.compile(r"[.!?:;][\"'’”)\]]*\Z")
JOINING_END = re.compile(r"(?:,|\b(?:and|or|of|the|a|an|to|for|with|in|on|by|from))\Z", re.IGNORECASE)
"""A line that ends like this is not finished, whatever the next one begins with."""

LONGEST_WRAPPED = 120
WRAPPED_SHARE = 0.25
"""A paper is hard-wrapped where no line is longer than LONGEST_WRAPPED and this share of lines is nearly that long."""


def fold_heading(text: str) -> str:
    """A heading as it is compared: case, quotes, spaces and the mark after it do not matter."""
    return " ".join(text.replace("’", "'").split()).casefold().rstrip(" .:;-–—")
