"""A child's journey: raw rows made into events and half-open spells, contact to leaving care.

Every table is a Step: its columns and rules stand in the module of its subject. Rows dated after the day of the run are
left out, and an end after that day has not happened yet.
"""

from datetime import date

import pyarrow as pa

from lineofsight.engines import Engine, Step
from lineofsight.journey import (
    aftermath,
    assessment,
    care,
    care_planning,
    clocks,
    completeness,
    events,
    families,
    front_door,
    homes,
    leavers,
    legal,
    missing,
    needs,
    pathways,
    people,
    permanence,
    placements,
    protection,
    school,
    spells,
    teams,
    wellbeing,
    whereabouts,
)

STEPS: tuple[Step, ...] = (
    *people.STEPS,
    *families.STEPS,
    *front_door.STEPS,
    *assessment.STEPS,
    *protection.STEPS,
    *legal.STEPS,
    *care.STEPS,
    *placements.STEPS,
    *missing.STEPS,
    *leavers.STEPS,
    *aftermath.STEPS,
    *care_planning.STEPS,
    *wellbeing.STEPS,
    *needs.STEPS,
    *homes.STEPS,
    *whereabouts.STEPS,
    *permanence.STEPS,
    *school.STEPS,
    *completeness.STEPS,
    *teams.STEPS,
    *events.STEPS,
    *spells.STEPS,
    *pathways.STEPS,
    *clocks.STEPS,
)


def prepare(engine: Engine, as_of: date) -> None:
    """Put journey.run, the one row that says which day the run stands on. Every step reads it."""
    engine.put("journey.run", pa.table({"as_of": pa.array([as_of], pa.date32())}))


def journey_steps() -> list[Step]:
    """Every table of the journey; `prepare` comes first."""
    return list(STEPS)


__all__ = ["STEPS", "journey_steps", "prepare"]
