"""A snapshot's figures as a folder of Parquet files that Power BI and other tools read: one table of figures, and the
tables that say what its columns mean. No child, no case and no name is in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot.reader import Snapshot
from lineofsight.snapshot.rows import Figure, Published, Team

README = """\
# Figures of {council}, snapshot {snapshot}

Made by `lineofsight export` from the snapshot of {as_of}. {hidden}

| file | one row per | joins |
|---|---|---|
| `figures.parquet` | indicator, month end, breakdown and group | `indicator`, `group_key`, `at` |
| `indicators.parquet` | indicator: title, unit, which way is better, definition | `indicator` |
| `groups.parquet` | breakdown and group: its words | `group_key` |
| `months.parquet` | month end: year, month, financial year | `at` |
| `teams.parquet` | team of the dated structure | `team_id` is the group of breakdown `team` |
| `published.parquet` | official figure of an authority, region or England | `indicator` |

`value` is a count, a proportion from 0 to 1, a rate per 10,000 children, a mean, or a proportional change, as the
indicator's `unit` says. Where it is empty, `marker` says why.
"""


def export_figures(snapshot: Snapshot, folder: Path, *, council: str, small_numbers: bool = False) -> dict[str, int]:
    """Write the files, replacing those of an earlier export; returns how many rows each has.

    Without `small_numbers` what is hidden from readers outside the service is hidden here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    figures = list(_figures(snapshot, small_numbers=small_numbers))
    tables = {
        "figures": _table(Figure, figures).append_column("group_key", [[_group_key(one) for one in figures]]),
        "indicators": pa.Table.from_pylist([_told(one) for one in INDICATORS.values()]),
        "groups": pa.Table.from_pylist(_groups(snapshot, figures)),
        "months": pa.Table.from_pylist([
            {"at": at, "year": at.year, "month": at.month, "financial_year": _financial_year(at.year, at.month)}
            for at in snapshot.periods()
        ]),
        "teams": _table(Team, list(snapshot.teams().values())),
        "published": _table(Published, [row for name in INDICATORS for row in snapshot.published(name)]),
    }  # fmt: skip
    for name, rows in tables.items():
        pq.write_table(rows, folder / f"{name}.parquet")
    hidden = "Small numbers are in it: keep it inside the service." if small_numbers else "Small numbers are hidden."
    told = README.format(council=council, snapshot=snapshot.id, as_of=f"{snapshot.as_of:%-d %B %Y}", hidden=hidden)
    (folder / "README.md").write_text(told, encoding="utf-8")
    return {name: rows.num_rows for name, rows in tables.items()}


def _figures(snapshot: Snapshot, *, small_numbers: bool) -> Iterator[Figure]:
    for indicator in INDICATORS.values():
        for by in ("all", *(indicator.breakdowns if indicator.is_held else ())):
            read = snapshot.figures if small_numbers else snapshot.released_figures
            yield from read(indicator.id, by=by)


def _table(kind: type, rows: Sequence[Any]) -> pa.Table:
    """Rows of a dataclass; its field names are the columns."""
    return pa.table({field.name: pa.array([getattr(row, field.name) for row in rows]) for field in fields(kind)})


def _told(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator": indicator.id, "title": indicator.title, "theme": indicator.theme, "of": indicator.of,
        "unit": indicator.unit, "better": indicator.better, "period": indicator.period,
        "ambitions": ", ".join(str(number) for number in indicator.ambitions),
        "read_beside": ", ".join(indicator.balanced_by), "why": indicator.why, "reading": indicator.reading,
        "source": indicator.source, "differs": indicator.differs, "owner": indicator.owner,
        "review_by": indicator.review_by, "needs": indicator.lacking,
    }  # fmt: skip


def _group_key(figure: Figure) -> str:
    return f"{figure.by}:{figure.group}"


def _groups(snapshot: Snapshot, figures: Iterable[Figure]) -> list[dict[str, Any]]:
    found = sorted({(figure.by, figure.group) for figure in figures})
    return [
        {"group_key": f"{by}:{group}", "by": by, "group": group, "name": _group_name(snapshot, by, group)}
        for by, group in found
    ]


_CODE_SETS = {"ethnicity": "ethnicity_group", "need": "primary_need", "sex": "sex"}


def _group_name(snapshot: Snapshot, by: str, group: str) -> str:
    if by == "all":
        return "County"
    if group == "unknown":
        return "Not known"
    if by == "district":
        return {"outside": "Outside the county"}.get(group) or snapshot.districts().get(group, group)
    if by == "team":
        team = snapshot.teams().get(group)
        return team.team_name if team else group
    return snapshot.label(_CODE_SETS[by], group) if by in _CODE_SETS else group


def _financial_year(year: int, month: int) -> str:
    """'2023-24': April to March."""
    first = year if month > 3 else year - 1
    return f"{first}-{(first + 1) % 100:02d}"
