"""What the pages that compare two snapshots show: figures then and now, and the cases that explain a difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import CaseDifference, Category, Comparison, Figure, LateRecording, Snapshot
from lineofsight.snapshot.hidden import tells_of_few, withhold
from lineofsight.stats.disclosure import SMALLEST_SHOWN
from lineofsight_web.access.visible import Visible
from lineofsight_web.dashboard.figures import Reader
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
_HIDDEN = words.MARKER_WORDS["small number"]


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


def lines(compared: Iterable[Comparison], reader: Reader) -> list[Line]:
    """The measures of the catalogue that differ, or whose cases do: those whose figure moved first."""
    differing = [one for one in compared if one.indicator in INDICATORS and not one.is_same]
    return sorted((_line(one, INDICATORS[one.indicator], reader) for one in differing), key=lambda line: line.stands)


def movement_lines(moved: dict[str, LateRecording], reader: Reader) -> list[MovementLine]:
    """The measures of which a part of the movement is late recording."""
    return [
        _movement_line(one, INDICATORS[one.indicator], reader)
        for one in moved.values()
        if one.indicator in INDICATORS and one.late
    ]


def total_lines(compared: Comparison, reader: Reader) -> list[TotalLine]:
    """The categories of one measure's difference."""
    return [
        TotalLine(
            category=total.category,
            meaning=MEANINGS[total.category],
            n_cases=counted_words(total.n_cases, reader),
            numerator=_added(total.numerator, reader),
            denominator=_added(total.denominator, reader),
        )
        for total in compared.totals
    ]


def whole_line(compared: Comparison, reader: Reader) -> dict[str, str]:
    """What the categories make together: the cases, and the difference above and below the line."""
    numerator, denominator = (
        sum(getattr(one, name) for one in compared.totals) for name in ("numerator", "denominator")
    )
    return {
        "n_cases": counted_words(compared.n_cases, reader),
        "numerator": _added(round(numerator, 6), reader),
        "denominator": _added(round(denominator, 6), reader),
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


def sentence(compared: Comparison, indicator: Indicator, reader: Reader) -> str:
    """'As it was told: 512.9 (6,716 for 130,950 children). As it is known now: 513.5 (6,724 for …).'"""
    then, now = shown_figure(compared.then, reader), shown_figure(compared.now, reader)
    return f"As it was told: {_with_of(then, indicator.unit)}. As it is known now: {_with_of(now, indicator.unit)}."


def movement_sentence(moved: LateRecording | None, indicator: Indicator, reader: Reader) -> str:
    """How the movement to the newer month end parts into late recording and what is new; blank where there is none."""
    if moved is None or moved.published is None or moved.latest is None or not moved.movement:
        return ""
    line = _movement_line(moved, indicator, reader)
    return (
        f"From {words.day(moved.published.at)} to {words.day(moved.latest.at)} it moved by {line.moved}: "
        f"{line.late} is late recording and correction, {line.new} is new."
    )


# How it is said


def _line(compared: Comparison, indicator: Indicator, reader: Reader) -> Line:
    then, now = shown_figure(compared.then, reader), shown_figure(compared.now, reader)
    is_hidden = _is_hidden(then) or _is_hidden(now)
    return Line(
        indicator=indicator,
        then=_figure(then, indicator.unit),
        then_of=of_words(then, indicator.unit) if then else "",
        now=_figure(now, indicator.unit),
        now_of=of_words(now, indicator.unit) if now else "",
        moved=_HIDDEN if is_hidden else _moved(compared.numerator, compared.value, indicator.unit, reader),
        why=tuple(f"{counted_words(total.n_cases, reader)} {LISTED[total.category]}" for total in compared.totals),
        stands=not (compared.numerator or compared.denominator or compared.value),
    )


def _movement_line(moved: LateRecording, indicator: Indicator, reader: Reader) -> MovementLine:
    """What is new is the rest of what is shown, so that the two parts make the movement to the last digit."""
    unit = indicator.unit
    whole = _size(moved.movement_numerator, moved.movement, unit)
    late = _size(moved.late_numerator, moved.late, unit)
    new = None if whole is None or late is None else round(whole - late, 2)
    return MovementLine(
        indicator=indicator,
        then=_figure(shown_figure(moved.published, reader), unit),
        latest=_figure(shown_figure(moved.latest, reader), unit),
        moved=_move_words(whole, unit, reader),
        late=_move_words(late, unit, reader),
        new=_move_words(new, unit, reader),
    )


def shown_figure(figure: Figure | None, reader: Reader) -> Figure | None:
    """A figure as this reader may see it."""
    if figure is None or reader.sees_small_numbers:
        return figure
    return withhold(figure, is_hidden=tells_of_few(figure))


def _is_hidden(figure: Figure | None) -> bool:
    return figure is not None and figure.marker == "small number"


def _figure(figure: Figure | None, unit: str) -> str:
    return figure_words(figure, unit) if figure is not None else "no figure"


def _with_of(figure: Figure | None, unit: str) -> str:
    of = of_words(figure, unit) if figure is not None else ""
    return f"{_figure(figure, unit)} ({of})" if of else _figure(figure, unit)


def _moved(numerator: float | None, value: float | None, unit: str, reader: Reader) -> str:
    return _move_words(_size(numerator, value, unit), unit, reader)


def _size(numerator: float | None, value: float | None, unit: str) -> float | None:
    """A move as it is shown: of a count or a rate its numerator, of a share its points, of anything else its value."""
    if unit in {words.COUNT, words.RATE}:
        return numerator
    return None if value is None else round(value * 100 if unit in {words.PERCENT, words.CHANGE} else value, 2)


def _move_words(size: float | None, unit: str, reader: Reader) -> str:
    if size is None:
        return "not known"
    if unit in {words.PERCENT, words.CHANGE}:
        return f"{_signed(size)} {'point' if abs(size) == 1 else 'points'}"
    return _added(size, reader) if unit in {words.COUNT, words.RATE} else _signed(size)


def _added(number: float, reader: Reader) -> str:
    if not reader.sees_small_numbers and 0 < abs(number) < SMALLEST_SHOWN:
        return _HIDDEN
    return _signed(number)


def counted_words(number: int, reader: Reader) -> str:
    """How many cases, as this reader may know it."""
    if not reader.sees_small_numbers and 0 < number < SMALLEST_SHOWN:
        return "fewer than six"
    return words.number(number)


def _signed(number: float) -> str:
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
