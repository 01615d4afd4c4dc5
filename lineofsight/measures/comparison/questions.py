"""Which measures are asked of teams and districts, and which facts about the children may be allowed for.

A fact may be allowed for only if it was known before the team acted. What a team decides or does is never one: allowing
for it would explain the team's own work away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator

Side = Literal["above", "below"]

FACTS: Mapping[str, str] = {
    "need": "primary need",
    "age_band": "age",
    "referral_source": "who referred the child",
    "earlier_plan": "an earlier child protection plan",
    "disabled": "disability",
    "unaccompanied": "arrival alone from abroad",
    "sex": "sex",
    "ethnicity": "ethnicity",
}
"""Columns of measures.compared_cases, in the order in which few children allow for them; and what each is called."""

_COUNTED = "a child with an earlier plan had an earlier referral, which is what is counted"
_ITSELF = "an earlier plan is what is counted"

NOT_ALLOWED_FOR: Mapping[str, Mapping[str, str]] = {
    "FD08": {"earlier_plan": _COUNTED},
    "DA02": {"earlier_plan": _COUNTED},
    "CP09": {"earlier_plan": _ITSELF},
    "CP10": {"earlier_plan": _ITSELF},
    "NE06": {"earlier_plan": _ITSELF},
}
"""By measure: facts that would explain away what is asked, with the reason. A measure that is not broken down by age,
since it is about an age, is not allowed for by age either; nor by any other breakdown that it does not have."""

BY: Mapping[str, str] = {
    "team": "teams as they are now",
    "team_then": "teams as they were on the day",
    "district": "districts",
}
"""What cases are grouped by. Work of a closed team is its successor's under `team`, and its own under `team_then`."""


_BREAKDOWNS = {"need", "age_band", "sex", "ethnicity"}


@dataclass(frozen=True)
class Question:
    """One measure, asked of every team or district. `side` is where the worse are, if either side is worse.

    `facts` are allowed for as far as there are children enough.
    """

    indicator: Indicator
    facts: tuple[str, ...]
    side: Side | None


def question_of(indicator: Indicator) -> Question | None:
    """The question that a measure asks of teams; None for what is no share of things that happened in 12 months."""
    if not (indicator.is_held and indicator.unit == "percent" and indicator.is_of_children) or indicator.is_stock:
        return None
    if (
        indicator.months < 12
        or indicator.weight
        or indicator.stock_sql
        or not {"team", "district"} & set(indicator.breakdowns)
    ):
        return None
    left_out = {*NOT_ALLOWED_FOR.get(indicator.id, ()), *(_BREAKDOWNS - set(indicator.breakdowns))}
    sides: dict[str, Side | None] = {"lower": "above", "higher": "below", "neither": None}
    return Question(indicator, tuple(fact for fact in FACTS if fact not in left_out), sides[indicator.better])


def questions(indicators: Iterable[Indicator] = INDICATORS.values()) -> tuple[Question, ...]:
    """Every question that can be asked, in the order of the catalogue."""
    return tuple(asked for indicator in indicators if (asked := question_of(indicator)) is not None)
