"""What leaves the service tells of nobody: not one page, not all of them, not two months' pages side by side."""

import calendar
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot.disclosure import decide
from lineofsight.snapshot.hidden import HIDDEN, withhold
from lineofsight.snapshot.lookalikes import Lookalikes, Move, Shift
from lineofsight.snapshot.released import EarlierFigure, EarlierKey, FigureRow, MonthlyRow, families, hide
from lineofsight.snapshot.rows import Figure
from lineofsight.stats.disclosure import NOT_EXACT, SMALLEST_SHOWN, WIDTH, Cell, Released, Sum, attack, is_small

APRIL = 2024 * 12 + 3
DISTRICTS = ("Cotswold", "Gloucester", "Stroud", "Tewkesbury")


def at(month: int) -> date:
    year, place = divmod(month, 12)
    return date(year, place + 1, calendar.monthrange(year, place + 1)[1])


def hidden_of(figures: Sequence[FigureRow], monthly: Sequence[MonthlyRow], earlier=None) -> set[EarlierKey]:
    return set(decide(figures, monthly, INDICATORS, earlier))


# One month of one measure: contacts, which are counted by month


def contacts(counts: Mapping[str, int], month: int = APRIL, *, by: str = "district"):
    """Figures and monthly rows of one month."""
    groups = {("all", ""): sum(counts.values()), **{(by, group): n for group, n in counts.items()}}
    figures = [("FD01", at(month), *row, float(n), None, "") for row, n in groups.items()]
    return figures, [("FD01", month, 1, *row, float(n), 0.0) for row, n in groups.items()]


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((12, 30, 9, 7), ()),
        ((3, 30, 9, 8), ("Cotswold", "Tewkesbury")),
        ((3, 4, 9, 8), ("Cotswold", "Gloucester")),
        ((1, 2, 30, 8), ("Cotswold", "Gloucester", "Tewkesbury")),
        ((0, 30, 9, 8), ()),
        ((5, 0, 0, 0), ("", "Cotswold")),
    ],
    ids=[
        "none small",
        "the next smallest",
        "two are enough",
        "two that are too small together",
        "nobody",
        "the county",
    ],
)
def test_small_counts_are_hidden_and_the_fewest_and_smallest_with_them(counts, hidden):
    """In the last row the other districts have nobody, which is shown, and the county's own count is small too."""
    figures, monthly = contacts(dict(zip(DISTRICTS, counts, strict=True)))
    assert {group for _, _, _, group in hidden_of(figures, monthly)} == set(hidden)


def test_a_proportion_is_hidden_with_what_is_left_of_its_denominator():
    """97 of 100 says as much about three children as 3 of 100."""
    pairs = {"Cotswold": (97, 100), "Gloucester": (40, 100), "Stroud": (50, 100)}
    whole = {("all", ""): (187, 300), **{("district", group): pair for group, pair in pairs.items()}}
    figures: list[FigureRow] = [("CP11", at(APRIL), *row, float(n), float(of), "") for row, (n, of) in whole.items()]
    monthly = [("CP11", APRIL, 1, *row, float(n), float(of)) for row, (n, of) in whole.items()]
    assert {group for _, _, _, group in hidden_of(figures, monthly)} == {"Cotswold", "Gloucester"}


def test_a_proportion_that_is_everybody_everywhere_is_hidden_by_its_number():
    """Its numerator is its denominator: each is a part of the other, and the search for wholes ends."""
    people = {"": 52, "Cotswold": 3, "Gloucester": 40, "Stroud": 9}
    rows = [("district" if group else "all", group, float(n), float(n)) for group, n in people.items()]
    figures: list[FigureRow] = [("CP11", at(APRIL), *row, "") for row in rows]
    monthly: list[MonthlyRow] = [("CP11", APRIL, 1, *row) for row in rows]
    assert {group for _, _, _, group in hidden_of(figures, monthly)} == {"Cotswold", "Stroud"}


def test_two_measures_that_show_one_count_hide_it_together():
    """Children in care stand in the rate, and six months later in the change: hidden in one only, it would be shown."""
    figures: list[FigureRow] = []
    monthly: list[MonthlyRow] = []
    stock = {month: {"Cotswold": 8, "Gloucester": 40, "Stroud": 9} for month in range(APRIL - 12, APRIL + 1)}
    stock[APRIL - 6]["Cotswold"] = 3
    for month in range(APRIL - 6, APRIL + 1):
        now, then = stock[month], stock[month - 6]
        for row, n, before in [
            (("all", ""), sum(now.values()), sum(then.values())),
            *((("district", group), n, then[group]) for group, n in now.items()),
        ]:
            figures.append(("LA01", at(month), *row, float(n), 100.0, ""))
            figures.append(("LA02", at(month), *row, float(n), float(before), ""))
            monthly.append(("LA01", month, 1, *row, float(n), 0.0))
            monthly.append(("LA02", month, 1, *row, float(n), float(before)))
    found = hidden_of(figures, monthly)
    assert found == {
        (indicator, month, "district", group)
        for indicator, month in (("LA01", APRIL - 6), ("LA02", APRIL - 6), ("LA02", APRIL))
        for group in ("Cotswold", "Stroud")
    }


def test_a_mean_is_hidden_with_few_children_and_not_with_few_points():
    """The numerator of a mean adds up days or points: three days late for twenty children tell of nobody."""
    mean = replace(INDICATORS["CP11"], unit="mean", amount="source_row")
    points = {"": (300, 60), "Cotswold": (3, 20), "Stroud": (297, 40)}
    rows = [("district" if group else "all", group, float(n), float(of)) for group, (n, of) in points.items()]
    figures: list[FigureRow] = [(mean.id, at(APRIL), *row, "") for row in rows]
    monthly: list[MonthlyRow] = [(mean.id, APRIL, 1, *row) for row in rows]
    assert decide(figures, monthly, {mean.id: mean}) == []


def test_a_hidden_figure_keeps_its_place_and_no_number():
    shown = withhold(Figure("FD01", at(APRIL), "district", "Stroud", 3.0, None, 3.0, ""), is_hidden=True)
    assert (shown.numerator, shown.denominator, shown.value, shown.marker) == (None, None, None, HIDDEN)


def test_the_counts_of_a_period_before_our_data_stay_in_the_service():
    """They are too low, so they have no value; and they would be one more row to subtract."""
    figure = Figure("FD01", at(APRIL), "district", "Stroud", 3.0, 20.0, None, "before our data")
    assert withhold(figure, is_hidden=False).numerator is None
    assert hidden_of([("FD01", at(APRIL), "all", "", 3.0, None, "before our data")], []) == set()


# The pages of the month before


def test_what_was_hidden_stays_hidden_while_its_count_is_the_same():
    """Cotswold, revised to nine, is shown. Stroud, hidden beside it last month, would give last month's figure away."""
    figures, monthly = contacts({"Cotswold": 9, "Gloucester": 30, "Stroud": 8})
    earlier = {("FD01", APRIL, "district", "Stroud"): EarlierFigure(8.0, None, was_hidden=True),
               ("FD01", APRIL, "district", "Cotswold"): EarlierFigure(3.0, None, was_hidden=True)}  # fmt: skip
    assert {group for *_, group in hidden_of(figures, monthly, earlier)} >= {"Stroud"}


def test_what_was_shown_protects_nothing():
    """Tewkesbury is the smallest that could be hidden beside Cotswold, but last month's page gave it."""
    figures, monthly = contacts(dict(zip(DISTRICTS, (3, 30, 9, 8), strict=True)))
    earlier = {("FD01", APRIL, "district", "Tewkesbury"): EarlierFigure(8.0, None, was_hidden=False)}
    assert {group for *_, group in hidden_of(figures, monthly, earlier)} == {"Cotswold", "Stroud"}


# The attacker, over everything that two months of pages release


@dataclass
class County:
    """Referrals and re-referrals (rolling years that share a count), children in care and their change, contacts by
    month and by rolling year.

    Every month of `n_months` and of the eleven before has each child's district and sex at random; `months` are shown.
    """

    seed: int
    rate: float
    n_months: int = 7
    children: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)  # noqa: S311  a test county, no secret
        weights = [0.15, 0.4, 0.15, 0.3]
        for month in range(APRIL - self.n_months - 23, APRIL + 1):
            for kind, mean in (
                ("n", self.rate / 4),
                ("rest", self.rate),
                ("care", 9 * self.rate),
                ("FD01", 3 * self.rate),
            ):
                for _ in range(round(chance.gauss(mean, mean**0.5))):
                    group = chance.choices(DISTRICTS, weights)[0], chance.choice("FM")
                    self.children[kind, month, *group] += 1

    def count(self, kinds: str, months: range, row: tuple[str, str]) -> int:
        return sum(
            n for (kind, month, district, sex), n in self.children.items()
            if kind in kinds.split() and month in months and row in {("all", ""), ("district", district), ("sex", sex)}
        )  # fmt: skip

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [("all", ""), *(("district", name) for name in DISTRICTS), ("sex", "F"), ("sex", "M")]

    def figures(self, last: int) -> list[FigureRow]:
        """The pages of a snapshot: the months up to `last`."""
        found: list[FigureRow] = []
        for month in range(last - self.n_months + 1, last + 1):
            year, this = range(month - 11, month + 1), range(month, month + 1)
            for row in self.rows:
                n, of = float(self.count("n", year, row)), float(self.count("n rest", year, row))
                now, then = (float(self.count("care", range(one, one + 1), row)) for one in (month, month - 6))
                found += [
                    ("FD07", at(month), *row, of, 1000.0, ""), ("FD08", at(month), *row, n, of, ""),
                    ("LA01", at(month), *row, now, 1000.0, ""), ("LA02", at(month), *row, now, then, ""),
                    ("FD01", at(month), *row, float(self.count("FD01", this, row)), None, ""),
                    ("FD02", at(month), *row, float(self.count("FD01", year, row)), 1000.0, ""),
                ]  # fmt: skip
        return found

    def monthly(self, last: int) -> list[MonthlyRow]:
        found: list[MonthlyRow] = []
        for row in self.rows:
            for month in range(last - self.n_months - 10, last + 1):
                this, before = range(month, month + 1), range(month - 6, month - 5)
                n, of = float(self.count("n", this, row)), float(self.count("n rest", this, row))
                found += [("FD07", month, 12, *row, of, 0.0), ("FD08", month, 12, *row, n, of)]
                made = float(self.count("FD01", this, row))
                found += [("FD01", month, 1, *row, made, 0.0), ("FD02", month, 12, *row, made, 0.0)]
                if month > last - self.n_months:
                    now, then = float(self.count("care", this, row)), float(self.count("care", before, row))
                    found += [("LA01", month, 1, *row, now, 0.0), ("LA02", month, 1, *row, now, then)]
        return found

    def released(self) -> Released:
        """Every count that a page of either month could show, the months behind it, and every sum that holds."""
        counts: dict[Cell, int] = {}
        sums, unpublished = [], set[Cell]()
        for row in self.rows:
            for month in range(APRIL - self.n_months - 12, APRIL + 1):
                this = range(month, month + 1)
                counts |= {(kind, month, row): self.count(kind, this, row) for kind in ("n", "rest", "care", "FD01")}
                counts["of", month, row] = self.count("n rest", this, row)
                unpublished |= {(kind, month, row) for kind in ("n", "rest", "of")}
                if month < APRIL - self.n_months:
                    unpublished.add(("FD01", month, row))
                sums.append(Sum(("of", month, row), (("n", month, row), ("rest", month, row))))
                if month > APRIL - self.n_months - 1:
                    for kind in ("n", "rest", "of", "FD01"):
                        months = tuple((kind, one, row) for one in range(month - 11, month + 1))
                        counts[kind, "year", month, row] = sum(counts[one] for one in months)
                        sums.append(Sum((kind, "year", month, row), months))
                    unpublished.add(("rest", "year", month, row))
        for month in range(APRIL - self.n_months - 12, APRIL + 1):
            for kind in ("n", "rest", "of", "care", "FD01"):
                for by in ("district", "sex"):
                    groups = tuple((kind, month, row) for row in self.rows if row[0] == by)
                    sums.append(Sum((kind, month, ("all", "")), groups))
        return Released(counts, sums, frozenset(unpublished))

    def shown(self, last: int, hidden: set[EarlierKey]) -> set[Cell]:
        """The counts that a snapshot's pages show."""
        found: set[Cell] = set()
        for indicator, day, by, grp, *_ in self.figures(last):
            month, row = day.year * 12 + day.month - 1, (by, grp)
            if (indicator, month, by, grp) not in hidden:
                shown: dict[str, set[Cell]] = {
                    "FD07": {("of", "year", month, row)},
                    "FD08": {("of", "year", month, row), ("n", "year", month, row)},
                    "LA01": {("care", month, row)},
                    "LA02": {("care", month, row), ("care", month - 6, row)},
                    "FD01": {("FD01", month, row)},
                    "FD02": {("FD01", "year", month, row)},
                }
                found |= shown[indicator]
        return found | self.charted(last)

    def charted(self, last: int) -> set[Cell]:
        """The county's single months of a rolling year, which a chart shows where they are not small."""
        county, found = ("all", ""), set[Cell]()
        for month in range(last - self.n_months - 10, last + 1):
            this = range(month, month + 1)
            if not any(is_small(self.count(kinds, this, county)) for kinds in ("n", "rest", "n rest")):
                found |= {("n", month, county), ("of", month, county)}
        return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "rate", "n_months"), [(1, 0.3, 7), (2, 0.8, 7), (3, 1.5, 7), (4, 3.0, 7), (5, 4.0, 14)]
)
def test_no_hidden_figure_of_two_months_of_pages_can_be_worked_out(seed, rate, n_months):
    """The attacker knows every figure and charted month shown in either, every sum over groups and months, and no more.

    For a small number, its denominator's and what is left, the interval that remains is at least five wide in the
    first month's pages. After the second month's, which may not take back what the first has shown, it is no number.
    """
    county = County(seed, rate, n_months)
    first = hidden_of(county.figures(APRIL - 1), county.monthly(APRIL - 1))
    earlier = {
        (indicator, day.year * 12 + day.month - 1, by, grp): EarlierFigure(
            n, of, was_hidden=(indicator, day.year * 12 + day.month - 1, by, grp) in first
        )
        for indicator, day, by, grp, n, of, _ in county.figures(APRIL - 1)
    }
    second = hidden_of(county.figures(APRIL), county.monthly(APRIL), earlier)
    whole = county.released()
    for pages, needed in (
        (county.shown(APRIL - 1, first), WIDTH),
        (county.shown(APRIL - 1, first) | county.shown(APRIL, second), NOT_EXACT),
    ):
        assert not any(is_small(whole.counts[cell]) for cell in pages)
        released = replace(whole, unpublished=whole.unpublished - pages)
        hidden = released.counts.keys() - released.unpublished - pages
        left = {cell for cell in released.counts if cell[:2] == ("rest", "year") and is_small(released.counts[cell])}
        asked = {cell for cell in hidden | left if released.counts[cell] > 0}
        for cell, found in attack(released, hidden, of=asked).items():
            least = needed if released.counts[cell] < SMALLEST_SHOWN else NOT_EXACT
            assert found.upper - found.lower >= least - 1e-6, (cell, released.counts[cell], found)
    assert first


def test_children_cannot_be_moved_past_a_denominator_that_another_measure_shows():
    """Re-referrals of two districts are hidden, and the measure of referrals shows how many there were in each.

    Moving re-referrals and referrals together would change what is shown; moving them within the referrals does not.
    """
    county = County(3, 12.0)
    found = families(county.figures(APRIL), county.monthly(APRIL), INDICATORS, {})
    family = next(one for one in found if {page.indicator for page in one.pages} == {"FD07", "FD08"})
    page = next(one for one in family.pages if one.indicator == "FD08")
    here, there = family.rows.index(("district", "Cotswold")), family.rows.index(("district", "Stroud"))
    month = APRIL - family.first_month
    for row in (here, there):
        hide(family, page, (row, month))
    [(n, of)] = family.shares
    lookalikes = Lookalikes(family)
    together = Shift(Move({n, of}), (here,), (month,), against=(there,))
    within = Shift(Move({n}), (here,), (month,), against=(there,))
    assert lookalikes.apart(together)[12][month] == 0
    assert lookalikes.apart(within)[12][month] > 0
