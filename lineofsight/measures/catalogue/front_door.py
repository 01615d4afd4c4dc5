"""Contacts and referrals: what reaches children's social care, and what comes back."""

from datetime import date

from lineofsight.measures.indicator import CASES_CLOSED, Indicator, Words

_THEME = "Front door"
_OWNER = "Service Manager, Front Door"
_CIN = "DfE, Children in need census guide and Children in need statistics"

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
        SELECT contact_id AS case_id, person_id, contact_date AS counted_on, source, source_file, source_row
        FROM journey.contacts
    """,
    source="Ofsted ILACS Annex A, list 1; not published by DfE",
    reading="A contact about three brothers and sisters is three. A contact that becomes a referral stays a contact.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD07",),
    needs=(("ssd_contacts",),),
    history="journey.contacts.contact_date",
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
        SELECT referral_id AS case_id, person_id, referral_date AS counted_on, source, source_file, source_row
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
    benchmark="referrals_rate",
    differs="DfE gives one figure a year, to 31 March; ours rolls every month and is equal in definition there.",
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
    benchmark="rereferrals_pct",
    differs="DfE matches referrals by the authority's child id; we match by linked person, so a child held under two "
    "ids is found out and our figure can be a little higher.",
)

INDICATORS = (CONTACTS, REFERRALS, RE_REFERRALS)
