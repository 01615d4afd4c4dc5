"""What is said of one team or district in one question: what was seen, what was expected, and what that shows."""

from dataclasses import dataclass

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import ComparisonRow
from lineofsight.stats.power import Verdict
from lineofsight_web.ui import words

_ALL = 0.995
"""Shares from here on are rounded to 100%, of which there is no more."""

HIDDEN = words.marker_words("small number")


@dataclass(frozen=True)
class Said:
    """One row of a table. `is_shown` is false where its numbers are hidden; then the rest is blank."""

    group: str
    name: str
    observed: str
    expected: str
    ratio: str
    verdict: str
    power: str
    is_flagged: bool
    is_compared: bool
    is_shown: bool = True


def said(row: ComparisonRow, name: str, *, hide: bool = False) -> Said:
    """A row in words."""
    if hide:
        return Said(row.grp, name, HIDDEN, "", "", "", "", is_flagged=False, is_compared=False, is_shown=False)
    observed = f"{row.observed:,} of {row.n_children:,} ({share_words(row.observed / row.n_children)})"
    if row.why_not:
        return Said(row.grp, name, observed, "", "", _why_not(row), "", is_flagged=False, is_compared=False)
    return Said(
        group=row.grp,
        name=name,
        observed=observed,
        expected=f"{row.expected:,.0f} ({share_words(row.expected / row.n_children)})",
        ratio=f"{row.observed / row.expected:.2f} ({_bound(row.lower)} to {_bound(row.upper)})",
        verdict=verdict_words(row),
        power=power_words(row),
        is_flagged=row.is_flagged,
        is_compared=True,
    )


def verdict_words(row: ComparisonRow) -> str:
    """Evidence of difference, and which way; no evidence; too few to tell."""
    if row.verdict != Verdict.EVIDENCE:
        return row.verdict[:1].upper() + row.verdict[1:]
    return f"Evidence of difference: {'more' if row.observed > row.expected else 'fewer'} than expected"


def power_words(row: ComparisonRow) -> str:
    """Which true shares these numbers would have shown: '31% or more, or 12% or less'."""
    above = f"{share_words(row.shows_above)} or more" if row.shows_above is not None else ""
    below = f"{share_words(row.shows_below)} or less" if row.shows_below is not None else ""
    if row.shows_above is not None and row.shows_above >= _ALL:
        above = "nearly all"
    return ", or ".join(part for part in (above, below) if part) or "no share, however far out"


def difference_words(row: ComparisonRow, name: str, indicator: Indicator) -> str:
    """'Stroud 1: 33% of referrals came within 12 months …; 21% was expected.'"""
    seen, due = (share_words(count / row.n_children) for count in (row.observed, row.expected))
    return f"{name}: {seen} of {indicator.words.many} {indicator.words.share}; {due} was expected."


def share_words(share: float) -> str:
    return words.amount(share, words.PERCENT)


def _why_not(row: ComparisonRow) -> str:
    return row.why_not[:1].upper() + row.why_not[1:]


def _bound(limit: float | None) -> str:
    return f"{limit:.2f}" if limit is not None else ""
