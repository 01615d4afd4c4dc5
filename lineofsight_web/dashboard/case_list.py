"""The rows behind a figure: which month and group, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from lineofsight.snapshot import Case, Snapshot
from lineofsight_web.access.visible import Visible
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.months import newest_month

CASES_A_PAGE = 50


@dataclass(frozen=True)
class CaseQuery:
    """Which rows. `by` is 'all', 'district' or 'team'."""

    at: date
    by: str
    group: str | None
    group_name: str

    @property
    def asked_team(self) -> str | None:
        return self.group if self.by == "team" else None

    @property
    def words(self) -> str:
        """What the log keeps."""
        return f"{self.at} {self.by} {self.group or ''}".strip()

    def page_query(self, snapshot: Snapshot, is_in_force: bool) -> str:
        """The address's query, for the links to other pages of the list."""
        parts = {"at": self.at.isoformat(), **({self.by: self.group or ""} if self.by != "all" else {})}
        return urlencode(parts if is_in_force else {**parts, "snapshot": snapshot.id}) + "&"


@dataclass(frozen=True)
class CaseRow:
    """A row as it is shown. `may_open`: whether this reader may go on to the child."""

    case: Case
    district: str
    team: str
    may_open: bool


class CasePages(Sequence[Case]):
    """The rows of a query, fetched a page at a time."""

    def __init__(self, snapshot: Snapshot, indicator_id: str, query: CaseQuery) -> None:
        self._snapshot = snapshot
        self._indicator_id = indicator_id
        self._query = query
        self._n = snapshot.count_cases(indicator_id, query.at, by=query.by, group=query.group)

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, wanted: int | slice) -> list[Case]:  # type: ignore[override]  # a paginator only slices
        if not isinstance(wanted, slice):
            raise TypeError("a page is a slice")
        start, stop, _ = wanted.indices(self._n)
        query = self._query
        return self._snapshot.cases(
            self._indicator_id, query.at, by=query.by, group=query.group, limit=stop - start, offset=start
        )


def read_query(request: HttpRequest, snapshot: Snapshot, only_team: str | None) -> CaseQuery:
    """What the address asks for. `only_team`: a reader who sees one team's rows, and gets those unless the address
    names another, which is then refused or allowed as any. Errors: 404.
    """
    at = _month_end(request.GET.get("at"), snapshot)
    by = next((by for by in ("team", "district") if by in request.GET), "all")
    group = request.GET.get(by) if by != "all" else None
    if only_team is not None and by != "team":
        by, group = "team", only_team
    name = group_words(snapshot, by, group) if group is not None else "the county"
    return CaseQuery(at, by, group, name)


def case_rows(snapshot: Snapshot, cases: Sequence[Case], visible: Visible) -> list[CaseRow]:
    """Rows with the words of their groups."""
    return [
        CaseRow(
            case=case,
            district=group_words(snapshot, "district", case.district or ""),
            team=group_words(snapshot, "team", case.team_id or ""),
            may_open=case.person_id is not None and case.person_id in visible,
        )
        for case in cases
    ]


def _month_end(text: str | None, snapshot: Snapshot) -> date:
    if not text:
        return newest_month(snapshot)
    try:
        at = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if at not in set(snapshot.periods()):
        raise Http404
    return at
