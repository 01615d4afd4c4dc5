"""School attendance of children known to social care, and young people's first offences."""

from datetime import date

from lineofsight.measures.indicator import Breakdown, Indicator, Words

_THEME = "Education and youth justice"
_OWNER = "Virtual School Head"
_OUTCOMES = "DfE, Outcomes for children in need, including children looked after by local authorities in England"
_GROUPS = "children in need, on a child protection plan, and looked after for 12 months"
_NEEDS = (
    ("school_census_pupils_on_roll",),
    ("school_census_sessions",),
    ("ssd_cin_episodes",),
    ("ssd_cp_plans",),
    ("ssd_cla_episodes", "ssda903_episodes"),
)
_BREAKDOWNS: tuple[Breakdown, ...] = ("district", "team", "age_band", "sex", "ethnicity", "need", "part")
_READING = (
    "A pupil is in one group, as known on the day of the school census: looked after for 12 months without a break; on "
    "a child protection plan; or in need on neither. Who has been looked after for less stands in none. Pupils were 5 "
    "to 15 on the last day of August before. The sessions are those that the censuses of the 12 months up to the "
    "latest one report, each of the term before it: one census a year tells of one term. Absence is with leave or "
    "without; a session under a code that no list holds, or when school was not open to the pupil, was not possible. "
    "Which codes are absences follows the attendance guidance of 2024 and is not verified. The figure stands until the "
    "next census, or for a year."
)
_DIFFERS = (
    "DfE publishes each of the three groups by itself, as they are on 31 March, with the sessions of the whole school "
    "year; the published figure shown is that of children in need."
)


def _absences(counted: str) -> str:
    """Every pupil known to social care, from one census to the next."""
    return f"""
        SELECT
            person_id || '-' || CAST(census_date AS VARCHAR) AS case_id,
            person_id,
            census_date AS start_date,
            until_date AS end_date,
            {counted},
            known_as AS part,
            source,
            source_file,
            source_row
        FROM journey.school_absences
    """


ABSENCE = Indicator(
    id="ED01",
    title="School sessions missed by children known to social care",
    of="sessions that were possible for pupils known to social care",
    theme=_THEME,
    ambitions=(6,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="possible school sessions of children known to social care", share="were missed"),
    why="School is where a child is seen every day, by adults who know them. A morning missed is a morning unseen.",
    sql=_absences(
        "TRUE AS in_numerator, CAST(possible_sessions AS DOUBLE) AS possible, CAST(missed_sessions AS DOUBLE) AS missed"
    ),
    source=f"{_OUTCOMES}: overall absence rate",
    reading=_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("ED02", "ED03"),
    needs=_NEEDS,
    history="journey.school_rolls.census_date",
    weight="possible",
    amount="missed",
    parts=_GROUPS,
    benchmark="cino_overall_absence_pct",
    differs=_DIFFERS,
    breakdowns=_BREAKDOWNS,
)


def _missing_much(number: str, title: str, tenths: int, why: str, benchmark: str, balanced_by: str) -> Indicator:
    """Pupils who missed so many tenths of their sessions or more."""
    return Indicator(
        id=number,
        title=title,
        of="pupils known to social care",
        theme=_THEME,
        ambitions=(6,),
        unit="percent",
        better="lower",
        period="month end",
        chart="stock",
        words=Words(
            many="pupils known to social care", share=f"had missed {tenths * 10}% or more of their school sessions"
        ),
        why=why,
        sql=_absences(f"missed_sessions * 10 >= possible_sessions * {tenths} AS in_numerator"),
        source=f"{_OUTCOMES}: pupils who missed {tenths * 10}% or more of their possible sessions",
        reading=f"Exactly {tenths * 10}% counts. {_READING}",
        owner=_OWNER,
        review_by=date(2027, 4, 1),
        balanced_by=("ED01", balanced_by),
        needs=_NEEDS,
        history="journey.school_rolls.census_date",
        parts=_GROUPS,
        benchmark=benchmark,
        differs=_DIFFERS,
        breakdowns=_BREAKDOWNS,
    )


PERSISTENT = _missing_much(
    "ED02",
    "Pupils known to social care who are persistently absent",
    1,
    "One day in ten is a month of school in a year. It is often the first thing anyone notices.",
    "cino_persistent_absence_pct",
    "ED03",
)

SEVERE = _missing_much(
    "ED03",
    "Pupils known to social care who are severely absent",
    5,
    "A child who is at school less than half the time is hardly seen. Ask of each one who has seen them.",
    "cino_severe_absence_pct",
    "ED02",
)

FIRST_OFFENCES = Indicator(
    id="YJ01",
    title="Young people cautioned or sentenced for the first time",
    of="young people aged 10 to 17 with a first caution or conviction in the 12 months",
    theme=_THEME,
    ambitions=(6,),
    unit="rate per 10,000",
    better="lower",
    period="12 months",
    chart="u",
    words=Words(
        one="young person was cautioned or convicted for the first time",
        many="young people were cautioned or convicted for the first time",
    ),
    why="Most young people who offend do so once. What happens then decides much, and many are known to us already.",
    source="Ministry of Justice, first time entrants to the youth justice system; DfE local authority interactive tool",
    reading="The first youth caution or conviction ever, by the young person's home on that day, per 10,000 residents "
    "aged 10 to 17. The offences of children looked after, which the return holds, are not these.",
    owner="Head of Youth Support",
    review_by=date(2027, 4, 1),
    balanced_by=("ED03", "EX02"),
    lacking="the youth justice service's list of cautions and convictions, with birth dates and home addresses; no "
    "national format is agreed for sharing it",
)

INDICATORS = (ABSENCE, PERSISTENT, SEVERE, FIRST_OFFENCES)
