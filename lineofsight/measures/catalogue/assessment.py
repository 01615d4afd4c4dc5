"""Assessments and children in need."""

from datetime import date

from lineofsight.measures.indicator import CASES_CLOSED, Indicator, Words

_THEME = "Assessment and child in need"
_OWNER = "Head of Assessment and Safeguarding"
_CIN = "DfE, Children in need census guide and Children in need statistics"

ASSESSMENTS = Indicator(
    id="AS01",
    title="Assessment rate",
    of="assessments completed in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="assessment was completed", many="assessments were completed"),
    why="An assessment is how we find out what a child's life is like. Beside the referral rate it shows how many "
    "referrals we looked into.",
    sql="""
        SELECT assessment_id AS case_id, person_id, auth_date AS counted_on, source, source_file, source_row
        FROM journey.assessments
        WHERE auth_date IS NOT NULL
    """,
    source=f"{_CIN}: continuous assessments completed",
    reading="An assessment counts on the day a manager authorised it. One that was never authorised does not count.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS02", "FD07"),
    needs=(("ssd_cin_assessments",),),
    history=CASES_CLOSED,
    differs="DfE publishes no count of completed assessments for one authority, only those with a factor recorded.",
)

ASSESSMENTS_ON_TIME = Indicator(
    id="AS02",
    title="Assessments within 45 working days",
    of="assessments completed in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="assessments", share="were completed within 45 working days"),
    why="A family should not wait months to hear what help it will get. The longest time allowed is 45 working days.",
    sql="""
        SELECT
            assessment_id AS case_id,
            person_id,
            auth_date AS counted_on,
            COALESCE(working_days <= 45, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.assessments
        WHERE auth_date IS NOT NULL
    """,
    source="Working Together to Safeguard Children 2023; DfE, Children in need statistics",
    reading="Working days from the start of the assessment to its authorisation, the day after the start being day "
    "one; day 45 is in time. Bank holidays of England and weekends are not working days. Working Together "
    "counts from the referral; DfE's figures count from the start of the assessment, and so do we. Open "
    "assessments are not in this figure, however late.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD08", "AS01"),
    needs=(("ssd_cin_assessments",),),
    history=CASES_CLOSED,
    benchmark="assessments_within_45_days_pct",
    differs="The same in definition, as far as published guidance shows.",
)

CHILDREN_IN_NEED = Indicator(
    id="CN01",
    title="Children in need rate",
    of="children in need at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="rate per 10,000",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was in need", many="children were in need"),
    why="It is the whole of our work with children: everyone with an open case, from the first assessment to care.",
    sql="""
        SELECT
            referral_id AS case_id,
            person_id,
            referral_date AS start_date,
            close_date AS end_date,
            source,
            source_file,
            source_row
        FROM journey.referrals
        WHERE is_nfa IS NOT TRUE
    """,
    source=f"{_CIN}, table B1",
    reading="Any open case counts, so children on a protection plan and children in care are in it; a referral that "
    "ended in no further action is not. A case closed on the last day of the month is not open that day. A "
    "child with two open cases is one child. Unborn children count.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD07", "FD08"),
    needs=(("ssd_cin_episodes",),),
    history=CASES_CLOSED,
    benchmark="cin_at_31_march_rate",
    differs="DfE counts episodes of need: a child with two open episodes counts twice there and once here.",
)

INDICATORS = (ASSESSMENTS, ASSESSMENTS_ON_TIME, CHILDREN_IN_NEED)
