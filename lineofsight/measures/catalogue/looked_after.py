"""Children looked after: how many, how fast that moves, and who starts."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.measures.indicator import Change, Indicator, Words
from lineofsight.standards.ages import age_sql

_THEME = "Children looked after"
_OWNER = "Head of Corporate Parenting"
_CLA = "DfE, Children looked after in England including adoptions"
_EPISODES = (("ssd_cla_episodes", "ssda903_episodes"),)
_HISTORY = "journey.periods_of_care.end_date"
_IN_CARE_READING = " ".join(
    (
        readings.SHORT_BREAKS,
        readings.DAY_AN_EPISODE_ENDS,
        readings.SSDA903_MERGED,
        readings.REASON_WITHOUT_END,
        readings.EIGHTEENTH_BIRTHDAY,
        readings.OVERLAPPING_EPISODES,
    )
)
_STARTS_READING = " ".join(
    (
        "A child who starts twice in the 12 months counts once, on the first occasion.",
        readings.START_OF_CARE,
        readings.PERIOD_OF_CARE,
        readings.SHORT_BREAKS,
        readings.SSDA903_MERGED,
    )
)

_IN_CARE = """
    SELECT period_of_care_id AS case_id, person_id, start_date, end_date, source, source_file, source_row
    FROM journey.periods_of_care
"""

IN_CARE = Indicator(
    id="LA01",
    title="Children in care rate",
    of="children looked after at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="rate per 10,000",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was in care", many="children were in care"),
    why="For these children the council is the parent. Fewer is neither good nor bad alone: read it beside who "
    "starts, who leaves and where they go.",
    sql=_IN_CARE,
    source=f"{_CLA}: children looked after at 31 March",
    reading=_IN_CARE_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA03", "PS01", "FD08"),
    needs=_EPISODES,
    history=_HISTORY,
    benchmark="cla_at_31_march_rate",
    differs="The same in definition at 31 March.",
)

IN_CARE_CHANGE = Indicator(
    id="LA02",
    title="Change in children in care over six months",
    of="children looked after six months before",
    theme=_THEME,
    ambitions=(4,),
    unit="change",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was in care", many="children were in care"),
    why="The board asked how fast the number of children in care is moving.",
    change=Change(base="LA01", months=6, sql=_IN_CARE),
    source="Director's report to the Ambitions Board, May 2024, paragraph 4.2",
    reading="Children in care now, less those in care at the month end six months before, as a share of those before. "
    "In a district or team the child counts where the child was on each of the two days. " + _IN_CARE_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA03", "FD08", "EX02"),
    needs=_EPISODES,
    history=_HISTORY,
    differs="DfE publishes one figure a year, so a change over six months cannot be compared.",
)

STARTED_CARE = Indicator(
    id="LA03",
    title="Children starting to be looked after",
    of="children who started to be looked after in the 12 months",
    theme=_THEME,
    ambitions=(4,),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="child started to be looked after", many="children started to be looked after"),
    why="The number in care moves because children start or because they leave; this is the first half, and the "
    "part that help to families can change.",
    sql="""
        SELECT
            period_of_care_id AS case_id,
            person_id,
            start_date AS counted_on,
            source,
            source_file,
            source_row
        FROM journey.periods_of_care
        WHERE start_reason = 'S'
    """,
    source=f"{_CLA}: children who started to be looked after in the year, only the first occasion counted",
    reading=_STARTS_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "CP06"),
    needs=_EPISODES,
    history=_HISTORY,
    once_a_child=True,
    benchmark="cla_started_rate",
    differs="The same in definition; DfE gives one figure a year.",
)

STARTED_AT_16_OR_17 = Indicator(
    id="LA04",
    title="Starting to be looked after at 16 or 17",
    of="children who started to be looked after in the 12 months",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="children starting to be looked after", share="were 16 or 17"),
    why="Young people who come into care this late come for other reasons: family breakdown, exploitation, "
    "homelessness, or arriving alone from abroad. They need something else than a small child does.",
    sql=f"""
        SELECT
            care.period_of_care_id AS case_id,
            care.person_id,
            care.start_date AS counted_on,
            COALESCE({age_sql("people.date_of_birth", "care.start_date")} BETWEEN 16 AND 17, FALSE) AS in_numerator,
            CASE WHEN care.is_uasc THEN 'unaccompanied asylum-seeking children' ELSE 'other children' END AS part,
            care.source,
            care.source_file,
            care.source_row
        FROM journey.periods_of_care AS care
        LEFT JOIN journey.people AS people ON people.person_id = care.person_id
        WHERE care.start_reason = 'S'
    """,
    source="Director's report to the Ambitions Board, May 2024, paragraph 4.2; starts as in LA03",
    reading="Age on the day care starts. Unaccompanied asylum-seeking children are in the figure and shown apart, by "
    "their status on the day care starts. A child whose birth date is not known counts among the starters only. "
    + _STARTS_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA03", "FD08", "EX02"),
    needs=_EPISODES,
    history=_HISTORY,
    once_a_child=True,
    parts="unaccompanied asylum-seeking children and others",
    benchmark="cla_started_age_16_years_and_over_pct",
    differs="DfE's group is 16 and over, which holds almost nobody else.",
    breakdowns=("district", "team", "sex", "ethnicity", "part"),
)

UNACCOMPANIED = Indicator(
    id="LA05",
    title="Unaccompanied asylum-seeking children in care",
    of="children looked after at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(many="children in care", share="were unaccompanied asylum-seeking children"),
    why="They came alone and have nobody else here. How many there are moves with events abroad and with the national "
    "transfer scheme, not with help to families, so the number in care is read with and without them.",
    sql="""
        SELECT
            care.period_of_care_id AS case_id,
            care.person_id,
            care.start_date,
            care.end_date,
            people.uasc_from AS numerator_from,
            people.uasc_until AS numerator_to,
            care.source,
            care.source_file,
            care.source_row
        FROM journey.periods_of_care AS care
        LEFT JOIN journey.people AS people ON people.person_id = care.person_id
    """,
    source=f"{_CLA}: unaccompanied asylum-seeking children at 31 March",
    reading="A child counts on a day that the status covers: it holds from its first day up to, not including, the day "
    "it ends. The SSDA903 return gives only the day it ceased, so there it holds from the first care episode. "
    + _IN_CARE_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "LA04"),
    needs=_EPISODES,
    history=_HISTORY,
    benchmark="cla_at_31_march_uasc_uasc_pct",
    differs="The same in definition at 31 March; DfE gives whole per cents.",
)

INDICATORS = (IN_CARE, IN_CARE_CHANGE, STARTED_CARE, STARTED_AT_16_OR_17, UNACCOMPANIED)
