"""SQL that several indicators share: who had been in care for a year, and how long since something last happened."""

from lineofsight.journey.fragments import OPEN
from lineofsight.standards.ages import birthday_sql


def looked_after_12_months(*, since: int = 0, until: int = 0, or_not_known: bool = False, where: str = "") -> str:
    """A SELECT of the spells in which a child had been looked after for 12 months: see `readings`.

    Only while the child is aged `since` or over and under `until`, where they are given; children whose birth date is
    not known are then left out, or counted at any age if `or_not_known`. `where` is a condition on the years in care.
    Grain: one row per period of care. Columns: case_id, person_id, start_date, end_date, and where the row came from.
    """
    born = "people.date_of_birth"
    begins = f"GREATEST(care.start_date, {_known(birthday_sql(born, since), or_not_known)})" if since else "start_date"
    ends = f"COALESCE(care.end_date, {OPEN})"
    ends = f"LEAST({ends}, {birthday_sql(born, until)})" if until else ends
    known = [f"{born} IS NOT NULL"] if (since or until) and not or_not_known else []
    conditions = " AND ".join([*known, *([where] if where else [])])
    return f"""
        SELECT case_id, person_id, start_date, CASE WHEN to_date < {OPEN} THEN to_date END AS end_date, source,
            source_file, source_row
        FROM (
            SELECT
                care.period_of_care_id AS case_id,
                care.person_id,
                {begins} AS start_date,
                {ends} AS to_date,
                care.source,
                care.source_file,
                care.source_row
            FROM journey.years_in_care AS care
            LEFT JOIN journey.people AS people ON people.person_id = care.person_id
            {f"WHERE {conditions}" if conditions else ""}
        ) AS spells
        WHERE start_date < to_date
    """


def since_last(spells: str, happenings: str) -> str:
    """A SELECT that cuts spells at each day something happened to the child, so that each piece knows the last one.

    `spells` is a SELECT as `looked_after_12_months` gives, `happenings` one of person_id and happened_on.
    Grain: one row per spell and stretch between two happenings. Columns: those of `spells`, last_on and, before it,
    last_but_one_on: null where nothing had happened.
    """
    return f"""
        WITH spells AS ({spells}),
        happened AS (
            SELECT person_id, happened_on
            FROM ({happenings}) AS every_one
            GROUP BY person_id, happened_on
        ),
        stretches AS (
            SELECT
                person_id,
                happened_on AS from_date,
                COALESCE(LEAD(happened_on) OVER one_child, {OPEN}) AS to_date,
                happened_on AS last_on,
                LAG(happened_on) OVER one_child AS last_but_one_on
            FROM happened
            WINDOW one_child AS (PARTITION BY person_id ORDER BY happened_on)
            UNION ALL
            SELECT
                spells.person_id,
                DATE '1900-01-01' AS from_date,
                COALESCE(MIN(happened.happened_on), {OPEN}) AS to_date,
                CAST(NULL AS DATE) AS last_on,
                CAST(NULL AS DATE) AS last_but_one_on
            FROM spells
            LEFT JOIN happened ON happened.person_id = spells.person_id
            GROUP BY spells.person_id
        )
        SELECT
            spells.case_id,
            spells.person_id,
            GREATEST(spells.start_date, stretches.from_date) AS start_date,
            CASE
                WHEN stretches.to_date < COALESCE(spells.end_date, {OPEN}) THEN stretches.to_date
                ELSE spells.end_date
            END AS end_date,
            stretches.last_on,
            stretches.last_but_one_on,
            spells.source,
            spells.source_file,
            spells.source_row
        FROM spells
        JOIN stretches
            ON stretches.person_id = spells.person_id
            AND stretches.from_date < COALESCE(spells.end_date, {OPEN})
            AND stretches.to_date > spells.start_date
    """


def _known(birthday: str, or_not_known: bool) -> str:
    return f"COALESCE({birthday}, DATE '1900-01-01')" if or_not_known else birthday
