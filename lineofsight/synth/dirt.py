"""Rows that a reader must report: a date that is none, an unknown code, a blank where none may be, a row twice.

Rare enough (under one row in a thousand) that no figure moves. And mandatory fields that nobody filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.sources.declaration import Source
from lineofsight.standards.columns import Code, Date, DateTime
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

LEFT_BLANK_PERCENT: Final[Mapping[str, float]] = {
    "pers_ethnicity": 2.2, "cine_cin_primary_need_code": 3.0, "cine_referral_source_code": 1.0,
    "cppl_cp_plan_latest_category": 1.5, "clae_cla_primary_need_code": 1.0, "clap_cla_placement_provider": 0.8,
    "clap_cla_placement_postcode": 2.5,
}  # fmt: skip
"""Of a hundred rows, in how many a mandatory field was left blank."""

_NO_DATES = ("31/02/2023", "not known", "00/00/0000", "2023-13-45")
_NO_CODES = ("QQ", "99Z", "?")


@dataclass(frozen=True)
class Spot:
    """One mistake: the row of the whole frame, the column, what it is, and the reason code a reader should give."""

    row: int
    column: str
    kind: str
    reason: str


def soil(setting: Setting, source: Source, path: str, texts: dict[str, pa.Array]) -> tuple[list[Spot], Ints]:
    """Plant mistakes in a file's text columns, in place; gives them, and the rows to write twice.

    Every row of the frame is drawn for, recorded or not, so that a later extract has the same mistakes and more.
    """
    n = len(next(iter(texts.values())))
    if source.name not in DIRTY or n < 40:
        return [], np.empty(0, np.int64)
    rng = setting.rng(f"dirt in {path}")
    counts = rng.poisson([rate * n / 1000 for rate in ROWS_A_THOUSAND.values()]).tolist()
    rows = np.split(rng.permutation(n)[: sum(counts)], np.cumsum(counts)[:-1])
    spots: list[Spot] = []
    for (kind, column, wrong, reason), chosen in zip(_kinds(source, texts), rows, strict=False):
        if column and len(chosen):
            _overwrite(texts, column, chosen, wrong)
            spots += [Spot(at, column, kind, reason) for at in chosen.tolist()]
    again = np.sort(rows[-1])
    return spots + [Spot(at, "", "row repeated", "KEY-REPEATED") for at in again.tolist()], again


def leave_blank(setting: Setting, texts: dict[str, pa.Array]) -> None:
    """Take out what nobody filled in, in place: of every row of the frame, recorded or not."""
    for column in sorted(set(texts) & set(LEFT_BLANK_PERCENT)):
        luck = setting.rng(f"{column} left blank").random(len(texts[column]))
        texts[column] = pc.if_else(pa.array(luck * 100 < LEFT_BLANK_PERCENT[column]), "", texts[column])


def _overwrite(texts: dict[str, pa.Array], column: str, rows: Ints, wrong: tuple[str, ...]) -> None:
    cells = texts[column].to_pylist()
    for at in rows.tolist():
        cells[at] = wrong[at % len(wrong)]
    texts[column] = pa.array(cells, pa.string())


def _kinds(source: Source, texts: dict[str, pa.Array]) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Each kind of mistake, the column it is planted in ('' for none), what is written, and the reason."""
    here = [column for column in source.columns if column.name in texts]
    dates = [column.name for column in here if isinstance(column.type, Date | DateTime)]
    codes = [column.name for column in here if isinstance(column.type, Code)]
    required = [column.name for column in here if column.required and column.name not in source.key]
    return [
        ("unreadable date", dates[0] if dates else "", _NO_DATES, "DATE-UNREADABLE"),
        ("unknown code", codes[0] if codes else "", _NO_CODES, "CODE-UNKNOWN"),
        ("blank required", required[-1] if required else "", ("",), "VALUE-MISSING"),
    ]
