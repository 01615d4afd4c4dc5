"""Who came into a level and who left it between month ends: counted for pages, child by child for lists.

The same moves as measures.flows, taken apart further: by whether the child came unaccompanied, and by why care ended.
"""

from dataclasses import dataclass
from datetime import date

from lineofsight.standards.ages import age_sql
from lineofsight.standards.codes import code_set

IN_CARE, ON_PLAN = "LA01", "CP06"
MOVES_OF = (IN_CARE, ON_PLAN)
"""The levels that are taken apart."""


@dataclass(frozen=True)
class Move:
    """Children who moved alike in the month to `at`. `flow` is 'start', 'end' or 'aged out', as in `Flow`.

    `reason` is the code for which care ended, null for a start, for a plan, and where none was recorded.
    """

    at: date
    flow: str
    age_band: str
    is_uasc: bool
    reason: str | None
    n: int

    @property
    def reason_group(self) -> str:
        """The kind of reason in words; empty where there is none."""
        return reason_group(self.reason)


@dataclass(frozen=True)
class Mover:
    """One child who moved, and the row of the file that says that the child is or was in the level."""

    at: date
    flow: str
    age_band: str
    is_uasc: bool
    reason: str | None
    person_id: str
    district: str
    team_id: str
    source_file: str
    source_row: int

    @property
    def reason_group(self) -> str:
        """The kind of reason in words; empty where there is none."""
        return reason_group(self.reason)


def reason_group(code: str | None) -> str:
    """Adoption, returned home and so on; the code itself where no list holds it."""
    return "" if code is None else code_set("reason_episode_ceased_group").get(code, code)


_OF_CARE = """
    LEFT JOIN journey.periods_of_care AS care ON care.period_of_care_id = moved.case_id
"""
_OF_PLAN = """
    LEFT JOIN (
        SELECT person_id, TRUE AS is_uasc, CAST(NULL AS VARCHAR) AS end_reason
        FROM journey.periods_of_care WHERE is_uasc GROUP BY person_id
    ) AS care ON care.person_id = moved.person_id
"""
"""A plan says nothing of how a child came to us; their care, before or since, does."""


def moved_sql(indicator: str) -> str:
    """One row per child and move between two months. Parameters: the indicator, the first and the last month's number,
    and both again: a month is counted from the end of the one before, so the first has no moves of its own.
    """
    columns = "person_id, age_band, case_id, district, team_id, source_file, source_row"
    now, before = (", ".join(f"{side}.{name.strip()}" for name in columns.split(",")) for side in ("now", "before"))
    return f"""
        WITH months AS (
            SELECT "at", month, LAG(month) OVER (ORDER BY month) AS month_before FROM measures.periods
        ),
        counted AS (
            SELECT month, {columns} FROM measures.cases
            WHERE indicator = ? AND month BETWEEN ? AND ? AND person_id IS NOT NULL
        ),
        moved AS (
            SELECT months."at", 'start' AS flow, {now}
            FROM counted AS now
            JOIN months ON months.month = now.month AND months.month_before = now.month - 1
            LEFT JOIN counted AS before ON before.person_id = now.person_id AND before.month = now.month - 1
            WHERE before.person_id IS NULL AND now.month > ?
            UNION ALL
            SELECT months."at",
                CASE WHEN {age_sql("people.date_of_birth", 'months."at"')} >= 18 AND before.age_band <> '18+'
                    THEN 'aged out' ELSE 'end' END AS flow,
                {before}
            FROM counted AS before
            JOIN months ON months.month_before = before.month AND months.month = before.month + 1
            LEFT JOIN counted AS now ON now.person_id = before.person_id AND now.month = before.month + 1
            LEFT JOIN journey.people AS people ON people.person_id = before.person_id
            WHERE now.person_id IS NULL AND before.month < ?
        )
        SELECT moved."at", moved.flow, moved.age_band, COALESCE(care.is_uasc, FALSE) AS is_uasc,
            CASE WHEN moved.flow <> 'start' THEN care.end_reason END AS reason,
            moved.person_id, moved.district, moved.team_id, moved.source_file, moved.source_row
        FROM moved
        {_OF_CARE if indicator == IN_CARE else _OF_PLAN}
    """
