"""Two snapshots of one home, open side by side: the questions that only both together can answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.engines.parquet_reader import ParquetReader
from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.identity import vault
from lineofsight.identity.stored import read_identity
from lineofsight.snapshot.reader import Snapshot, case_filter

_TABLES = {"cases": "measures.cases", "figures": "measures.figures", "periods": "measures.periods",
           "events": "journey.events"}  # fmt: skip
_IN_MEMORY = ("figures", "periods")


@dataclass(frozen=True)
class Counted:
    """A case as one snapshot counts it in one figure. `counted_on` is the last day, where it counts on two.

    `numerator` and `denominator` are what it adds to the two. `person_id` is null for posts and workers.
    """

    case_id: str
    person_id: str | None
    counted_on: date
    in_numerator: bool
    numerator: float
    denominator: float
    district: str | None
    team_id: str | None
    source: str
    source_file: str
    source_row: int


@dataclass(frozen=True)
class Elsewhere:
    """What a snapshot knows of a case outside one figure: whether it holds the record, and the last day it counts it.

    `counted_on` is null where it counts the case in no figure of the indicator.
    """

    is_known: bool
    counted_on: date | None


@dataclass(frozen=True)
class Found:
    """A case that the two snapshots do not count alike in one figure; null where one of them does not count it there.

    `elsewhere_then` is what the older one knows of a case that only the newer counts, `elsewhere_now` the other way.
    """

    indicator: str
    then: Counted | None
    now: Counted | None
    elsewhere_then: Elsewhere
    elsewhere_now: Elsewhere


class Pair:
    """An older and a newer snapshot. Both are immutable, so whatever is worked out of them may be kept."""

    def __init__(self, older: Snapshot, newer: Snapshot) -> None:
        self.older = older
        self.newer = newer

    @property
    def same_code(self) -> bool:
        """Whether one version of the engine made both."""
        return bool(self.older.manifest["code_digest"] == self.newer.manifest["code_digest"])

    @cached_property
    def periods(self) -> list[date]:
        """The month ends that the newer snapshot has figures at, oldest first."""
        return [row[0] for row in self.rows('SELECT "at" FROM newer.periods ORDER BY "at"')]

    def has_period(self, at: date) -> bool:
        """Whether the older snapshot has figures at this month end."""
        return bool(self.rows('SELECT 1 FROM older.periods WHERE "at" = ?', [at]))

    def same_definition(self, indicator: str) -> bool:
        """Whether both counted by the same definition."""
        return same_definition(self.older.manifest, self.newer.manifest, indicator)

    @cached_property
    def unchanged_files(self) -> frozenset[str]:
        """Files that both were built from, byte for byte."""
        then, now = ({(entry["name"], entry["sha256"]) for entry in one.manifest["files"]}
                     for one in (self.older, self.newer))  # fmt: skip
        return frozenset(name for name, _ in then & now)

    def differing(
        self, at: date, *, indicator: str | None = None, by: str = "all", group: str | None = None
    ) -> list[Found]:
        """Cases that add something else to a figure, or under another person id. Every indicator's, if none is given.

        A case whose day, team or district alone differs, within the same figure, is left out: the figure is the same.
        """
        then, given = _in_figure("older", indicator, at, by, group)
        now, _ = _in_figure("newer", indicator, at, by, group)
        rows = self.rows(_DIFFERING.format(then=then, now=now), [*given, *given])
        sides = [(row[0], _counted(row[1 : 1 + _WIDTH]), _counted(row[1 + _WIDTH :])) for row in rows]
        only_now = [one for _, then_, one in sides if one is not None and then_ is None]
        only_then = [one for _, one, now_ in sides if one is not None and now_ is None]
        elsewhere_then, elsewhere_now = self._elsewhere("older", only_now), self._elsewhere("newer", only_then)
        return [
            Found(name, then_, now_, elsewhere_then(name, now_), elsewhere_now(name, then_))
            for name, then_, now_ in sides
        ]

    def _elsewhere(self, side: str, cases: Sequence[Counted]) -> Callable[[str, Counted | None], Elsewhere]:
        """What one snapshot knows of cases that it does not count in the figure."""
        ids = sorted({one.case_id for one in cases})
        last = {(row[0], row[1]): row[2] for row in self.rows(_LAST_COUNTED.format(side=side), [ids])}
        held = {(row[0], row[1]) for row in self.rows(_HELD.format(side=side), [ids])}

        def of(indicator: str, case: Counted | None) -> Elsewhere:
            if case is None:
                return Elsewhere(True, None)
            day = last.get((indicator, case.case_id))
            return Elsewhere(day is not None or (case.source, case.case_id) in held, day)

        return of

    def totals(self, at: date) -> dict[str, tuple[int, float, float]]:
        """For each indicator the cases of the newer snapshot at a month end: how many, numerator, denominator."""
        now, given = _in_figure("newer", None, at, "all", None)
        sql = f"SELECT indicator, COUNT(*), SUM(numerator), SUM(denominator) FROM ({now}) AS now_ GROUP BY indicator"
        return {row[0]: row[1:] for row in self.rows(sql, given)}

    # Person ids

    @cached_property
    def relinked(self) -> frozenset[str]:
        """Person ids that the ledger says records left or came to, in a build that only one of the two rests on."""
        key = vault.read_key(self.newer.home)
        then, now = (read_identity(one.folder, "ledger_events", key) for one in (self.older, self.newer))
        ids = (_relinked(events, besides=other) for events, other in ((then, now), (now, then)))
        return frozenset().union(*ids)

    @cached_property
    def leads_to(self) -> dict[str, str]:
        """For each id that is lost, the id that has most of its records in the newer snapshot."""
        redirects = read_identity(self.newer.folder, "redirects", vault.read_key(self.newer.home))
        pairs = zip(redirects["lost_person_id"].to_pylist(), redirects["person_id"].to_pylist(), strict=True)
        return {lost: person for lost, person in pairs if person is not None}

    # Reading

    def rows(self, sql: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """A SELECT over older.* and newer.*: cases, figures, periods, events."""
        return self._reader.rows(sql, given)

    @cached_property
    def _reader(self) -> ParquetReader:
        sides = {"older": self.older, "newer": self.newer}
        files = {f"{side}.{name}": one.folder / "tables" / f"{table}.parquet"
                 for side, one in sides.items() for name, table in _TABLES.items()}  # fmt: skip
        reader = ParquetReader(self.newer.home.snapshots, files)
        for side in sides:
            for name in _IN_MEMORY:
                reader.keep_in_memory(f"{side}.{name}")
        return reader


def same_definition(then: dict[str, Any], now: dict[str, Any], indicator: str) -> bool:
    """Whether two manifests tell of one definition. One that was not recorded, by older code, is held to be another."""
    if then["code_digest"] == now["code_digest"]:
        return True
    digests = [manifest.get("definitions", {}).get(indicator) for manifest in (then, now)]
    return digests[0] is not None and digests[0] == digests[1]


def pair_of(older: Snapshot, newer: Snapshot) -> Pair:
    """Two snapshots of one home side by side. Opened once a process.

    Errors: LineofsightError where the first reports a later month than the second, or is the second.
    """
    if older.id == newer.id:
        raise LineofsightError(f"{older.id} cannot be compared with itself.\n  Next  lineofsight snapshots list")
    if older.as_of > newer.as_of:
        raise LineofsightError(
            f"{older.id} reports a later month than {newer.id}.\n"
            f"  Next  give the older one first: lineofsight snapshots compare {newer.id} {older.id}"
        )
    return _pair(newer.home, older.folder, newer.folder)


@lru_cache(maxsize=4)
def _pair(home: Home, older: Path, newer: Path) -> Pair:
    return Pair(Snapshot(home, older), Snapshot(home, newer))


_ATTRIBUTES = ("in_numerator", "district", "team_id", "source", "source_file", "source_row")
_COLUMNS = ("case_id", "person_id", "counted_on", "in_numerator", "numerator", "denominator", "district", "team_id",
            "source", "source_file", "source_row")  # fmt: skip
_WIDTH = len(_COLUMNS)


def _in_figure(side: str, indicator: str | None, at: date, by: str, group: str | None) -> tuple[str, list[Any]]:
    """A SELECT of the cases of every figure at a month end, one row a case, and its parameters.

    A change counts one case at both of its month ends, and a share of a stock may count it above and below the line.
    """
    where, given = case_filter(indicator, at, by, group)
    attributes = ", ".join(f"ARG_MAX({name}, counted_on) AS {name}" for name in _ATTRIBUTES)
    sql = f"""
        SELECT indicator, case_id, ARG_MAX(person_id, counted_on) AS person_id, MAX(counted_on) AS counted_on,
            ROUND(SUM(numerator), 6) AS numerator, ROUND(SUM(denominator), 6) AS denominator, {attributes}
        FROM {side}.cases
        WHERE {where}
        GROUP BY indicator, case_id
    """
    return sql, given


_DIFFERING = f"""
    WITH then_ AS ({{then}}), now_ AS ({{now}})
    SELECT COALESCE(then_.indicator, now_.indicator) AS indicator,
        {", ".join(f"then_.{name}" for name in _COLUMNS)}, {", ".join(f"now_.{name}" for name in _COLUMNS)}
    FROM then_
    FULL JOIN now_ ON now_.indicator = then_.indicator AND now_.case_id = then_.case_id
    WHERE then_.case_id IS NULL OR now_.case_id IS NULL OR then_.numerator <> now_.numerator
        OR then_.denominator <> now_.denominator OR then_.person_id <> now_.person_id
    ORDER BY 1, COALESCE(now_.counted_on, then_.counted_on), COALESCE(now_.case_id, then_.case_id)
"""

_LAST_COUNTED = """
    SELECT indicator, case_id, MAX(counted_on)
    FROM {side}.cases
    WHERE case_id IN (SELECT UNNEST(CAST(? AS VARCHAR[])))
    GROUP BY indicator, case_id
"""

_HELD = "SELECT DISTINCT source, ref FROM {side}.events WHERE ref IN (SELECT UNNEST(CAST(? AS VARCHAR[])))"
"""A child's event keeps the supplier's key, counted or not: where there is none, the extract did not hold the row."""

_RELINKING = pa.array(["merged", "split", "moved", "restored"])


def _counted(cells: Sequence[Any]) -> Counted | None:
    return Counted(*cells) if cells[0] is not None else None


def _relinked(events: pa.Table, *, besides: pa.Table) -> frozenset[str]:
    """Ids of which one ledger tells something that happened in a run the other does not know."""
    is_new = pc.invert(pc.is_in(events["run"], value_set=pc.unique(besides["run"])))
    told = events.filter(pc.and_(is_new, pc.is_in(events["event"], value_set=_RELINKING)))
    ids = [*told["person_id"].to_pylist(), *told["other_person_id"].to_pylist()]
    return frozenset(person for person in ids if person is not None)
