"""Teams, posts and workers as spells, and who holds whose case. A sibling of the journey, run with it."""

from lineofsight.engines import Step
from lineofsight.workforce import caseloads, posts

STEPS: tuple[Step, ...] = (*posts.STEPS, *caseloads.STEPS)


def workforce_steps() -> list[Step]:
    """Every table of the workforce; `lineofsight.journey.prepare` comes first."""
    return list(STEPS)


__all__ = ["STEPS", "workforce_steps"]
