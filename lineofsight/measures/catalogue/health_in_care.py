"""Health of children looked after, and offending: asked of those who had been in care for a year."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.journey.fragments import OPEN
from lineofsight.measures.catalogue.since_last import looked_after_12_months, since_last
from lineofsight.measures.indicator import Indicator, Words

_THEME = "Children looked after"
_OWNER = "Designated Nurse for Children in Care"
_OC2 = "DfE, Children looked after in England including adoptions: outcomes (SSDA903, OC2)"
_EPISODES = ("ssd_cla_episodes", "ssda903_episodes")
_DIFFERS = "DfE asks councils for a yes or no once a year, ours is worked out from the day of each {}; at 31 March the "
_DIFFERS += "same in definition."


def _said_yes_at_31_march(answer: str, *, since: int = 0, unless: str = "") -> str:
    """A SELECT of the children an OC2 file lists, each on its 31 March, where the return stands.

    `unless` names a table of the journey: where it holds the child on a known_on, years that end by then are left out.
    """
    return f"""
        SELECT
            care.case_id,
            care.person_id,
            outcomes.year_end AS start_date,
            CAST(outcomes.year_end + INTERVAL 1 DAY AS DATE) AS end_date,
            CASE WHEN outcomes.{answer} THEN outcomes.year_end END AS numerator_from,
            CAST(NULL AS DATE) AS numerator_to,
            outcomes.source,
            outcomes.source_file,
            outcomes.source_row
        FROM ({looked_after_12_months(since=since)}) AS care
        JOIN journey.yearly_outcomes AS outcomes
            ON outcomes.person_id = care.person_id
            AND care.start_date <= outcomes.year_end
            AND (care.end_date IS NULL OR care.end_date > outcomes.year_end)
        {f"LEFT JOIN journey.{unless} AS known ON known.person_id = care.person_id" if unless else ""}
        WHERE outcomes.{answer} IS NOT NULL
            {"AND (known.known_on IS NULL OR known.known_on <> outcomes.year_end)" if unless else ""}
    """


def _in_the_last_12_months(spells: str, happenings: str) -> str:
    """A SELECT of spells, in the numerator while something happened in the last 12 months."""
    return f"""
        SELECT case_id, person_id, start_date, end_date,
            CASE WHEN last_on IS NOT NULL THEN start_date END AS numerator_from,
            CAST(last_on + INTERVAL 12 MONTH AS DATE) AS numerator_to,
            source, source_file, source_row
        FROM ({since_last(spells, happenings)}) AS pieces
    """


_CHECKS = "SELECT person_id, check_date AS happened_on FROM journey.health_checks WHERE kind = '{}'"
_ASSESSMENTS, _DENTAL = _CHECKS.format("health assessment"), _CHECKS.format("dental check")
_OFFENCES = "SELECT person_id, offence_date AS happened_on FROM journey.convictions"
_SCORED = "SELECT person_id, completed_date AS happened_on FROM journey.sdq_scores"

_ASSESSED_UNDER_5 = f"""
    SELECT case_id, person_id, start_date, end_date,
        CASE WHEN last_but_one_on IS NOT NULL THEN start_date END AS numerator_from,
        LEAST(
            CAST(last_on + INTERVAL 6 MONTH AS DATE), CAST(last_but_one_on + INTERVAL 12 MONTH AS DATE)
        ) AS numerator_to,
        source, source_file, source_row
    FROM ({since_last(looked_after_12_months(until=5, where="care.has_dated_checks"), _ASSESSMENTS)}) AS pieces
"""
_ASSESSED_FROM_5 = _in_the_last_12_months(
    looked_after_12_months(since=5, or_not_known=True, where="care.has_dated_checks"), _ASSESSMENTS
)

HEALTH_ASSESSED = Indicator(
    id="LA09",
    title="Health assessments of children in care up to date",
    of="children looked after for 12 months at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children in care for a year", share="had an up-to-date health assessment"),
    why="Children come into care with health needs that nobody followed up. A regular assessment is how a parent would "
    "notice.",
    sql=" UNION ALL ".join(
        (
            _ASSESSED_UNDER_5,
            _ASSESSED_FROM_5,
            _said_yes_at_31_march("had_health_assessment"),
        )
    ),
    source=f"{_OC2}: annual health assessment; every six months under 5",
    reading=" ".join(
        (
            "From the fifth birthday on: an assessment completed in the 12 months that end with the month end. Under "
            "5: two in those 12 months, the later of them in the last six. A child whose birth date is not known is "
            "taken to be 5 or over.",
            "Only checks whose status is completed count; an assessment before the child came into care counts too.",
            readings.LOOKED_AFTER_12_MONTHS,
            readings.OC2_AT_31_MARCH,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "LA10", "LA11"),
    needs=(_EPISODES, ("ssd_cla_health", "ssda903_oc2")),
    history="journey.health_checks.check_date",
    lookback=11,
    benchmark="cla_health_had_their_annual_health_assessment_pct",
    differs=_DIFFERS.format("assessment"),
)

TEETH_CHECKED = Indicator(
    id="LA10",
    title="Dental checks of children in care up to date",
    of="children looked after for 12 months at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children in care for a year", share="had seen a dentist in the 12 months before"),
    why="Toothache nobody asked about is neglect. A dentist who takes new patients is hard to find for a child who has "
    "just moved.",
    sql=" UNION ALL ".join(
        (
            _in_the_last_12_months(looked_after_12_months(where="care.has_dated_checks"), _DENTAL),
            _said_yes_at_31_march("had_dental_check"),
        )
    ),
    source=f"{_OC2}: teeth checked by a dentist",
    reading=" ".join(
        (
            "A dental check completed in the 12 months that end with the month end, at any age.",
            readings.LOOKED_AFTER_12_MONTHS,
            readings.OC2_AT_31_MARCH,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "LA09"),
    needs=(_EPISODES, ("ssd_cla_health", "ssda903_oc2")),
    history="journey.health_checks.check_date",
    lookback=11,
    benchmark="cla_health_had_their_teeth_checked_by_a_dentist_pct",
    differs=_DIFFERS.format("check"),
)

IMMUNISED = Indicator(
    id="LA11",
    title="Immunisations of children in care up to date",
    of="children looked after for 12 months at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children in care for a year", share="had their immunisations up to date"),
    why="Children who move often miss doses that others get, and nobody but the council holds the whole record.",
    sql=f"""
        SELECT
            care.case_id,
            care.person_id,
            immunisations.known_on AS start_date,
            CAST(immunisations.known_on + INTERVAL 1 DAY AS DATE) AS end_date,
            CASE WHEN immunisations.is_up_to_date THEN immunisations.known_on END AS numerator_from,
            CAST(NULL AS DATE) AS numerator_to,
            care.source,
            care.source_file,
            care.source_row
        FROM ({looked_after_12_months()}) AS care
        JOIN journey.immunisations AS immunisations
            ON immunisations.person_id = care.person_id
            AND care.start_date <= immunisations.known_on
            AND (care.end_date IS NULL OR care.end_date > immunisations.known_on)
        UNION ALL
        {_said_yes_at_31_march("is_immunised", unless="immunisations")}
    """,
    source=f"{_OC2}: immunisations up to date",
    reading=" ".join(
        (
            "A child whose status is not recorded counts as not up to date.",
            readings.ONLY_NOW,
            "Earlier 31 Marches rest on the SSDA903 return (OC2), of the children it lists; other months have no "
            "figure.",
            readings.LOOKED_AFTER_12_MONTHS,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "LA09"),
    needs=(_EPISODES, ("ssd_cla_immunisations", "ssda903_oc2")),
    history="journey.periods_of_care.end_date",
    benchmark="cla_health_had_their_immunisations_up_to_date_pct",
    differs="The same in definition at 31 March, where the SSDA903 return is loaded.",
)

SDQ_MEAN = Indicator(
    id="LA12",
    title="Average emotional and behavioural score of children in care",
    of="children aged 4 to 16, looked after for 12 months at the month end, with a score in the 12 months before",
    theme=_THEME,
    ambitions=(4,),
    unit="mean",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children aged 4 to 16 who were in care for a year and had a score", share="points"),
    why="The Strengths and Difficulties Questionnaire asks the carer how a child is. 14 to 16 of 40 is borderline, 17 "
    "and over a cause for concern.",
    sql=f"""
        SELECT
            pieces.case_id,
            pieces.person_id,
            pieces.start_date,
            CASE
                WHEN CAST(pieces.last_on + INTERVAL 12 MONTH AS DATE) < COALESCE(pieces.end_date, {OPEN})
                THEN CAST(pieces.last_on + INTERVAL 12 MONTH AS DATE)
                ELSE pieces.end_date
            END AS end_date,
            scores.score,
            scores.source,
            scores.source_file,
            scores.source_row
        FROM ({since_last(looked_after_12_months(since=4, until=17, where="care.has_dated_scores"), _SCORED)}) AS pieces
        JOIN journey.sdq_scores AS scores
            ON scores.person_id = pieces.person_id AND scores.completed_date = pieces.last_on
        WHERE CAST(pieces.last_on + INTERVAL 12 MONTH AS DATE) > pieces.start_date
        UNION ALL
        SELECT
            care.case_id,
            care.person_id,
            outcomes.year_end AS start_date,
            CAST(outcomes.year_end + INTERVAL 1 DAY AS DATE) AS end_date,
            outcomes.sdq_score AS score,
            outcomes.source,
            outcomes.source_file,
            outcomes.source_row
        FROM ({looked_after_12_months(since=4, until=17)}) AS care
        JOIN journey.yearly_outcomes AS outcomes
            ON outcomes.person_id = care.person_id
            AND care.start_date <= outcomes.year_end
            AND (care.end_date IS NULL OR care.end_date > outcomes.year_end)
        WHERE outcomes.sdq_score IS NOT NULL
    """,
    amount="score",
    source=f"{_OC2}: average score of the Strengths and Difficulties Questionnaire",
    reading=" ".join(
        (
            "The latest score of the 12 months that end with the month end, of children aged 4 to 16 that day; age on "
            "the day of the questionnaire is not asked. A score from before the child came into care counts. Children "
            "without a score are in neither part: read it with how many have one.",
            readings.LOOKED_AFTER_12_MONTHS,
            readings.OC2_AT_31_MARCH,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "PS01"),
    needs=(_EPISODES, ("ssd_sdq_scores", "ssda903_oc2")),
    history="journey.sdq_scores.completed_date",
    lookback=11,
    benchmark="cla_health_sdq_average_score",
    differs=_DIFFERS.format("questionnaire"),
)

CONVICTED = Indicator(
    id="LA14",
    title="Children in care convicted or cautioned",
    of="children aged 10 or over, looked after for 12 months at the month end",
    theme=_THEME,
    ambitions=(4, 9),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(
        many="children aged 10 or over in care for a year",
        share="had been convicted or cautioned for an offence in the 12 months before",
    ),
    why="A child in care can come before a court for what in another family would be settled at home. A record follows "
    "them for years.",
    sql=" UNION ALL ".join(
        (
            _in_the_last_12_months(looked_after_12_months(since=10, where="care.has_dated_offences"), _OFFENCES),
            _said_yes_at_31_march("is_convicted", since=10),
        )
    ),
    source=f"{_OC2}: convicted or subject to a youth caution or youth conditional caution during the year",
    reading=" ".join(
        (
            "An offence on record dated in the 12 months that end with the month end; several are one child. The case "
            "system dates the offence, not the conviction or caution. Aged 10 or over at the month end; a child whose "
            "birth date is not known is left out.",
            readings.LOOKED_AFTER_12_MONTHS,
            readings.OC2_AT_31_MARCH,
        )
    ),
    owner="Head of Corporate Parenting",
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "EX02"),
    needs=(_EPISODES, ("ssd_cla_convictions", "ssda903_oc2")),
    history="journey.periods_of_care.end_date",
    lookback=11,
    benchmark="cla_health_convicted_or_subject_to_youth_cautions_or_youth_conditional_cautions_during_the_year_pct",
    differs="DfE counts those convicted or cautioned in the year; the case system dates the offence.",
    breakdowns=("district", "team", "age_band", "sex", "ethnicity"),
)

INDICATORS = (HEALTH_ASSESSED, TEETH_CHECKED, IMMUNISED, SDQ_MEAN, CONVICTED)
