"""The rows of one question as CSV or Excel, as the page shows them."""

from lineofsight.snapshot import ComparisonRow, Snapshot
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.teams.question import QuestionPage, hidden
from lineofsight_web.dashboard.teams.said import HIDDEN

HEADERS = (
    "indicator", "title", "to", "by", "group", "group_name", "children", "observed", "expected",
    "observed_over_expected", "lower_95", "upper_95", "verdict", "why_not_comparable", "would_show_above",
    "would_show_below", "snapshot",
)  # fmt: skip


def question_file(snapshot: Snapshot, page: QuestionPage, reader: Reader, form: str) -> bytes:
    """One row a team or district, in the order of names; hidden numbers are left out and said to be."""
    away = hidden(snapshot, page.indicator, page.by, reader)
    by_group = {row.grp: row for row in snapshot.comparisons(page.indicator.id, page.by)}
    table = [_row(snapshot, page, by_group[row.group], hide=row.group in away) for row in page.rows]
    if form == "csv":
        return downloads.as_csv(table, HEADERS)
    told = [
        ("Measure", f"{page.indicator.id} {page.indicator.title}"),
        ("Answer", page.sentence),
        ("Chance", page.chance),
        *(("Allowed for", line) for line in page.allowed_for),
        ("Would show", "The true share that these numbers would have shown 8 times in 10, allowing for how many were "
                       "looked at."),
    ]  # fmt: skip
    return downloads.workbook({"Comparison": (HEADERS, table)}, {"How": told})


def _row(snapshot: Snapshot, page: QuestionPage, row: ComparisonRow, *, hide: bool) -> list[downloads.Cell]:
    name = group_words(snapshot, "district" if page.by == "district" else "team", row.grp)
    start: list[downloads.Cell] = [
        page.indicator.id,
        page.indicator.title,
        snapshot.as_of.isoformat(),
        page.by,
        row.grp,
        name,
    ]
    if hide:
        return [*start, *[None] * 6, "", HIDDEN, None, None, snapshot.id]
    ratio = row.observed / row.expected if row.p is not None else None
    return [
        *start, row.n_children, row.observed, row.expected if row.p is not None else None, ratio, row.lower, row.upper,
        row.verdict, row.why_not, row.shows_above, row.shows_below, snapshot.id,
    ]  # fmt: skip
