"""Decisions about records: the same person or not. Rows are only added; a change of mind is a new row."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lineofsight_web.access.models import AppendOnlyModel


class IdentityDecision(AppendOnlyModel):
    """Whether two records are of one person, as somebody decided it. The records are in one order, a before b.

    A record is named by its source and the supplier's own key, so that the decision outlives person ids and snapshots.
    `supersedes` is the decision that this one replaces: of each pair one decision is in force.
    """

    class Decision(models.TextChoices):
        """What the next build does with the pair."""

        SAME = "same", "The same person"
        DIFFERENT = "different", "Not the same person"
        UNSURE = "unsure", "Cannot be told"

    source_a = models.CharField(max_length=100)
    source_key_a = models.CharField(max_length=200)
    source_b = models.CharField(max_length=100)
    source_key_b = models.CharField(max_length=200)
    decision = models.CharField(max_length=10, choices=Decision)
    because = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source_a", "source_key_a", "source_b", "source_key_b"],
                condition=models.Q(supersedes__isnull=True),
                name="one_first_decision_a_pair",
            )
        ]

    def __str__(self) -> str:
        return self.decision_id

    @property
    def decision_id(self) -> str:
        """The id in the extract. Padded, so that ids sort in the order of decisions."""
        return decision_id(self.pk)


def decision_id(key: int | None) -> str:
    """The id in the extract of a row's key; '' for none."""
    return "" if key is None else f"D{key:09d}"
