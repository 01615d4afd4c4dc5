"""What the pages that compare two snapshots show: figures then and now, and the cases that explain a difference.

Nearly every difference is a small number, so nothing here is for a reader who may not see those: the pages ask first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import CaseDifference, Category, Comparison, Figure, LateRecording, Snapshot
from lineofsight_web.access.visible import Visible
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.indicator_page import figure_words
from lineofsight_web.dashboard.sentences import of_words
from lineofsight_web.ui import words

MEANINGS: dict[Category, str] = {
    Category.LATE: "It had happened by the day of the older snapshot, and its row was not in the files of then.",
    Category.GONE: "Its row was withdrawn, or its key was corrected away.",
    Category.CHANGED: "Its record was there then and is there now, with another date, flag or team; or an end or a "
    "decision was entered since.",
    Category.PERSON: "It is counted under another person id, or otherwise because records were joined or parted.",
    Category.CODE: "The file it comes from is the same. The measure's definition, or the code that reads it, is not.",
    Category.NEW_MONTH: "The older snapshot has no figure of that month.",
}
"""What each category says on a page."""

LISTED: dict[Category, str] = {
    Category.LATE: "recorded late",
    Category.GONE: "gone",
    Category.CHANGED: "changed",
    Category.PERSON: "linked otherwise",
    Category.CODE: "by definition or code",
    Category.NEW_MONTH: "of a new month",
}
"""How many of each, in a few words: '2 recorded late, 1 gone'."""

_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Line:
    """One measure's figure then and now. `moved` says by how much, `why` how many cases differ, by category."""

    indicator: Indicator
    then: str
    then_of: str
    now: str
    now_of: str
    moved: str
    why: tuple[str, ...]
    stands: bool


@dataclass(frozen=True)
class MovementLine:
    """One measure's movement from the older snapshot's month end to the newer one's, and its two parts."""

    indicator: Indicator
    then: str
    latest: str
    moved: str
    late: str
    new: str


@dataclass(frozen=True)
class TotalLine:
    """One category of a measure: what it means, how many cases, and what they add above and below the line."""

    category: Category
    meaning: str
    n_cases: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class DifferenceRow:
    """One case that differs. `may_open`: whether this reader may go on to the child, and there is one to open."""

    difference: CaseDifference
    district: str
    team: str
    may_open: bool


def lines(compared: Iterable[Comparison]) -> list[Line]:
    """The measures of the catalogue that differ, or whose cases do: those whose figure moved first."""
    differing = [one for one in compared if one.indicator in INDICATORS and not one.is_same]
    return sorted((_line(one, INDICATORS[one.indicator]) for one in differing), key=lambda line: line.stands)


def movement_lines(moved: dict[str, LateRecording]) -> list[MovementLine]:
    """The measures of which a part of the movement is late recording."""
    return [
        _movement_line(one, INDICATORS[one.indicator])
        for one in moved.values()
        if one.indicator in INDICATORS and one.late
    ]


def total_lines(compared: Comparison) -> list[TotalLine]:
    """The categories of one measure's difference."""
    return [
        TotalLine(
            category=total.category,
            meaning=MEANINGS[total.category],
            n_cases=words.number(total.n_cases),
            numerator=signed(total.numerator),
            denominator=signed(total.denominator),
        )
        for total in compared.totals
    ]


def whole_line(compared: Comparison) -> dict[str, str]:
    """What the categories make together: the cases, and the difference above and below the line."""
    numerator, denominator = (
        sum(getattr(one, name) for one in compared.totals) for name in ("numerator", "denominator")
    )
    return {
        "n_cases": words.number(compared.n_cases),
        "numerator": signed(round(numerator, 6)),
        "denominator": signed(round(denominator, 6)),
    }


def difference_rows(
    snapshot: Snapshot, differences: Sequence[CaseDifference], visible: Visible, current: Snapshot
) -> list[DifferenceRow]:
    """Cases with the words of their groups. A child whom the snapshot in force does not know cannot be opened."""
    return [
        DifferenceRow(
            difference=one,
            district=group_words(snapshot, "district", one.case.district or ""),
            team=group_words(snapshot, "team", one.case.team_id or ""),
            may_open=one.case.person_id in visible and _is_known(one, snapshot, current),
        )
        for one in differences
    ]


def people_of(differences: Iterable[CaseDifference]) -> list[str]:
    """Every child, under the ids of then and of now: what goes into the access log."""
    sides = (side for one in differences for side in (one.then, one.now))
    return sorted({side.person_id for side in sides if side is not None and side.person_id})


def sentence(compared: Comparison, indicator: Indicator) -> str:
    """'As it was told: 512.9 (6,716 for 130,950 children). As it is known now: 513.5 (6,724 for …).'"""
    then, now = compared.then, compared.now
    return f"As it was told: {_with_of(then, indicator.unit)}. As it is known now: {_with_of(now, indicator.unit)}."


def movement_sentence(moved: LateRecording | None, indicator: Indicator) -> str:
    """How the movement to the newer month end parts into late recording and what is new; blank where there is none."""
    if moved is None or moved.published is None or moved.latest is None or not moved.movement:
        return ""
    line = _movement_line(moved, indicator)
    return (
        f"From {words.day(moved.published.at)} to {words.day(moved.latest.at)} it moved by {line.moved}: "
        f"{line.late} is late recording and correction, {line.new} is new."
    )


# How it is said


def _line(compared: Comparison, indicator: Indicator) -> Line:
    then, now = compared.then, compared.now
    return Line(
        indicator=indicator,
        then=_figure(then, indicator.unit),
        then_of=of_words(then, indicator.unit) if then else "",
        now=_figure(now, indicator.unit),
        now_of=of_words(now, indicator.unit) if now else "",
        moved=_moved(compared.numerator, compared.value, indicator.unit),
        why=tuple(f"{words.number(total.n_cases)} {LISTED[total.category]}" for total in compared.totals),
        stands=not (compared.numerator or compared.denominator or compared.value),
    )


def _movement_line(moved: LateRecording, indicator: Indicator) -> MovementLine:
    """What is new is the rest of what is shown, so that the two parts make the movement to the last digit."""
    unit = indicator.unit
    whole = _size(moved.movement_numerator, moved.movement, unit)
    late = _size(moved.late_numerator, moved.late, unit)
    new = None if whole is None or late is None else round(whole - late, 2)
    return MovementLine(
        indicator=indicator,
        then=_figure(moved.published, unit),
        latest=_figure(moved.latest, unit),
        moved=_move_words(whole, unit),
        late=_move_words(late, unit),
        new=_move_words(new, unit),
    )


def _figure(figure: Figure | None, unit: str) -> str:
    return figure_words(figure, unit) if figure is not None else "no figure"


def _with_of(figure: Figure | None, unit: str) -> str:
    of = of_words(figure, unit) if figure is not None else ""
    return f"{_figure(figure, unit)} ({of})" if of else _figure(figure, unit)


def _moved(numerator: float | None, value: float | None, unit: str) -> str:
    return _move_words(_size(numerator, value, unit), unit)


def _size(numerator: float | None, value: float | None, unit: str) -> float | None:
    """A move as it is shown: of a count or a rate its numerator, of a share its points, of anything else its value."""
    if unit in {words.COUNT, words.RATE}:
        return numerator
    return None if value is None else round(value * 100 if unit in {words.PERCENT, words.CHANGE} else value, 2)


def _move_words(size: float | None, unit: str) -> str:
    if size is None:
        return "not known"
    if unit in {words.PERCENT, words.CHANGE}:
        return f"{signed(size)} {'point' if abs(size) == 1 else 'points'}"
    return signed(size)


def signed(number: float) -> str:
    """+8, a minus sign before what is less, 0."""
    sign = "+" if number > 0 else _MINUS if number < 0 else ""
    shown = f"{abs(number):,.2f}".rstrip("0").rstrip(".")
    return f"{sign}{shown}"


def _is_known(one: CaseDifference, newer: Snapshot, current: Snapshot) -> bool:
    """Whether the snapshot in force knows the child: it does, where it is the one that counts the case."""
    person_id = one.case.person_id
    if person_id is None:
        return False
    return (one.now is not None and newer.id == current.id) or current.has_person(person_id)
