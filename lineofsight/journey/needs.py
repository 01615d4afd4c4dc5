"""Why a child is in need on a day: the primary need of the episode of need that is open."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import without_overlaps

NEEDS_RECORDED = Step(
    table="journey.needs_recorded",
    interim=True,
    grain="one row per episode of need with a primary need",
    key=("referral_id",),
    sql="""
        SELECT
            referral_id,
            person_id,
            primary_need AS need,
            referral_date AS start_date,
            close_date AS end_date,
            source,
            source_file,
            source_row
        FROM journey.referrals
        WHERE primary_need IS NOT NULL
    """,
)

NEED_SPELLS = Step(
    table="journey.need_spells",
    grain="one row per person per unbroken time with one primary need",
    key=("person_id", "start_date"),
    about=(
        "Never overlapping: of several open episodes the one begun last counts. A person or a day that stands in no "
        "spell has no open episode with a recorded need."
    ),
    sql=without_overlaps(
        "journey.needs_recorded",
        of=("person_id",),
        holding=("need",),
        first=("spell.start_date DESC", "spell.referral_id DESC"),
    ),
)

STEPS = (NEEDS_RECORDED, NEED_SPELLS)
