"""What stands now: judgements that nothing has replaced and nobody has withdrawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from lineofsight_web.judgements.models import Judgement, Note, Rebase, Target

Kind = TypeVar("Kind", bound=Judgement)


@dataclass(frozen=True)
class Judgements:
    """What people have said of one indicator. Notes newest first; rebases in the order of their months."""

    notes: tuple[Note, ...] = ()
    targets: tuple[Target, ...] = ()
    rebases: tuple[Rebase, ...] = ()

    def target(self, at: date) -> Target | None:
        """The target in force at a month end."""
        held = [one for one in self.targets if one.from_date <= at]
        return max(held, key=lambda one: (one.from_date, one.pk), default=None)

    @property
    def rebased_on(self) -> tuple[date, ...]:
        """Month ends from which a new level was accepted, oldest first."""
        return tuple(sorted({one.on for one in self.rebases}))


def judgements_of(indicator: str) -> Judgements:
    """What stands of one indicator."""
    return all_judgements(indicator).get(indicator, Judgements())


def all_judgements(*indicators: str) -> dict[str, Judgements]:
    """What stands of every indicator that anything was said of; of those named, if any are."""
    notes, targets = _by_indicator(Note, indicators), _by_indicator(Target, indicators)
    rebases = _by_indicator(Rebase, indicators)
    return {
        indicator: Judgements(
            notes=tuple(sorted(notes.get(indicator, []), key=lambda one: -one.pk)),
            targets=tuple(targets.get(indicator, [])),
            rebases=tuple(sorted(rebases.get(indicator, []), key=lambda one: (one.on, one.pk))),
        )
        for indicator in sorted({*notes, *targets, *rebases})
    }


def standing(kind: type[Kind]) -> Any:
    """A query of the rows of a kind that nothing has replaced and nobody has withdrawn."""
    return kind.objects.filter(**_STANDS)


_STANDS: dict[str, Any] = {"replaced_by": None, "is_withdrawn": False}


def _by_indicator(kind: type[Kind], indicators: tuple[str, ...]) -> dict[str, list[Kind]]:
    rows = standing(kind).select_related("said_by")
    if indicators:
        rows = rows.filter(indicator__in=indicators)
    found: dict[str, list[Kind]] = {}
    for row in rows:
        found.setdefault(row.indicator, []).append(row)
    return found
