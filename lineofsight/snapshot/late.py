"""How much of a figure's movement is late recording, and how far late records have moved figures before.

A figure moves from one snapshot to the next for two reasons: something happened, and something that had happened was
recorded or corrected. The second part is the older month's own figure, as it is known now less as it was known then.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from lineofsight.engines.parquet_reader import ParquetReader
from lineofsight.home import Home
from lineofsight.snapshot.pair import Pair, pair_of, same_definition
from lineofsight.snapshot.reader import Snapshot
from lineofsight.snapshot.rows import Figure
from lineofsight.snapshot.store import SnapshotEntry, folder_of, list_snapshots, read_manifest


@dataclass(frozen=True)
class LateRecording:
    """One indicator's county figure in two snapshots.

    `published`: at the older one's month end, as known then. `revised`: at the same month end, as known now. `latest`:
    at the newer one's month end. Each is null where that snapshot has no such indicator. `n_came`, `n_left` and
    `n_changed` are cases of the older month that only the newer snapshot counts, that it counts no more, and that add
    something else: a figure may stand although many records have moved.
    """

    indicator: str
    published: Figure | None
    revised: Figure | None
    latest: Figure | None
    n_came: int
    n_left: int
    n_changed: int

    @property
    def movement(self) -> float | None:
        """The newer snapshot's figure less the older one's, each as it was first told. Unit: the indicator's."""
        return _less(self.latest, self.published, "value")

    @property
    def late(self) -> float | None:
        """The part of the movement that is late recording and correction. With `new` it makes the movement."""
        return _less(self.revised, self.published, "value")

    @property
    def new(self) -> float | None:
        """The part of the movement that happened between the two month ends."""
        return _less(self.latest, self.revised, "value")

    @property
    def movement_numerator(self) -> float | None:
        """The movement of the numerator: children, referrals, posts."""
        return _less(self.latest, self.published, "numerator")

    @property
    def late_numerator(self) -> float | None:
        """The late part of the numerator's movement."""
        return _less(self.revised, self.published, "numerator")

    @property
    def new_numerator(self) -> float | None:
        """The new part of the numerator's movement."""
        return _less(self.latest, self.revised, "numerator")


def late_recording(older: Snapshot, newer: Snapshot) -> dict[str, LateRecording]:
    """Every indicator's movement between two snapshots and the late part of it. One look at both; kept for the pair.

    Errors: LineofsightError where the second is no newer than the first.
    """
    return _late_recording(pair_of(older, newer))


@dataclass(frozen=True)
class Revision:
    """An older month's county figure: as it was first published, and as it is known now."""

    at: date
    published: Figure
    revised: Figure

    @property
    def numerator(self) -> float | None:
        """By how much the numerator was revised."""
        return _less(self.revised, self.published, "numerator")

    @property
    def value(self) -> float | None:
        """By how much the value was revised, in the indicator's unit."""
        return _less(self.revised, self.published, "value")


MONTHS_LOOKED_BACK = 6


def revisions(newest: Snapshot) -> dict[str, tuple[Revision, ...]]:
    """How the last months' figures were revised after they were published, by indicator, oldest first.

    One a month end for which an older snapshot is held, up to six; of several of one month the last made, which is the
    one that people had last. A month counted by another definition is left out: its change is no late record. Nothing
    for an indicator means that it is not known yet how far late records move it.
    """
    chosen: dict[date, SnapshotEntry] = {}
    for entry in sorted(list_snapshots(newest.home), key=lambda one: (one.as_of, one.made_at)):
        if entry.as_of < newest.as_of:
            chosen[entry.as_of] = entry
    ids = tuple(chosen[at].id for at in sorted(chosen)[-MONTHS_LOOKED_BACK:])
    return _revisions(newest.home, newest.folder, ids) if ids else {}


@lru_cache(maxsize=8)
def _late_recording(pair: Pair) -> dict[str, LateRecording]:
    month = pair.older.as_of.year * 12 + pair.older.as_of.month - 1
    counts = {row[0]: row[1:] for row in pair.rows(_MOVED, [month] * 4)}
    published = _county(pair, "older", pair.older.as_of)
    revised, latest = _county(pair, "newer", pair.older.as_of), _county(pair, "newer", pair.newer.as_of)
    return {
        indicator: LateRecording(indicator, published.get(indicator), revised.get(indicator), latest.get(indicator),
                                 *counts.get(indicator, (0, 0, 0)))
        for indicator in sorted({*published, *latest})
    }  # fmt: skip


_FIGURE = 'indicator, "at", "by", grp, numerator, denominator, value, marker'


def _county(pair: Pair, side: str, at: date) -> dict[str, Figure]:
    rows = pair.rows(f'SELECT {_FIGURE} FROM {side}.figures WHERE "by" = \'all\' AND "at" = ?', [at])
    return {row[0]: Figure(*row) for row in rows}


def _counted_in(side: str) -> str:
    return f"""
        SELECT indicator, case_id, ROUND(SUM(numerator), 6) AS numerator, ROUND(SUM(denominator), 6) AS denominator
        FROM {side}.cases
        WHERE month <= ? AND month > ? - months
        GROUP BY indicator, case_id
    """


_MOVED = f"""
    SELECT COALESCE(then_.indicator, now_.indicator), COUNT(*) FILTER (then_.case_id IS NULL),
        COUNT(*) FILTER (now_.case_id IS NULL),
        COUNT(*) FILTER (then_.case_id IS NOT NULL AND now_.case_id IS NOT NULL)
    FROM ({_counted_in("older")}) AS then_
    FULL JOIN ({_counted_in("newer")}) AS now_
        ON now_.indicator = then_.indicator AND now_.case_id = then_.case_id
    WHERE then_.case_id IS NULL OR now_.case_id IS NULL OR then_.numerator <> now_.numerator
        OR then_.denominator <> now_.denominator
    GROUP BY 1
"""


@lru_cache(maxsize=4)
def _revisions(home: Home, newest: Path, older: tuple[str, ...]) -> dict[str, tuple[Revision, ...]]:
    folders = {f"s{place}": folder_of(home, name) for place, name in enumerate(older)}
    files = {f"{name}.figures": folder / "tables" / "measures.figures.parquet"
             for name, folder in {**folders, "newest": newest}.items()}  # fmt: skip
    reader = ParquetReader(home.snapshots, files)
    try:
        now = {(row[0], row[1]): Figure(*row) for row in reader.rows(_ALL.format(side="newest", where="TRUE"))}
        found: dict[str, list[Revision]] = defaultdict(list)
        for name, folder in folders.items():
            then = read_manifest(folder)
            rows = reader.rows(_ALL.format(side=name, where='"at" = ?'), [date.fromisoformat(then["as_of"])])
            for published in (Figure(*row) for row in rows):
                revised = now.get((published.indicator, published.at))
                if revised is not None and same_definition(then, read_manifest(newest), published.indicator):
                    found[published.indicator].append(Revision(published.at, published, revised))
    finally:
        reader.close()
    return {indicator: tuple(told) for indicator, told in found.items()}


_ALL = f"SELECT {_FIGURE} FROM {{side}}.figures WHERE \"by\" = 'all' AND {{where}}"


def _less(later: Figure | None, earlier: Figure | None, name: str) -> float | None:
    """Null where either figure is missing or has none."""
    now = getattr(later, name) if later is not None else None
    then = getattr(earlier, name) if earlier is not None else None
    return None if now is None or then is None else round(now - then, 9)
