"""Which children are brothers and sisters, as the case system groups them."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import person_of

FAMILIES = Step(
    table="journey.families",
    interim=True,
    grain="one row per person in a family group",
    key=("person_id",),
    about="Of several families that a person is in, the first by its key.",
    sql=f"""
        SELECT person.person_id, MIN(member.fami_family_id) AS family_id
        FROM source.ssd_family AS member
        {person_of("member.fami_person_id")}
        WHERE member.fami_family_id IS NOT NULL
        GROUP BY person.person_id
    """,
)

STEPS = (FAMILIES,)
