"""The cases that teams are compared by: one row each, with what was known of the child before the team acted."""

from collections.abc import Iterable
from datetime import date

from lineofsight.engines import Step
from lineofsight.measures.cases import UNKNOWN
from lineofsight.measures.comparison.questions import questions
from lineofsight.measures.indicator import Indicator

CASES = "measures.compared_cases"


def compared_cases(as_of: date, indicators: Iterable[Indicator]) -> Step:
    """The cases of the 12 months to `as_of` of every measure that is asked of teams and has a figure."""
    return Step(
        CASES,
        _sql(as_of, [asked.indicator for asked in questions(indicators)]),
        "one row per case by which teams and districts are compared",
        ("indicator", "case_id", "month", "counted_on"),
        "team is the one that does the work now of the team of the day, team_then; team_then is null where that team "
        "opened as the successor of another, whose cases are the greater part of a year. A kind is the team's service. "
        "family is the child itself where no family is recorded.",
        interim=True,
    )


def _sql(as_of: date, indicators: list[Indicator]) -> str:
    listed = ", ".join(f"('{one.id}')" for one in indicators) or "('')"
    month = as_of.year * 12 + as_of.month - 1
    return f"""
        WITH asked AS (
            SELECT asked.indicator
            FROM (VALUES {listed}) AS asked(indicator)
            JOIN measures.figures AS figures ON figures.indicator = asked.indicator
            WHERE figures."by" = 'all' AND figures."at" = DATE '{as_of}' AND figures.marker = ''
        ),
        counted AS (
            SELECT cases.*
            FROM measures.cases AS cases
            JOIN asked ON asked.indicator = cases.indicator
            WHERE cases.month <= {month} AND cases.month > {month} - cases.months
        ),
        referred AS (
            SELECT
                person_id,
                referral_date,
                MIN(referral_source) AS referral_source,
                LEAD(referral_date) OVER (PARTITION BY person_id ORDER BY referral_date) AS next_date
            FROM journey.referrals
            GROUP BY person_id, referral_date
        ),
        planned AS (
            SELECT person_id, MIN(start_date) AS first_plan FROM journey.cp_plans GROUP BY person_id
        ),
        acting AS (
            SELECT team_id, acting_team_id FROM journey.team_lines WHERE until_date IS NULL
        ),
        heirs AS (
            SELECT line.acting_team_id AS team_id, MAX(line.from_date) AS from_date
            FROM journey.team_lines AS line
            JOIN workforce.teams AS team ON team.team_id = line.acting_team_id AND team.opened_on >= line.from_date
            GROUP BY line.acting_team_id
        ),
        placed AS (
            SELECT
                counted.*,
                COALESCE(acting.acting_team_id, counted.team_id) AS team,
                CASE WHEN heirs.team_id IS NULL THEN counted.team_id END AS team_then
            FROM counted
            LEFT JOIN acting ON acting.team_id = counted.team_id
            LEFT JOIN heirs ON heirs.team_id = counted.team_id
        )
        SELECT
            placed.indicator,
            placed.case_id,
            placed.month,
            placed.counted_on,
            placed.in_numerator,
            COALESCE(families.family_id, placed.person_id, placed.case_id) AS family,
            placed.team,
            COALESCE(now.service, '{UNKNOWN}') AS team_kind,
            placed.team_then,
            COALESCE(former.service, '{UNKNOWN}') AS team_then_kind,
            placed.district,
            placed.need,
            placed.age_band,
            CASE
                WHEN referred.referral_source LIKE '10%' THEN '10'
                ELSE COALESCE(SUBSTR(referred.referral_source, 1, 1), '{UNKNOWN}')
            END AS referral_source,
            CASE WHEN planned.first_plan < placed.counted_on THEN 'yes' ELSE 'no' END AS earlier_plan,
            CASE WHEN people.is_disabled THEN 'yes' ELSE 'no' END AS disabled,
            CASE
                WHEN people.uasc_from <= placed.counted_on
                    AND (people.uasc_until IS NULL OR people.uasc_until > placed.counted_on) THEN 'yes'
                ELSE 'no'
            END AS unaccompanied,
            placed.sex,
            placed.ethnicity
        FROM placed
        LEFT JOIN workforce.teams AS now ON now.team_id = placed.team
        LEFT JOIN workforce.teams AS former ON former.team_id = placed.team_then
        LEFT JOIN journey.people AS people ON people.person_id = placed.person_id
        LEFT JOIN journey.families AS families ON families.person_id = placed.person_id
        LEFT JOIN planned ON planned.person_id = placed.person_id
        LEFT JOIN referred ON referred.person_id = placed.person_id
            AND referred.referral_date <= placed.counted_on
            AND (referred.next_date IS NULL OR referred.next_date > placed.counted_on)
    """
