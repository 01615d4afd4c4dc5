"""Contacts and referrals of two years, counted for the page of the front door. Nothing here is of one child."""

from dataclasses import dataclass

from lineofsight.standards.ages import age_band_sql, age_sql

UNKNOWN = "unknown"
BECAME_REFERRAL, ADVICE, OTHER = "became a referral", "advice or no further action", "anything else"


@dataclass(frozen=True)
class Contacts:
    """Contacts alike, one for each child. `is_repeat`: the child had an earlier contact in the 12 months before."""

    is_latest: bool
    referrer: str
    age_band: str
    outcome: str
    is_repeat: bool
    n: int


@dataclass(frozen=True)
class Referrals:
    """Referrals alike. `need` is a code, 'unknown' where none was recorded."""

    is_latest: bool
    referrer: str
    need: str
    is_nfa: bool
    n: int


@dataclass(frozen=True)
class CameBack:
    """Contacts that ended in advice or no further action and could be followed for the days asked; how many children
    had a child protection enquiry by then.
    """

    is_latest: bool
    referrer: str
    n: int
    enquiry: int


CONTACTS = f"""
    WITH contacted AS (
        SELECT *,
            LAG(contact_date) OVER (PARTITION BY person_id ORDER BY contact_date, contact_id) AS before
        FROM journey.contacts
    )
    SELECT contact_date > ? AS is_latest, COALESCE(source_group, '{UNKNOWN}') AS referrer,
        COALESCE({age_band_sql(age_sql("people.date_of_birth", "contact_date"))}, '{UNKNOWN}') AS age_band,
        CASE WHEN became_referral THEN '{BECAME_REFERRAL}' WHEN ended_in_advice THEN '{ADVICE}' ELSE '{OTHER}' END,
        COALESCE(before >= CAST(contact_date - INTERVAL 12 MONTH AS DATE), FALSE), CAST(COUNT(*) AS INTEGER)
    FROM contacted
    LEFT JOIN journey.people AS people ON people.person_id = contacted.person_id
    WHERE contact_date > ? AND contact_date <= ?
    GROUP BY ALL ORDER BY ALL
"""

REFERRALS = f"""
    SELECT referral_date > ? AS is_latest, COALESCE(source_group, '{UNKNOWN}') AS referrer,
        COALESCE(primary_need, '{UNKNOWN}') AS need, is_nfa, CAST(COUNT(*) AS INTEGER)
    FROM journey.referrals
    WHERE referral_date > ? AND referral_date <= ?
    GROUP BY ALL ORDER BY ALL
"""


def came_back_sql(within: int) -> str:
    """One row per referrer and year. Parameters as for the others: when the latest year begins, and both bounds."""
    return f"""
        SELECT contact.contact_date > ? AS is_latest, COALESCE(contact.source_group, '{UNKNOWN}') AS referrer,
            CAST(COUNT(*) AS INTEGER),
            CAST(COUNT(*) FILTER (after.enquiry_after <= contact.contact_date + INTERVAL {int(within)} DAY) AS INTEGER)
        FROM journey.contacts AS contact
        JOIN journey.aftermath AS after
            ON after.kind = 'contact without referral' AND after.departure_id = contact.contact_id
        WHERE contact.ended_in_advice AND contact.contact_date > ? AND contact.contact_date <= ?
        GROUP BY ALL ORDER BY ALL
    """
