"""Whether a claim holds: one plain function a form, held against the county's figures and England's published ones.

A claim that the figures deny is tried once more as papers often mean it: of the rate where it says the number, or of a
measure nearly the same. Where it holds so, its definition differs, and the verdict says how.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.stats.two_counts import p_value
from lineofsight_web.dashboard.groups import AGED
from lineofsight_web.dashboard.months import months_before
from lineofsight_web.dashboard.signals.levels import LEVEL
from lineofsight_web.reports.claims.claim import (
    Bounded,
    Changed,
    Claim,
    Extreme,
    Led,
    Nationally,
    Reached,
    Size,
    Verdict,
)
from lineofsight_web.reports.claims.evidence import Evidence, Point
from lineofsight_web.reports.claims.reading import read_claims
from lineofsight_web.reports.claims.subjects import Subject
from lineofsight_web.ui import words

_A_HAIR = 1e-9
A_YEAR = 12
"""Months that a change is held against where the sentence names none."""
_DAYS_OF_A_YEAR = 366


@dataclass(frozen=True)
class Judged:
    """A claim and what the figures say. `verdict` is null for a plan, which is not true or false yet."""

    claim: Claim
    verdict: Verdict | None
    why: str
    figures: tuple[Point, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The form that `lineofsight report claims --json` prints."""
        subject = self.claim.subject
        return {
            "text": self.claim.text,
            "claim": self.claim.words,
            "kind": self.claim.kind,
            "indicator": subject.indicator if subject else None,
            "verdict": self.verdict,
            "why": self.why,
            "figures": [{**asdict(one), "at": one.at.isoformat()} for one in self.figures],
        }


@dataclass(frozen=True)
class _Found:
    verdict: Verdict
    why: str
    figures: tuple[Point, ...] = ()


def judge(claim: Claim, evidence: Evidence) -> Judged:
    """The verdict on one claim."""
    if claim.kind == "plan":
        return Judged(claim, None, "It is still to come.")
    if claim.subject is None:
        why = "It names nothing that is measured here. To check it, name the measure as the catalogue does."
        return Judged(claim, "not computable", why)
    found = _judge(claim, claim.subject, evidence)
    if found.verdict == "contradicted":
        for other, how in _as_meant(claim.subject):
            meant = _judge(claim, other, evidence)
            if meant.verdict in {"supported", "within chance"}:
                why = f"{found.why} It holds {how}: {meant.why[:1].lower()}{meant.why[1:]}"
                return Judged(claim, "definition differs", why, (*found.figures, *meant.figures))
    return Judged(claim, found.verdict, found.why, found.figures)


ORDER = ("contradicted", "definition differs", "within chance", "not computable", "supported", None)
"""What must be looked at first comes first."""


def judge_text(text: str, evidence: Evidence) -> list[Judged]:
    """Every claim of a text, those first that must be looked at; of one verdict in the text's order."""
    return sorted((judge(claim, evidence) for claim in read_claims(text)), key=lambda one: ORDER.index(one.verdict))


def _as_meant(subject: Subject) -> Iterator[tuple[Subject, str]]:
    indicator = INDICATORS[subject.indicator]
    if subject.is_number and indicator.unit != words.COUNT:
        yield replace(subject, is_number=False, near=()), "of the rate"
    elif not subject.is_number and indicator.unit == words.PERCENT:
        yield replace(subject, is_number=True, near=()), "of the number, not the percentage"
    for name in subject.near:
        yield replace(subject, indicator=name, near=()), f"of another measure, {INDICATORS[name].title} ({name})"


def _judge(claim: Claim, subject: Subject, evidence: Evidence) -> _Found:
    form = claim.form
    if isinstance(form, Nationally):
        return _nationally(form, subject, evidence)
    series = evidence.series(subject.indicator)
    if not series or series[-1].at != evidence.as_of:
        return _Found("not computable", _not_held(subject, evidence))
    if isinstance(form, Led):
        return _led(form, subject, evidence)
    if isinstance(form, Changed):
        return _changed(form, subject, series, evidence)
    if isinstance(form, Extreme):
        return _extreme(form, subject, series)
    return _at_a_value(form, subject, series)


def _changed(form: Changed, subject: Subject, series: Sequence[Point], evidence: Evidence) -> _Found:
    months = form.months or A_YEAR
    now = series[-1]
    then = next((one for one in series if one.at == months_before(now.at, months)), None)
    if then is None:
        why = f"There is no figure of {months} months before: ours begin on {words.day(series[0].at)}."
        return _Found("not computable", why, (now,))
    after, before = _measured(now, subject), _measured(then, subject)
    change = words.change(after, before, _unit(subject))
    moved = f"{_name(subject)}: {change} from {words.day(then.at)} to {words.day(now.at)}"
    if not form.months:
        moved += " (a year, since no period is named)"
    if after == before or (after > before) != form.is_up or not _is_size(form.size, before, after, subject):
        return _Found("contradicted", f"{moved}.", (then, now))
    p = evidence.chance(then, now)
    if p is None:
        return _Found("supported", f"{moved}; whether that is more than chance cannot be told.", (then, now))
    if p >= LEVEL:
        return _Found("within chance", f"{moved}: no more than chance makes of such numbers.", (then, now))
    return _Found("supported", f"{moved}: more than chance.", (then, now))


def _is_size(size: Size | None, before: float, after: float, subject: Subject) -> bool:
    """Whether a change is of the size said. '3%' of a percentage may be meant as points."""
    if size is None:
        return True
    sizes = [abs(after / before - 1) * 100 if before else float("inf")] if size.is_percent else [abs(after - before)]
    if size.is_percent and _unit(subject) == words.PERCENT:
        sizes.append(abs(after - before) * 100)
    return any(size.is_met_by(found) for found in sizes)


def _at_a_value(form: Reached | Bounded, subject: Subject, series: Sequence[Point]) -> _Found:
    month = form.month if isinstance(form, Reached) else None
    point = next((one for one in reversed(series) if month in (None, one.at.month)), None)
    if point is None or (series[-1].at - point.at).days > _DAYS_OF_A_YEAR:
        return _Found("not computable", "There is no figure of that month.")
    if form.size.is_percent != (_unit(subject) == words.PERCENT):
        return _Found("not computable", f"{_name(subject)} is not in that unit.", (point,))
    is_so = _is_so(form, _as_said(point, subject))
    return _Found("supported" if is_so else "contradicted", _stands(point, subject), (point,))


def _is_so(form: Reached | Bounded, value: float) -> bool:
    if isinstance(form, Reached):
        return form.size.is_met_by(value)
    return value < form.size.value if form.is_below else value > form.size.value


def _extreme(form: Extreme, subject: Subject, series: Sequence[Point]) -> _Found:
    """The lowest of three years is lower than, or as low as, every month end of them."""
    now = series[-1]
    since = date(form.since + 1, 1, 1) if form.since else months_before(now.at, form.months) if form.months else None
    window = [one for one in series[:-1] if since is None or one.at >= since]
    beyond = [one for one in window if _is_beyond(one, now, subject, is_lowest=form.is_lowest)]
    which = "lowest" if form.is_lowest else "highest"
    if beyond:
        far, way = _furthest(beyond, subject, form), "lower" if form.is_lowest else "higher"
        why = f"{_stands(now, subject)} It was {way} before: {_shown(far, subject)} on {words.day(far.at)}."
        return _Found("contradicted", why, (far, now))
    if since is None or series[0].at > months_before(since, 0):
        why = f"{_stands(now, subject)} It is the {which} of what is held, which begins on {words.day(series[0].at)}."
        return _Found("not computable", why, (series[0], now))
    nearest = _furthest(window, subject, form)
    before = f"The {which} before it since {words.month(since)}: {_shown(nearest, subject)} on {words.day(nearest.at)}."
    why = f"{_stands(now, subject)} {before}"
    return _Found("supported", why, (nearest, now))


def _furthest(points: Sequence[Point], subject: Subject, form: Extreme) -> Point:
    return (min if form.is_lowest else max)(points, key=lambda one: _measured(one, subject))


def _led(form: Led, subject: Subject, evidence: Evidence) -> _Found:
    """Those who started in the months of the change, by age, against as many months before."""
    months = form.months or A_YEAR
    now, then = evidence.as_of, months_before(evidence.as_of, months)
    before = evidence.starts_by_age(subject.indicator, months_before(now, 2 * months), then)
    after = evidence.starts_by_age(subject.indicator, then, now)
    band = "0" if form.age_band == "under 1" else form.age_band
    if not before or not after:
        return _Found("not computable", f"There are no starts by age of {2 * months} months.")
    moves = {age: after.get(age, 0) - before.get(age, 0) for age in {*before, *after, band}}
    most = (max if form.is_up else min)(sorted(moves), key=lambda age: moves[age])
    part = f"starts {AGED.get(band, band)}"
    figures = tuple(Point(subject.indicator, at, n.get(band, 0), part=part) for at, n in ((then, before), (now, after)))
    why = f"{_name(subject)}: {part}, {_counts(band, before, after)} in {months} months against the {months} before."
    if moves[band] == 0 or (moves[band] > 0) != form.is_up:
        return _Found("contradicted", why, figures)
    if most != band:
        return _Found(
            "contradicted", f"{why} Those {AGED.get(most, most)} moved more: {_counts(most, before, after)}.", figures
        )
    if p_value(before.get(band, 0), after.get(band, 0)) >= LEVEL:
        return _Found("within chance", f"{why} No other age moved more, and it is no more than chance makes.", figures)
    return _Found("supported", f"{why} No other age moved more.", figures)


def _counts(band: str, before: Mapping[str, int], after: Mapping[str, int]) -> str:
    return words.change(after.get(band, 0), before.get(band, 0), words.COUNT)


def _nationally(form: Nationally, subject: Subject, evidence: Evidence) -> _Found:
    known = evidence.england(subject.indicator)
    if len(known) < 2:
        return _Found("not computable", "No two years of England's figures were published by then.")
    then, now = known[-2:]
    after, before = _measured(now, subject), _measured(then, subject)
    why = (
        f"England, as published by then: {words.change(after, before, _unit(subject))} from {words.day(then.at)} to "
        f"{words.day(now.at)}."
    )
    is_so = after != before and (after > before) == form.is_up
    return _Found("supported" if is_so else "contradicted", why, (then, now))


# How figures are measured and said


def _measured(point: Point, subject: Subject) -> float:
    return point.numerator if subject.is_number and point.numerator is not None else point.value


def _unit(subject: Subject) -> str:
    return words.COUNT if subject.is_number else INDICATORS[subject.indicator].unit


def _as_said(point: Point, subject: Subject) -> float:
    """In the number that a sentence would hold: 12.8 for a proportion of 0.128."""
    return _measured(point, subject) * (100 if _unit(subject) == words.PERCENT else 1)


def _is_beyond(one: Point, now: Point, subject: Subject, *, is_lowest: bool) -> bool:
    before, after = _measured(one, subject), _measured(now, subject)
    return before < after - _A_HAIR if is_lowest else before > after + _A_HAIR


def _shown(point: Point, subject: Subject) -> str:
    return words.amount(_measured(point, subject), _unit(subject))


def _stands(point: Point, subject: Subject) -> str:
    return f"{_name(subject)}: {_shown(point, subject)} {words.period(INDICATORS[subject.indicator].period, point.at)}."


def _name(subject: Subject) -> str:
    indicator = INDICATORS[subject.indicator]
    if subject.is_number and indicator.unit != words.COUNT:
        return f"{words.sentence_case(subject.phrases[0])} ({indicator.id})"
    return f"{indicator.title} ({indicator.id})"


def _not_held(subject: Subject, evidence: Evidence) -> str:
    indicator = INDICATORS[subject.indicator]
    if indicator.lacking:
        return f"{_name(subject)} is not held: it needs {indicator.lacking}."
    return f"There is no figure of {_name(subject)} for {words.day(evidence.as_of)}."
