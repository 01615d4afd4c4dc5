"""Saying something of an indicator, and taking it back. Each call is one transaction and adds one row.

Who may is decided before: see `access.policies`.
"""

from datetime import date
from typing import TypeVar, cast

from django.db import IntegrityError, transaction
from django.utils import timezone

from lineofsight.errors import LineofsightError
from lineofsight_web.access.models import User
from lineofsight_web.judgements.in_force import standing
from lineofsight_web.judgements.models import Judgement, Note, Rebase, Target

Kind = TypeVar("Kind", bound=Judgement)


class AlreadyReplaced(LineofsightError):
    """Somebody else replaced or withdrew it in between."""

    def __init__(self) -> None:
        super().__init__("Somebody else has changed this in between. Look at what stands now.")


def write_note(*, indicator: str, words: str, about: date | None, by: User) -> Note:
    """Words beside an indicator, of a month end or of the indicator as such."""
    return _add(Note, indicator=indicator, because=words, about=about, by=by)


def set_target(*, indicator: str, value: float, from_date: date, because: str, by: User) -> Target:
    """What the council aims for from a day on. Earlier targets stay, so that each month keeps the one of its time."""
    return _add(Target, indicator=indicator, value=value, from_date=from_date, because=because, by=by)


def accept_rebase(*, indicator: str, on: date, because: str, evidence: str, snapshot_id: str, by: User) -> Rebase:
    """Hold a series to have a new level from a month end on. Twice for one month adds nothing."""
    known: Rebase | None = standing(Rebase).filter(indicator=indicator, on=on).first()
    return known or _add(
        Rebase, indicator=indicator, on=on, because=because, evidence=evidence, snapshot_id=snapshot_id, by=by
    )  # fmt: skip


def withdraw(judgement: Kind, *, because: str, by: User) -> Kind:
    """Take back a note, a target or a rebase; it stays in the record. Errors: AlreadyReplaced."""
    kept = {
        field.name: getattr(judgement, field.name)
        for field in type(judgement)._meta.fields
        if field.name not in {"id", "because", "said_by", "said_at", "replaces", "is_withdrawn", "indicator"}
    }
    return _add(
        type(judgement), indicator=judgement.indicator, because=because, by=by, replaces=judgement, is_withdrawn=True,
        **kept,
    )  # fmt: skip


def _add(kind: type[Kind], *, by: User, because: str, **fields: object) -> Kind:
    if not because.strip():
        raise ValueError("a judgement says why")
    try:
        with transaction.atomic():
            return cast(
                "Kind", kind.objects.create(because=because.strip(), said_by=by, said_at=timezone.now(), **fields)
            )
    except IntegrityError:  # `replaces` is one to one
        raise AlreadyReplaced from None
