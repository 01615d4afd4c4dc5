"""The plan as people write it: ambitions and who leads them, meetings and their papers, items, and every change.

A paper is kept as it came and is never edited. What it says about an ambition becomes items; each time an item stands
in a paper, an Appearance keeps the wording it had there, so that two papers can be compared years later.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lineofsight_web.access.models import AppendOnlyModel
from lineofsight_web.plan.paper_rules import LONGEST_HEADING

COMMAND_LINE = "the command line"
"""Who did what nobody signed in did."""

CHANGED_WORDS = {"text": "Words", "lead": "Lead"}


class Meeting(models.Model):
    """A meeting of the board, known by its month."""

    month = models.DateField(unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"


class Paper(models.Model):
    """A board paper, word for word. `unplaced` lists the lines that no rule placed. Key: `sha256` of the text.

    `imported_by` null: imported from the command line.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    title = models.TextField()
    author_name = models.TextField(blank=True)
    author_post = models.TextField(blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    unplaced = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting__month", "imported_at", "id"]

    def __str__(self) -> str:
        return f"{self.title}, {self.meeting}"

    @property
    def imported_by_name(self) -> str:
        """Who loaded it, as a page says it."""
        return self.imported_by.get_full_name() if self.imported_by else COMMAND_LINE


class Paragraph(models.Model):
    """A numbered paragraph of a paper. `place` is its position: two may carry one number, as typed."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="paragraphs")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["paper", "place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["paper", "place"], name="one_paragraph_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()

    @property
    def is_heading(self) -> bool:
        """'4.0 Highlights': a number that opens a part, and few words."""
        return self.number.endswith(".0") and len(self.text.split()) <= LONGEST_HEADING


class KeyPriority(models.Model):
    """A key priority for the next period. `number` is its paragraph's, or '' for a point that has none."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="key_priorities")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["paper", "place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["paper", "place"], name="one_key_priority_a_place")
        ]

    def __str__(self) -> str:
        return self.text


class Ambition(models.Model):
    """An ambition of the plan. `version` grows with each change, so that two editors cannot overwrite silently."""

    number = models.PositiveSmallIntegerField(unique=True)
    title = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"Ambition {self.number}: {self.title}"


class Lead(models.Model):
    """Who led an ambition, as half-open spells: the one in force has no end."""

    ambition = models.ForeignKey(Ambition, on_delete=models.CASCADE, related_name="leads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    start_date = models.DateField()
    end_date = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["start_date", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ambition"], condition=models.Q(end_date__isnull=True), name="one_lead_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.user.get_full_name()


class Item(models.Model):
    """A line of an ambition: what is working well, or a priority action. A sub-point has a `parent`.

    An item with an appearance came from a paper; one without was added in the application.
    """

    class Kind(models.TextChoices):
        """The two lists that a paper gives for each ambition."""

        WORKING_WELL = "working_well", "Working well"
        PRIORITY_ACTION = "priority_action", "Priority action areas"

    ambition = models.ForeignKey(Ambition, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="sub_points")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    place = models.PositiveIntegerField()
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["ambition", "kind", "place", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_added(self) -> bool:
        """Whether it came from the application rather than from a paper."""
        return not self.appearances.all()

    @property
    def is_reworded(self) -> bool:
        """Whether its words were changed since the last paper that has it."""
        seen = list(self.appearances.all())
        return bool(seen) and seen[-1].text != self.text


class Appearance(models.Model):
    """An item as one paper words it. Its first and last tell when the item was first and last seen by the board."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="appearances")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="appearances")
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["paper__meeting__month", "paper_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "paper"], name="one_appearance_a_paper")
        ]

    def __str__(self) -> str:
        return self.text


class Change(AppendOnlyModel):
    """One thing that was done to the plan: who, when, before, after, and why. Rows are only ever added.

    `by` null: done from the command line.
    """

    class What(models.TextChoices):
        """What was done."""

        PAPER_IMPORTED = "paper_imported", "Imported a paper"
        ITEM_ADDED = "item_added", "Added"
        ITEM_EDITED = "item_edited", "Changed"
        ITEM_CLOSED = "item_closed", "Closed"
        LEAD_SET = "lead_set", "Changed the lead"

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="changes")
    ambition = models.ForeignKey(Ambition, on_delete=models.PROTECT, null=True, related_name="changes")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_what_display()} by {self.by_name}"

    @property
    def by_name(self) -> str:
        """Who did it, as a page says it."""
        return self.by.get_full_name() if self.by else COMMAND_LINE

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        """What differs: its name, before, after."""
        names = [name for name in ("text", "lead") if self.before.get(name, "") != self.after.get(name, "")]
        return [(CHANGED_WORDS[name], self.before.get(name, ""), self.after.get(name, "")) for name in names]
