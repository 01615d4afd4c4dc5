"""The one plain sentence of a measure: the number, what it covers, and how far it has moved."""

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure
from lineofsight_web.ui import words


def headline(indicator: Indicator, now: Figure | None) -> str:
    """The number and what it covers: '791 children were in care on 30 April 2024.'"""
    if not indicator.is_held:
        return f"{indicator.title}: not held. It needs {indicator.lacking}."
    if now is None:
        return f"{indicator.title}: no figure in this snapshot."
    if now.value is None:
        covered = words.period(indicator.period, now.at)
        return f"{indicator.title}: no figure {covered} ({words.marker_words(now.marker)})."
    return _SAID[indicator.unit](indicator, now)


def movement(indicator: Indicator, now: Figure | None, half_year: Figure | None, year: Figure | None) -> str:
    """How it has moved in six and in twelve months; empty where neither can be said."""
    if now is None or now.value is None or indicator.unit == words.CHANGE:
        return ""
    moves = [
        f"{words.change(now.value, then.value, indicator.unit)} in {span}"
        for then, span in ((half_year, "six months"), (year, "a year"))
        if then is not None and then.value is not None
    ]
    return f"That is {' and '.join(moves)}." if moves else ""


def of_words(figure: Figure, unit: str) -> str:
    """Numerator and denominator: '1,204 of 5,733'; empty for a count, where the value says it."""
    if figure.numerator is None or unit == words.COUNT:
        return ""
    if figure.value is None or figure.denominator is None:
        return words.number(figure.numerator) if figure.marker == "no population" else ""
    if unit == words.CHANGE:
        return f"{words.number(figure.denominator)} to {words.number(figure.numerator)}"
    joint = "of" if unit == words.PERCENT else "for"
    children = " children" if unit == words.RATE else ""
    return f"{words.number(figure.numerator)} {joint} {words.number(figure.denominator)}{children}"


def _counted(indicator: Indicator, now: Figure) -> str:
    n = now.value or 0
    said = indicator.words.one if n == 1 else indicator.words.many
    return f"{words.number(n)} {said} {words.period(indicator.period, now.at)}."


def _rated(indicator: Indicator, now: Figure) -> str:
    n, rate = now.numerator or 0, words.amount(now.value or 0, indicator.unit)
    said = indicator.words.one if n == 1 else indicator.words.many
    covered = words.period(indicator.period, now.at)
    return f"{words.number(n)} {said} {covered}: {rate} for every 10,000 children."


def _shared(indicator: Indicator, now: Figure) -> str:
    share = words.amount(now.value or 0, indicator.unit)
    covered = words.period(indicator.period, now.at)
    said = f"{share} of {indicator.words.many} {indicator.words.share} {covered}"
    return f"{said} ({of_words(now, indicator.unit)})."


def _averaged(indicator: Indicator, now: Figure) -> str:
    covered = words.period(indicator.period, now.at)
    of = f"{words.number(now.denominator or 0)} {indicator.words.many}"
    return f"{of} had {words.amount(now.value or 0, indicator.unit)} {indicator.words.share} on average {covered}."


def _moved(indicator: Indicator, now: Figure) -> str:
    then, n = words.number(now.denominator or 0), now.numerator or 0
    said = indicator.words.one if n == 1 else indicator.words.many
    moved = words.amount(now.value or 0, indicator.unit)
    months = indicator.change.months if indicator.change else 0
    covered = words.period(indicator.period, now.at)
    return f"{words.number(n)} {said} {covered}, {moved} from {then} {months} months before."


_SAID = {
    words.COUNT: _counted,
    words.RATE: _rated,
    words.PERCENT: _shared,
    words.CHANGE: _moved,
    words.MEAN: _averaged,
}
