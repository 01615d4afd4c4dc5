"""From the legal gateway panel to court: pre-proceedings, and care proceedings."""

from datetime import date

from lineofsight.measures.indicator import OF_CHILDREN, Indicator, Words

_THEME = "Legal"
_OWNER = "Case Progression Manager"
_SSD = "Standard Safeguarding Dataset, pre-proceedings"
_RESERVED = "The standard reserves this table: not every case system fills it."
_BEGUN = "journey.pre_proceedings.start_date"
_HELD = (("ssd_pre_proceedings",),)

PANEL = Indicator(
    id="LG01",
    title="Children taken to the legal gateway panel",
    of="children taken to the panel in the month",
    theme=_THEME,
    ambitions=(1,),
    unit="count",
    better="neither",
    period="month",
    chart="c",
    words=Words(one="child was taken to the panel", many="children were taken to the panel"),
    why="The panel decides whether the state should ask a court to part a child from parents.",
    source="Director's report to the Ambitions Board, May 2024, paragraph 4.3; local",
    reading="Would count a child each time the panel hears about them, whatever it decides.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG02", "LG03"),
    lacking="a list of legal gateway panels with date, child and outcome; the Standard Safeguarding Dataset dates only "
    "the decisions to begin and to leave pre-proceedings",
)

OUTCOMES = Indicator(
    id="LG02",
    title="Legal gateway decisions by outcome",
    of="children about whom the panel decided in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="count",
    better="neither",
    period="12 months",
    chart="c",
    words=Words(
        one="decision of the legal gateway panel was made", many="decisions of the legal gateway panel were made"
    ),
    why="Panels that nearly always say the same thing are asked too late, or too early.",
    sql="""
        SELECT
            pre_proceedings_id AS case_id,
            person_id,
            COALESCE(end_date, start_date) AS counted_on,
            CASE gateway_outcome
                WHEN 'A' THEN 'continue the current plan'
                WHEN 'B' THEN 'start pre-proceedings'
                WHEN 'C' THEN 'issue care proceedings'
                ELSE 'unknown'
            END AS part,
            source,
            source_file,
            source_row
        FROM journey.pre_proceedings
    """,
    source=f"{_SSD}, item PREP008A",
    reading="The standard holds one outcome a record, the latest, and no date of the panel. It is dated by the day on "
    "which the panel agreed to step down or issue, else by the day it agreed to begin. One for each child, though "
    "brothers and sisters are heard together; a decision to continue without pre-proceedings is not recorded. The "
    f"parts add up to all decisions, and the share of an outcome is its part over the whole. {_RESERVED}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG03", "LG05"),
    needs=_HELD,
    history=_BEGUN,
    parts="what the panel decided",
    breakdowns=(*OF_CHILDREN, "part"),
    differs="Not published.",
)

IN_PRE_PROCEEDINGS = Indicator(
    id="LG03",
    title="Children in pre-proceedings",
    of="children in pre-proceedings at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="count",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child was in pre-proceedings", many="children were in pre-proceedings"),
    why="It is the last chance of a family to change with a lawyer beside it, before a court decides.",
    sql="""
        SELECT pre_proceedings_id AS case_id, person_id, start_date, end_date, source, source_file, source_row
        FROM journey.pre_proceedings
        WHERE start_date IS NOT NULL
    """,
    source=f"{_SSD}; Public Law Outline",
    reading="From the day the panel agreed to begin up to, not including, the day it agreed to step down or to issue. "
    f"A child with two open records is one child. {_RESERVED}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG04", "CP06"),
    needs=_HELD,
    history=_BEGUN,
    differs="Not published.",
)

LONG_PRE_PROCEEDINGS = Indicator(
    id="LG04",
    title="Pre-proceedings open for more than 16 weeks",
    of="children in pre-proceedings at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children in pre-proceedings", share="had been in them for more than 16 weeks"),
    why="For a baby 16 weeks are a large part of life. Waiting without a decision is a decision too.",
    sql="""
        SELECT
            pre_proceedings_id AS case_id,
            person_id,
            start_date,
            end_date,
            CAST(start_date + INTERVAL 113 DAY AS DATE) AS numerator_from,
            source,
            source_file,
            source_row
        FROM journey.pre_proceedings
        WHERE start_date IS NOT NULL
    """,
    source="Practice under the Public Law Outline; not verified in a source on hand",
    reading=f"Sixteen weeks are 112 days from the decision to begin; day 113 is over. {_RESERVED}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG03", "LG05"),
    needs=_HELD,
    history=_BEGUN,
    differs="Not published.",
)

STEPPED_DOWN = Indicator(
    id="LG05",
    title="Pre-proceedings stepped down",
    of="pre-proceedings that ended in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="pre-proceedings that ended", share="were stepped down without going to court"),
    why="A family that changed enough needs no court. Where nearly all step down, perhaps too many are brought in; "
    "where few do, help comes too late.",
    sql="""
        SELECT
            pre_proceedings_id AS case_id,
            person_id,
            end_date AS counted_on,
            COALESCE(outcome = 'Decision to step down', FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.pre_proceedings
        WHERE start_date IS NOT NULL
            AND end_date IS NOT NULL
    """,
    source=f"{_SSD}, item PREP005A",
    reading="One for each child, on the day the panel agreed to step down or to issue. Where no outcome is recorded it "
    f"was not stepped down. A child who went to court without pre-proceedings is not here. {_RESERVED}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG04", "CP09"),
    needs=_HELD,
    history=_BEGUN,
    differs="Not published.",
)

LETTERS_ON_TIME = Indicator(
    id="LG06",
    title="Letters before proceedings within five working days",
    of="decisions of the 12 months to begin pre-proceedings",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(
        many="decisions to begin pre-proceedings", share="were followed by the letter within five working days"
    ),
    why="Until the letter comes parents have no right to a lawyer paid for, and do not know how serious it is.",
    sql="""
        SELECT
            pre_proceedings_id AS case_id,
            person_id,
            start_date AS counted_on,
            COALESCE(days_to_letter <= 5, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.pre_proceedings
        WHERE start_date IS NOT NULL
    """,
    source="Practice under the Public Law Outline; not verified in a source on hand",
    reading="Working days after the decision; day five is in time. A letter that is not recorded, or dated before the "
    f"decision, is not in time; those of the last week may still be. One for each child. {_RESERVED}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG03", "LG04"),
    needs=_HELD,
    history=_BEGUN,
    differs="Not published.",
)

APPLICATIONS = Indicator(
    id="LG07",
    title="Care applications rate",
    of="children in care applications issued in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="child was in a care application", many="children were in care applications"),
    why="It is how often we ask a court to decide who shall bring up a child.",
    source="Cafcass, care applications by local authority",
    reading="Would count a child on the day the court issued the application. The day on which the panel agreed to "
    "issue is another day, and some applications are issued without it.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG05", "LA03"),
    lacking="the day on which the court issued each care application, with the children in it; the Standard "
    "Safeguarding Dataset holds only the court's reference",
    benchmark="care_applications_rate",
)

WITHIN_26_WEEKS = Indicator(
    id="LG08",
    title="Care proceedings finished within 26 weeks",
    of="final orders made in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="final orders", share="were made within 26 weeks of the application"),
    why="A child should not wait longer than half a year to know where home will be. The law says so.",
    source="Children Act 1989, section 32",
    reading="Would count 182 days from the issue of the application to the final order, one for each child.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG04", "LG07"),
    lacking="the days on which the court issued each application and made its final order, with the children in them; "
    "the Standard Safeguarding Dataset holds neither",
)

SHORT_NOTICE = Indicator(
    id="LG09",
    title="Proceedings issued at short notice",
    of="decisions of the 12 months to issue care proceedings",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="decisions to issue care proceedings", share="were carried out at short notice"),
    why="Two to five days give parents no time to find a lawyer and relatives no time to come forward. Sometimes a "
    "child's safety leaves no other way.",
    sql="""
        SELECT
            pre_proceedings_id AS case_id,
            person_id,
            end_date AS counted_on,
            COALESCE(is_short_notice, FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.pre_proceedings
        WHERE outcome = 'Decision to Issue Care Proceedings'
    """,
    source=f"{_SSD}, item PREP018A",
    reading="One for each child, on the day the panel agreed to issue, with or without pre-proceedings before. Where "
    f"nothing is recorded the notice was not short. {_RESERVED}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LG05", "LG06"),
    needs=_HELD,
    history="journey.pre_proceedings.end_date",
    differs="Not published.",
)

INDICATORS = (
    PANEL,
    OUTCOMES,
    IN_PRE_PROCEEDINGS,
    LONG_PRE_PROCEEDINGS,
    STEPPED_DOWN,
    LETTERS_ON_TIME,
    APPLICATIONS,
    WITHIN_26_WEEKS,
    SHORT_NOTICE,
)
