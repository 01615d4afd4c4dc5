"""Neglect: how often assessments find it, how often plans are for it, and whether it comes back."""

from datetime import date

from lineofsight.measures.catalogue.factors import found_at_assessment
from lineofsight.measures.indicator import CASES_CLOSED, Indicator, Words

_THEME = "Neglect"
_OWNER = "Neglect Strategy Lead"
_FACTORS = "DfE, Children in need census: factors identified at the end of assessment, table C3"
_TOOL = (
    "a list of quality of care assessments (or Graded Care Profiles) with child, date{what} and who completed it; no "
    "national format exists"
)

NEGLECT = Indicator(
    id="NE01",
    title="Neglect found at assessment",
    of="assessments completed in the 12 months that say what they found",
    theme=_THEME,
    ambitions=(7,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="assessments", share="found neglect"),
    why="Neglect is slow and easy to get used to. The share that names it shows what our workers see; it can rise "
    "because they have learnt to see more.",
    sql=found_at_assessment("16A"),
    source=_FACTORS,
    reading="Factor 16A. An assessment counts on the day it was authorised; one without any factor recorded is left "
    "out, one that found none (21) is not.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("NE03", "NE06"),
    needs=(("ssd_cin_assessments",), ("ssd_assessment_factors",)),
    history=CASES_CLOSED,
    differs="DfE counts episodes of need with the factor, of those with any; an episode can have several assessments.",
)

NEGLECT_RATE = Indicator(
    id="NE02",
    title="Neglect rate",
    of="episodes of need in which an assessment of the 12 months first found neglect",
    theme=_THEME,
    ambitions=(7,),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="episode of need was found to be of neglect", many="episodes of need were found to be of neglect"),
    why="Against the children who live here it shows where neglect is found, and, beside what we know of poverty, "
    "where it may not be.",
    sql="""
        WITH found AS (
            SELECT
                COALESCE(assessments.referral_id, assessments.assessment_id) AS case_id,
                assessments.person_id,
                assessments.auth_date,
                assessments.source,
                assessments.source_file,
                assessments.source_row,
                ROW_NUMBER() OVER (
                    PARTITION BY COALESCE(assessments.referral_id, assessments.assessment_id)
                    ORDER BY assessments.auth_date, assessments.assessment_id
                ) AS place
            FROM journey.assessments AS assessments
            JOIN journey.assessment_factors AS factors
                ON factors.assessment_id = assessments.assessment_id AND factors.factor = '16A'
            WHERE assessments.auth_date IS NOT NULL
        )
        SELECT case_id, person_id, auth_date AS counted_on, source, source_file, source_row
        FROM found
        WHERE place = 1
    """,
    source=_FACTORS,
    reading="Factor 16A. An episode of need counts once, on the day its first assessment that found neglect was "
    "authorised; an assessment that names no referral counts by itself. A child with two episodes counts twice.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("NE01", "FD07"),
    needs=(("ssd_cin_assessments",), ("ssd_assessment_factors",)),
    history=CASES_CLOSED,
    differs="DfE publishes the number of episodes with the factor in the year, not a rate, and counts an episode again "
    "in a later year in which an assessment finds it.",
)

PLANS_FOR_NEGLECT = Indicator(
    id="NE03",
    title="Child protection plans for neglect",
    of="children on a child protection plan at the month end",
    theme=_THEME,
    ambitions=(7, 1),
    unit="percent",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(many="children on a plan", share="were on it for neglect"),
    why="A share that falls while assessments go on finding neglect asks whether plans still name what is wrong.",
    sql="""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date,
            end_date,
            COALESCE(latest_category = 'NEG', FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
    """,
    source="DfE, Children in need statistics, table D",
    reading="The category as it stands now. A plan recorded under several categories does not say which: it counts, "
    "and not as neglect.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("NE01", "CP06"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    differs="The published figures that ship with the product hold none by category.",
)

TOOL_USED = Indicator(
    id="NE04",
    title="Children with a quality of care assessment",
    of="children found to be neglected or on a plan for neglect, at the month end",
    theme=_THEME,
    ambitions=(7,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(
        many="children whose assessment or plan names neglect", share="had a quality of care assessment in six months"
    ),
    why="A tool with scores lets a family and all who help it see the same things, and see whether they change.",
    source="Director's report to the Ambitions Board, May 2024, ambition 7; local",
    reading="Would count an assessment with the tool completed in the six months before, by any organisation.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("NE01", "NE03"),
    lacking=_TOOL.format(what=""),
)

SCORE_IMPROVED = Indicator(
    id="NE05",
    title="Quality of care better at the latest assessment",
    of="children with two quality of care assessments or more, the latest in the 12 months",
    theme=_THEME,
    ambitions=(7,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(
        many="children with two quality of care assessments or more", share="were cared for better at the last"
    ),
    why="It is the nearest we can come to asking whether life got better for a neglected child.",
    source="Director's report to the Ambitions Board, May 2024, ambition 7; local",
    reading="Would set the latest score against the one before it, by the same tool.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("NE04", "NE06"),
    lacking=_TOOL.format(what=", score"),
)

REPEAT_FOR_NEGLECT = Indicator(
    id="NE06",
    title="Repeat child protection plans, for neglect",
    of="child protection plans for neglect that started in the 12 months",
    theme=_THEME,
    ambitions=(7, 1),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="plans for neglect that started", share="were for a child who had been on a plan before"),
    why="Neglect that comes back was held off, not ended.",
    sql="""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date AS counted_on,
            plan_number > 1 AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
            AND initial_category = 'NEG'
    """,
    source="Local, after DfE's repeat plans (table D3)",
    reading="Repeat plans as in CP09, of the plans that started under neglect. The earlier plan may have been for "
    "anything.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP09", "NE03"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    differs="DfE publishes repeat plans of all categories together (CP09).",
)

INDICATORS = (NEGLECT, NEGLECT_RATE, PLANS_FOR_NEGLECT, TOOL_USED, SCORE_IMPROVED, REPEAT_FOR_NEGLECT)
