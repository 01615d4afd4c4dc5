"""Quality assurance: audits of practice, and how complete the record is."""

from datetime import date

from lineofsight.measures.indicator import CASES_CLOSED, Better, Indicator, Period, Words

_THEME = "Quality assurance"
_OWNER = "Head of Quality Assurance"


def _of_audits(
    number: str, title: str, *, of: str, share: str, why: str, reading: str, lacking: str, better: Better,
    period: Period, balanced_by: tuple[str, ...],
) -> Indicator:  # fmt: skip
    return Indicator(
        id=number,
        title=title,
        of=of,
        theme=_THEME,
        ambitions=(2,),
        unit="percent",
        better=better,
        period=period,
        chart="p",
        words=Words(many=of, share=share),
        why=why,
        source="Local: the council's own programme of practice audits",
        reading=reading,
        owner=_OWNER,
        review_by=date(2027, 4, 1),
        balanced_by=balanced_by,
        lacking=lacking,
    )


AUDITS_DONE = _of_audits(
    "QA01",
    "Planned practice audits that were done",
    of="practice audits planned for the month",
    share="were done",
    why="Looking at practice is a promise like any other. Audits that are put off are most often those of hard cases.",
    reading="An audit counts in the month it was planned for, done or not; one done later was not done in its month.",
    lacking="the programme of practice audits: for each, the child, the month planned and the day it was done",
    better="higher",
    period="month",
    balanced_by=("QA02", "QA04"),
)

AUDITS_GOOD = _of_audits(
    "QA02",
    "Practice audits graded good or outstanding",
    of="practice audits graded in the 12 months",
    share="were graded good or outstanding",
    why="It says whether practice is good where someone looked. Who chooses the cases, and who grades, decides much.",
    reading="Grade 1 or 2 of four, as agreed after moderation.",
    lacking="the grade of each practice audit, with the child and the day it was graded",
    better="higher",
    period="12 months",
    balanced_by=("QA01", "QA03"),
)

AUDITS_INADEQUATE = _of_audits(
    "QA03",
    "Practice audits graded inadequate",
    of="practice audits graded in the 12 months",
    share="were graded inadequate",
    why="Each one is a child for whom something had to be put right. None at all can mean that nobody looked hard.",
    reading="Grade 4 of four, as agreed after moderation.",
    lacking="the grade of each practice audit, with the child and the day it was graded",
    better="lower",
    period="12 months",
    balanced_by=("QA02", "QA04"),
)

AUDIT_ACTIONS = _of_audits(
    "QA04",
    "Actions from practice audits closed on time",
    of="actions from practice audits due in the 12 months",
    share="were closed by their day",
    why="An audit helps a child only by what is done after it.",
    reading="Closed on or before the day the action was due, by whoever checked that it was done.",
    lacking="the actions of each practice audit: the child, the day due and the day closed",
    better="higher",
    period="12 months",
    balanced_by=("QA01", "QA03"),
)

COMPLETENESS = Indicator(
    id="QA05",
    title="Mandatory fields that are filled",
    of="mandatory fields of the records open at the month end",
    theme=_THEME,
    ambitions=(2,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="mandatory fields of open records", share="were filled"),
    why="What was not written down cannot be known by whoever takes the case over. Filled is not yet true.",
    sql="""
        SELECT
            record_kind || ' ' || record_id AS case_id,
            person_id,
            start_date,
            end_date,
            TRUE AS in_numerator,
            CAST(n_fields AS DOUBLE) AS n_fields,
            CAST(n_filled AS DOUBLE) AS n_filled,
            record_kind AS part,
            source,
            source_file,
            source_row
        FROM journey.record_completeness
    """,
    source="Local; the fields that the children in need census and the SSDA903 ask of every row",
    reading="Mandatory are: the child's sex and ethnicity; primary need and source of a referral; first and "
    "latest category of a child protection plan; reason, need and placement of a care episode; type, provider and "
    "postcode of a placement; the legal status. A child's own record counts while an episode of need is open, every "
    "other record while it is open itself. The record is taken as it is on the day of the run: a gap filled since "
    "counts as filled in earlier months too. Fields without which a row cannot be read at all are not among them.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("QA02", "AS02"),
    needs=(("ssd_person",), ("ssd_cin_episodes",), ("ssd_cp_plans",), ("ssd_cla_episodes",)),
    history=CASES_CLOSED,
    weight="n_fields",
    amount="n_filled",
    every_spell=True,
    parts="what the record is of",
    differs="Nothing is published.",
    breakdowns=("district", "team", "age_band", "need", "part"),
)

INDICATORS = (AUDITS_DONE, AUDITS_GOOD, AUDITS_INADEQUATE, AUDIT_ACTIONS, COMPLETENESS)
