"""Rows that a reader must report: a date that is none, a code that no list holds, a blank where none may be, a row twice.

Rare enough (under one row in a thousand) that no figure moves.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa

from lineofsight.sources.declaration import Source
from lineofsight.standards.columns import Code, Date
from lineofsight.synth.draws import Ints
from lineofsight.synth.setting import Setting

ROWS_A_THOUSAND: Final[Mapping[str, float]] = {
    "unreadable date": 0.15, "unknown code": 0.12, "blank required": 0.06, "row repeated": 0.12,
}  # fmt: skip
"""Of a thousand rows of a file that is dirty, how many have each."""

DIRTY: Final = (
    "ssd_contacts", "ssd_cin_visits", "ssd_cp_visits", "ssd_cla_visits", "ssd_address", "ssd_early_help_episodes",
    "ssd_cla_health", "ssda903_reviews", "ssda903_missing", "school_census_pupils_on_roll", "police_missing",
)  # fmt: skip
"""Not the tables that carry a child's legal journey: there a lost row would move a published count."""

_NO_DATES = ("31/02/2023", "not known", "00/00/0000", "2023-13-45")

Planted = list[tuple[int, str, str, str]]
"""Row (before the file is cut to what was recorded), column, kind and the reason code that a reader should give."""


def soil(
    setting: Setting, source: Source, path: str, texts: dict[str, pa.Array], n: int
) -> tuple[dict[str, pa.Array], Planted, Ints]:
    """Plant mistakes in a file's text columns; also gives the rows to repeat."""
    nothing = np.empty(0, np.int64)
    if source.name not in DIRTY or n < 40:
        return texts, [], nothing
    rng = setting.rng(f"dirt in {path}")
    counts = {kind: int(rng.poisson(rate * n / 1000)) for kind, rate in ROWS_A_THOUSAND.items()}
    rows = rng.permutation(n)[: sum(counts.values())]
    planted: Planted = []
    changed = dict(texts)
    taken = 0
    for kind, column, write, reason in _kinds(source, texts):
        chosen = rows[taken : taken + counts[kind]] if column else rows[:0]
        taken += counts[kind]
        if column and len(chosen):
            cells = changed[column].to_pylist()
            for at in chosen.tolist():
                cells[at] = write[at % len(write)]
                planted.append((at, column, kind, reason))
            changed[column] = pa.array(cells, pa.string())
    again = np.sort(rows[taken : taken + counts["row repeated"]])
    planted += [(int(at), "", "row repeated", "ROW-REPEATED") for at in again]
    return changed, planted, again


def _kinds(source: Source, texts: dict[str, pa.Array]) -> list[tuple[str, str, tuple[str, ...], str]]:
    dates = [c.name for c in source.columns if isinstance(c.type, Date) and c.name in texts]
    codes = [c.name for c in source.columns if isinstance(c.type, Code) and c.name in texts]
    required = [c.name for c in source.columns if c.required and c.name in texts and c.name not in source.key]
    return [
        ("unreadable date", dates[0] if dates else "", _NO_DATES, "DATE-UNREADABLE"),
        ("unknown code", codes[0] if codes else "", ("QQ", "99Z", "?"), "CODE-UNKNOWN"),
        ("blank required", required[-1] if required else "", ("",), "VALUE-MISSING"),
    ]
