"""Small numbers in tables that leave the service: what must be hidden so that nobody can be told from them.

The rule is DfE's for children looked after: counts of 1 to 5 are hidden, and where one hidden cell could be worked out
from the total, the next smallest is hidden as well. A proportion is hidden with either of the two counts it is made of.
Named managers' own pages need none of it; exports, papers and board members' pages do.
Source: DfE, Children looked after in England, methodology; domain reference, section 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lineofsight.snapshot.rows import Figure

SMALLEST_SHOWN = 6
HIDDEN = "small number"


def hidden_groups(counts: Mapping[str, int]) -> frozenset[str]:
    """Which groups of one breakdown to hide, when their total is shown too.

    Zero is shown: it tells of nobody. Hidden counts are either none or at least two, so that the total gives none away.
    """
    small = {group for group, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    if len(small) == 1:
        others = sorted((count, group) for group, count in counts.items() if group not in small and count)
        small |= {group for _, group in others[:1]}
    return frozenset(small)


def protect(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of one indicator, one month end and one breakdown, fit to leave the service.

    A hidden figure keeps its place and has the marker 'small number'; its counts are null.
    """
    hidden = hidden_groups({figure.group: _whole(figure.numerator) for figure in figures})
    # What is left of a denominator says as much as a numerator: 97 of 100 is 3.
    hidden |= hidden_groups({figure.group: _rest(figure) for figure in figures})
    return [_hide(figure) if figure.group in hidden else figure for figure in figures]


def _whole(count: float | None) -> int:
    return round(count or 0)


def _rest(figure: Figure) -> int:
    if figure.denominator is None or figure.numerator is None or figure.numerator > figure.denominator:
        return 0
    return _whole(figure.denominator - figure.numerator)


def _hide(figure: Figure) -> Figure:
    return replace(figure, numerator=None, denominator=None, value=None, marker=HIDDEN)
