"""School: the roll a pupil is on, changes of school, and how much of school was missed."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import person_of
from lineofsight.standards.ages import age_sql

SCHOOL_ROLLS = Step(
    table="journey.school_rolls",
    grain="one row per pupil per census",
    key=("person_id", "census_date"),
    about=(
        "A pupil on two rolls is on that of the school joined last. The roll is taken to hold until until_date: the "
        "next census of any school in another month, or a year on. A roll without the day it was counted is left out."
    ),
    sql=f"""
        WITH roll AS (
            SELECT
                pupil.pupilonrolltableid AS roll_id,
                person.person_id,
                pupil.nativeid AS school_id,
                CASE WHEN pupil.entrydate <= pupil.censusdate THEN pupil.entrydate END AS entry_date,
                pupil.censusdate AS census_date,
                CAST(YEAR(pupil.censusdate) * 12 + MONTH(pupil.censusdate) AS INTEGER) AS census_month,
                pupil.source_file,
                pupil.source_row
            FROM source.school_census_pupils_on_roll AS pupil
            CROSS JOIN journey.run AS run
            {person_of("pupil.pupilonrolltableid", "school_census_pupils_on_roll")}
            WHERE pupil.censusdate <= run.as_of
        ),
        census AS (
            SELECT
                census_month,
                LEAD(MIN(census_date)) OVER (ORDER BY census_month) AS next_date
            FROM roll
            GROUP BY census_month
        ),
        chosen AS (
            SELECT
                *,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, census_month
                    ORDER BY census_date DESC, COALESCE(entry_date, DATE '1900-01-01') DESC, roll_id
                ) AS choice
            FROM roll
        )
        SELECT
            chosen.roll_id,
            chosen.person_id,
            chosen.school_id,
            chosen.entry_date,
            chosen.census_date,
            CAST(
                LEAST(
                    CAST(chosen.census_date + INTERVAL 12 MONTH AS DATE),
                    COALESCE(census.next_date, CAST(chosen.census_date + INTERVAL 12 MONTH AS DATE))
                ) AS DATE
            ) AS until_date,
            'school_census_pupils_on_roll' AS source,
            chosen.source_file,
            chosen.source_row
        FROM chosen
        JOIN census ON census.census_month = chosen.census_month
        WHERE chosen.choice = 1
    """,
)

SCHOOL_STAYS = Step(
    table="journey.school_stays",
    grain="one row per pupil per school joined",
    key=("person_id", "start_date"),
    about=(
        "From one entry date to the next, as far as the rolls tell: end_date is null for the last school. Where the "
        "entry date is not known the stay begins with the census, and is no move. "
        "is_mid_year_move: the school follows another one and was not joined in August or September. moved_on is the "
        "day of the last such move up to this stay; null where there was none."
    ),
    sql="""
        WITH entry AS (
            SELECT
                person_id,
                school_id,
                COALESCE(entry_date, census_date) AS start_date,
                entry_date IS NOT NULL AS is_known,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, COALESCE(entry_date, census_date) ORDER BY census_date DESC
                ) AS choice,
                source,
                source_file,
                source_row
            FROM journey.school_rolls
        ),
        joined AS (
            SELECT *, LAG(school_id) OVER (PARTITION BY person_id ORDER BY start_date) AS school_before
            FROM entry
            WHERE choice = 1
        ),
        stay AS (
            SELECT
                *,
                COALESCE(is_known AND school_before <> school_id AND MONTH(start_date) NOT IN (8, 9), FALSE)
                    AS is_mid_year_move
            FROM joined
        )
        SELECT
            person_id,
            school_id,
            start_date,
            LEAD(start_date) OVER (PARTITION BY person_id ORDER BY start_date) AS end_date,
            is_mid_year_move,
            MAX(CASE WHEN is_mid_year_move THEN start_date END) OVER (
                PARTITION BY person_id ORDER BY start_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS moved_on,
            source,
            source_file,
            source_row
        FROM stay
    """,
)

SCHOOL_ATTENDANCE = Step(
    table="journey.school_attendance",
    interim=True,
    grain="one row per pupil per census that says what was attended",
    key=("person_id", "census_date"),
    about=(
        "Half days that were possible and that were missed, with leave or without, over the 12 months of censuses that "
        "end with this one. A code that no list holds, or under which school was not open to the pupil, is not a "
        "possible session."
    ),
    sql="""
        WITH term AS (
            SELECT
                attended.pupilonrolltableid AS roll_id,
                SUM(CASE WHEN kind.label <> 'not a possible session' THEN attended.sessions ELSE 0 END) AS possible,
                SUM(CASE WHEN kind.label LIKE '%authorised absence' THEN attended.sessions ELSE 0 END) AS missed
            FROM source.school_census_sessions AS attended
            JOIN standards.codes AS kind
                ON kind.code_set = 'attendance_code_kind' AND kind.code = attended.attendancereason
            WHERE attended.sessions >= 0
            GROUP BY attended.pupilonrolltableid
        )
        SELECT
            roll.person_id,
            roll.census_date,
            roll.until_date,
            CAST(SUM(term.possible) OVER year_to_date AS INTEGER) AS possible_sessions,
            CAST(SUM(term.missed) OVER year_to_date AS INTEGER) AS missed_sessions,
            roll.source,
            roll.source_file,
            roll.source_row
        FROM journey.school_rolls AS roll
        JOIN term ON term.roll_id = roll.roll_id
        WINDOW year_to_date AS (
            PARTITION BY roll.person_id
            ORDER BY YEAR(roll.census_date) * 12 + MONTH(roll.census_date)
            RANGE BETWEEN 11 PRECEDING AND CURRENT ROW
        )
    """,
)

SCHOOL_ABSENCES = Step(
    table="journey.school_absences",
    grain="one row per pupil known to social care per census",
    key=("person_id", "census_date"),
    about=(
        "known_as is how the child is known on the day of the census: looked after for 12 months; on a child "
        "protection plan; or in need on neither. Who is looked after for less is left out, and so is who was not 5 to "
        "15 on the last day of August before. The sessions are those of the 12 months of censuses up to this one; "
        "the row holds until until_date."
    ),
    sql=f"""
        WITH pupil AS (
            SELECT
                attended.*,
                people.date_of_birth,
                MAKE_DATE(
                    CAST(YEAR(attended.census_date) - CASE WHEN MONTH(attended.census_date) < 9 THEN 1 ELSE 0 END
                        AS INTEGER), 8, 31
                ) AS year_began
            FROM journey.school_attendance AS attended
            JOIN journey.people AS people ON people.person_id = attended.person_id
            WHERE attended.possible_sessions > 0
        ),
        in_care AS (
            SELECT
                pupil.person_id,
                pupil.census_date,
                MAX(CASE WHEN care.start_date <= CAST(pupil.census_date - INTERVAL 12 MONTH AS DATE) THEN 1 ELSE 0 END)
                    AS for_a_year
            FROM pupil
            JOIN journey.periods_of_care AS care
                ON care.person_id = pupil.person_id
                AND care.start_date <= pupil.census_date
                AND (care.end_date IS NULL OR care.end_date > pupil.census_date)
            GROUP BY pupil.person_id, pupil.census_date
        ),
        on_plan AS (
            SELECT DISTINCT pupil.person_id, pupil.census_date
            FROM pupil
            JOIN journey.cp_plans AS plan
                ON plan.person_id = pupil.person_id
                AND plan.is_other_authority IS NOT TRUE
                AND plan.start_date <= pupil.census_date
                AND (plan.end_date IS NULL OR plan.end_date > pupil.census_date)
        ),
        in_need AS (
            SELECT DISTINCT pupil.person_id, pupil.census_date
            FROM pupil
            JOIN journey.referrals AS referral
                ON referral.person_id = pupil.person_id
                AND referral.is_nfa IS NOT TRUE
                AND referral.referral_date <= pupil.census_date
                AND (referral.close_date IS NULL OR referral.close_date > pupil.census_date)
        ),
        known AS (
            SELECT
                pupil.*,
                CASE
                    WHEN in_care.for_a_year = 1 THEN 'looked after for 12 months'
                    WHEN in_care.for_a_year = 0 THEN NULL
                    WHEN on_plan.person_id IS NOT NULL THEN 'on a child protection plan'
                    WHEN in_need.person_id IS NOT NULL THEN 'in need'
                END AS known_as
            FROM pupil
            LEFT JOIN in_care ON in_care.person_id = pupil.person_id AND in_care.census_date = pupil.census_date
            LEFT JOIN on_plan ON on_plan.person_id = pupil.person_id AND on_plan.census_date = pupil.census_date
            LEFT JOIN in_need ON in_need.person_id = pupil.person_id AND in_need.census_date = pupil.census_date
        )
        SELECT
            person_id,
            census_date,
            until_date,
            known_as,
            possible_sessions,
            missed_sessions,
            source,
            source_file,
            source_row
        FROM known
        WHERE known_as IS NOT NULL AND {age_sql("date_of_birth", "year_began")} BETWEEN 5 AND 15
    """,
)

STEPS = (SCHOOL_ROLLS, SCHOOL_STAYS, SCHOOL_ATTENDANCE, SCHOOL_ABSENCES)
