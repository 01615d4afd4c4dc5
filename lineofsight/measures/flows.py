"""How a level moved: who came into it and who left between two month ends, from the children counted at each.

A level is the same children month after month, so its months are not independent and no limits are drawn on it. Its
starts and ends are what can be tested.
"""

from collections.abc import Sequence

from lineofsight.measures.indicator import Indicator
from lineofsight.standards.ages import age_sql


def flows_sql(indicators: Sequence[Indicator]) -> str:
    """One row per level, month, kind of flow, age band and part. A level is a stock counted in children."""
    levels = [f"'{one.id}'" for one in indicators if is_level(one)] or ["''"]
    age_now = age_sql("people.date_of_birth", "months.at")
    return f"""
        WITH months AS (
            SELECT periods.at, month, LAG(month) OVER (ORDER BY month) AS month_before FROM measures.periods AS periods
        ),
        counted AS (
            SELECT DISTINCT indicator, person_id, month, age_band, part
            FROM measures.cases
            WHERE indicator IN ({", ".join(levels)}) AND person_id IS NOT NULL
        ),
        starts AS (
            SELECT now.indicator, now.month, 'start' AS flow, now.age_band, now.part
            FROM counted AS now
            JOIN months ON months.month = now.month AND months.month_before = now.month - 1
            LEFT JOIN counted AS before ON before.indicator = now.indicator AND before.person_id = now.person_id
                AND before.month = now.month - 1
            WHERE before.person_id IS NULL
        ),
        ends AS (
            SELECT before.indicator, months.month,
                CASE WHEN {age_now} >= 18 AND before.age_band <> '18+' THEN 'aged out' ELSE 'end' END AS flow,
                before.age_band, before.part
            FROM counted AS before
            JOIN months ON months.month_before = before.month AND months.month = before.month + 1
            LEFT JOIN counted AS now ON now.indicator = before.indicator AND now.person_id = before.person_id
                AND now.month = months.month
            LEFT JOIN journey.people AS people ON people.person_id = before.person_id
            WHERE now.person_id IS NULL
        )
        SELECT indicator, month, flow, age_band, part, CAST(COUNT(*) AS INTEGER) AS n
        FROM (SELECT * FROM starts UNION ALL SELECT * FROM ends) AS moved
        GROUP BY indicator, month, flow, age_band, part
    """


def is_level(indicator: Indicator) -> bool:
    """Whether an indicator counts children at each month end, as a number or a rate."""
    return indicator.is_stock and indicator.is_of_children and indicator.unit in ("count", "rate per 10,000")
