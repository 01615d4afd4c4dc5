"""What the page of the journey shows, put together from a snapshot for one reader."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lineofsight.snapshot import FOLLOWED_DAYS, Route, Snapshot
from lineofsight.stats.disclosure import is_small, rounded
from lineofsight.stats.survival import leaving
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.months import months_before
from lineofsight_web.ui import words

HEADINGS = ("First heard of by", "Front door", "Assessment", "Enquiry", "Highest within 180 days")

STAGES = {
    "early help": ("Early help", 365),
    "referral to assessment": ("Referral to start of assessment", 30),
    "assessment": ("Assessment", 90),
    "s47 to conference": ("Section 47 enquiry to conference", 60),
    "episode of need": ("Referral to closure", 365),
    "child in need plan": ("Child in need plan", 365),
    "child protection plan": ("Child protection plan", 365),
    "pre-proceedings": ("Pre-proceedings", 180),
    "care": ("Care", 365),
}
"""Each stage: its name on the page, and the day at which the ways out are told."""

WAITS = ("referral to assessment", "assessment", "s47 to conference", "pre-proceedings")
"""Stages in which a child waits for a decision, rather than receives a service."""

RETURNS = {
    "contact again": ("A contact that led to nothing", "another contact"),
    "referred again": ("A referral that was closed", "another referral"),
    "early help again": ("Early help that ended", "early help again"),
    "stepped down, then up again": ("A child protection plan that was stepped down", "a plan again, or care"),
}

SEEN_MONTHS = 36
_ENOUGH = 20
"""Fewer stays than this tell a reader without small numbers too much of each."""

Stop = tuple[int, str]
"""Layer and name of a station."""


@dataclass(frozen=True)
class Moved:
    """Children who went from one station to another. `share` is of those at the first."""

    source: Stop
    target: Stop
    n: int
    of: int

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else 0.0


@dataclass(frozen=True)
class StageRow:
    """One stage. Days in words; `ways` say how it was left by a day."""

    stage: str
    name: str
    began: str
    still_in: str
    half: str
    four_fifths: str
    ways: str
    days: int | None


@dataclass(frozen=True)
class ReturnRow:
    """What ended, what counts as coming back, how many of how many."""

    left: str
    back: str
    share: str
    made_of: str


@dataclass(frozen=True)
class JourneyPage:
    """Everything on the page but its frame. `after` and `until` bound the cohort."""

    after: date
    until: date
    n: int
    headline: str
    open_already: str
    moved: tuple[Moved, ...]
    stages: tuple[StageRow, ...]
    waits: str
    returns: tuple[ReturnRow, ...]
    is_rounded: bool

    @property
    def at(self) -> dict[Stop, int]:
        """How many children were at each station."""
        found: Counter[Stop] = Counter()
        for one in self.moved:
            found[one.source] = one.of
        into: Counter[Stop] = Counter()
        for one in self.moved:
            into[one.target] += one.n
        return {**into, **found}


def journey_page(snapshot: Snapshot, reader: Reader, district: str = "") -> JourneyPage:
    """The page at the snapshot's date. A reader without small numbers gets the county in steps of five."""
    until = snapshot.as_of - timedelta(days=FOLLOWED_DAYS)
    after = _year_before(until)
    routes = snapshot.routes(after=after, until=until, district=district)
    exact = reader.sees_small_numbers
    n = sum(route.n for route in routes)
    open_already = snapshot.n_already_open(after=after, until=until, district=district)
    stages = tuple(_stages(snapshot, district, exact))
    return JourneyPage(
        after=after,
        until=until,
        n=n if exact else rounded(n),
        headline=_headline(routes, after, until, exact),
        open_already=_count(open_already, "child,children", exact),
        moved=tuple(_moved(routes, exact)),
        stages=stages,
        waits=_longest_waits(stages),
        returns=tuple(_returns(snapshot, district, exact)),
        is_rounded=not exact,
    )


def stops(route: Route) -> list[Stop]:
    """The stations of a route, one a layer, until nothing more happened."""
    went_on = any((route.referral, route.assessment, route.s47, route.cin_plan, route.cp_plan, route.care))
    found = [(0, "Contact" if route.entry == "contact" else "Referral without a contact")]
    if not went_on:
        return [*found, (1, "Early help" if route.early_help else "Nothing further")]
    found.append((1, "Referral" if route.referral else "No new referral"))
    found.append((2, "Assessed" if route.assessment else "Not assessed"))
    found.append((3, "Conference" if route.conference else "Enquiry, no conference" if route.s47 else "No enquiry"))
    return [*found, (4, _highest(route))]


def _highest(route: Route) -> str:
    if route.care:
        return "Care"
    if route.cp_plan:
        return "Child protection plan"
    if route.cin_plan:
        return "Child in need plan"
    return "Early help" if route.early_help else "No plan"


_ORDER = (
    "Contact", "Referral without a contact", "Referral", "No new referral", "Assessed", "Not assessed", "Conference",
    "Enquiry, no conference", "No enquiry", "Care", "Child protection plan", "Child in need plan", "Early help",
    "No plan", "Nothing further",
)  # fmt: skip


def _moved(routes: Iterable[Route], exact: bool) -> list[Moved]:
    went: Counter[tuple[Stop, Stop]] = Counter()
    for route in routes:
        way = stops(route)
        for source, target in pairwise(way):
            went[source, target] += route.n
    at: Counter[Stop] = Counter()
    for (source, _), n in went.items():
        at[source] += n
    kept = {pair: n for pair, n in went.items() if exact or not is_small(n)}
    return [
        Moved(source, target, n if exact else rounded(n), at[source] if exact else rounded(at[source]))
        for (source, target), n in sorted(kept.items(), key=lambda item: _place(item[0]))
    ]


def _place(pair: tuple[Stop, Stop]) -> tuple[int, int, int]:
    source, target = pair
    return source[0], _ORDER.index(source[1]), _ORDER.index(target[1])


def _headline(routes: Sequence[Route], after: date, until: date, exact: bool) -> str:
    n = sum(route.n for route in routes)
    if not n:
        return f"No child was first heard of in the 12 months to {words.day(until)}."
    assessed = sum(route.n for route in routes if route.assessment)
    planned = sum(route.n for route in routes if route.cin_plan or route.cp_plan or route.care)
    still = sum(route.n for route in routes if route.ended == "still open")
    parts = (f"{_of(assessed, n, exact)} were assessed", f"{_of(planned, n, exact)} came to a plan or into care",
             f"{_of(still, n, exact)} were still open at the end")  # fmt: skip
    return (
        f"{_count(n, 'child was,children were', exact)} heard of in the 12 months to {words.day(until)} while no "
        f"referral was open. In the {FOLLOWED_DAYS} days after, {parts[0]}, {parts[1]}, and {parts[2]}."
    )


def _stages(snapshot: Snapshot, district: str, exact: bool) -> Iterable[StageRow]:
    after = months_before(snapshot.as_of, SEEN_MONTHS)
    found = snapshot.stage_days(after=after, as_of=snapshot.as_of, district=district)
    for stage, (name, told_at) in STAGES.items():
        if stage not in found:
            yield StageRow(stage, name, "none", "", "", "", "", None)
        elif not exact and sum(found[stage].values()) < _ENOUGH:
            yield StageRow(stage, name, "fewer than 20, not shown", "", "", "", "", None)
        else:
            yield _stage(stage, name, told_at, found[stage], exact)


def _stage(stage: str, name: str, told_at: int, counts: Mapping[tuple[int, str | None], int], exact: bool) -> StageRow:
    curve = leaving(counts)
    at = min(told_at, curve.seen_until)
    many = Counter[str]()
    for (_, way), n in counts.items():
        if way is not None:
            many[way] += n
    ways = sorted(
        ((curve.gone(way, at), way) for way in curve.shares if exact or not is_small(many[way])), reverse=True
    )
    told = "; ".join(f"{way} {words.amount(share, words.PERCENT)}" for share, way in ways if share >= 0.005)
    four_fifths = curve.quantile(0.8)
    return StageRow(
        stage=stage,
        name=name,
        began=_number(curve.n, exact),
        still_in=_number(curve.still_in, exact),
        half=_days(curve.quantile(0.5)),
        four_fifths=_days(four_fifths),
        ways=f"By day {at}: {told}" if told else "",
        days=four_fifths,
    )


def _longest_waits(stages: Iterable[StageRow]) -> str:
    known = [row for row in stages if row.stage in WAITS and row.days is not None]
    longest = sorted(known, key=lambda row: -(row.days or 0))[:3]
    if not longest:
        return "No stage has been followed long enough to say how long children wait."
    said = [f"{row.name[:1].lower()}{row.name[1:]} ({row.days} days)" for row in longest]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"The longest waits, by the day on which four in five children have left them: {listed}."


def _returns(snapshot: Snapshot, district: str, exact: bool) -> Iterable[ReturnRow]:
    until = _year_before(snapshot.as_of)
    found = snapshot.returns(after=_year_before(until), until=until, district=district)
    for kind, (left, back) in RETURNS.items():
        n, came_back = found.get(kind, (0, 0))
        if not n:
            yield ReturnRow(left, back, "none ended", "")
        elif not exact and (is_small(came_back) or n < _ENOUGH):
            yield ReturnRow(left, back, words.marker_words("small number"), "")
        else:
            made_of = f"{_number(came_back, exact)} of {_number(n, exact)}"
            yield ReturnRow(left, back, words.amount(came_back / n, words.PERCENT), made_of)


def _year_before(day: date) -> date:
    """The same date a year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _number(n: int, exact: bool) -> str:
    if exact:
        return words.number(n)
    return words.marker_words("small number") if is_small(n) else words.number(rounded(n))


def _count(n: int, forms: str, exact: bool) -> str:
    if not exact and is_small(n):
        return f"Fewer than six {forms.partition(',')[2]}"
    return words.plural(n if exact else rounded(n), forms)


def _of(n: int, of: int, exact: bool) -> str:
    if not exact and is_small(n):
        return "fewer than six"
    n, of = (n, of) if exact else (rounded(n), rounded(of))
    return f"{words.number(n)} ({words.amount(n / of if of else 0, words.PERCENT)})"


def _days(days: int | None) -> str:
    if days is None:
        return "not yet known"
    return "the same day" if days == 0 else words.plural(days, "day")
