"""What the plan's pages show, fetched once and put in order: ambitions, their items, and what papers say of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lineofsight_web.plan import papers
from lineofsight_web.plan.models import Ambition, Appearance, Item, Paper, Paragraph
from lineofsight_web.plan.paper_rules import NUMBER_WORDS


@dataclass(frozen=True)
class Line:
    """An open item with the open points under it."""

    item: Item
    points: list[Item]


@dataclass(frozen=True)
class Lists:
    """An ambition's open items. `earlier` stood in a paper, but not in the latest one."""

    working_well: list[Line]
    priority_actions: list[Line]
    earlier: list[Line]

    @property
    def n_working_well(self) -> int:
        """Items with their sub-points: as many as the paper has lines."""
        return _n_lines(self.working_well)

    @property
    def n_priority_actions(self) -> int:
        """Items with their sub-points: as many as the paper has lines."""
        return _n_lines(self.priority_actions)


def latest_paper() -> Paper | None:
    """The paper of the latest meeting; of two for one meeting, the one loaded last."""
    return Paper.objects.select_related("meeting").last()


def ambitions() -> list[Ambition]:
    """Every ambition, each with its items, their appearances, and its leads."""
    return list(_with_everything(Ambition.objects.all()))


def ambition_numbered(number: int) -> Ambition | None:
    """One ambition, fetched as `ambitions` does."""
    return _with_everything(Ambition.objects.filter(number=number)).first()


def _with_everything(found: QuerySet[Ambition]) -> QuerySet[Ambition]:
    return found.prefetch_related("items__appearances__paper__meeting", "items__lead", "leads__user")


def lists(ambition: Ambition, latest: Paper | None) -> Lists:
    """An ambition's open items by list."""
    standing = [item for item in ambition.items.all() if item.closed_at is None]
    current = [item for item in standing if _is_current(item, latest)]
    earlier = [item for item in standing if item not in current]
    return Lists(
        working_well=_lines([item for item in current if item.kind == Item.Kind.WORKING_WELL]),
        priority_actions=_lines([item for item in current if item.kind == Item.Kind.PRIORITY_ACTION]),
        earlier=_lines(earlier),
    )


def _is_current(item: Item, latest: Paper | None) -> bool:
    """Whether the latest paper says it, or no paper does: then it was added in the application."""
    seen = item.appearances.all()
    return not seen or any(latest is not None and one.paper_id == latest.pk for one in seen)


def _lines(items: Sequence[Item]) -> list[Line]:
    """Each item with its points; a point whose parent is not among them stands by itself."""
    here = {item.pk for item in items}
    return [
        Line(item, [point for point in items if point.parent_id == item.pk])
        for item in items
        if item.parent_id not in here
    ]


def _n_lines(lines: Sequence[Line]) -> int:
    return sum(1 + len(line.points) for line in lines)


def paragraphs_about(ambition: Ambition, paper: Paper) -> list[Paragraph]:
    """The numbered paragraphs that name the ambition: 'ambition 6', 'ambition six'."""
    names = str(ambition.number)
    if 1 <= ambition.number <= len(NUMBER_WORDS):
        names += f"|{NUMBER_WORDS[ambition.number - 1]}"
    names_it = re.compile(rf"\bambition\s+(?:{names})\b", re.IGNORECASE)
    return [one for one in paper.paragraphs.all() if names_it.search(one.text)]


@dataclass(frozen=True)
class Section:
    """What a paper's appendix says of one ambition, in the paper's own words."""

    ambition: Ambition
    working_well: list[Appearance]
    priority_actions: list[Appearance]


def appendix(paper: Paper) -> list[Section]:
    """The appendix of a paper, ambition by ambition, as it was worded there."""
    seen = list(paper.appearances.select_related("item__ambition", "item__parent").order_by("item__ambition", "id"))
    by_ambition: dict[Ambition, list[Appearance]] = {}
    for one in seen:
        by_ambition.setdefault(one.item.ambition, []).append(one)
    return [
        Section(
            ambition,
            [one for one in found if one.item.kind == Item.Kind.WORKING_WELL],
            [one for one in found if one.item.kind == Item.Kind.PRIORITY_ACTION],
        )
        for ambition, found in by_ambition.items()
    ]


def as_paper() -> papers.Paper:
    """The plan as it stands, in the shape of the paper it came from: open items under the latest paper's paragraphs."""
    latest = latest_paper()
    standing = papers.Paper(ambitions=[_as_in_a_paper(ambition, latest) for ambition in ambitions()])
    if latest is None:
        return standing
    standing.title, standing.date, standing.month = latest.title, str(latest.meeting), latest.meeting.month
    if latest.author_name:
        line = f"{latest.author_name}, {latest.author_post}"
        standing.author = papers.Author(line, latest.author_name, latest.author_post)
    standing.paragraphs = [papers.Paragraph(one.number, one.text) for one in latest.paragraphs.all()]
    standing.key_priorities = [papers.KeyPriority(one.number, one.text) for one in latest.key_priorities.all()]
    standing.unplaced = list(latest.unplaced)
    return standing


def _as_in_a_paper(ambition: Ambition, latest: Paper | None) -> papers.Ambition:
    standing = lists(ambition, latest)
    return papers.Ambition(
        number=ambition.number,
        title=ambition.title,
        heading=str(ambition),
        working_well=[_as_item(line) for line in standing.working_well],
        priority_actions=[_as_item(line) for line in standing.priority_actions],
    )


def _as_item(line: Line) -> papers.Item:
    return papers.Item(line.item.text, [papers.Item(point.text) for point in line.points])
