"""Assessments and children in need."""

from datetime import date

from lineofsight.journey.fragments import OPEN
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

ON_TIME_FROM_REFERRAL = Indicator(
    id="AS03",
    title="Assessments within 45 working days of the referral",
    of="first assessments of a referral completed in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="first assessments", share="were completed within 45 working days of the referral"),
    why="A family waits from the day somebody was worried, not from the day we opened a form. This figure has the wait "
    "before the assessment in it.",
    sql="""
        SELECT
            assessment_id AS case_id,
            person_id,
            auth_date AS counted_on,
            COALESCE(working_days_from_referral <= 45, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.assessments
        WHERE auth_date IS NOT NULL
            AND is_first
    """,
    source="Working Together to Safeguard Children 2023",
    reading="Working days from the referral to the authorisation, the day after the referral being day one; day 45 is "
    "in time. Only the first assessment of each referral, since a later one answers a later question. An assessment "
    "whose referral is not known is counted, and not as in time.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS02", "FD08"),
    needs=(("ssd_cin_assessments",), ("ssd_cin_episodes",)),
    history=CASES_CLOSED,
    differs="DfE's published figure counts from the start of the assessment.",
)

OPEN_TOO_LONG = Indicator(
    id="AS04",
    title="Assessments open for more than 45 working days",
    of="children with an open assessment at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children with an open assessment", share="had waited for its end for more than 45 working days"),
    why="Finished assessments hide those that never finish. These are the families still waiting today.",
    sql="""
        SELECT
            assessments.assessment_id AS case_id,
            assessments.person_id,
            assessments.start_date,
            assessments.auth_date AS end_date,
            late.day AS numerator_from,
            assessments.source,
            assessments.source_file,
            assessments.source_row
        FROM journey.assessments AS assessments
        LEFT JOIN standards.calendar AS begun ON begun.day = assessments.start_date
        LEFT JOIN standards.calendar AS late ON late.working_day = begun.working_day + 46 AND late.is_working
    """,
    source="Local; the limit of Working Together to Safeguard Children 2023",
    reading="Working days from the start of the assessment to the month end, counted as in the figure of completed "
    "ones: on day 45 it is not yet late. An assessment is open until a manager authorises it. A child with two open "
    "assessments is one child, by the one begun last.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS01", "AS02"),
    needs=(("ssd_cin_assessments",),),
    history=CASES_CLOSED,
)

CHILD_SEEN = Indicator(
    id="AS05",
    title="Child seen during the assessment",
    of="assessments completed in the 12 months",
    theme=_THEME,
    ambitions=(1, 2),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="assessments", share="were completed with the child seen"),
    why="Nobody can say how a child is without having met the child.",
    sql="""
        SELECT
            assessment_id AS case_id,
            person_id,
            auth_date AS counted_on,
            COALESCE(child_seen, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.assessments
        WHERE auth_date IS NOT NULL
    """,
    source="Ofsted ILACS Annex A, list 4; not published by DfE",
    reading="The assessment is marked so by the worker; where nothing is recorded the child counts as not seen. "
    "Assessments of unborn children are counted as they are marked.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS02",),
    needs=(("ssd_cin_assessments",),),
    history=CASES_CLOSED,
)

ENDED_WITHOUT_ACTION = Indicator(
    id="AS06",
    title="Assessments that ended in no further action",
    of="assessments completed in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="assessments", share="ended in no further action"),
    why="Weeks of questions that lead nowhere cost a family trust and a worker time. Too many suggest that the front "
    "door lets too much through; very few, that we find need wherever we look.",
    sql="""
        SELECT
            assessment_id AS case_id,
            person_id,
            auth_date AS counted_on,
            outcome_nfa AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.assessments
        WHERE auth_date IS NOT NULL
    """,
    source="Ofsted ILACS Annex A, list 4; not published by DfE for one authority",
    reading="The outcome of the assessment itself; one whose outcome is not recorded counts as leading to something. "
    "Passing a family on to early help is not no further action.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS01", "FD08", "FD10"),
    needs=(("ssd_cin_assessments",),),
    history=CASES_CLOSED,
)

STEPPED_DOWN = Indicator(
    id="AS07",
    title="Stepped down to early help after assessment",
    of="cases closed after assessment in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="cases closed after assessment", share="went on to early help"),
    why="A family that does not need us may still need somebody. Closing with early help in place makes it less likely "
    "that the worry comes back.",
    sql="""
        SELECT
            referrals.referral_id AS case_id,
            referrals.person_id,
            referrals.close_date AS counted_on,
            referrals.close_reason = 'RC9' AS in_numerator,
            teams.team_id,
            referrals.primary_need AS need,
            referrals.source,
            referrals.source_file,
            referrals.source_row
        FROM journey.referrals AS referrals
        LEFT JOIN journey.team_spells AS teams
            ON teams.person_id = referrals.person_id
            AND teams.start_date < referrals.close_date
            AND (teams.end_date IS NULL OR teams.end_date >= referrals.close_date)
        WHERE referrals.close_reason IN ('RC8', 'RC9')
            AND referrals.close_date IS NOT NULL
    """,
    source="Local; closure reasons of the Children in need census",
    reading="Cases closed after assessment are those with the reason RC8 (no further action) or RC9 (referred to early "
    "help), on the day of closing. Cases closed for any other reason are left out. The team is the one that had the "
    "case the day before.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS06", "EH03", "FD08"),
    needs=(("ssd_cin_episodes",),),
    history=CASES_CLOSED,
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

_PLAN_ONLY = f"""
        stands AS (
            SELECT person_id, CAST(NULL AS VARCHAR) AS cin_plan_id, start_date, end_date
            FROM journey.cp_plans
            WHERE is_other_authority IS NOT TRUE
            UNION ALL
            SELECT person_id, CAST(NULL AS VARCHAR) AS cin_plan_id, start_date, end_date
            FROM journey.periods_of_care
            UNION ALL
            SELECT person_id, cin_plan_id, start_date, end_date
            FROM journey.cin_plans
        ),
        instead AS (
            SELECT plans.cin_plan_id, stands.start_date, COALESCE(stands.end_date, {OPEN}) AS end_date
            FROM journey.cin_plans AS plans
            JOIN stands ON stands.person_id = plans.person_id
            WHERE COALESCE(stands.end_date, {OPEN}) > stands.start_date
                AND (
                    stands.cin_plan_id IS NULL
                    OR stands.start_date > plans.start_date
                    OR (stands.start_date = plans.start_date AND stands.cin_plan_id < plans.cin_plan_id)
                )
        ),
        began AS (
            SELECT cin_plan_id, start_date AS from_date FROM journey.cin_plans
            UNION
            SELECT plans.cin_plan_id, instead.end_date AS from_date
            FROM journey.cin_plans AS plans
            JOIN instead
                ON instead.cin_plan_id = plans.cin_plan_id
                AND instead.end_date > plans.start_date
                AND instead.end_date < COALESCE(plans.end_date, {OPEN})
        ),
        plan_only AS (
            SELECT
                plans.cin_plan_id,
                plans.person_id,
                plans.start_date AS plan_start,
                began.from_date,
                LEAST(
                    COALESCE(plans.end_date, {OPEN}),
                    COALESCE(
                        MIN(CASE WHEN instead.start_date > began.from_date THEN instead.start_date END), {OPEN}
                    )
                ) AS until_date,
                plans.source,
                plans.source_file,
                plans.source_row
            FROM journey.cin_plans AS plans
            JOIN began ON began.cin_plan_id = plans.cin_plan_id
            LEFT JOIN instead ON instead.cin_plan_id = plans.cin_plan_id
            GROUP BY plans.cin_plan_id, plans.person_id, plans.start_date, plans.end_date, began.from_date,
                plans.source, plans.source_file, plans.source_row
            HAVING COUNT(
                CASE WHEN instead.start_date <= began.from_date AND instead.end_date > began.from_date THEN 1 END
            ) = 0
        )
"""
"""The parts of child in need plans in which nothing stands instead: no child protection plan, no care, no child in
need plan begun later. Each begins with the plan or when what stood instead ends, and lasts until the next such thing
begins or the plan ends. So a child is in one of them at most."""

_WHO_IS_ON_ONE = (
    "A child on a child protection plan or in care is left out, even where the child in need plan was left open; "
    "another authority's protection plan does not count as one. A child with two open plans is one child, by the one "
    "begun last."
)

PLAN_ONLY = Indicator(
    id="CN02",
    title="Children on a child in need plan only",
    of="children on a child in need plan, and neither on a protection plan nor in care, at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="count",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was on a child in need plan only", many="children were on a child in need plan only"),
    why="These families agreed to work with us. It is where most help is given, and where drift is least noticed.",
    sql=f"""
        WITH {_PLAN_ONLY}
        SELECT
            cin_plan_id AS case_id,
            person_id,
            from_date AS start_date,
            until_date AS end_date,
            source,
            source_file,
            source_row
        FROM plan_only
    """,
    source="Ofsted ILACS Annex A, list 6; not published by DfE",
    reading=f"A plan that ends on the last day of the month is not open that day. {_WHO_IS_ON_ONE}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CN01", "CP06", "FD08"),
    needs=(("ssd_cin_plans",), ("ssd_cp_plans",), ("ssd_cla_episodes", "ssda903_episodes")),
    history=CASES_CLOSED,
)

LONG_PLANS = Indicator(
    id="CN03",
    title="Child in need plans open for more than 12 months",
    of="children on a child in need plan only at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children on a child in need plan", share="had been on it for more than 12 months"),
    why="A plan says what should be different for a child, and by when. After a year it is drifting, or the family "
    "needs something else.",
    sql=f"""
        WITH {_PLAN_ONLY}
        SELECT
            cin_plan_id AS case_id,
            person_id,
            from_date AS start_date,
            until_date AS end_date,
            GREATEST(from_date, CAST(plan_start + INTERVAL 366 DAY AS DATE)) AS numerator_from,
            source,
            source_file,
            source_row
        FROM plan_only
    """,
    source="Local; not published by DfE",
    reading="More than 365 days from the start of the plan, whatever leap year lies between; a protection plan or care "
    f"in the middle does not start the count again. {_WHO_IS_ON_ONE}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CN02", "FD08"),
    needs=(("ssd_cin_plans",), ("ssd_cp_plans",), ("ssd_cla_episodes", "ssda903_episodes")),
    history=CASES_CLOSED,
)

VISITS_ON_TIME = Indicator(
    id="CN04",
    title="Children in need seen within 20 working days",
    of="children on a child in need plan only, and on it for more than 20 working days, at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children on a child in need plan", share="had been seen in the 20 working days before"),
    why="A plan that nobody visits is a piece of paper. Seeing the child is how we know whether it works.",
    sql=f"""
        WITH {_PLAN_ONLY},
        due AS (
            SELECT
                plan_only.cin_plan_id,
                plan_only.person_id,
                GREATEST(plan_only.from_date, long_enough.day) AS from_date,
                plan_only.until_date,
                plan_only.source,
                plan_only.source_file,
                plan_only.source_row
            FROM plan_only
            JOIN standards.calendar AS begun ON begun.day = plan_only.plan_start
            JOIN standards.calendar AS long_enough
                ON long_enough.working_day = begun.working_day + 21 AND long_enough.is_working
            WHERE GREATEST(plan_only.from_date, long_enough.day) < plan_only.until_date
        ),
        days_seen AS (
            SELECT DISTINCT person_id, visit_date FROM journey.cin_visits WHERE child_seen
        ),
        seen AS (
            SELECT
                days_seen.person_id,
                days_seen.visit_date,
                LEAD(days_seen.visit_date) OVER (
                    PARTITION BY days_seen.person_id ORDER BY days_seen.visit_date
                ) AS next_visit,
                LAG(days_seen.visit_date) OVER (
                    PARTITION BY days_seen.person_id ORDER BY days_seen.visit_date
                ) AS visit_before,
                too_long.day AS too_long_from
            FROM days_seen
            LEFT JOIN standards.calendar AS visited ON visited.day = days_seen.visit_date
            LEFT JOIN standards.calendar AS too_long
                ON too_long.working_day = visited.working_day + 21 AND too_long.is_working
        ),
        never_seen AS (
            SELECT due.cin_plan_id, due.from_date, MIN(days_seen.visit_date) AS first_visit
            FROM due
            LEFT JOIN days_seen ON days_seen.person_id = due.person_id
            GROUP BY due.cin_plan_id, due.from_date
            HAVING MIN(days_seen.visit_date) IS NULL OR MIN(days_seen.visit_date) > due.from_date
        )
        SELECT
            due.cin_plan_id AS case_id,
            due.person_id,
            GREATEST(due.from_date, seen.visit_date) AS start_date,
            LEAST(due.until_date, COALESCE(seen.next_visit, {OPEN})) AS end_date,
            GREATEST(due.from_date, seen.visit_date) AS numerator_from,
            seen.too_long_from AS numerator_to,
            due.source,
            due.source_file,
            due.source_row
        FROM due
        JOIN seen
            ON seen.person_id = due.person_id
            AND seen.visit_date < due.until_date
            AND COALESCE(seen.next_visit, {OPEN}) > due.from_date
        UNION ALL
        SELECT
            due.cin_plan_id AS case_id,
            due.person_id,
            due.from_date AS start_date,
            LEAST(due.until_date, COALESCE(never_seen.first_visit, {OPEN})) AS end_date,
            CAST(NULL AS DATE) AS numerator_from,
            CAST(NULL AS DATE) AS numerator_to,
            due.source,
            due.source_file,
            due.source_row
        FROM due
        JOIN never_seen ON never_seen.cin_plan_id = due.cin_plan_id AND never_seen.from_date = due.from_date
    """,
    source="Local: 20 working days is the usual rule; no national one exists",
    reading="The last visit at which the child was seen lies no more than 20 working days before the month end: day "
    "20 is in time. A visit at which the child was not seen, or where that is not recorded, does not count. Visits "
    "name no plan, so they are the child's. Children in the first 20 working days of their "
    f"plan are left out. {_WHO_IS_ON_ONE}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CN02", "AS05"),
    needs=(("ssd_cin_visits",), ("ssd_cin_plans",), ("ssd_cp_plans",), ("ssd_cla_episodes", "ssda903_episodes")),
    history=CASES_CLOSED,
    lookback=1,
)

NO_WORKER = Indicator(
    id="CN05",
    title="Children in need with no worker",
    of="children in need at the month end",
    theme=_THEME,
    ambitions=(1, 5),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children in need", share="had no worker"),
    why="A case that is nobody's is a child whom nobody will see this week.",
    sql=f"""
        WITH cases AS (
            SELECT
                referral_id,
                person_id,
                referral_date,
                COALESCE(close_date, {OPEN}) AS close_date,
                source,
                source_file,
                source_row
            FROM journey.referrals
            WHERE is_nfa IS NOT TRUE
        ),
        held AS (
            SELECT person_id, start_date, COALESCE(end_date, {OPEN}) AS end_date
            FROM journey.involvements
            WHERE worker_id IS NOT NULL AND COALESCE(end_date, {OPEN}) > start_date
        ),
        lost AS (
            SELECT referral_id, referral_date AS from_date FROM cases
            UNION
            SELECT cases.referral_id, held.end_date AS from_date
            FROM cases
            JOIN held
                ON held.person_id = cases.person_id
                AND held.end_date > cases.referral_date
                AND held.end_date < cases.close_date
        ),
        alone AS (
            SELECT
                cases.referral_id,
                lost.from_date,
                MIN(CASE WHEN held.start_date > lost.from_date THEN held.start_date END) AS until_date
            FROM cases
            JOIN lost ON lost.referral_id = cases.referral_id
            LEFT JOIN held ON held.person_id = cases.person_id
            GROUP BY cases.referral_id, lost.from_date
            HAVING COUNT(
                CASE WHEN held.start_date <= lost.from_date AND held.end_date > lost.from_date THEN 1 END
            ) = 0
        ),
        pieces AS (
            SELECT referral_id, from_date, from_date AS alone_from, until_date AS alone_until FROM alone
            UNION ALL
            SELECT
                cases.referral_id,
                cases.referral_date AS from_date,
                CAST(NULL AS DATE) AS alone_from,
                CAST(NULL AS DATE) AS alone_until
            FROM cases
            LEFT JOIN alone ON alone.referral_id = cases.referral_id AND alone.from_date = cases.referral_date
            WHERE alone.referral_id IS NULL
        )
        SELECT
            cases.referral_id AS case_id,
            cases.person_id,
            pieces.from_date AS start_date,
            COALESCE(
                LEAD(pieces.from_date) OVER (PARTITION BY cases.referral_id ORDER BY pieces.from_date),
                cases.close_date
            ) AS end_date,
            pieces.alone_from AS numerator_from,
            pieces.alone_until AS numerator_to,
            cases.source,
            cases.source_file,
            cases.source_row
        FROM cases
        JOIN pieces ON pieces.referral_id = cases.referral_id
    """,
    source="Local; not published by DfE",
    reading="Any open case counts, as in the rate of children in need. A child has a worker while an involvement that "
    "names one is open, whatever the worker's role: systems write roles in their own words, so we do not ask whether "
    "it is that of the allocated social worker. A child with two open cases is one child.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CN01", "WF02"),
    needs=(("ssd_cin_episodes",), ("ssd_involvements",)),
    history=CASES_CLOSED,
)

INDICATORS = (
    ASSESSMENTS,
    ASSESSMENTS_ON_TIME,
    ON_TIME_FROM_REFERRAL,
    OPEN_TOO_LONG,
    CHILD_SEEN,
    ENDED_WITHOUT_ACTION,
    STEPPED_DOWN,
    CHILDREN_IN_NEED,
    PLAN_ONLY,
    LONG_PLANS,
    VISITS_ON_TIME,
    NO_WORKER,
)
