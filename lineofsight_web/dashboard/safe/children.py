"""The children behind one count of the page: who moved, or what became of whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, QueryDict

from lineofsight.snapshot import Departed, Mover, Snapshot, Years
from lineofsight.snapshot.after import OUTCOMES
from lineofsight_web.access.visible import Visible
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.safe.aftermath import EVERYONE, GROUP_WORDS, KINDS_SHOWN, OUTCOME_WORDS, WITHIN
from lineofsight_web.dashboard.safe.change import movers_of, newest_then
from lineofsight_web.dashboard.safe.parts import BY_KEY, PartKey, part_words
from lineofsight_web.ui import words

_YEARS = {"now": True, "before": False}


@dataclass(frozen=True)
class ListRow:
    """One child on the list. `may_open`: whether this reader may go on to the child."""

    on: date
    person_id: str
    what: str
    then: str
    may_open: bool
    source_file: str
    source_row: int


@dataclass(frozen=True)
class Listed:
    """A list: its words, which the log keeps too, and its children."""

    title: str
    said: str
    key: str
    on_heading: str
    rows: tuple[ListRow, ...]


def listed(request: HttpRequest, snapshot: Snapshot, visible: Visible, own: Visible) -> Listed:
    """The list that an address asks for. `visible`: whose page may be opened; `own`: whom this reader may list.

    Errors: 404 for an address that names no count of the page.
    """
    found = _moved(request.GET, snapshot, visible) if "level" in request.GET else _left(request.GET, snapshot, visible)
    rows = tuple(row for row in found.rows if row.person_id in own)
    return Listed(found.title, found.said, found.key, found.on_heading, rows)


def _moved(asked: QueryDict, snapshot: Snapshot, visible: Visible) -> Listed:
    level = BY_KEY.get(asked.get("level", ""))
    is_latest = _is_latest(asked)
    way, _, name = asked.get("part", "").partition(":")
    if level is None or way not in {"start", "end", "ageing out"}:
        raise Http404
    key = PartKey(way, name)  # type: ignore[arg-type]  # one of the three
    then, now = newest_then(snapshot, is_latest=is_latest)
    what = part_words(level, key.way, key.name)
    movers = movers_of(snapshot, level, key, is_latest=is_latest)
    return Listed(
        title=f"{level.title}: {what[:1].lower()}{what[1:]}",
        said=f"Between {words.day(then)} and {words.day(now)}.",
        key=f"safe {level.key} {key.text} {'now' if is_latest else 'before'}",
        on_heading="In the month to",
        rows=tuple(_mover_row(snapshot, mover, visible) for mover in movers),
    )


def _mover_row(snapshot: Snapshot, mover: Mover, visible: Visible) -> ListRow:
    where = f"{group_words(snapshot, 'team', mover.team_id)}, {group_words(snapshot, 'district', mover.district)}"
    reason = snapshot.label("reason_episode_ceased", mover.reason) if mover.reason else ""
    return ListRow(mover.at, mover.person_id, where, reason, mover.person_id in visible, mover.source_file,
                   mover.source_row)  # fmt: skip


def _left(asked: QueryDict, snapshot: Snapshot, visible: Visible) -> Listed:
    kind = next((one for one in KINDS_SHOWN if one.key == asked.get("kind")), None)
    group, outcome, within = asked.get("group", ""), asked.get("outcome", ""), asked.get("within", "")
    if kind is None or group not in kind.groups or outcome not in OUTCOMES or within not in {str(n) for n in WITHIN}:
        raise Http404
    is_latest, years = _is_latest(asked), Years(snapshot.as_of, int(within))
    children = snapshot.departed(
        years, kind.key, outcome, who=None if group == EVERYONE else group, is_latest=is_latest, with_outcome=True
    )
    until = years.until if is_latest else years.since
    return Listed(
        title=f"{OUTCOME_WORDS[outcome]} within {within} days",
        said=f"{words.sentence_case(kind.said)} in the 12 months to {words.day(until)}. {GROUP_WORDS[group]}.",
        key=f"safe {kind.key} {group} {outcome} {within} {'now' if is_latest else 'before'}",
        on_heading="Left on",
        rows=tuple(_departed_row(one, visible) for one in children),
    )


def _departed_row(one: Departed, visible: Visible) -> ListRow:
    age = "age not known" if one.age is None else f"aged {one.age}"
    return ListRow(one.left_on, one.person_id, age, words.day(one.happened_on), one.person_id in visible,
                   one.source_file, one.source_row)  # fmt: skip


def _is_latest(asked: QueryDict) -> bool:
    years = str(asked.get("in"))
    if years not in _YEARS:
        raise Http404
    return _YEARS[years]


def people_on(rows: Sequence[ListRow]) -> list[str]:
    """Whom the log names."""
    return sorted({row.person_id for row in rows})
