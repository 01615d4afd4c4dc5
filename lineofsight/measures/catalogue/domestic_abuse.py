"""Domestic abuse: how often assessments find it, whether it comes back, and what partners would have to tell us."""

from datetime import date

from lineofsight.measures.catalogue.factors import found_at_assessment
from lineofsight.measures.indicator import CASES_CLOSED, Indicator, Words

_THEME = "Domestic abuse"
_OWNER = "Domestic Abuse Lead"
_CIN = "DfE, Children in need census"

DOMESTIC_ABUSE = Indicator(
    id="DA01",
    title="Domestic abuse found at assessment",
    of="assessments completed in the 12 months that say what they found",
    theme=_THEME,
    ambitions=(8,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="assessments", share="found domestic abuse"),
    why="A child who sees, hears or lives with domestic abuse is a victim of it, in law since 2021.",
    sql=found_at_assessment("3A", "3B", "3C"),
    source=f"{_CIN}: factors identified at the end of assessment, table C3",
    reading="Abuse of the child (3A), of a parent or carer (3B) or of another in the household (3C), once an "
    "assessment whichever were found. An assessment counts on the day it was authorised; one without any factor "
    "recorded is left out, one that found none (21) is not.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("DA02", "FD07"),
    needs=(("ssd_cin_assessments",), ("ssd_assessment_factors",)),
    history=CASES_CLOSED,
    differs="DfE publishes each of the three factors by itself, and an episode of need can have all of them.",
)

RE_REFERRALS = Indicator(
    id="DA02",
    title="Re-referrals with domestic abuse",
    of="referrals received in the 12 months in which domestic abuse was found, now or at the last",
    theme=_THEME,
    ambitions=(8,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(
        many="referrals with domestic abuse", share="came within 12 months of an earlier one for the same child"
    ),
    why="Abuse that we closed a case on and hear of again went on while nobody was there.",
    sql="""
        WITH found AS (
            SELECT DISTINCT assessments.referral_id
            FROM journey.assessments AS assessments
            JOIN journey.assessment_factors AS factors ON factors.assessment_id = assessments.assessment_id
            WHERE factors.factor IN ('3A', '3B', '3C')
                AND assessments.auth_date IS NOT NULL
                AND assessments.referral_id IS NOT NULL
        ),
        earlier AS (
            SELECT
                later.referral_id,
                MAX(CASE WHEN found.referral_id IS NOT NULL THEN 1 ELSE 0 END) AS is_found
            FROM journey.referrals AS later
            JOIN journey.referrals AS previous
                ON previous.person_id = later.person_id
                AND previous.referral_date < later.referral_date
                AND previous.referral_date >= CAST(later.referral_date - INTERVAL 12 MONTH AS DATE)
            LEFT JOIN found ON found.referral_id = previous.referral_id
            GROUP BY later.referral_id
        )
        SELECT
            referrals.referral_id AS case_id,
            referrals.person_id,
            referrals.referral_date AS counted_on,
            earlier.referral_id IS NOT NULL AS in_numerator,
            referrals.source,
            referrals.source_file,
            referrals.source_row
        FROM journey.referrals AS referrals
        LEFT JOIN found ON found.referral_id = referrals.referral_id
        LEFT JOIN earlier ON earlier.referral_id = referrals.referral_id
        WHERE found.referral_id IS NOT NULL OR earlier.is_found = 1
    """,
    source=f"Local, after {_CIN}: re-referrals (table C1) and factors (table C3)",
    reading="A referral is one with domestic abuse where an assessment of its own episode found it (3A, 3B or 3C), or "
    "where it came within 12 months of another whose assessment did. It is a re-referral as in FD08. The last months "
    "settle only when their assessments are finished. Assessments that name no referral say nothing here.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD08", "DA01"),
    needs=(("ssd_cin_episodes",), ("ssd_cin_assessments",), ("ssd_assessment_factors",)),
    history=CASES_CLOSED,
    lookback=12,
    differs="DfE publishes re-referrals of every kind together (FD08).",
)

ENCOMPASS = Indicator(
    id="DA03",
    title="Schools told before the next school day",
    of="Operation Encompass notices about school-age children in the month",
    theme=_THEME,
    ambitions=(8,),
    unit="percent",
    better="higher",
    period="month",
    chart="p",
    words=Words(many="notices about school-age children", share="reached the school before the next school day"),
    why="A child who was up all night with the police in the house should not meet a teacher who does not know.",
    source="Victims and Prisoners Act 2024 and its statutory guidance; local audit",
    reading="Would be counted by the school's own calendar: before the start of the next day on which it is open.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("DA01", "DA05"),
    lacking="the police's Operation Encompass notices with child, time of the incident, school, and time the school "
    "received them, and each school's days; no national format exists",
)

MARAC = Indicator(
    id="DA04",
    title="Children in high-risk domestic abuse cases",
    of="children linked to a case that a multi-agency risk assessment conference heard in the 12 months",
    theme=_THEME,
    ambitions=(8,),
    unit="count",
    better="neither",
    period="12 months",
    chart="c",
    words=Words(
        one="child was in a case that the conference heard", many="children were in cases that the conference heard"
    ),
    why="These are the children in the homes where someone is at high risk of being killed or badly hurt.",
    source="Local; SafeLives publishes cases and children of each conference, not by council",
    reading="Would count a child once in the 12 months, however often the case was heard.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("DA01", "DA05"),
    lacking="a list of cases heard at the multi-agency risk assessment conference, with date and the children of each; "
    "no national format exists",
)

KNOWN_TO_US = Indicator(
    id="DA05",
    title="Children in domestic abuse notices who were helped",
    of="children in domestic abuse notices of the 12 months",
    theme=_THEME,
    ambitions=(8,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(
        many="children in domestic abuse notices", share="had social care or early help open within 14 days after"
    ),
    why="Most children whom the police meet are not known to us. Some need only to be known; none should be missed.",
    source="Local; not published",
    reading="Would count a child once a notice, where a case or early help is open on any of the 14 days after it.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("FD07", "DA01"),
    lacking="the police's domestic abuse notices with the name and birth date of each child present; no national "
    "format exists",
)

INDICATORS = (DOMESTIC_ABUSE, RE_REFERRALS, ENCOMPASS, MARAC, KNOWN_TO_US)
