"""Reads the claims in plain sentences.

A sentence is taken apart into subjects, which `subjects` lists, and forms, which the patterns here declare. Each form
belongs to the subject named nearest: mostly before it ("plans are down"), at times just after it ("reducing numbers of
plans"). A sentence that goes on about what was named before ("the lowest in three years") takes that. Nothing is
guessed: a comparison of which no subject is known is still a claim, of something that is not measured.
"""

import re
from dataclasses import replace
from typing import Literal

from lineofsight_web.reports.claims.claim import (
    Bounded,
    Changed,
    Claim,
    Extreme,
    Form,
    Kind,
    Led,
    Nationally,
    Reached,
    Size,
)
from lineofsight_web.reports.claims.subjects import Mention, Subject, mentions

_DOWN = (
    r"down|reduc(?:e|es|ed|ing|tions?)|fell|fall(?:s|ing|en)?|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    r"|fewer|lower|shrunk|shrinking"
)
_UP = r"up|increas(?:e|es|ed|ing)|r[io]se|ris(?:es|ing|en)|grew|grow(?:s|n|ing|th)|more|higher"
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "twenty-four": 24,
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_N = r"\d+(?:\.\d+)?|" + "|".join(_NUMBERS)
_ABOUT = r"(?P<about>around|about|approximately|approx\.?|roughly|nearly|almost|just\s+over|just\s+under|some|c\.?)\s+"
_PERCENT = r"(?:\s*%|\s+per\s?cent|\s+percent|\s+(?:percentage\s+)?points?)"
_SIZE = rf"(?:{_ABOUT})?(?P<size>\d[\d,]*(?:\.\d+)?)(?P<percent>{_PERCENT})?"
_WINDOW = (
    rf"(?:(?:in|over|during|within|for|across)\s+(?:the\s+)?(?:last|past|previous)?\s*(?:over\s+|more\s+than\s+)?"
    rf"(?P<n>{_N})?\s*(?P<unit>months?|years?|quarters?)|(?P<year>year[\s-]on[\s-]year|since\s+last\s+year))"
)
_WHEN = rf"in\s+(?P<month>{'|'.join(_MONTHS)})"

# Each pattern is tried everywhere in a sentence; where two overlap, the one listed first stands.
_NATIONALLY = re.compile(
    rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b[^.;:]{{0,60}}?\b(?:nationally|across\s+England|in\s+England|across\s+the\s+"
    rf"country)\b|\b(?:national(?:ly)?|England)\b[^.;:]{{0,40}}?\b(?:(?P<down2>{_DOWN})|(?P<up2>{_UP}))\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:led|driven|explained)\s+(?:in\s+particular\s+|mainly\s+|mostly\s+|largely\s+|primarily\s+)?by\b[^.;:]{0,60}?"
    r"\b(?P<group>16\s*(?:and|to|-|\u2013)\s*17|10\s*(?:to|-|\u2013)\s*15|5\s*(?:to|-|\u2013)\s*9|1\s*(?:to|-|\u2013)\s*4|under\s+(?:1|one)s?|babies)"
    r"(?:[\s-]+year[\s-]?olds?)?[^.;:,)]*",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    rf"\bthe\s+(?P<which>lowest|highest)\b(?:\s+(?:figure|level|rate|number|point|it\s+has\s+been))*"
    rf"(?:\s+(?:(?:in|for)\s+(?:over\s+|more\s+than\s+|nearly\s+|almost\s+)?(?:the\s+last\s+)?(?P<n>{_N})\s+"
    rf"(?P<unit>years?|months?)|since\s+(?:(?:{'|'.join(_MONTHS)})\s+)?(?P<since>\d{{4}})|(?P<ever>ever|on\s+record)))?",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    rf"\b(?P<which>below|under|less\s+than|above|over|more\s+than|at\s+least)\s+(?P<size>\d[\d,]*(?:\.\d+)?)(?P<percent>{_PERCENT})",
    re.IGNORECASE,
)
_REACHED = re.compile(
    rf"\b(?:(?:{_DOWN}|{_UP})\s+to|(?:is|are|was|were|stands?|stood|remains?|now)(?:\s+now)?(?:\s+at)?|at|reach(?:ed|es))"
    rf"\s+{_SIZE}(?!\s*(?:working|calendar|months?|years?|weeks?|days?|hours?|cohorts?|sessions?))(?:\s+{_WHEN})?",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b(?:\s+by)?(?:\s+of)?(?:\s+{_SIZE})?(?:\s+{_WINDOW})?", re.IGNORECASE
)
_CHANGED_BEYOND = re.compile(
    rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b(?:\s+by)?\s+(?P<beyond>more\s+than|over|at\s+least|less\s+than|under)\s+"
    rf"(?P<size>\d[\d,]*(?:\.\d+)?)(?P<percent>{_PERCENT})(?:\s+{_WINDOW})?",
    re.IGNORECASE,
)

_PLANNED = re.compile(
    r"\b(?:will|to\s+be|plans?\s+to|planned|aim(?:s|ing)?\s+to|intend(?:s|ed)?|due\s+(?:to|by|end)|by\s+(?:the\s+)?end\s+of|looking\s+"
    r"(?:at|to)|in\s+order\s+to|seek(?:s|ing)?\s+to|hope\s+to|should|would|need(?:s)?\s+to)\b|\bto\s+(?:reduce|increase|lower|raise|grow)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u2018\u201c\"'])|\n+")
_NUMBERED = re.compile(r"^\s*(?:[-•*\u2013]\s*)?(?:\d+(?:\.\d+)*\s+)?")
_BEFORE_AGAIN = 40
"""How many characters after a form its subject may begin."""


def read_claims(text: str) -> list[Claim]:
    """Every numeric or comparative claim of a text, in order. The same claim said twice in a sentence is one."""
    return [claim for sentence in sentences(text) for claim in claims_of(sentence)]


def sentences(text: str) -> list[str]:
    """The sentences of a text, bullets and paragraph numbers taken off. A line that ends is a sentence that ends."""
    found = (_NUMBERED.sub("", part).strip() for part in _SENTENCE_END.split(text))
    return [part for part in found if part]


def claims_of(sentence: str) -> list[Claim]:
    """The claims of one sentence."""
    named, claims = mentions(sentence), []
    for match, form in _forms(sentence, named):
        subject = _subject_of(match, form, named)
        if subject is not None or _stands_alone(form):
            words = " ".join(match[0].split())
            claims.append(Claim(sentence, words, _kind(sentence, match.start()), subject, form))
    return _once(_with_months(claims))


def _with_months(claims: list[Claim]) -> list[Claim]:
    """What led a change is asked of the months of the change that the sentence has just named."""
    found: list[Claim] = []
    for claim in claims:
        form = claim.form
        before = [one.form.months for one in found if isinstance(one.form, Changed) and one.subject == claim.subject]
        if isinstance(form, Led) and before:
            form = replace(form, months=before[-1])
        found.append(replace(claim, form=form))
    return found


def _forms(sentence: str, named: list[Mention]) -> list[tuple["re.Match[str]", Form]]:
    """Forms in order; of those that overlap, or lie inside a subject's name, the one whose pattern comes first."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[re.Match[str], Form]] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(sentence):
            form = read(match)
            inside = any(one.start <= match.start() and match.end() <= one.end for one in named)
            if form is None or inside or any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append((match, form))
    return sorted(found, key=lambda pair: pair[0].start())


def _subject_of(match: "re.Match[str]", form: Form, named: list[Mention]) -> Subject | None:
    """The subject inside the words themselves, or just after a change, or the last one before."""
    inside = [one for one in named if match.start() <= one.start < match.end()]
    if inside and isinstance(form, Nationally):
        return inside[0].subject
    before = [one for one in named if one.end <= match.start()]
    after = [one for one in named if 0 <= one.start - match.end() <= _BEFORE_AGAIN]
    if isinstance(form, Changed) and form.size is None and after and not _ends_clause(match, after[0]):
        return after[0].subject
    if before:
        return before[-1].subject
    return (inside or after)[0].subject if (inside or after) else None


def _ends_clause(match: "re.Match[str]", mention: Mention) -> bool:
    return any(mark in match.string[match.end() : mention.start] for mark in ",;:.()")


def _stands_alone(form: Form) -> bool:
    """Whether the form is a claim even where nothing measured is named: a number always is."""
    return (isinstance(form, Changed) and form.size is not None and form.size.is_percent) or (
        isinstance(form, Reached | Bounded) and form.size.is_percent
    )


def _once(claims: list[Claim]) -> list[Claim]:
    """Two changes of one subject in one direction are one claim: the one that says more."""
    kept: list[Claim] = []
    for claim in claims:
        same = next((place for place, one in enumerate(kept) if _is_same(one, claim)), None)
        if same is None:
            kept.append(claim)
        elif _says_more(claim.form, kept[same].form):
            kept[same] = replace(claim, kind=kept[same].kind)
    return kept


def _is_same(one: Claim, other: Claim) -> bool:
    both = one.form, other.form
    return one.subject == other.subject and (
        (isinstance(both[0], Changed) and isinstance(both[1], Changed) and both[0].is_up == both[1].is_up)
        or both[0] == both[1]
    )


def _says_more(form: Form, other: Form) -> bool:
    return isinstance(form, Changed) and isinstance(other, Changed) and form.size is not None and other.size is None


def _kind(sentence: str, start: int) -> Kind:
    """A plan where what is claimed is still to come: a word of intent stands before it in its clause."""
    clause = re.split(r"[;,()]", sentence[:start])[-1] + sentence[start : start + 20]
    return "plan" if _PLANNED.search(clause) else "fact"


# From a match to a form


def _size(match: "re.Match[str]") -> Size | None:
    written = match.groupdict().get("size")
    if not written:
        return None
    plain = written.replace(",", "")
    step = 10.0 ** -len(plain.partition(".")[2])
    beyond = (match.groupdict().get("beyond") or "").casefold()
    bound: Literal["", "more", "less"] = "less" if beyond.startswith(("less", "under")) else "more" if beyond else ""
    return Size(float(plain), step, bool(match["percent"]), bool(match.groupdict().get("about")), bound)


def _months(n: str | None, unit: str | None) -> int | None:
    if unit is None:
        return None
    written = (n or "one").casefold()
    times = _NUMBERS.get(written) or int(float(written))
    return times * (12 if unit.startswith("year") else 3 if unit.startswith("quarter") else 1)


def _changed(match: "re.Match[str]") -> Form | None:
    size = _size(match)
    if size is not None and not size.is_percent and match["n"] is None:
        size = None  # "up 3 weeks": a number that is no size of a measure
    months = 12 if match["year"] else _months(match["n"], match["unit"])
    return Changed(bool(match["up"]), size, months)


def _reached(match: "re.Match[str]") -> Form | None:
    size, month = _size(match), match["month"]
    return Reached(size, _MONTHS.index(month.casefold()) + 1 if month else None) if size else None


def _bounded(match: "re.Match[str]") -> Form | None:
    size = _size(match)
    return Bounded(match["which"].split()[0].casefold() in {"below", "under", "less"}, size) if size else None


def _extreme(match: "re.Match[str]") -> Form | None:
    months = _months(match["n"], match["unit"])
    since = int(match["since"]) if match["since"] else None
    return Extreme(match["which"].casefold() == "lowest", months, since) if months or since or match["ever"] else None


def _led(match: "re.Match[str]") -> Form | None:
    is_up = re.search(rf"\b(?:{_UP})\b", match[0], re.IGNORECASE) is not None
    return Led(is_up, _age_band(match["group"]))


def _age_band(group: str) -> str:
    ages = re.findall(r"\d+", group)
    return f"{ages[0]}-{ages[1]}" if len(ages) == 2 else "under 1"


def _nationally(match: "re.Match[str]") -> Form | None:
    return Nationally(bool(match["up"] or match["up2"]))


_PATTERNS = (
    (_NATIONALLY, _nationally),
    (_LED, _led),
    (_EXTREME, _extreme),
    (_CHANGED_BEYOND, _changed),
    (_REACHED, _reached),
    (_BOUNDED, _bounded),
    (_CHANGED, _changed),
)
