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

INDICATORS = (TURNOVER, VACANCIES, AGENCY)
