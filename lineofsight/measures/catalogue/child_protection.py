"""Enquiries, conferences and child protection plans."""

from datetime import date

from lineofsight.measures.indicator import CASES_CLOSED, Change, Indicator, Words

_THEME = "Child protection"
_OWNER = "Head of Safeguarding and Reviewing"
_CIN = "DfE, Children in need census guide and Children in need statistics"
_FEWER = "Fewer plans are neither good nor bad alone: read it beside re-referrals and repeat plans."

ENQUIRIES = Indicator(
    id="CP01",
    title="Section 47 enquiry rate",
    of="section 47 enquiries started in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="section 47 enquiry was started", many="section 47 enquiries were started"),
    why="We enquire under section 47 when a child may be suffering significant harm. Many enquiries that end in "
    "nothing frighten families for no gain; too few may leave children unsafe.",
    sql="""
        SELECT s47_enquiry_id AS case_id, person_id, start_date AS counted_on, source, source_file, source_row
        FROM journey.s47_enquiries
    """,
    source=f"{_CIN}, table C4",
    reading="An enquiry counts on the day of the strategy discussion that began it. Each enquiry counts, so a child "
    "can count more than once.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP04", "CP08"),
    needs=(("ssd_s47_enquiry",),),
    history=CASES_CLOSED,
    benchmark="s47_rate",
    differs="The same in definition; DfE gives one figure a year.",
)

CONFERENCES_ON_TIME = Indicator(
    id="CP04",
    title="Initial conferences within 15 working days",
    of="initial child protection conferences held in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="initial conferences", share="were held within 15 working days"),
    why="Between the strategy discussion and the conference a child has no plan. The longest wait allowed is 15 "
    "working days.",
    sql="""
        SELECT
            icpc_id AS case_id,
            person_id,
            conference_date AS counted_on,
            COALESCE(working_days <= 15, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.initial_cp_conferences
        WHERE conference_date IS NOT NULL
            AND is_transfer_in IS NOT TRUE
    """,
    source=f"Working Together to Safeguard Children 2023; {_CIN}, table C4",
    reading="Working days from the strategy discussion that began the section 47 enquiry; day 15 is in time. A child "
    "who moved here on another authority's plan is left out. A conference whose enquiry is not recorded is "
    "counted, and not as in time. One row for each child, though brothers and sisters share a meeting.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP01", "CP09"),
    needs=(("ssd_initial_cp_conference",), ("ssd_s47_enquiry",)),
    history=CASES_CLOSED,
    benchmark="icpc_within_15_days_pct",
    differs="The same in definition; DfE counts conferences within the year to 31 March.",
)

_OPEN_PLANS = """
    SELECT cp_plan_id AS case_id, person_id, start_date, end_date, source, source_file, source_row
    FROM journey.cp_plans
    WHERE is_other_authority IS NOT TRUE
"""

PLANS = Indicator(
    id="CP06",
    title="Child protection plan rate",
    of="children on a child protection plan at the month end",
    theme=_THEME,
    ambitions=(1, 2),
    unit="rate per 10,000",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was on a child protection plan", many="children were on a child protection plan"),
    why=f"These are the children we and our partners believe to be at continuing risk of significant harm. {_FEWER}",
    sql=_OPEN_PLANS,
    source=f"{_CIN}, table D",
    reading="A plan that ends on the last day of the month is not open that day. Plans that another authority holds "
    "for a child who is only staying here are left out. A child with two open plans is one child.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP08", "CP09", "FD08"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    benchmark="cpp_at_31_march_rate",
    differs="The same in definition at 31 March.",
)

PLANS_CHANGE = Indicator(
    id="CP07",
    title="Change in child protection plans over six months",
    of="children on a child protection plan six months before",
    theme=_THEME,
    ambitions=(1, 2),
    unit="change",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was on a child protection plan", many="children were on a child protection plan"),
    why=f"The board asked how fast the number of plans is moving. {_FEWER}",
    change=Change(base="CP06", months=6, sql=_OPEN_PLANS),
    source="Director's report to the Ambitions Board, May 2024, paragraph 4.2",
    reading="Children on a plan now, less those on one at the month end six months before, as a share of those "
    "before. In a district or team the child counts where the child was on each of the two days.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP08", "CP09", "FD08"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    differs="DfE publishes one figure a year, so a change over six months cannot be compared.",
)

PLANS_STARTED = Indicator(
    id="CP08",
    title="Child protection plans starting",
    of="child protection plans that started in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="child protection plan was started", many="child protection plans were started"),
    why=f"The number of plans moves because plans start or because they end; this is the first half. {_FEWER}",
    sql="""
        SELECT cp_plan_id AS case_id, person_id, start_date AS counted_on, source, source_file, source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
    """,
    source=f"{_CIN}, table D",
    reading="Every plan counts, so a child with two plans in the 12 months counts twice.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP06", "CP09"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    benchmark="cpp_started_rate",
    differs="The same in definition; DfE gives one figure a year.",
)

REPEAT_PLANS = Indicator(
    id="CP09",
    title="Repeat child protection plans",
    of="child protection plans that started in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="plans that started", share="were for a child who had been on one before"),
    why="A second plan means that the first did not keep the child safe for good.",
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
    """,
    source=f"{_CIN}, table D3: second or subsequent plan",
    reading="Any earlier plan counts, at any time in the child's life and after any gap, another authority's too "
    "where we know of it. Plans that ended before our earliest extract are known only where the case system "
    "counts them.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP08", "CP11"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    benchmark="cpp_subsequent_pct",
    differs="DfE takes the number of previous plans as the authority returns it, which may reach further back than "
    "our extracts; then our figure is lower.",
)

LONG_PLANS = Indicator(
    id="CP11",
    title="Child protection plans open two years or more",
    of="children on a child protection plan at the month end",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children on a plan", share="had been on it for two years or more"),
    why="A child should not live at risk for years. A plan this long is drifting, or should have led to another "
    "decision.",
    sql="""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date,
            end_date,
            CAST(start_date + INTERVAL 730 DAY AS DATE) AS numerator_from,
            source,
            source_file,
            source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
    """,
    source=f"{_CIN}, table D5: plans open at 31 March for more than 729 days",
    reading="Two years is 730 days from the start of the plan, as DfE counts it, whatever leap year lies between.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP06", "CP09"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    benchmark="cpp_at_31_march_2y_plus_pct",
    differs="The same in definition at 31 March.",
)

INDICATORS = (ENQUIRIES, CONFERENCES_ON_TIME, PLANS, PLANS_CHANGE, PLANS_STARTED, REPEAT_PLANS, LONG_PLANS)
