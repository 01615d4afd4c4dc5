"""The one calculator: every indicator, every period, every breakdown, in a handful of steps.

It needs, besides journey.* and workforce.*, the tables standards.population and standards.districts, and
measures.loaded (column source: the sources this build has an extract of).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from lineofsight.engines import Step
from lineofsight.measures.cases import cases_sql, month_of
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.comparison.rows import compared_cases
from lineofsight.measures.figures import figures_sql, monthly_sql, population_sql
from lineofsight.measures.flows import flows_sql
from lineofsight.measures.indicator import Indicator
from lineofsight.standards.areas import COUNTY

_EARLIEST_YEAR = 2000
FLOWS = (
    "Between one month end and the next: who is in the level now and was not (start), who was and is not (end), and "
    "who was and has turned 18 since (aged out). Age is that on the later day for a start, on the earlier one for the "
    "rest. Only of month ends that follow one another; n is a number of children."
)


def measures_steps(
    as_of: date, months: int = 36, *, indicators: Iterable[Indicator] = INDICATORS.values(), area: str = COUNTY
) -> list[Step]:
    """The steps from journeys to figures: `months` month ends up to `as_of`, and every earlier 31 March with data.

    `area` is the ONS code whose children are the denominator of the county's rates.
    """
    chosen = tuple(indicators)
    held = tuple(indicator for indicator in chosen if indicator.is_held)
    return [
        Step("measures.reach", _reach_sql(held, as_of), "one row per dated column our data begin with", ("history",)),
        Step("measures.periods", _periods_sql(as_of, months), "one row per month end that has figures", ("at",)),
        Step("measures.indicators", _indicators_sql(chosen), "one row per indicator", ("indicator",)),
        Step("measures.population", population_sql(area), "one row per month end and group that has a population",
             ("at", "by", "grp")),
        Step("measures.cases", cases_sql(held, as_of), "one row per case and month it starts to count",
             ("indicator", "case_id", "month", "counted_on")),
        Step("measures.monthly", monthly_sql(held), "one row per indicator, month, window, breakdown and group",
             ("indicator", "by", "grp", "month", "months")),
        Step("measures.flows", flows_sql(held), "one row per level, month, kind of flow, age band and part",
             ("indicator", "month", "flow", "age_band", "part"), FLOWS),
        Step("measures.figures", figures_sql(chosen), "one row per indicator, month end, breakdown and group",
             ("indicator", "at", "by", "grp")),
        compared_cases(as_of, held),
    ]  # fmt: skip


def month_ends(as_of: date, months: int) -> list[date]:
    """The last `months` month ends up to `as_of`, oldest first."""
    first = (as_of + timedelta(days=1)).replace(day=1)
    found = []
    for _ in range(months):
        found.append(first - timedelta(days=1))
        first = found[-1].replace(day=1)
    return found[::-1]


def _periods_sql(as_of: date, months: int) -> str:
    recent = month_ends(as_of, months)
    marches = [date(year, 3, 31) for year in range(_EARLIEST_YEAR, recent[0].year + 1) if date(year, 3, 31) < recent[0]]
    return f"""
        SELECT days.day AS at, {month_of("days.day")} AS month
        FROM (VALUES {", ".join(f"(DATE '{day}')" for day in [*marches, *recent])}) AS days(day)
        CROSS JOIN (SELECT MIN(first_month) AS first_month FROM measures.reach) AS reach
        WHERE days.day >= DATE '{recent[0]}' OR {month_of("days.day")} >= reach.first_month
    """


def _reach_sql(indicators: Sequence[Indicator], as_of: date) -> str:
    """The first month in which a date is half as frequent as usual, and in the year from it as well.

    Usual is the mean of the 36 months to `as_of`. So a few old rows, such as a case that has been open for years, do
    not make a year of data. Compared in whole numbers: engines round 36ths each in their own way, and half is a tie.
    """
    last = as_of.year * 12 + as_of.month - 1
    return " UNION ALL ".join(
        f"""
        SELECT '{history}' AS history, CAST(MIN(month) AS INTEGER) AS first_month
        FROM (
            SELECT month, n,
                SUM(n) OVER (ORDER BY month RANGE BETWEEN CURRENT ROW AND 11 FOLLOWING) AS in_its_year,
                SUM(CASE WHEN month > {last - 36} THEN n ELSE 0 END) OVER () AS in_36_months
            FROM (
                SELECT {month_of(column)} AS month, COUNT(*) AS n
                FROM {table}
                WHERE {column} <= DATE '{as_of}'
                GROUP BY {month_of(column)}
            ) AS months
        ) AS frequencies
        WHERE n * 72 >= in_36_months AND in_its_year * 6 >= in_36_months
        """
        for history in sorted({indicator.history for indicator in indicators})
        for table, column in [history.rsplit(".", 1)]
    )


def _indicators_sql(indicators: Sequence[Indicator]) -> str:
    """What the calculator must know of each declaration, and whether its sources are there."""
    names = sorted({name for indicator in indicators for group in indicator.needs for name in group})
    held = ", ".join(f"COALESCE(MAX(CASE WHEN source = '{name}' THEN 1 ELSE 0 END), 0) AS {name}" for name in names)
    rows = " UNION ALL ".join(
        f"SELECT '{indicator.id}' AS indicator, '{indicator.unit}' AS unit, '{indicator.history}' AS history, "
        f"{indicator.months} AS months, {_reaches_back(indicator)} AS reaches_back, "
        f"{_is_loaded(indicator)} AS is_loaded, {str(indicator.is_held).upper()} AS is_held FROM held"
        for indicator in indicators
    )
    return f"""
        WITH held AS (SELECT {held} FROM measures.loaded), declared AS ({rows})
        SELECT declared.*, reach.first_month
        FROM declared
        LEFT JOIN measures.reach AS reach ON reach.history = declared.history
    """


def _reaches_back(indicator: Indicator) -> int:
    """How many months before its own a figure needs data of."""
    back = indicator.change.months if indicator.change else 0
    return indicator.months - 1 + indicator.lookback + back


def _is_loaded(indicator: Indicator) -> str:
    groups = (" + ".join(group) for group in indicator.needs)
    return " AND ".join(f"({group}) > 0" for group in groups) or "FALSE"
