"""What one indicator is: a definition an analyst can read aloud, and the SQL of the rows it counts.

The SQL knows no period, breakdown, role or suppression: the calculator adds those, the same way for every indicator.
It gives one row a case, with these columns:

    case_id, source, source_file, source_row   what is counted, and the source row it came from
    person_id                                  the child; leave it out for posts and workers
    counted_on                                 a flow: the day the case counts on, or
    start_date, end_date                       a stock: the half-open spell; it counts at each month end inside it
    in_numerator                               for a percentage: whether the case is in the numerator, or
    numerator_from, numerator_to               for a stock: the half-open part of the spell in which it is
    need                                       a flow: the child's primary need, where the row itself says it
    part, team_id, <weight>, <amount>          only where declared

Age is taken on the day counted: `counted_on` for a flow, the month end for a stock.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from lineofsight.sources import BY_NAME

Unit = Literal["count", "percent", "rate per 10,000", "change", "mean"]
Better = Literal["higher", "lower", "neither"]
Period = Literal["month", "12 months", "month end"]
Chart = Literal["c", "u", "p", "stock"]
"""c: counts a month; u: a rate; p: a proportion of what happened; stock: a level, which is never put on limits."""
Occasion = Literal["first", "last"]
Breakdown = Literal["district", "team", "age_band", "sex", "ethnicity", "need", "part"]

OF_CHILDREN: tuple[Breakdown, ...] = ("district", "team", "age_band", "sex", "ethnicity", "need")
OF_STAFF: tuple[Breakdown, ...] = ("team",)

CASES_CLOSED = "journey.referrals.close_date"
"""Where the case system's data begin. An extract holds the children known in the last years with all their past, so
older plans and enquiries are there, but only of children who came back; closed cases begin most sharply."""

_ID = re.compile(r"[A-Z]{2}[0-9]{2}\Z")
_HISTORY = re.compile(r"(journey|workforce)\.[a-z0-9_]+\.[a-z0-9_]+\Z")
_EVERY_CASE = {"case_id", "source", "source_file", "source_row"}


@dataclass(frozen=True)
class Words:
    """How the figure is said. For a percentage `many` names the cases and `share` says what some of them did:
    "21% of referrals" + "came within 12 months of an earlier one". For a mean `many` names the cases and `share` what
    is averaged: "children in care with a score" + "points". Otherwise `one` and `many` are whole clauses:
    "1 child was in care", "843 children were in care".
    """

    many: str
    one: str = ""
    share: str = ""


@dataclass(frozen=True)
class Change:
    """The stock of another indicator's SQL now, against the same stock some months before."""

    base: str
    months: int
    sql: str


@dataclass(frozen=True)
class Indicator:
    """One measure of the board.

    `id` is never reused and never renamed: plans refer to it. `of` is what the denominator holds, or what is counted.
    `reading` says which way we took where the official definition leaves a choice, and `differs` how the figure can
    part from the published one in `benchmark`.
    `needs` names sources: of each inner tuple one loaded source is enough.
    `history` is a table and date column: the first month in which that date is about as frequent as usual is where our
    data begin. No figure is shown whose period, with the `lookback` months before it, begins earlier.
    `stock_sql` gives the denominator as a stock at the period's end, where `sql` holds only the numerator.
    `weight` names a column to add up instead of counting rows; `amount` one that the numerator adds up instead, as a
    mean needs; `once_a_child` counts a child once in a window, on the first or the last `occasion`; `every_spell`
    counts each open spell of a stock, where otherwise a child with two counts once; `parts` says in words what the
    column `part` tells apart.
    `balanced_by` names the indicators that must stand beside it, so that nobody reads it alone.
    `lacking` says what would have to be sent before there can be figures; then it has no SQL, and is shown as not held.
    """

    id: str
    title: str
    of: str
    theme: str
    ambitions: tuple[int, ...]
    unit: Unit
    better: Better
    period: Period
    chart: Chart
    words: Words
    why: str
    reading: str
    source: str
    owner: str
    review_by: date
    balanced_by: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    history: str = ""
    lacking: str = ""
    sql: str = ""
    stock_sql: str = ""
    change: Change | None = None
    lookback: int = 0
    weight: str = ""
    amount: str = ""
    once_a_child: bool = False
    occasion: Occasion = "first"
    every_spell: bool = False
    parts: str = ""
    benchmark: str = ""
    differs: str = ""
    breakdowns: tuple[Breakdown, ...] = OF_CHILDREN

    def __post_init__(self) -> None:
        wrong = [words for words, is_wrong in self._rules() if is_wrong]
        if wrong:
            raise ValueError(f"indicator {self.id or self.title!r}: {'; '.join(wrong)}")

    @property
    def months(self) -> int:
        """How many months a case counts for."""
        return 12 if self.period == "12 months" else 1

    @property
    def is_held(self) -> bool:
        """Whether any extract we know of holds what it counts."""
        return not self.lacking

    @property
    def is_of_shares(self) -> bool:
        """Whether the figure divides by what it counts, so that it has a denominator of its own."""
        return self.unit in ("percent", "mean")

    @property
    def is_stock(self) -> bool:
        return self.period == "month end"

    @property
    def is_of_children(self) -> bool:
        return self.breakdowns != OF_STAFF

    def _rules(self) -> list[tuple[str, bool]]:
        """Each rule in the words of its breach, and whether it is broken."""
        told = (self.title, self.of, self.theme, self.why, self.reading, self.source, self.owner, self.words.many)
        choices = ((self.unit, Unit), (self.better, Better), (self.period, Period), (self.chart, Chart),
                   (self.occasion, Occasion))  # fmt: skip
        return [
            ("its id is not two capitals and two digits", not _ID.match(self.id)),
            ("a text is blank", not all(text.strip() for text in told)),
            ("nothing stands beside it", not self.balanced_by or self.id in self.balanced_by),
            ("an ambition is not one of 1 to 9", not all(1 <= number <= 9 for number in self.ambitions)),
            ("a choice is not on its list", not all(choice in get_args(kind) for choice, kind in choices)),
            ("a breakdown is not on the list", not set(self.breakdowns) <= set(get_args(Breakdown))),
            ("parts and the breakdown part go together", bool(self.parts) != ("part" in self.breakdowns)),
            *(self._rules_of_shape() if self.is_held else self._rules_of_what_is_not_held()),
        ]

    def _rules_of_what_is_not_held(self) -> list[tuple[str, bool]]:
        has_sql = any((self.sql, self.stock_sql, self.change, self.needs, self.history))
        return [("it is not held, so it has no SQL, source or history", has_sql)]

    def _rules_of_shape(self) -> list[tuple[str, bool]]:
        lacking = self._lacking()
        return [
            ("it names no source it needs", not self.needs or not all(self.needs)),
            ("it needs a source that is not declared", any(n not in BY_NAME for group in self.needs for n in group)),
            ("its history is not a table and column", not _HISTORY.match(self.history)),
            ("a change has its own SQL and no other", (self.unit == "change") != (self.change is not None)),
            ("it has no SQL", not (self.sql or self.change)),
            ("a change or a stock is taken at a month end", bool(self.change) and not self.is_stock),
            (
                "its denominator is a stock, so it must be a percentage or a mean",
                bool(self.stock_sql) and not self.is_of_shares,
            ),
            ("a mean names the amount it averages", self.unit == "mean" and not self.amount),
            ("only a flow counts a child once", self.once_a_child and self.is_stock),
            ("only a stock has spells", self.every_spell and not self.is_stock),
            ("a percentage says what share, a mean what of", self.is_of_shares != bool(self.words.share)),
            ("it does not say one thing in the singular", not self.is_of_shares and not self.words.one),
            (f"its SQL does not give {', '.join(sorted(lacking))}", bool(lacking)),
        ]

    def _lacking(self) -> set[str]:
        """Columns that this kind of indicator must give and its SQL never names."""
        extra = {"person_id"} if self.is_of_children else {"team_id"}
        added_up = {self.amount or self.weight} if self.stock_sql else {self.amount, self.weight}
        dated = {"start_date", "end_date"} if self.is_stock else {"counted_on"}
        main = _EVERY_CASE | extra | (added_up - {""}) | dated | ({"part"} if self.parts else set())
        if self.unit == "percent" and not self.stock_sql and not gives(self.sql, "numerator_from"):
            main |= {"in_numerator"}
        lacking = {column for column in main if not gives(self.change.sql if self.change else self.sql, column)}
        if self.stock_sql:
            stock = _EVERY_CASE | extra | ({self.weight} - {""}) | {"start_date", "end_date"}
            lacking |= {column for column in stock if not gives(self.stock_sql, column)}
        return lacking


def gives(sql: str, column: str) -> bool:
    """Whether a SELECT names the column."""
    return re.search(rf"\b{column}\b", sql) is not None
