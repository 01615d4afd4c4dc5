"""The tables of the front door, each made of counts of two years by one plain function."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lineofsight.snapshot import CameBack, Contacts, Referrals
from lineofsight.snapshot.at_the_door import BECAME_REFERRAL, UNKNOWN
from lineofsight.stats.disclosure import is_small, is_small_share
from lineofsight.stats.flows import rate_ratio
from lineofsight.stats.intervals import wilson
from lineofsight.stats.power import Verdict, power_of_ratio, verdict_on_ratio
from lineofsight.stats.standardise import expected_events, indirectly_standardised_ratio
from lineofsight_web.dashboard.downloads import Downloadable
from lineofsight_web.dashboard.safe.aftermath import two_years_words
from lineofsight_web.dashboard.safe.change import NOT_FOR_YOU
from lineofsight_web.ui import words

NOT_KNOWN = "not known: before our data"

Name = Callable[[str], str]
Two = tuple[int, int]
"""A count in the latest year and in the year before."""


@dataclass(frozen=True)
class Table:
    """A table in words. `counts_small`: whether any count behind it is small. `absence` says why it has no rows."""

    key: str
    title: str
    said: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counts_small: bool = False
    absence: str = ""

    def for_reader(self, *, sees_small_numbers: bool) -> "Table":
        """As it may be shown: a table with a small count is not shown at all to who may not see one, since its rows
        add up.
        """
        if sees_small_numbers or not self.counts_small:
            return self
        return Table(self.key, self.title, self.said, self.headers, (), absence=NOT_FOR_YOU)

    @property
    def file(self) -> Downloadable:
        """The same rows as a file."""
        return Downloadable(f"front-door-{self.key}", self.headers, self.rows,
                            (("Table", self.title), ("Note", self.said or self.absence)))  # fmt: skip


@dataclass
class _Counts:
    """Counts of the two years by group."""

    by_group: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, group: str, n: int, *, is_latest: bool) -> None:
        self.by_group[group][0 if is_latest else 1] += n

    def of(self, group: str) -> Two:
        latest, before = self.by_group.get(group, (0, 0))
        return latest, before

    def groups(self, name: Name) -> list[str]:
        """In the order of their names, the unknown last: no ranking."""
        return sorted(self.by_group, key=lambda group: (group == UNKNOWN, name(group)))

    @property
    def whole(self) -> Two:
        return tuple(sum(both[year] for both in self.by_group.values()) for year in (0, 1))  # type: ignore[return-value]  # two


def counted(rows: Iterable[Contacts | Referrals], group: Callable[..., str]) -> _Counts:
    """How many, by what `group` says of each."""
    found = _Counts()
    for row in rows:
        found.add(group(row), row.n, is_latest=row.is_latest)
    return found


def demand(key: str, title: str, heading: str, counts: _Counts, name: Name, *, two_years: bool = True) -> Table:
    """How many in each group, in the latest year and the year before, and whether that is more than chance."""
    rows = [(name(group), *_demand(counts.of(group), two_years)) for group in counts.groups(name)]
    small = any(is_small(n) for both in counts.by_group.values() for n in both)
    return Table(
        key, title, "", (heading, "Latest 12 months", "12 months before", "Change", "More than chance?"),
        (*rows, ("All", *_demand(counts.whole, two_years))), small,
    )  # fmt: skip


def _demand(both: Two, two_years: bool) -> tuple[str, ...]:
    now, before = both
    if not two_years:
        return words.number(now), NOT_KNOWN, "", ""
    _, limits = rate_ratio(now, before)
    verdict = "Within chance" if limits.lower <= 1 <= limits.upper else "More than chance"
    return words.number(now), words.number(before), words.change(now, before, words.COUNT), verdict


def shares(
    key: str, title: str, said: str, of: _Counts, parts: _Counts, name: Name, *, two_years: bool = True
) -> Table:
    """The share of each group in two years, with its interval, its counts, and whether the years differ."""
    groups = of.groups(name)
    rows = [(name(group), *_share(parts.of(group), of.of(group), two_years)) for group in groups]
    small = any(
        is_small_share(n, whole) for group in groups for n, whole in zip(parts.of(group), of.of(group), strict=True)
    )
    return Table(
        key, title, said, ("Who", "Latest year", "95% interval", "Made of", "Year before", "Made of, before",
                           "Do they differ?"),
        (*rows, ("All", *_share(parts.whole, of.whole, two_years))), small,
    )  # fmt: skip


def _share(parts: Two, of: Two, two_years: bool) -> tuple[str, ...]:
    (now, before), (all_now, all_before) = parts, of
    verdict = two_years_words(now, all_now, before, all_before)[0] if all_now and all_before else ""
    limits = wilson(now, all_now) if all_now else None
    between = f"{_percent(limits.lower)} to {_percent(limits.upper)}" if limits else ""
    earlier = (*_one(before, all_before), verdict) if two_years else (NOT_KNOWN, "", "")
    return (*_one(now, all_now, between), *earlier)


def _one(n: int, of: int, between: str | None = None) -> tuple[str, ...]:
    share = _percent(n / of) if of else "none"
    made_of = f"{n:,} of {of:,}" if of else ""
    return (share, made_of) if between is None else (share, between, made_of)


def _percent(share: float) -> str:
    return words.amount(share, words.PERCENT)


def came_back(rows: Sequence[CameBack], name: Name, said: str, *, two_years: bool = True) -> Table:
    """The share of contacts ended in advice that came back as a child protection enquiry."""
    of, parts = _Counts(), _Counts()
    for row in rows:
        of.add(row.referrer, row.n, is_latest=row.is_latest)
        parts.add(row.referrer, row.enquiry, is_latest=row.is_latest)
    return shares("came-back", "Ended in advice, and came back as a child protection enquiry within 90 days", said, of,
                  parts, name, two_years=two_years)  # fmt: skip


def expected(contacts: Sequence[Contacts], name: Name) -> Table:
    """How many of each partner's contacts became referrals, against what the ages of its children would give."""
    latest = [row for row in contacts if row.is_latest]
    bands = sorted({row.age_band for row in latest})
    whole = _by_band(latest, bands)
    rows, small = [], False
    for referrer in sorted({row.referrer for row in latest}, key=lambda one: (one == UNKNOWN, name(one))):
        made, became = _by_band([row for row in latest if row.referrer == referrer], bands)
        small |= is_small_share(sum(became), sum(made))
        rows.append((name(referrer), *_against(sum(made), sum(became), expected_events(made, whole[1], whole[0]))))
    return Table(
        "expected", "Expected and observed, by who made the contact",
        "Expected: each age band of a partner's contacts at the county's share of that band that became referrals. "
        "More or fewer than expected is neither good nor bad: it is a reason to talk. About 1 in 20 partners would "
        "differ by chance. They stand in the order of their names.",
        ("Who", "Contacts", "Became referrals", "Expected", "Observed over expected", "95% interval", "Verdict"),
        tuple(rows), small,
    )  # fmt: skip


def _by_band(rows: Sequence[Contacts], bands: Sequence[str]) -> tuple[list[int], list[int]]:
    """Contacts, and those that became referrals, one entry a band."""
    made = [sum(row.n for row in rows if row.age_band == band) for band in bands]
    became = [sum(row.n for row in rows if row.age_band == band and row.outcome == BECAME_REFERRAL) for band in bands]
    return made, became


def _against(made: int, became: int, wanted: float) -> tuple[str, ...]:
    counts = (words.number(made), words.number(became), f"{wanted:,.1f}")
    if wanted <= 0:
        return (*counts, "", "", "Nothing expected")
    found = indirectly_standardised_ratio(became, wanted)
    limits = found.interval
    if found.value is None or limits is None:
        return (*counts, "", "", found.why_none)
    outside = not limits.lower <= 1 <= limits.upper
    verdict = verdict_on_ratio(outside, power_of_ratio(wanted))
    side = "more" if found.value > 1 else "fewer"
    said = f"Evidence of difference: {side} than expected" if verdict is Verdict.EVIDENCE else str(verdict).capitalize()
    return (*counts, f"{found.value:.2f}", f"{limits.lower:.3f} to {limits.upper:.3f}", said)
