"""Enquiries, conferences, child protection plans, and whether the children on them are visited and reviewed."""

from datetime import date

from lineofsight.measures.indicator import CASES_CLOSED, OF_CHILDREN, Change, Indicator, Words

_THEME = "Child protection"
_OWNER = "Head of Safeguarding and Reviewing"
_CIN = "DfE, Children in need census guide and Children in need statistics"
_FEWER = "Fewer plans are neither good nor bad alone: read it beside re-referrals and repeat plans."


def category(column: str) -> str:
    """SQL for a category of abuse in words."""
    return f"""
        CASE {column}
            WHEN 'NEG' THEN 'neglect'
            WHEN 'EMO' THEN 'emotional abuse'
            WHEN 'PHY' THEN 'physical abuse'
            WHEN 'SAB' THEN 'sexual abuse'
            WHEN 'MUL' THEN 'several categories'
            ELSE 'unknown'
        END"""


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

_OPEN_PLANS = f"""
    SELECT
        cp_plan_id AS case_id,
        person_id,
        start_date,
        end_date,
        {category("latest_category")} AS part,
        source,
        source_file,
        source_row
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
    parts="category of abuse, as it stands now",
    breakdowns=(*OF_CHILDREN, "part"),
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
    sql=f"""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date AS counted_on,
            {category("initial_category")} AS part,
            source,
            source_file,
            source_row
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
    parts="category of abuse at the start of the plan",
    breakdowns=(*OF_CHILDREN, "part"),
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
    sql=f"""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date AS counted_on,
            plan_number > 1 AS in_numerator,
            {category("initial_category")} AS part,
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
    parts="category of abuse at the start of the plan",
    breakdowns=(*OF_CHILDREN, "part"),
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
    sql=f"""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date,
            end_date,
            CAST(start_date + INTERVAL 730 DAY AS DATE) AS numerator_from,
            {category("latest_category")} AS part,
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
    parts="category of abuse, as it stands now",
    breakdowns=(*OF_CHILDREN, "part"),
    benchmark="cpp_at_31_march_2y_plus_pct",
    differs="The same in definition at 31 March.",
)

ENQUIRIES_TO_CONFERENCE = Indicator(
    id="CP02",
    title="Section 47 enquiries that led to a conference",
    of="section 47 enquiries that ended in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="completed section 47 enquiries", share="led to an initial child protection conference"),
    why="An enquiry that leads to a conference found that a child may be suffering harm. Where few do, many families "
    "go through an enquiry and nothing follows.",
    sql="""
        SELECT
            enquiries.s47_enquiry_id AS case_id,
            enquiries.person_id,
            enquiries.end_date AS counted_on,
            conferred.s47_enquiry_id IS NOT NULL AS in_numerator,
            enquiries.source,
            enquiries.source_file,
            enquiries.source_row
        FROM journey.s47_enquiries AS enquiries
        LEFT JOIN (
            SELECT DISTINCT s47_enquiry_id FROM journey.initial_cp_conferences
        ) AS conferred ON conferred.s47_enquiry_id = enquiries.s47_enquiry_id
        WHERE enquiries.end_date IS NOT NULL
    """,
    source="Ofsted ILACS Annex A, list 5; not published by DfE for enquiries that end",
    reading="An enquiry counts on the day it ended. It led to a conference where a conference names it, held or still "
    "to be held, so that the last weeks are not too low. Each child's enquiry counts.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP01", "CP03"),
    needs=(("ssd_s47_enquiry",), ("ssd_initial_cp_conference",)),
    history=CASES_CLOSED,
)

ENQUIRIES_TO_NOTHING = Indicator(
    id="CP03",
    title="Section 47 enquiries that ended in no further action",
    of="section 47 enquiries that ended in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="completed section 47 enquiries", share="ended in no further action"),
    why="An enquiry that ends in nothing has frightened a family. Many may mean that enquiries begin too soon, or that "
    "they are closed too easily: only looking at the work itself tells which.",
    sql="""
        SELECT
            s47_enquiry_id AS case_id,
            person_id,
            end_date AS counted_on,
            COALESCE(is_nfa, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.s47_enquiries
        WHERE end_date IS NOT NULL
    """,
    source="Ofsted ILACS Annex A, list 5; not published by DfE",
    reading="An enquiry counts on the day it ended. It ended in no further action where its record says so; where "
    "nothing is recorded it did not. The child may still be helped in another way, for instance by an assessment that "
    "goes on.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP02", "FD08"),
    needs=(("ssd_s47_enquiry",),),
    history=CASES_CLOSED,
)

CONFERENCES_TO_PLAN = Indicator(
    id="CP05",
    title="Initial conferences that led to a plan",
    of="initial child protection conferences held in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="initial conferences", share="led to a child protection plan"),
    why="Very few plans from conferences can mean that families are brought to one without need; nearly all can mean "
    "that conferences only confirm what was decided before.",
    sql="""
        SELECT
            icpc_id AS case_id,
            person_id,
            conference_date AS counted_on,
            COALESCE(led_to_plan, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.initial_cp_conferences
        WHERE conference_date IS NOT NULL
    """,
    source="Ofsted ILACS Annex A, list 5",
    reading="One row for each child, though brothers and sisters share a meeting. The conference's own record says "
    "whether it led to a plan; where nothing is recorded it did not. The conference of a child who moved here on "
    "another authority's plan counts: it too decides whether there is a plan.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP04", "CP08"),
    needs=(("ssd_initial_cp_conference",),),
    history=CASES_CLOSED,
    differs="DfE publishes conferences and plans that start, each as a rate; the one over the other is near this.",
)

SOON_REPEAT_PLANS = Indicator(
    id="CP10",
    title="Repeat child protection plans within two years",
    of="child protection plans that started in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="plans that started", share="were for a child whose last plan had ended within two years before"),
    why="A child back on a plan within two years tells us more about our own work than one who comes back after ten.",
    sql=f"""
        WITH ended_before AS (
            SELECT later.cp_plan_id, MAX(earlier.end_date) AS last_end
            FROM journey.cp_plans AS later
            JOIN journey.cp_plans AS earlier
                ON earlier.person_id = later.person_id
                AND earlier.start_date < later.start_date
                AND earlier.end_date <= later.start_date
            GROUP BY later.cp_plan_id
        )
        SELECT
            plans.cp_plan_id AS case_id,
            plans.person_id,
            plans.start_date AS counted_on,
            COALESCE(
                plans.start_date <= CAST(ended_before.last_end + INTERVAL 730 DAY AS DATE),
                FALSE
            ) AS in_numerator,
            {category("plans.initial_category")} AS part,
            plans.source,
            plans.source_file,
            plans.source_row
        FROM journey.cp_plans AS plans
        LEFT JOIN ended_before ON ended_before.cp_plan_id = plans.cp_plan_id
        WHERE plans.is_other_authority IS NOT TRUE
    """,
    source="Local, as in Data to Insight's ChAT; DfE publishes repeats after any gap (CP09)",
    reading="Two years are 730 days from the end of the earlier plan to the start of the new one; day 730 counts. "
    "Another authority's plan counts as an earlier one. A plan that had not ended when the new one started is not one "
    "that the child came back from. An extract holds a child's earlier plans however old, so no months are lost.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP09", "CP14"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    parts="category of abuse at the start of the plan",
    breakdowns=(*OF_CHILDREN, "part"),
)

LONG_PLANS_ENDED = Indicator(
    id="CP12",
    title="Child protection plans that ended after two years or more",
    of="child protection plans that ended in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="plans that ended", share="had lasted two years or more"),
    why="It looks back at children who lived at risk for years before something changed. It can rise because we are at "
    "last ending old plans, so read it beside those still open.",
    sql=f"""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            end_date AS counted_on,
            CAST(start_date + INTERVAL 730 DAY AS DATE) <= end_date AS in_numerator,
            {category("latest_category")} AS part,
            source,
            source_file,
            source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
            AND end_date IS NOT NULL
    """,
    source=f"{_CIN}: plans that ceased after more than 729 days",
    reading="Two years is 730 days, as DfE counts it. Every plan that ended counts, on the day it ended.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP11", "CP14"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    parts="category of abuse when the plan ended",
    breakdowns=(*OF_CHILDREN, "part"),
    benchmark="cpp_ended_2y_plus_pct",
    differs="The same in definition; DfE gives one figure a year.",
)

PLANS_OF_15_MONTHS = Indicator(
    id="CP13",
    title="Child protection plans open 15 months or more",
    of="children on a child protection plan at the month end",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children on a plan", share="had been on it for 15 months or more"),
    why="A warning before two years: at 15 months there is still time to change the plan or to decide otherwise.",
    sql=f"""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            start_date,
            end_date,
            CAST(start_date + INTERVAL 456 DAY AS DATE) AS numerator_from,
            {category("latest_category")} AS part,
            source,
            source_file,
            source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
    """,
    source="Local early warning; not published",
    reading="Fifteen months are 456 days from the start of the plan, so that the rule is of one kind with that of two "
    "years (730 days).",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP11", "CP14"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    parts="category of abuse, as it stands now",
    breakdowns=(*OF_CHILDREN, "part"),
)

SHORT_PLANS = Indicator(
    id="CP14",
    title="Child protection plans that ended within three months",
    of="child protection plans that ended in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="plans that ended", share="had lasted three months or less"),
    why="Harm that calls for a plan seldom ends in three months. Such a plan was perhaps not called for, ended too "
    "soon, or led quickly to care: each asks for a look.",
    sql="""
        SELECT
            cp_plan_id AS case_id,
            person_id,
            end_date AS counted_on,
            end_date > start_date AND end_date <= CAST(start_date + INTERVAL 91 DAY AS DATE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.cp_plans
        WHERE is_other_authority IS NOT TRUE
            AND end_date IS NOT NULL
    """,
    source="Local; DfE publishes how long plans had lasted, in bands, only for those open at 31 March",
    reading="Three months are 91 days; day 91 counts. A plan recorded as ending on or before the day it started "
    "covers no day: it counts as ended, and proves nothing about how long it lasted.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP10", "CP12"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
)

REVIEWS_ON_TIME = Indicator(
    id="CP15",
    title="Child protection reviews on time",
    of="children on a child protection plan for three months or more at the month end",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children on a plan for three months or more", share="had had every review on time"),
    why="A review conference asks everyone whether the child is safer. When it is late, a plan that does not work goes "
    "on unseen.",
    sql="""
        WITH plans AS (
            SELECT *, CAST(start_date + INTERVAL 3 MONTH AS DATE) AS first_due
            FROM journey.cp_plans
            WHERE is_other_authority IS NOT TRUE
        ),
        met AS (
            SELECT cp_plan_id, start_date AS met_on, first_due AS next_due FROM plans
            UNION
            SELECT
                plans.cp_plan_id,
                reviews.review_date AS met_on,
                CAST(reviews.review_date + INTERVAL 6 MONTH AS DATE) AS next_due
            FROM plans
            JOIN journey.cp_reviews AS reviews
                ON reviews.person_id = plans.person_id
                AND reviews.review_date > plans.start_date
                AND (plans.end_date IS NULL OR reviews.review_date < plans.end_date)
        ),
        followed AS (
            SELECT *, LEAD(met_on) OVER (PARTITION BY cp_plan_id ORDER BY met_on) AS next_met FROM met
        ),
        missed AS (
            SELECT cp_plan_id, MIN(next_due) AS last_day
            FROM followed
            WHERE next_met IS NULL OR next_met > next_due
            GROUP BY cp_plan_id
        )
        SELECT
            plans.cp_plan_id AS case_id,
            plans.person_id,
            plans.first_due AS start_date,
            plans.end_date,
            plans.first_due AS numerator_from,
            CAST(missed.last_day + INTERVAL 1 DAY AS DATE) AS numerator_to,
            plans.source,
            plans.source_file,
            plans.source_row
        FROM plans
        JOIN missed ON missed.cp_plan_id = plans.cp_plan_id
        WHERE plans.end_date IS NULL OR plans.end_date > plans.first_due
    """,
    source=f"Working Together to Safeguard Children 2023; {_CIN}: child protection plans reviewed within the required "
    "timescales",
    reading="The first review is due within three months of the start of the plan (its conference), every later one "
    "within six months of the one before, by calendar months; a review on the last day is on time. A child counts only "
    "if no review of the plan was late and none is overdue: one late review counts against the plan until it ends. A "
    "review belongs to the plan that was open that day.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP16", "CP11"),
    needs=(("ssd_cp_plans",), ("ssd_cp_reviews",)),
    history=CASES_CLOSED,
    benchmark="cpp_reviews_in_time_pct",
    differs="The same in definition at 31 March, as far as published guidance shows.",
)

VISITS_ON_TIME = Indicator(
    id="CP16",
    title="Child protection visits on time",
    of="children on a child protection plan for more than 10 working days at the month end",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(
        many="children on a plan for more than 10 working days", share="had been visited in the last 10 working days"
    ),
    why="A visit is how we know that a child on a plan is safe today.",
    sql="""
        WITH plans AS (
            SELECT plans.*, counted.day AS counted_from
            FROM journey.cp_plans AS plans
            JOIN standards.calendar AS begun ON begun.day = plans.start_date
            JOIN standards.calendar AS counted
                ON counted.working_day = begun.working_day + 11 AND counted.is_working
            WHERE plans.is_other_authority IS NOT TRUE
                AND (plans.end_date IS NULL OR plans.end_date > counted.day)
        ),
        visited AS (
            SELECT
                person_id,
                visit_date,
                source,
                source_file,
                source_row,
                ROW_NUMBER() OVER (PARTITION BY person_id, visit_date ORDER BY cp_visit_id) AS choice
            FROM journey.cp_visits
        ),
        known AS (
            SELECT
                cp_plan_id,
                person_id,
                counted_from,
                end_date,
                start_date AS known_from,
                CAST(NULL AS DATE) AS visit_date,
                source,
                source_file,
                source_row
            FROM plans
            UNION ALL
            SELECT
                plans.cp_plan_id,
                plans.person_id,
                plans.counted_from,
                plans.end_date,
                visited.visit_date AS known_from,
                visited.visit_date,
                visited.source,
                visited.source_file,
                visited.source_row
            FROM plans
            JOIN visited
                ON visited.person_id = plans.person_id
                AND visited.visit_date > plans.start_date
                AND (plans.end_date IS NULL OR visited.visit_date < plans.end_date)
                AND visited.choice = 1
        ),
        waits AS (
            SELECT
                *,
                COALESCE(LEAD(known_from) OVER (PARTITION BY cp_plan_id ORDER BY known_from), end_date) AS until_date
            FROM known
        )
        SELECT
            waits.cp_plan_id AS case_id,
            waits.person_id,
            GREATEST(waits.known_from, waits.counted_from) AS start_date,
            waits.until_date AS end_date,
            CASE WHEN overdue.day IS NOT NULL THEN waits.visit_date END AS numerator_from,
            overdue.day AS numerator_to,
            waits.source,
            waits.source_file,
            waits.source_row
        FROM waits
        LEFT JOIN standards.calendar AS made ON made.day = waits.visit_date
        LEFT JOIN standards.calendar AS overdue
            ON overdue.working_day = made.working_day + 11 AND overdue.is_working
        WHERE waits.until_date IS NULL OR waits.until_date > GREATEST(waits.known_from, waits.counted_from)
    """,
    source="Local standard: every 10 working days (others take 20); not published",
    reading="The last visit counts for ten working days after its day; on the eleventh it is overdue. So do the first "
    "ten of a plan, in which a child is in neither number. Every visit recorded counts, also one at which the child "
    "was not seen: CP17 stands beside it. The case opens to the last visit, or to the plan where there was none.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP17", "CP15"),
    needs=(("ssd_cp_plans",), ("ssd_cp_visits",)),
    history=CASES_CLOSED,
)

SEEN_ALONE = Indicator(
    id="CP17",
    title="Seen alone at the last child protection visit",
    of="children on a child protection plan at the month end who have been visited under it",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children on a plan who had been visited", share="had been seen alone at the last visit"),
    why="A child tells more when no parent is in the room.",
    sql="""
        WITH visited AS (
            SELECT
                *,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, visit_date
                    ORDER BY CASE WHEN was_seen_alone THEN 0 ELSE 1 END, cp_visit_id
                ) AS choice
            FROM journey.cp_visits
        )
        SELECT
            plans.cp_plan_id AS case_id,
            plans.person_id,
            visited.visit_date AS start_date,
            COALESCE(
                LEAD(visited.visit_date) OVER (PARTITION BY plans.cp_plan_id ORDER BY visited.visit_date),
                plans.end_date
            ) AS end_date,
            COALESCE(visited.was_seen_alone, FALSE) AS in_numerator,
            visited.source,
            visited.source_file,
            visited.source_row
        FROM journey.cp_plans AS plans
        JOIN visited
            ON visited.person_id = plans.person_id
            AND visited.visit_date >= plans.start_date
            AND (plans.end_date IS NULL OR visited.visit_date < plans.end_date)
            AND visited.choice = 1
        WHERE plans.is_other_authority IS NOT TRUE
    """,
    source="Ofsted ILACS Annex A, list 7; not published by DfE",
    reading="The last visit on or after the start of the plan. Two visits on one day are one: the child was seen alone "
    "if at either. A visit that does not say so counts as not alone. Children of every age count, babies too, as in "
    "Annex A; so 100% is not to be had.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP16", "CP15"),
    needs=(("ssd_cp_plans",), ("ssd_cp_visits",)),
    history=CASES_CLOSED,
)

PLANS_BY_CATEGORY = Indicator(
    id="CP18",
    title="Child protection plans by category of abuse",
    of="children on a child protection plan at the month end",
    theme=_THEME,
    ambitions=(1, 2),
    unit="count",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was on a child protection plan", many="children were on a child protection plan"),
    why="What children are being protected from says what help their families should be offered.",
    sql=_OPEN_PLANS,
    source=f"{_CIN}, table D",
    reading="The category as it stands now, not as it was when the plan began. 'Several categories' is what is "
    "recorded as multiple, which DfE advises against. Children on a plan as in CP06; the parts add up to them, and the "
    "share of a category is its part over the whole.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP06", "NE03"),
    needs=(("ssd_cp_plans",),),
    history=CASES_CLOSED,
    parts="category of abuse, as it stands now",
    breakdowns=(*OF_CHILDREN, "part"),
    differs="The published figures that ship with the product hold none by category.",
)

INDICATORS = (
    ENQUIRIES,
    ENQUIRIES_TO_CONFERENCE,
    ENQUIRIES_TO_NOTHING,
    CONFERENCES_ON_TIME,
    CONFERENCES_TO_PLAN,
    PLANS,
    PLANS_CHANGE,
    PLANS_STARTED,
    REPEAT_PLANS,
    SOON_REPEAT_PLANS,
    LONG_PLANS,
    LONG_PLANS_ENDED,
    PLANS_OF_15_MONTHS,
    SHORT_PLANS,
    REVIEWS_ON_TIME,
    VISITS_ON_TIME,
    SEEN_ALONE,
    PLANS_BY_CATEGORY,
)
