"""How far late records have moved a measure's figures after they were told, in words."""

from collections.abc import Sequence

from lineofsight.snapshot import Revision
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.ui import words

NOT_KNOWN = "How far late records may still move it is not known yet: there is no older snapshot to tell by."
WITHOUT_NUMBERS = "Late records may still move it."
"""For a reader who may not see small numbers: by how much an exact figure was revised is mostly one."""

_OF_CASES = {words.COUNT, words.RATE}


def late_words(revisions: Sequence[Revision], unit: str, reader: Reader) -> str:
    """'Late records may add 1 to 3: so far the figures of the last 4 months moved after they were first told.'

    Of a count or a rate the numerator is said; of anything else the value. One month's revision is told as what
    happened, since one says nothing of how far the next may go.
    """
    moves = [_move(one, unit) for one in revisions]
    known = [move for move in moves if move is not None]
    if not known:
        return NOT_KNOWN
    if not reader.sees_small_numbers:
        return WITHOUT_NUMBERS
    if len(known) == 1:
        return (
            f"Late records {_told(known[0], unit)} the figure of {words.day(revisions[-1].at)} after it was first told."
        )
    low, high = min(known), max(known)
    return f"Late records {_may(low, high, unit)}, going by how the last {len(known)} months' figures moved."


def late_range(revisions: Sequence[Revision], unit: str, reader: Reader) -> str:
    """The same in the space of a table's cell: 'may add 1 to 3', 'added 3 last month', 'not known yet'."""
    known = [move for one in revisions if (move := _move(one, unit)) is not None]
    if not known:
        return "not known yet"
    if not reader.sees_small_numbers:
        return "may still move it"
    if len(known) > 1:
        return _may(min(known), max(known), unit)
    [move] = known
    return f"{'added' if move > 0 else 'took'} {_size(abs(move), unit)} last month" if move else "none last month"


def _move(revision: Revision, unit: str) -> float | None:
    moved = revision.numerator if unit in _OF_CASES else revision.value
    return None if moved is None else _rounded(moved, unit)


def _rounded(moved: float, unit: str) -> float:
    """As it will be said, so that nothing is called a move that shows as none."""
    return round(moved * 100, 1) if unit in {words.PERCENT, words.CHANGE} else round(moved, 1)


def _told(move: float, unit: str) -> str:
    if move == 0:
        return "have not moved"
    return f"{'added' if move > 0 else 'took'} {_size(abs(move), unit)} {'to' if move > 0 else 'from'}"


def _may(low: float, high: float, unit: str) -> str:
    if low == high == 0:
        return "should not move it"
    if low >= 0:
        return f"may add {_span(low, high, unit)}"
    if high <= 0:
        return f"may take away {_span(-high, -low, unit)}"
    return f"may take away up to {_size(-low, unit)} or add up to {_size(high, unit)}"


def _span(least: float, most: float, unit: str) -> str:
    if least == 0:
        return f"up to {_size(most, unit)}"
    return _size(most, unit) if least == most else f"{words.number(least)} to {_size(most, unit)}"


def _size(move: float, unit: str) -> str:
    if unit not in {words.PERCENT, words.CHANGE}:
        return words.number(move)
    return f"{words.number(move)} {'point' if move == 1 else 'points'}"
