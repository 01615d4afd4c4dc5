"""Every indicator, by id. A name you can search for beats discovery: a theme's list is added here by hand."""

from lineofsight.measures.catalogue import (
    assessment,
    care_leavers,
    care_planning,
    child_protection,
    domestic_abuse,
    early_help,
    education,
    front_door,
    health_in_care,
    legal,
    looked_after,
    missing,
    neglect,
    permanence,
    quality,
    stability,
    workforce,
)
from lineofsight.measures.indicator import Indicator

_THEMES = (
    front_door,
    early_help,
    assessment,
    child_protection,
    legal,
    looked_after,
    care_planning,
    health_in_care,
    permanence,
    stability,
    care_leavers,
    neglect,
    domestic_abuse,
    missing,
    education,
    workforce,
    quality,
)

INDICATORS: dict[str, Indicator] = {indicator.id: indicator for theme in _THEMES for indicator in theme.INDICATORS}

_MISSING = {other for indicator in INDICATORS.values() for other in indicator.balanced_by} - set(INDICATORS)
if _MISSING:
    raise ValueError(f"no indicator to stand beside another: {', '.join(sorted(_MISSING))}")

__all__ = ["INDICATORS", "Indicator"]
