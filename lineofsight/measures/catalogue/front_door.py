"""Contacts and referrals: what reaches children's social care, and what comes back."""

from datetime import date

from lineofsight.journey.fragments import OPEN
from lineofsight.measures.indicator import CASES_CLOSED, OF_CHILDREN, Breakdown, Indicator, Words

_THEME = "Front door"
_OWNER = "Service Manager, Front Door"
_CIN = "DfE, Children in need census guide and Children in need statistics"

_OF_CONTACTS: tuple[Breakdown, ...] = ("district", "age_band", "sex", "ethnicity", "part")
"""Most children a contact is about have no team yet, and no need found."""
_CONTACTS_BEGIN = "journey.contacts.contact_date"
_WHO_MADE_IT = "who made the contact"
_WHO_REFERRED = "who referred"

CONTACTS = Indicator(
    id="FD01",
    title="Contacts",
    of="contacts received in the month, one for each child",
    theme=_THEME,
    ambitions=(1,),
    unit="count",
    better="neither",
    period="month",
    chart="c",
    words=Words(one="contact was received", many="contacts were received"),
    why="Every worry about a child begins as a contact. More contacts can mean more need, or partners unsure of "
    "their own part; fewer can mean better early help, or worries that nobody passed on.",
    sql="""
        SELECT
            contact_id AS case_id,
            person_id,
            contact_date AS counted_on,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.contacts
    """,
    source="Ofsted ILACS Annex A, list 1; not published by DfE",
    reading="A contact about three brothers and sisters is three. A contact that becomes a referral stays a contact.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD07",),
    needs=(("ssd_contacts",),),
    history=_CONTACTS_BEGIN,
    parts=_WHO_MADE_IT,
    breakdowns=(*OF_CHILDREN, "part"),
)

CONTACT_RATE = Indicator(
    id="FD02",
    title="Contact rate",
    of="contacts received in the 12 months, one for each child",
    theme=_THEME,
    ambitions=(1,),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="contact was received", many="contacts were received"),
    why="Against the number of children who live here, it shows how often somebody was worried enough to call us, and "
    "lets districts of different size stand beside each other.",
    sql="""
        SELECT
            contact_id AS case_id,
            person_id,
            contact_date AS counted_on,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.contacts
    """,
    source="Local; Ofsted ILACS Annex A, list 1, against the mid-year population; not published by DfE",
    reading="A contact about three brothers and sisters is three, and a child with two contacts counts twice.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD03", "FD07"),
    needs=(("ssd_contacts",),),
    history=_CONTACTS_BEGIN,
    parts=_WHO_MADE_IT,
    breakdowns=_OF_CONTACTS,
)

BECAME_REFERRALS = Indicator(
    id="FD03",
    title="Contacts that became referrals",
    of="contacts received in the month, one for each child",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="month",
    chart="p",
    words=Words(many="contacts", share="became a new referral"),
    why="A low share can mean that partners send us worries that belong to early help; a high one that they wait too "
    "long. Where it differs between those who call us, there is something to talk about.",
    sql="""
        SELECT
            contact_id AS case_id,
            person_id,
            contact_date AS counted_on,
            became_referral AS in_numerator,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.contacts
    """,
    source="Regional core dataset of quarterly figures; local; not published by DfE",
    reading="A contact counts as a referral where its outcome says that a new one was opened. One attached to a "
    "referral already open does not, nor does one whose outcome is not recorded. The month is that of the contact.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD01", "FD07", "FD09"),
    needs=(("ssd_contacts",),),
    history=_CONTACTS_BEGIN,
    parts=_WHO_MADE_IT,
    breakdowns=_OF_CONTACTS,
)

ENDED_IN_ADVICE = Indicator(
    id="FD04",
    title="Contacts that ended in advice or no further action",
    of="contacts received in the month, one for each child",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="month",
    chart="p",
    words=Words(many="contacts", share="ended in advice or no further action"),
    why="Most of these families needed a word or another service, not us. Many from one partner suggest that it is "
    "unsure when to call; and each is a decision that somebody made and could have got wrong.",
    sql="""
        SELECT
            contact_id AS case_id,
            person_id,
            contact_date AS counted_on,
            ended_in_advice AS in_numerator,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.contacts
    """,
    source="Local; not published by DfE",
    reading="The outcome names advice or no further action, and beside it no referral, new or open, and no child "
    "protection enquiry. A contact without a recorded outcome is counted, and not as ended in advice.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD03", "FD06"),
    needs=(("ssd_contacts",),),
    history=_CONTACTS_BEGIN,
    parts=_WHO_MADE_IT,
    breakdowns=_OF_CONTACTS,
)

DECIDED_IN_A_DAY = Indicator(
    id="FD05",
    title="Contacts decided within one working day",
    of="contacts decided in the month",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="month",
    chart="p",
    words=Words(many="contacts", share="were decided within one working day"),
    why="A child may be unsafe tonight. A manager should decide within one working day what happens next.",
    reading="From the day the contact was received to the day a manager decided what follows.",
    source="Working Together to Safeguard Children 2023",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD01", "FD08"),
    lacking="the day on which a manager decided what follows from each contact; the Standard Safeguarding Dataset has "
    "no field for it",
)

OFTEN_CONTACTED = Indicator(
    id="FD06",
    title="Children with three or more contacts and no assessment",
    of="children with a contact in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(
        many="children with a contact in the 12 months before",
        share="had three or more and no assessment was begun",
    ),
    why="Each contact alone may have seemed small. Together they can be a child whom everybody worries about and "
    "nobody has gone to see.",
    sql=f"""
        WITH contacted AS (
            SELECT
                contact_id,
                person_id,
                contact_date,
                LEAD(contact_date) OVER in_order AS next_contact,
                LAG(contact_date, 2) OVER in_order AS third_last,
                COALESCE(source_group, 'unknown') AS part,
                source,
                source_file,
                source_row
            FROM journey.contacts
            WINDOW in_order AS (PARTITION BY person_id ORDER BY contact_date, contact_id)
        ),
        assessed AS (
            SELECT
                contacted.contact_id,
                MAX(
                    CASE WHEN assessments.start_date <= contacted.contact_date THEN assessments.start_date END
                ) AS before_it,
                MIN(
                    CASE WHEN assessments.start_date > contacted.contact_date THEN assessments.start_date END
                ) AS after_it
            FROM contacted
            JOIN journey.assessments AS assessments ON assessments.person_id = contacted.person_id
            GROUP BY contacted.contact_id
        )
        SELECT
            contacted.contact_id AS case_id,
            contacted.person_id,
            contacted.contact_date AS start_date,
            LEAST(
                COALESCE(contacted.next_contact, {OPEN}),
                CAST(contacted.contact_date + INTERVAL 12 MONTH AS DATE)
            ) AS end_date,
            CASE
                WHEN contacted.third_last IS NOT NULL
                THEN GREATEST(
                    contacted.contact_date,
                    COALESCE(CAST(assessed.before_it + INTERVAL 12 MONTH AS DATE), contacted.contact_date)
                )
            END AS numerator_from,
            LEAST(
                CAST(contacted.third_last + INTERVAL 12 MONTH AS DATE), COALESCE(assessed.after_it, {OPEN})
            ) AS numerator_to,
            contacted.part,
            contacted.source,
            contacted.source_file,
            contacted.source_row
        FROM contacted
        LEFT JOIN assessed ON assessed.contact_id = contacted.contact_id
    """,
    source="Local; not published by DfE",
    reading="At each month end we look back over the 12 months that end with it. Every contact in them counts, of one "
    "day too, whatever came of it. An assessment counts from the day it began. A child whose assessment began before "
    "those months and whose case is still open can be in the figure. A child stands under who made the latest contact.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD01", "FD04", "AS01"),
    needs=(("ssd_contacts",), ("ssd_cin_assessments",)),
    history=_CONTACTS_BEGIN,
    lookback=11,
    parts="who made the latest contact",
    breakdowns=_OF_CONTACTS,
)

REFERRALS = Indicator(
    id="FD07",
    title="Referral rate",
    of="referrals received in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="referral was received", many="referrals were received"),
    why="A referral is a contact that social care has taken on. It shows how much work the front door lets "
    "through, against the number of children who live here.",
    sql="""
        SELECT
            referral_id AS case_id,
            person_id,
            referral_date AS counted_on,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.referrals
    """,
    source=f"{_CIN}, table C1",
    reading="Every referral counts, so a child referred twice counts twice. Referrals that end in no further action "
    "count.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD08", "CN01"),
    needs=(("ssd_cin_episodes",),),
    history=CASES_CLOSED,
    parts=_WHO_REFERRED,
    benchmark="referrals_rate",
    differs="DfE gives one figure a year, to 31 March; ours rolls every month and is equal in definition there.",
    breakdowns=(*OF_CHILDREN, "part"),
)

RE_REFERRALS = Indicator(
    id="FD08",
    title="Re-referrals within 12 months",
    of="referrals received in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="referrals", share="came within 12 months of an earlier one for the same child"),
    why="When a child comes back soon after we closed the case, we may have closed too early or left the cause "
    "untouched.",
    sql="""
        WITH days AS (
            SELECT
                person_id,
                referral_date,
                LAG(referral_date) OVER (PARTITION BY person_id ORDER BY referral_date) AS day_before
            FROM journey.referrals
            GROUP BY person_id, referral_date
        )
        SELECT
            referrals.referral_id AS case_id,
            referrals.person_id,
            referrals.referral_date AS counted_on,
            COALESCE(
                days.day_before >= CAST(referrals.referral_date - INTERVAL 12 MONTH AS DATE),
                FALSE
            ) AS in_numerator,
            COALESCE(referrals.source_group, 'unknown') AS part,
            referrals.source,
            referrals.source_file,
            referrals.source_row
        FROM journey.referrals AS referrals
        JOIN days ON days.person_id = referrals.person_id AND days.referral_date = referrals.referral_date
    """,
    source=f"{_CIN}, table C1: a re-referral is a referral within 12 months of a previous one",
    reading="A referral on the anniversary of the last one counts; the day after does not. Two referrals on one day "
    "are not re-referrals of each other. Referrals before our earliest extract are unknown, so a figure needs "
    "12 months of data before its own.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD07", "AS02"),
    needs=(("ssd_cin_episodes",),),
    history=CASES_CLOSED,
    lookback=12,
    parts=_WHO_REFERRED,
    benchmark="rereferrals_pct",
    differs="DfE matches referrals by the authority's child id; we match by linked person, so a child held under two "
    "ids is found out and our figure can be a little higher.",
    breakdowns=(*OF_CHILDREN, "part"),
)

REFERRALS_WITHOUT_ACTION = Indicator(
    id="FD09",
    title="Referrals with no further action",
    of="referrals received in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="referrals", share="ended in no further action"),
    why="We took the worry on and then did nothing with it. Some of these should never have been referrals; others "
    "come back.",
    sql="""
        SELECT
            referral_id AS case_id,
            person_id,
            referral_date AS counted_on,
            is_nfa AS in_numerator,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.referrals
    """,
    source=f"{_CIN}, table C1: referrals closed with no further action",
    reading="The referral itself is marked as no further action: nobody assessed the child. A referral that led to an "
    "assessment and ended there is in another figure. Counted on the day of the referral; one without the mark "
    "recorded counts as not so ended.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD03", "FD08", "FD10"),
    needs=(("ssd_cin_episodes",),),
    history=CASES_CLOSED,
    parts=_WHO_REFERRED,
    benchmark="referrals_nfa_pct",
    differs="The same in definition; DfE gives one figure a year, to 31 March.",
    breakdowns=(*OF_CHILDREN, "part"),
)

ASSESSED_NOT_IN_NEED = Indicator(
    id="FD10",
    title="Referrals assessed and found not in need",
    of="referrals received in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="referrals", share="were assessed and closed, with no need found"),
    why="An assessment is weeks of questions to a family. Where it finds nothing that needs us, a better conversation "
    "at the front door might have spared them.",
    sql="""
        SELECT
            referral_id AS case_id,
            person_id,
            referral_date AS counted_on,
            COALESCE(close_reason = 'RC8', FALSE) AS in_numerator,
            COALESCE(source_group, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.referrals
    """,
    source=f"{_CIN}, table C1: referrals assessed as not in need",
    reading="The case was closed with the reason RC8: after assessment, no further action. We do not ask whether the "
    "assessment itself is in the extract. Which codes DfE tests could not be verified. Counted on the day of "
    "the referral, so the latest months rise as cases close; cases closed to early help (RC9) are not in it.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD08", "FD09", "AS06"),
    needs=(("ssd_cin_episodes",),),
    history=CASES_CLOSED,
    parts=_WHO_REFERRED,
    benchmark="referrals_not_in_need_pct",
    differs="DfE counts what was known when the census was sent in; ours goes on rising while the referrals of the "
    "last months are still being assessed. Which codes DfE tests could not be verified: if cases closed to early help "
    "are in its figure, ours is lower. Compare how the two move, not how high they are.",
    breakdowns=(*OF_CHILDREN, "part"),
)

POLICE_NOTICES = Indicator(
    id="FD11",
    title="Police notices that led to a referral",
    of="police notices about a child received in the month",
    theme=_THEME,
    ambitions=(1, 8),
    unit="percent",
    better="neither",
    period="month",
    chart="p",
    words=Words(many="police notices", share="led to a referral of the child within seven days"),
    why="Officers write a notice for every child they meet in a worrying home. The share we take on shows whether the "
    "notices reach us sorted, and whether we read them.",
    reading="A referral of the same child on the day of the notice or within seven days after it.",
    source="Local",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD01", "FD03"),
    lacking="the police's public protection notices with date, type and child; no national format exists",
)

INDICATORS = (
    CONTACTS,
    CONTACT_RATE,
    BECAME_REFERRALS,
    ENDED_IN_ADVICE,
    DECIDED_IN_A_DAY,
    OFTEN_CONTACTED,
    REFERRALS,
    RE_REFERRALS,
    REFERRALS_WITHOUT_ACTION,
    ASSESSED_NOT_IN_NEED,
    POLICE_NOTICES,
)
