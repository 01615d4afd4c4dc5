"""What people say of an indicator. Rows are only added: a change of mind is a new row that names the one it replaces.

An indicator is named by its id, which is never reused; a group as the snapshot names it.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lineofsight_web.access.models import AppendOnlyModel

LONGEST_WORDS = 2000


class Judgement(AppendOnlyModel):
    """Who said something of an indicator, when and why. `replaces` is the row that this one takes the place of."""

    indicator = models.CharField(max_length=4)
    because = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.because}"


class Note(Judgement):
    """Words that stand beside an indicator. `about` is the month end they speak of; null: the indicator as such."""

    about = models.DateField(null=True)


class Target(Judgement):
    """The value the council aims for, in the indicator's own unit (proportions 0 to 1), from a day on."""

    value = models.FloatField()
    from_date = models.DateField()


class Rebase(Judgement):
    """A month end from which a series is held to have a new level. `evidence` is what was proposed, in words.

    `snapshot_id` is the snapshot that the person looked at.
    """

    on = models.DateField()
    evidence = models.TextField(blank=True)
    snapshot_id = models.CharField(max_length=120)
