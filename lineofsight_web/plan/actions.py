"""Everything that writes to the plan. Each call is one transaction and leaves one Change behind it.

`by` is the person who did it, None for the command line. Who may is decided before: see `permissions.py`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from lineofsight.errors import LineofsightError
from lineofsight_web.access.models import User
from lineofsight_web.plan import papers
from lineofsight_web.plan.models import (
    Ambition,
    Appearance,
    Change,
    Item,
    KeyPriority,
    Lead,
    Meeting,
    Paper,
    Paragraph,
)


class NotAPaper(LineofsightError):
    """The text cannot be loaded as a board paper."""


class EditConflict(LineofsightError):
    """Somebody else changed it in between. `current` is what stands now."""

    def __init__(self, current: Item | Ambition) -> None:
        super().__init__("Somebody else changed this while you had it open. Nothing of yours has been saved.")
        self.current = current


@dataclass(frozen=True)
class Imported:
    """A paper in the plan. `is_new` is false where the same text was imported before: then nothing was changed."""

    paper: Paper
    is_new: bool


def import_paper(*, text: str, by: User | None) -> Imported:
    """Load a paper's text. The same text again changes nothing.

    An item that stands in the plan already, in the same words but for case and punctuation, is seen again; any other
    line is a new item. Nothing is closed and nothing is deleted: what the paper no longer says stays, last seen before.
    Errors: NotAPaper where it has no date, or neither an ambition nor a numbered paragraph.
    """
    read = papers.read_paper(text)
    if not (read.ambitions or read.paragraphs):
        raise NotAPaper(
            "No ambition and no numbered paragraph was found in the paper.\n"
            "  Expected  paragraphs like '4.1 ...' and headings like 'Ambition 1 - ...'\n"
            "  Next      check that this is the board paper, saved as plain text"
        )
    if read.month is None:
        raise NotAPaper(
            "The paper has no date, so it belongs to no meeting.\n"
            "  Expected  a line like 'May 2024' or 'Date of meeting: 14 May 2024'\n"
            "  Next      add the line under the title and import the paper again"
        )
    try:
        return _import(text, read, read.month, by)
    except IntegrityError:  # the same paper, or another of the same meeting, was loaded at the same moment
        return _import(text, read, read.month, by)


@transaction.atomic
def _import(text: str, read: papers.Paper, month: date, by: User | None) -> Imported:
    digest = digest_of(text)
    known = Paper.objects.filter(sha256=digest).first()
    if known:
        return Imported(known, is_new=False)
    paper = _keep_paper(text, digest, read, month, by)
    is_latest = not Paper.objects.filter(meeting__month__gt=month).exists()
    counts = _load_ambitions(paper, read, is_latest=is_latest)
    counts |= {"paragraphs": len(read.paragraphs), "key_priorities": len(read.key_priorities)}
    _log(Change.What.PAPER_IMPORTED, by, paper=paper, after={**counts, "unplaced": len(read.unplaced)})
    return Imported(paper, is_new=True)


def digest_of(text: str) -> str:
    """SHA-256 of a paper's text; how a program ends lines, and spaces at their ends, do not matter."""
    return hashlib.sha256("\n".join(line.rstrip() for line in text.splitlines()).strip().encode("utf-8")).hexdigest()


def _keep_paper(text: str, digest: str, read: papers.Paper, month: date, by: User | None) -> Paper:
    meeting, _ = Meeting.objects.get_or_create(month=month)
    paper = Paper.objects.create(
        meeting=meeting,
        title=read.title,
        author_name=read.author.name if read.author else "",
        author_post=read.author.post if read.author else "",
        text=text,
        sha256=digest,
        unplaced=read.unplaced,
        imported_at=timezone.now(),
        imported_by=by,
    )
    Paragraph.objects.bulk_create(
        Paragraph(paper=paper, place=place, number=one.number, text=one.text)
        for place, one in enumerate(read.paragraphs, 1)
    )
    KeyPriority.objects.bulk_create(
        KeyPriority(paper=paper, place=place, number=one.number, text=one.text)
        for place, one in enumerate(read.key_priorities, 1)
    )
    return paper


def _load_ambitions(paper: Paper, read: papers.Paper, *, is_latest: bool) -> dict[str, int]:
    n_new = n_seen = 0
    for found in read.ambitions:
        ambition = _ambition(found, is_latest=is_latest)
        for kind, items in (
            (Item.Kind.WORKING_WELL, found.working_well),
            (Item.Kind.PRIORITY_ACTION, found.priority_actions),
        ):
            loader = _ItemLoader(paper, ambition, kind, is_latest=is_latest)
            for item in items:
                loader.load(item)
            n_new, n_seen = n_new + loader.n_new, n_seen + loader.n_seen
    return {"ambitions": len(read.ambitions), "items_new": n_new, "items_seen_again": n_seen}


def _ambition(found: papers.Ambition, *, is_latest: bool) -> Ambition:
    ambition, is_new = Ambition.objects.get_or_create(number=found.number, defaults={"title": found.title})
    if not is_new and is_latest and found.title and ambition.title != found.title:
        ambition.title, ambition.version = found.title, ambition.version + 1
        ambition.save(update_fields=["title", "version"])
    return ambition


class _ItemLoader:
    """Puts the lines of one list into the plan, in order, each beside the item it repeats or as a new one."""

    def __init__(self, paper: Paper, ambition: Ambition, kind: Item.Kind, *, is_latest: bool) -> None:
        self.paper, self.ambition, self.kind, self.is_latest = paper, ambition, kind, is_latest
        self.place = self.n_new = self.n_seen = 0
        self.known: dict[str, list[Item]] = {}
        for item in ambition.items.filter(kind=kind, closed_at=None).prefetch_related("appearances"):
            for wording in {fold(text) for text in (item.text, *(seen.text for seen in item.appearances.all()))}:
                self.known.setdefault(wording, []).append(item)

    def load(self, found: papers.Item, parent: Item | None = None) -> None:
        self.place += 1
        item = self._known(found.text)
        if item is None:
            item = Item.objects.create(
                ambition=self.ambition, kind=self.kind, parent=parent, text=found.text, place=self.place
            )
            self.n_new += 1
        else:
            self.n_seen += 1
            if self.is_latest:
                Item.objects.filter(pk=item.pk).update(place=self.place)
        Appearance.objects.create(item=item, paper=self.paper, text=found.text)
        for point in found.sub_points:
            self.load(point, item)

    def _known(self, text: str) -> Item | None:
        """The item that says this already; each once, so that a line printed twice is two items."""
        candidates = self.known.get(fold(text), [])
        item = candidates[0] if candidates else None
        if item:
            self.known = {wording: [one for one in items if one != item] for wording, items in self.known.items()}
        return item


def fold(text: str) -> str:
    """A line as it is compared: case, punctuation and spaces do not matter."""
    return " ".join("".join(mark if mark.isalnum() else " " for mark in text).casefold().split())


@transaction.atomic
def edit_item(*, item_id: int, version: int, text: str, lead: User | None, because: str, by: User | None) -> Item:
    """Change an item's words or its lead. Errors: EditConflict if it is not at `version` any more."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item_id)
    before = {"text": item.text, "lead": _name(item.lead)}
    after = {"text": text, "lead": _name(lead)}
    if before == after:  # also the same form sent twice
        return item
    if item.version != version or item.closed_at:
        raise EditConflict(item)
    item.text, item.lead, item.version = text, lead, version + 1
    item.save(update_fields=["text", "lead", "version"])
    _log(Change.What.ITEM_EDITED, by, item=item, ambition=item.ambition, before=before, after=after, because=because)
    return item


@transaction.atomic
def add_item(*, ambition_id: int, kind: str, text: str, because: str, by: User | None) -> Item:
    """Add an item to the end of a list. The same words again, while the item is open, add nothing."""
    ambition = Ambition.objects.select_for_update().get(pk=ambition_id)
    standing = list(ambition.items.filter(kind=kind, closed_at=None))
    for item in standing:
        if fold(item.text) == fold(text):
            return item
    place = max((item.place for item in standing), default=0) + 1
    item = Item.objects.create(ambition=ambition, kind=kind, text=text, place=place)
    _log(Change.What.ITEM_ADDED, by, item=item, ambition=ambition, after={"text": text, "kind": kind}, because=because)
    return item


@transaction.atomic
def close_item(*, item_id: int, version: int, because: str, by: User | None) -> Item:
    """Close an item and the points under it. Closed again, nothing changes. Errors: EditConflict."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.closed_at:
        return item
    if item.version != version:
        raise EditConflict(item)
    now = timezone.now()
    points = item.sub_points.filter(closed_at=None)
    before = {"text": item.text, "sub_points": [point.text for point in points]}
    for closing in (*points, item):
        closing.closed_at, closing.version = now, closing.version + 1
        closing.save(update_fields=["closed_at", "version"])
    _log(Change.What.ITEM_CLOSED, by, item=item, ambition=item.ambition, before=before, because=because)
    return item


@transaction.atomic
def set_lead(*, ambition_id: int, version: int, lead: User | None, on: date, because: str, by: User | None) -> Ambition:
    """From a day on, somebody leads an ambition, or nobody does; who led it before stays on record.

    Errors: EditConflict if the ambition is not at `version` any more; LineofsightError for a day before the lead began.
    """
    ambition = Ambition.objects.select_for_update().get(pk=ambition_id)
    standing = ambition.leads.filter(end_date=None).select_related("user").first()
    if (standing.user if standing else None) == lead:
        return ambition
    if ambition.version != version:
        raise EditConflict(ambition)
    if standing:
        _end_lead(standing, on)
    if lead:
        Lead.objects.create(ambition=ambition, user=lead, start_date=on)
    ambition.version += 1
    ambition.save(update_fields=["version"])
    before, after = {"lead": _name(standing.user if standing else None)}, {"lead": _name(lead), "from": on.isoformat()}
    _log(Change.What.LEAD_SET, by, ambition=ambition, before=before, after=after, because=because)
    return ambition


def _end_lead(standing: Lead, on: date) -> None:
    if on < standing.start_date:
        raise LineofsightError("A lead cannot end before it began. Choose a later day.")
    if on == standing.start_date:
        standing.delete()  # led for no day; the Change keeps that it was set
        return
    standing.end_date = on
    standing.save(update_fields=["end_date"])


def _name(user: User | None) -> str:
    return user.get_full_name() if user else ""


def _log(
    what: Change.What,
    by: User | None,
    *,
    paper: Paper | None = None,
    ambition: Ambition | None = None,
    item: Item | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    because: str = "",
) -> None:
    Change.objects.create(
        at=timezone.now(), by=by, what=what, paper=paper, ambition=ambition, item=item,
        before=dict(before or {}), after=dict(after or {}), because=because,
    )  # fmt: skip
