"""From cases to figures: add up by month and group first, then let the months roll."""

from collections.abc import Sequence

from lineofsight.measures.cases import UNKNOWN
from lineofsight.measures.indicator import Indicator
from lineofsight.standards.ages import AGE_BANDS, age_band_sql

_COLUMNS = {
    "district": "district",
    "team": "team_id",
    "age_band": "age_band",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "need": "need",
    "part": "part",
}
"""The case column of each breakdown."""

_OF_CHILDREN = AGE_BANDS[:-1]


def figures_sql(indicators: Sequence[Indicator]) -> str:
    """One row per indicator, month end, breakdown and group; 'all' has the one group ''."""
    return f"""
        WITH shown AS ({_shown(indicators)}),
        known AS ({_KNOWN}),
        listed AS ({_LISTED}),
        rolled AS ({_ROLLED}),
        added AS ({_ADDED})
        SELECT indicator, "at", "by", grp, numerator, denominator,
            CASE WHEN marker <> '' THEN CAST(NULL AS DOUBLE)
                WHEN unit = 'count' THEN numerator
                WHEN unit = 'rate per 10,000' THEN 10000 * numerator / denominator
                WHEN unit = 'change' THEN (numerator - denominator) / denominator
                ELSE numerator / denominator END AS value,
            marker
        FROM ({_MARKED}) AS marked
    """


def monthly_sql(indicators: Sequence[Indicator]) -> str:
    """Cases added up by the month they start to count in: what a window adds up, and what a chart of months shows.

    No group column is ever null, so the one that is not null names the breakdown.
    """
    return f"""
        SELECT added.* FROM (
            SELECT indicator, month, months, {_by()} AS "by", COALESCE({", ".join(_COLUMNS.values())}, '') AS grp,
                CAST(SUM(numerator) AS DOUBLE) AS numerator, CAST(SUM(denominator) AS DOUBLE) AS denominator
            FROM measures.cases
            GROUP BY GROUPING SETS ((indicator, month, months), {_sets()})
        ) AS added
        JOIN ({_shown(indicators)}) AS shown ON shown.indicator = added.indicator AND shown."by" = added."by"
    """


def population_sql(area: str) -> str:
    """Children aged 0 to 17 at the latest mid-year (30 June) on or before each month end.

    DfE divides the year to 31 March by the mid-year before it, which this gives at every 31 March. Past the last
    estimate the last one stands.
    """
    return f"""
        WITH children AS (
            SELECT area, mid_year, {age_band_sql("age")} AS age_band, sex, population
            FROM standards.population
            WHERE age < 18
        ),
        years AS (
            SELECT periods.at, MAX(children.mid_year) AS mid_year
            FROM measures.periods AS periods
            JOIN (SELECT DISTINCT mid_year FROM children) AS children
                ON children.mid_year <= YEAR(periods.at) - CASE WHEN MONTH(periods.at) < 6 THEN 1 ELSE 0 END
            GROUP BY periods.at
        ),
        grouped AS (
            SELECT mid_year, 'all' AS "by", '' AS grp, population FROM children WHERE area = '{area}'
            UNION ALL
            SELECT mid_year, 'age_band' AS "by", age_band AS grp, population FROM children WHERE area = '{area}'
            UNION ALL
            SELECT mid_year, 'sex' AS "by", sex AS grp, population FROM children WHERE area = '{area}'
            UNION ALL
            SELECT mid_year, 'district' AS "by", children.area AS grp, population
            FROM children
            JOIN standards.districts AS districts ON districts.district = children.area
        )
        SELECT years.at, years.mid_year, grouped."by", grouped.grp,
            CAST(SUM(grouped.population) AS DOUBLE) AS population
        FROM years
        JOIN grouped ON grouped.mid_year = years.mid_year
        GROUP BY years.at, years.mid_year, grouped."by", grouped.grp
    """


def _shown(indicators: Sequence[Indicator]) -> str:
    pairs = [
        (indicator.id, by)
        for indicator in indicators
        for by in ("all", *(indicator.breakdowns if indicator.is_held else ()))
    ]
    values = ", ".join(f"('{indicator}', '{by}')" for indicator, by in pairs)
    return f'SELECT indicator, "by" FROM (VALUES {values}) AS listed(indicator, "by")'


def _by() -> str:
    cases = " ".join(f"WHEN {column} IS NOT NULL THEN '{by}'" for by, column in _COLUMNS.items())
    return f"CASE {cases} ELSE 'all' END"


def _sets() -> str:
    return ", ".join(f"(indicator, month, months, {column})" for column in _COLUMNS.values())


_KNOWN = f"""
    SELECT indicator, "by", MAX(CASE WHEN grp <> '{UNKNOWN}' THEN 1 ELSE 0 END) AS is_known
    FROM measures.monthly
    GROUP BY indicator, "by"
"""
"""A breakdown of which no case is known: a source that would tell was not there."""

_LISTED = f"""
    SELECT indicator, "by", grp FROM measures.monthly
    UNION
    SELECT indicator, "by", '' AS grp FROM shown WHERE "by" = 'all'
    UNION
    SELECT shown.indicator, shown."by", districts.district AS grp
    FROM shown CROSS JOIN standards.districts AS districts
    WHERE shown."by" = 'district'
    UNION
    SELECT shown.indicator, shown."by", bands.grp
    FROM shown
    JOIN measures.indicators AS declared ON declared.indicator = shown.indicator
    CROSS JOIN (VALUES {", ".join(f"('{band}')" for band in _OF_CHILDREN)}) AS bands(grp)
    WHERE shown."by" = 'age_band' AND declared.unit = 'rate per 10,000'
"""
"""Groups with a figure: all that any case was in, and those that have one even with no case: districts, age bands."""

_ROLLED = """
    SELECT monthly.indicator, monthly."by", monthly.grp, periods.at,
        ROUND(SUM(monthly.numerator), 6) AS numerator, ROUND(SUM(monthly.denominator), 6) AS denominator
    FROM measures.monthly AS monthly
    JOIN measures.periods AS periods
        ON monthly.month <= periods.month AND monthly.month > periods.month - monthly.months
    GROUP BY monthly.indicator, monthly."by", monthly.grp, periods.at
"""

_ADDED = """
    SELECT listed.indicator, periods.at, listed."by", listed.grp, declared.unit, declared.is_loaded,
        declared.is_held,
        COALESCE(periods.month - declared.reaches_back < declared.first_month, FALSE) AS is_before,
        listed."by" <> 'all' AND COALESCE(known.is_known, 1) = 0 AND rolled.numerator IS NULL AS is_not_held,
        COALESCE(rolled.numerator, 0) AS numerator,
        CASE WHEN declared.unit = 'rate per 10,000' THEN population.population
            WHEN declared.unit <> 'count' THEN COALESCE(rolled.denominator, 0) END AS denominator
    FROM listed
    CROSS JOIN measures.periods AS periods
    JOIN measures.indicators AS declared ON declared.indicator = listed.indicator
    LEFT JOIN known ON known.indicator = listed.indicator AND known."by" = listed."by"
    LEFT JOIN rolled ON rolled.indicator = listed.indicator AND rolled."by" = listed."by" AND rolled.grp = listed.grp
        AND rolled.at = periods.at
    LEFT JOIN measures.population AS population ON population."by" = listed."by" AND population.grp = listed.grp
        AND population.at = periods.at
"""

_MARKED = """
    SELECT indicator, "at", "by", grp, unit,
        CASE WHEN is_held AND is_loaded AND NOT is_not_held THEN numerator END AS numerator,
        CASE WHEN is_held AND is_loaded AND NOT is_not_held THEN denominator END AS denominator,
        CASE WHEN NOT is_held THEN 'not held'
            WHEN NOT is_loaded THEN 'not loaded'
            WHEN is_before THEN 'before our data'
            WHEN is_not_held THEN 'not held'
            WHEN unit = 'rate per 10,000' AND denominator IS NULL THEN 'no population'
            WHEN unit IN ('percent', 'change', 'mean') AND denominator = 0 THEN 'no cases'
            ELSE '' END AS marker
    FROM added
"""
