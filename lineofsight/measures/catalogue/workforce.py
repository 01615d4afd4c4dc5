"""Social workers: turnover, vacancies, agency."""

from datetime import date

from lineofsight.measures.indicator import OF_STAFF, Indicator, Words

_THEME = "Workforce"
_OWNER = "Principal Social Worker"
_CSWW = "DfE, Children's social work workforce (30 September)"
_DIFFERS = "DfE counts at 30 September; at that month end ours is the same in definition."

_IN_POST = """
    SELECT
        employment_id AS case_id,
        team_id,
        start_date,
        end_date,
        CAST(fte AS DOUBLE) AS fte,
        source,
        source_file,
        source_row
    FROM workforce.employments
    WHERE is_social_worker AND is_agency IS NOT TRUE
"""

TURNOVER = Indicator(
    id="WF01",
    title="Social worker turnover",
    of="social workers in post at the month end, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="stock",
    words=Words(many="social workers in post (full-time equivalent)", share="left"),
    why="A child tells their story once to a worker who stays. When workers leave, children start again.",
    sql="""
        SELECT
            employment_id AS case_id,
            team_id,
            end_date AS counted_on,
            CAST(fte AS DOUBLE) AS fte,
            source,
            source_file,
            source_row
        FROM workforce.employments
        WHERE is_social_worker
            AND is_agency IS NOT TRUE
            AND end_date IS NOT NULL
            AND COALESCE(leaving_reason, 'not recorded') <> 'moved within'
    """,
    stock_sql=_IN_POST,
    source=f"{_CSWW}: full-time equivalent leavers in the year over those in post at its end",
    reading="Leavers of the 12 months over social workers in post at their end, both full-time equivalent, agency "
    "left out of both. A move to another post in the council's children's services is not leaving; a move to "
    "agency work, to adults' services or to another authority is, and so is a career break. A leaver is in "
    "the numerator and not in the denominator: it is the one figure where the two hold different people.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF02", "WF03"),
    needs=(("workforce_staff",),),
    history="workforce.employments.end_date",
    weight="fte",
    benchmark="sw_turnover_rate_fte",
    differs=_DIFFERS,
    breakdowns=OF_STAFF,
)

VACANCIES = Indicator(
    id="WF02",
    title="Social worker vacancy rate",
    of="social worker posts at the month end, filled and vacant, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="social worker posts (full-time equivalent)", share="were vacant"),
    why="An empty post is a caseload that others carry.",
    sql="""
        SELECT
            'vacant ' || vacancies.post_id || ' ' || CAST(vacancies.start_date AS VARCHAR) AS case_id,
            vacancies.team_id,
            vacancies.start_date,
            vacancies.end_date,
            CAST(vacancies.fte AS DOUBLE) AS fte,
            TRUE AS in_numerator,
            vacancies.source,
            vacancies.source_file,
            vacancies.source_row
        FROM workforce.vacancies AS vacancies
        JOIN workforce.posts AS posts ON posts.post_id = vacancies.post_id
        WHERE posts.is_social_worker
        UNION ALL
        SELECT
            'filled ' || employment_id AS case_id,
            team_id,
            start_date,
            end_date,
            CAST(fte AS DOUBLE) AS fte,
            FALSE AS in_numerator,
            source,
            source_file,
            source_row
        FROM workforce.employments
        WHERE is_social_worker AND is_agency IS NOT TRUE
    """,
    source=f"{_CSWW}: vacancies over vacancies and those in post, full-time equivalent",
    reading="A post that only an agency worker fills is vacant. In post leaves agency workers out.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF01", "WF03"),
    needs=(("workforce_posts",), ("workforce_staff",)),
    history="workforce.employments.end_date",
    weight="fte",
    benchmark="sw_vacancy_rate_fte",
    differs=_DIFFERS,
    breakdowns=OF_STAFF,
)

AGENCY = Indicator(
    id="WF03",
    title="Agency social worker rate",
    of="social workers at the month end, employed and agency, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="social workers (full-time equivalent)", share="were agency workers"),
    why="Agency workers keep children safe when posts are empty, but they cost more and leave sooner.",
    sql="""
        SELECT
            employment_id AS case_id,
            team_id,
            start_date,
            end_date,
            CAST(fte AS DOUBLE) AS fte,
            is_agency IS TRUE AS in_numerator,
            source,
            source_file,
            source_row
        FROM workforce.employments
        WHERE is_social_worker
    """,
    source=f"{_CSWW}: agency workers over agency workers and those in post, full-time equivalent",
    reading="Agency workers count whether or not they cover a vacancy.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF01", "WF02"),
    needs=(("workforce_staff",),),
    history="workforce.employments.end_date",
    weight="fte",
    benchmark="sw_agency_rate_fte",
    differs=_DIFFERS,
    breakdowns=OF_STAFF,
)

COVERING = Indicator(
    id="WF04",
    title="Agency social workers who cover a vacancy",
    of="agency social workers at the month end, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(many="agency social workers (full-time equivalent)", share="covered a vacant post"),
    why="An agency worker in a vacant post holds a place open; one beside the posts is extra help, or extra cost.",
    sql="""
        SELECT
            employment_id AS case_id,
            team_id,
            start_date,
            end_date,
            CAST(fte AS DOUBLE) AS fte,
            covers_vacancy AS in_numerator,
            source,
            source_file,
            source_row
        FROM workforce.employments
        WHERE is_social_worker AND is_agency
    """,
    source=f"{_CSWW}: agency workers covering vacancies over all agency workers, full-time equivalent",
    reading="As the workforce extract says of each agency worker; where it says nothing, the worker covers none.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF03", "WF05"),
    needs=(("workforce_staff",),),
    history="workforce.employments.end_date",
    weight="fte",
    benchmark="sw_agency_cover_rate_fte",
    differs=_DIFFERS,
    breakdowns=OF_STAFF,
)

COVERED = Indicator(
    id="WF05",
    title="Vacant social worker posts covered by agency",
    of="vacant social worker posts at the month end, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(many="vacant social worker posts (full-time equivalent)", share="were covered by agency workers"),
    why="What is neither filled nor covered is carried by the workers who are there.",
    sql="""
        SELECT
            employment_id AS case_id,
            team_id,
            start_date,
            end_date,
            CAST(fte AS DOUBLE) AS fte,
            source,
            source_file,
            source_row
        FROM workforce.employments
        WHERE is_social_worker AND is_agency AND covers_vacancy
    """,
    stock_sql="""
        SELECT
            vacancies.post_id || ' ' || CAST(vacancies.start_date AS VARCHAR) AS case_id,
            vacancies.team_id,
            vacancies.start_date,
            vacancies.end_date,
            CAST(vacancies.fte AS DOUBLE) AS fte,
            vacancies.source,
            vacancies.source_file,
            vacancies.source_row
        FROM workforce.vacancies AS vacancies
        JOIN workforce.posts AS posts ON posts.post_id = vacancies.post_id
        WHERE posts.is_social_worker
    """,
    source=f"{_CSWW}: agency workers covering vacancies over vacancies, full-time equivalent",
    reading="Agency workers who cover a vacancy (as in WF04) over vacancies (as in WF02), both full-time equivalent. A "
    "full-time worker in a part-time post counts whole, so the share can pass 100%.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF02", "WF06"),
    needs=(("workforce_staff",), ("workforce_posts",)),
    history="workforce.employments.end_date",
    weight="fte",
    benchmark="sw_vacancy_agency_cover_rate_fte",
    differs=_DIFFERS,
    breakdowns=OF_STAFF,
)

CASELOAD_CAP = 18
"""Children a full-time social worker should hold at most. Ours, and for each council to set: no national cap exists."""


def _holding(counted: str) -> str:
    """Every social worker in charge of a child, for as long as neither post nor number of children changes."""
    return f"""
        WITH spells AS (
            SELECT
                *, LEAD(start_date) OVER (PARTITION BY staff_id ORDER BY start_date, employment_id) AS next_start
            FROM workforce.employments
        ),
        posts AS (
            SELECT
                staff_id,
                team_id,
                fte,
                is_social_worker,
                start_date,
                LEAST(COALESCE(end_date, next_start), COALESCE(next_start, end_date)) AS end_date
            FROM spells
        )
        SELECT
            caseloads.worker_id AS case_id,
            posts.team_id,
            GREATEST(caseloads.start_date, posts.start_date) AS start_date,
            LEAST(
                COALESCE(caseloads.end_date, posts.end_date), COALESCE(posts.end_date, caseloads.end_date)
            ) AS end_date,
            {counted},
            caseloads.source,
            caseloads.source_file,
            caseloads.source_row
        FROM workforce.caseloads AS caseloads
        JOIN workforce.workers AS workers ON workers.worker_id = caseloads.worker_id
        JOIN posts
            ON posts.staff_id = workers.staff_id
            AND (caseloads.end_date IS NULL OR posts.start_date < caseloads.end_date)
            AND (posts.end_date IS NULL OR caseloads.start_date < posts.end_date)
        WHERE posts.is_social_worker AND posts.fte > 0
    """


_HOLDING_READING = (
    "Social workers, agency among them, with hours above none, who are in charge of at least one child on the day. A "
    "child is with the one worker allocated to them. A worker's post lasts until their next one begins. "
)
_HOLDING_NEEDS = (("workforce_staff",), ("ssd_professionals",), ("ssd_involvements",))

CASELOAD = Indicator(
    id="WF06",
    title="Children held by each social worker",
    of="social workers who hold cases at the month end, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="mean",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="social workers with cases (full-time equivalent)", share="children"),
    why="A worker with too many children cannot know any of them well. A mean can hide a few who carry far more.",
    sql=_holding("CAST(caseloads.n_cases AS DOUBLE) AS n_cases, CAST(posts.fte AS DOUBLE) AS fte"),
    source=f"{_CSWW}: cases held by full-time equivalent social workers, over those who hold at least one",
    reading=_HOLDING_READING + "Children held, over the full-time equivalent of who holds them.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF01", "WF08"),
    needs=_HOLDING_NEEDS,
    history="workforce.allocations.end_date",
    weight="fte",
    amount="n_cases",
    benchmark="sw_caseload_fte",
    differs=f"{_DIFFERS} DfE counts a family worked with as one case where the council does.",
    breakdowns=OF_STAFF,
)

ABSENCE = Indicator(
    id="WF07",
    title="Social worker sickness absence",
    of="working days of the social workers in post at the month end, full-time equivalent",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="stock",
    words=Words(many="social workers' working days (full-time equivalent)", share="were lost to sickness"),
    why="Sickness says how the work weighs on those who do it, and leaves their children to somebody else.",
    sql="""
        SELECT
            employment_id || ' ' || CAST(lost_by AS VARCHAR) AS case_id,
            team_id,
            lost_by AS counted_on,
            days_lost,
            source,
            source_file,
            source_row
        FROM workforce.absences
        WHERE is_social_worker AND NOT is_agency
    """,
    stock_sql="""
        SELECT
            employment_id AS case_id,
            team_id,
            start_date,
            end_date,
            CAST(fte AS DOUBLE) * 253 AS working_days,
            source,
            source_file,
            source_row
        FROM workforce.employments
        WHERE is_social_worker AND NOT is_agency
    """,
    source=f"{_CSWW}: full-time equivalent working days lost in the year over those in post times 253",
    reading="Days lost in the 12 months over 253 working days for each full-time equivalent in post at their end, "
    "agency left out of both; 253 fits the published figures and is not confirmed. The extract gives days lost in a "
    "whole spell in a post, not when: each day of the spell gets an equal part, so a month's own rise or fall cannot "
    "be seen.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF01", "WF06"),
    needs=(("workforce_staff",),),
    history="workforce.employments.end_date",
    weight="working_days",
    amount="days_lost",
    benchmark="sw_absence_rate_fte",
    differs=_DIFFERS,
    breakdowns=OF_STAFF,
)

OVER_CAP = Indicator(
    id="WF08",
    title="Social workers with more children than our cap",
    of="social workers who hold cases at the month end",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="social workers with cases", share=f"held more than {CASELOAD_CAP} children for full-time hours"),
    why="The mean is nobody's caseload. This is how many carry more than one person should.",
    sql=_holding(f"caseloads.n_cases > {CASELOAD_CAP} * posts.fte AS in_numerator"),
    source="Local: no national cap exists",
    reading=_HOLDING_READING
    + f"The cap is {CASELOAD_CAP} children for full-time hours and fewer in proportion for others: half-time, "
    f"{CASELOAD_CAP // 2}. It is ours until the council sets its own. Workers are counted, not their hours.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF06", "WF02"),
    needs=_HOLDING_NEEDS,
    history="workforce.allocations.end_date",
    differs="Nothing is published.",
    breakdowns=OF_STAFF,
)

SUPERVISION = Indicator(
    id="WF09",
    title="Supervision of each child's case on time",
    of="cases open at the month end",
    theme=_THEME,
    ambitions=(5,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="open cases", share="had been discussed in supervision within 20 working days"),
    why="Supervision is where a worker thinks with somebody else about a child.",
    source="Local: case supervision every 20 working days",
    reading="The last supervision in which the child's case was discussed, at most 20 working days before the day. The "
    "standard dataset has no table of supervision.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("WF06", "WF08"),
    lacking="the days on which each child's case was discussed in supervision; no national format exists",
    breakdowns=OF_STAFF,
)

INDICATORS = (
    TURNOVER, VACANCIES, AGENCY, COVERING, COVERED, CASELOAD, ABSENCE, OVER_CAP, SUPERVISION,
)  # fmt: skip
