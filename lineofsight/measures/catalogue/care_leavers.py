"""Care leavers: in touch, housed, in education or work, with a plan and an adviser of their own."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.measures.indicator import Breakdown, Indicator, Words

_THEME = "Care leavers"
_OWNER = "Head of Corporate Parenting"
_OC3 = "DfE, Children looked after in England including adoptions: care leavers' {} (SSDA903, OC3)"
_POSITIONS = (("ssd_care_leavers", "ssda903_oc3"),)
_POSITION_DATE = "journey.care_leavers.position_date"
_LISTED = (("ssd_care_leavers",),)
_KNOWN_ON = "journey.care_leavers_now.known_on"
_BREAKDOWNS: tuple[Breakdown, ...] = ("district", "team", "sex", "ethnicity")
_LEFT_OUT = "Young people who died, or went home for six months or more, are left out."
_NOT_YET = (
    "So are those whom the case system lists as still in care (eligible), or as not entitled to a care leaver's help "
    "(qualifying, no current eligibility): the return does not ask about them."
)
_ONLY_LATEST = (
    "The case system holds only the latest position, so earlier years rest on the SSDA903 return: see each 31 March."
)
_SAME = "The same in definition for the year to 31 March, where the SSDA903 return is loaded."
_ACTIVITY = " ".join(
    (
        "Activity F or P, full or part time, on or near the birthday. Someone whose activity is not known is in the "
        "denominator.",
        _LEFT_OUT,
        _NOT_YET,
        "The case system holds only the latest position, so earlier years rest on the SSDA903 return.",
    )
)
_HOUSED = " ".join(
    (
        "Judged suitable (1), on or near the birthday. Someone abroad, deported or whose residence is not known (G, H, "
        "R) is left out; where only the judgement is missing, or nothing is known, the young person is in the "
        "denominator only.",
        _LEFT_OUT,
        _NOT_YET,
        "The case system holds only the latest position, so earlier years rest on the SSDA903 return.",
    )
)
_HOUSED_DIFFERS = (
    "DfE's percentage is of all care leavers, those abroad or of unknown residence among them: its suitable, "
    "unsuitable and no information add up to the whole, so ours can be higher."
)


def _positions(asked: str, ages: str, *, where: str = "", part: str = "") -> str:
    """A SELECT of one row per care leaver and birthday of these ages; `asked` is whether it is in the numerator."""
    return f"""
        SELECT
            person_id || ' ' || CAST(position_date AS VARCHAR) AS case_id,
            person_id,
            position_date AS counted_on,
            COALESCE({asked}, FALSE) AS in_numerator,
            {f"{part} AS part," if part else ""}
            source,
            source_file,
            source_row
        FROM journey.care_leavers
        WHERE age BETWEEN {ages}
            AND COALESCE(in_touch, '') NOT IN ('DIED', 'RHOM')
            AND COALESCE(eligibility, '') NOT IN ('Eligible', 'Qualifying', 'No Current Eligibility')
            {where}
    """


def _now(asked: str, categories: str, *, where: str = "") -> str:
    """A SELECT of one row per young person of these categories, on the day for which the case system speaks."""
    return f"""
        SELECT
            leavers.person_id AS case_id,
            leavers.person_id,
            leavers.known_on AS start_date,
            CAST(NULL AS DATE) AS end_date,
            COALESCE({asked}, FALSE) AS in_numerator,
            leavers.source,
            leavers.source_file,
            leavers.source_row
        FROM journey.care_leavers_now AS leavers
        LEFT JOIN journey.people AS people ON people.person_id = leavers.person_id
        WHERE leavers.eligibility IN ({categories})
            AND COALESCE(leavers.in_touch, '') NOT IN ('DIED', 'RHOM')
            {where}
    """


_EET = "activity LIKE 'F%' OR activity LIKE 'P%'"
_KNOWN_HOME = "AND COALESCE(accommodation, '') NOT IN ('G', 'H', 'R')"
_ENTITLED = "'Eligible', 'Relevant', 'Former Relevant'"
_BEFORE_CARE_ENDED = "Eligible young people (16 and 17, still in care) and those who have left it"

IN_TOUCH = Indicator(
    id="CL01",
    title="Care leavers the council is in touch with",
    of="care leavers who turned 17 to 21 in the 12 months",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 17 to 21", share="were in touch with the council"),
    why="Every other figure about care leavers is about those it hears from. A parent would know where they are.",
    sql=_positions("in_touch = 'YES'", "17 AND 21", part="CASE WHEN age < 19 THEN '17 and 18' ELSE '19 to 21' END"),
    source=_OC3.format("contact with the authority"),
    reading="In touch (YES), on or near the birthday. Someone who refuses contact (REFU) or no longer needs services "
    "(NREQ) was not in touch, nor was one of whom nothing is recorded. " + f"{_LEFT_OUT} {_NOT_YET} {_ONLY_LATEST}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL03", "CL05"),
    needs=_POSITIONS,
    history=_POSITION_DATE,
    parts="aged 17 and 18, and 19 to 21",
    differs="DfE publishes the opposite, those not in touch, of 19 to 21 year olds only.",
    breakdowns=(*_BREAKDOWNS, "part"),
)

YOUNGER_IN_EDUCATION_OR_WORK = Indicator(
    id="CL02",
    title="Care leavers of 17 and 18 in education, employment or training",
    of="care leavers who turned 17 or 18 in the 12 months",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 17 and 18", share="were in education, employment or training"),
    why="At 17 and 18 other young people are at school or college. Those who drop out now are hard to win back at 20.",
    sql=_positions(_EET, "17 AND 18"),
    source=_OC3.format("activity"),
    reading=_ACTIVITY,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL01", "CL03"),
    needs=_POSITIONS,
    history=_POSITION_DATE,
    benchmark="care_leavers_17_18_eet_pct",
    differs=_SAME,
    breakdowns=_BREAKDOWNS,
)

IN_EDUCATION_OR_WORK = Indicator(
    id="CL03",
    title="Care leavers of 19 to 21 in education, employment or training",
    of="care leavers who turned 19, 20 or 21 in the 12 months",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 19 to 21", share="were in education, employment or training"),
    why="It is what any parent would ask first about a young adult: are they doing something that leads somewhere?",
    sql=_positions(_EET, "19 AND 21"),
    source=_OC3.format("activity"),
    reading=_ACTIVITY,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "CL01"),
    needs=_POSITIONS,
    history=_POSITION_DATE,
    benchmark="care_leavers_19_21_eet_pct",
    differs=_SAME,
    breakdowns=_BREAKDOWNS,
)

YOUNGER_WELL_HOUSED = Indicator(
    id="CL04",
    title="Care leavers of 17 and 18 in suitable accommodation",
    of="care leavers who turned 17 or 18 in the 12 months and whose home is known",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 17 and 18", share="lived in suitable accommodation"),
    why="A young person of 17 without a safe place to live cannot hold on to anything else.",
    sql=_positions("is_suitable", "17 AND 18", where=_KNOWN_HOME),
    source=_OC3.format("accommodation"),
    reading=_HOUSED,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL01", "CL05"),
    needs=_POSITIONS,
    history=_POSITION_DATE,
    benchmark="care_leavers_17_18_suitable_accommodation_pct",
    differs=_HOUSED_DIFFERS,
    breakdowns=_BREAKDOWNS,
)

WELL_HOUSED = Indicator(
    id="CL05",
    title="Care leavers of 19 to 21 in suitable accommodation",
    of="care leavers who turned 19, 20 or 21 in the 12 months and whose home is known",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 19 to 21", share="lived in suitable accommodation"),
    why="Prison, a hostel or a sofa is not where a parent would leave a child of 20.",
    sql=_positions("is_suitable", "19 AND 21", where=_KNOWN_HOME),
    source=_OC3.format("accommodation"),
    reading=_HOUSED,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL01", "CL03"),
    needs=_POSITIONS,
    history=_POSITION_DATE,
    benchmark="care_leavers_19_21_suitable_accommodation_pct",
    differs=_HOUSED_DIFFERS,
    breakdowns=_BREAKDOWNS,
)

STAYING_PUT = Indicator(
    id="CL06",
    title="Staying put with former foster carers",
    of="care leavers who turned 18, 19 or 20 in the 12 months and left foster care at 18",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 18 to 20 who left foster care at 18", share="still lived with their carers"),
    why="Most young people stay at home well past 18. Staying put gives one who was fostered the same.",
    sql="""
        WITH left_foster_care AS (
            SELECT DISTINCT episodes.person_id
            FROM journey.care_episodes AS episodes
            JOIN journey.periods_of_care AS care
                ON care.period_of_care_id = episodes.period_of_care_id AND care.end_date = episodes.end_date
            JOIN journey.people AS people ON people.person_id = episodes.person_id
            WHERE episodes.placement_type LIKE 'U%'
                AND episodes.start_date < episodes.end_date
                AND care.end_date BETWEEN CAST(people.date_of_birth + INTERVAL 18 YEAR - INTERVAL 1 DAY AS DATE)
                    AND CAST(people.date_of_birth + INTERVAL 18 YEAR AS DATE)
        )
        SELECT
            leavers.person_id || ' ' || CAST(leavers.position_date AS VARCHAR) AS case_id,
            leavers.person_id,
            leavers.position_date AS counted_on,
            COALESCE(leavers.accommodation = 'Z', FALSE) AS in_numerator,
            'aged ' || CAST(leavers.age AS VARCHAR) AS part,
            leavers.source,
            leavers.source_file,
            leavers.source_row
        FROM journey.care_leavers AS leavers
        JOIN left_foster_care ON left_foster_care.person_id = leavers.person_id
        WHERE leavers.age BETWEEN 18 AND 20
            AND COALESCE(leavers.in_touch, '') NOT IN ('DIED', 'RHOM')
            AND COALESCE(leavers.eligibility, '') NOT IN ('Eligible', 'Qualifying', 'No Current Eligibility')
    """,
    source=_OC3.format("staying put"),
    reading=" ".join(
        (
            "Lives with former foster carers (Z) on or near the birthday. Left foster care at 18: care ended on the "
            "18th birthday or the day before, in a placement with foster carers (U1 to U6). Born on 29 February: 28 "
            "February. Who left before the earliest care episode we hold is in neither part.",
            _LEFT_OUT,
            _NOT_YET,
            _ONLY_LATEST,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL05", "CL03"),
    needs=(("ssd_care_leavers", "ssda903_oc3"), ("ssd_cla_episodes", "ssda903_episodes")),
    history=_POSITION_DATE,
    parts="aged 18, 19 and 20",
    differs="DfE publishes 19 and 20 year olds together, and 18 year olds apart: compare with our parts, not with the "
    "whole, which holds the 18 year olds too.",
    breakdowns=(*_BREAKDOWNS, "part"),
)

PLAN_REVIEWED = Indicator(
    id="CL07",
    title="Pathway plans reviewed in the last six months",
    of="young people entitled to a pathway plan",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="young people entitled to a pathway plan", share="had it reviewed in the six months before"),
    why="The pathway plan says who will do what for the young person. One that nobody has looked at for a year says it "
    "about someone else.",
    sql=_now("CAST(leavers.plan_reviewed_on + INTERVAL 6 MONTH AS DATE) >= leavers.known_on", _ENTITLED),
    source="Care Leavers (England) Regulations 2010: review at least every six months; Ofsted, ILACS Annex A list 9",
    reading=" ".join(
        (
            f"{_BEFORE_CARE_ENDED} (relevant, former relevant), as the record's category says.",
            "A review six months before to the day is in time. The record holds one date, of the plan or of its latest "
            "review. One of whom no date is recorded has no plan in date.",
            _LEFT_OUT,
            readings.ONLY_NOW,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL08", "CL09"),
    needs=_LISTED,
    history=_KNOWN_ON,
    differs="DfE publishes no figure for pathway plans.",
)

CONTACTED = Indicator(
    id="CL08",
    title="Care leavers contacted in the last eight weeks",
    of="young people under 21 who have left care",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="young people under 21 who had left care", share="had been in contact in the eight weeks before"),
    why="The adviser is to see a young person at least every two months. A longer silence hides trouble.",
    sql=_now(
        "leavers.latest_contact >= CAST(leavers.known_on - INTERVAL 56 DAY AS DATE)",
        "'Relevant', 'Former Relevant'",
        where="AND people.date_of_birth > CAST(leavers.known_on - INTERVAL 21 YEAR AS DATE)",
    ),
    source="Children Act 1989 guidance, volume 3: the personal adviser visits at least every two months",
    reading=" ".join(
        (
            "Relevant and former relevant young people under 21 on the day, as the record's category says; one whose "
            "birth date is not known is left out. A contact 56 days before to the day is in time. Any contact that the "
            "record calls one counts: it does not say which were visits.",
            _LEFT_OUT,
            readings.ONLY_NOW,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL07", "CL01"),
    needs=_LISTED,
    history=_KNOWN_ON,
    differs="DfE publishes no figure for how long ago a care leaver was last contacted.",
)

HAS_ADVISER = Indicator(
    id="CL09",
    title="Care leavers with a personal adviser",
    of="young people entitled to a personal adviser",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="young people entitled to a personal adviser", share="had one"),
    why="Someone by name whom a young person can ring: the law gives each of them one.",
    sql=_now("TRIM(leavers.adviser_id) <> ''", _ENTITLED),
    source="Children Act 1989, paragraph 19C of schedule 2, sections 23B and 23C; Ofsted, ILACS Annex A list 9",
    reading=" ".join(
        (
            f"{_BEFORE_CARE_ENDED} (relevant, former relevant), as the record's category says.",
            "An adviser is recorded, whoever it is: whether they still work here is not asked.",
            _LEFT_OUT,
            readings.ONLY_NOW,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CL07", "CL08"),
    needs=_LISTED,
    history=_KNOWN_ON,
    differs="DfE publishes no figure for personal advisers.",
)

INDICATORS = (
    IN_TOUCH,
    YOUNGER_IN_EDUCATION_OR_WORK,
    IN_EDUCATION_OR_WORK,
    YOUNGER_WELL_HOUSED,
    WELL_HOUSED,
    STAYING_PUT,
    PLAN_REVIEWED,
    CONTACTED,
    HAS_ADVISER,
)
