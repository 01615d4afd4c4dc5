"""What is true, for tests and evaluation. The product never reads it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from lineofsight.sources import BY_NAME
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, to_date
from lineofsight.synth.dirt import Planted
from lineofsight.synth.draws import Ints
from lineofsight.synth.errors import RATES
from lineofsight.synth.ssd_people import Roster
from lineofsight.synth.writing import Frame, write_text


class Truth:
    """Gathers what is true while files are made, and writes it at the end."""

    def __init__(self, county: County) -> None:
        self.county = county
        self._who: list[tuple[str, pa.Array, pa.Array]] = []
        self._mistakes: list[tuple[str, str, int, int]] = []
        self._dirt: list[tuple[str, int, str, str, str]] = []

    def people_of_ssd(self, roster: Roster, mistakes: dict[str, Ints]) -> None:
        person = np.where(roster.child >= 0, roster.child, len(self.county.children) + np.maximum(roster.household, 0))
        shown = roster.first_seen <= self.county.setting.extracted
        keys = pa.array([str(key) for key in roster.key[shown].tolist()], pa.string())
        self._who.append(("ssd_person", keys, self.county.people.true_id(person[shown])))
        self._count("ssd_person", mistakes, len(person))

    def people_of_return(self, mistakes: dict[str, Ints]) -> None:
        """The return's children are known by the id printed on it, which every child has."""
        people, n = self.county.people, len(self.county.children)
        known = np.flatnonzero(self.county.known)
        keys = pa.array([str(key) for key in people.legacy[known].tolist()], pa.string())
        self._who.append(("ssda903_header", keys, people.true_id(known)))
        self._count("ssda903_header", mistakes, n)

    def people_of_file(self, source: str, key: str, frame: Frame, child: Ints, mistakes: dict[str, Ints]) -> None:
        keys = frame.columns[key]
        assert isinstance(keys, pa.Array)
        self._who.append((source, keys, self.county.people.true_id(child)))
        self._count(source, mistakes, len(child))

    def _count(self, source: str, mistakes: dict[str, Ints], n: int) -> None:
        self._mistakes += [(source, kind, len(rows), n) for kind, rows in mistakes.items()]

    def dirt_of(self, path: str, rows: Ints, planted: Planted, again: Ints) -> None:
        """Where mistakes ended up: the line of each in its file, the header being line 1."""
        line = {int(row): at + 2 for at, row in enumerate(rows.tolist())} if planted else {}
        last = len(rows) + 2
        shown = [int(row) for row in again if int(row) in line]
        for row, column, kind, reason in planted:
            if row in line:
                at = last + shown.index(row) if kind == "row repeated" else line[row]
                self._dirt.append((path, at, column, kind, reason))

    def write(self, folder: Path) -> None:
        self._write_who(folder)
        _write(folder / "planted_dirt.csv", ("file", "line", "column", "kind", "reason"), self._dirt)
        rates = [(kind, source, rate) for kind, table in RATES.items() for source, rate in table.items()]
        _write(folder / "error_rates.csv", ("mistake", "source", "per_100_records"), rates)
        _write(folder / "errors_planted.csv", ("source", "mistake", "records_with_it", "records"), self._mistakes)
        self._write_levels(folder)
        self._write_households(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "planted.json").write_text(json.dumps(self._planted(), indent=2) + "\n", encoding="utf-8")

    def _write_who(self, folder: Path) -> None:
        source = pa.concat_arrays([pa.array([name] * len(keys), pa.string()) for name, keys, _ in self._who])
        keys = pa.concat_arrays([keys for _, keys, _ in self._who])
        true = pa.concat_arrays([ids for *_, ids in self._who])
        write_text(folder / "who_is_who.csv", ("source", "source_key", "true_id"), [source, keys, true])

    def _write_levels(self, folder: Path) -> None:
        months = self.county.setting.months
        force = self.county.workforce.levels
        rows = []
        for month, level, staff in zip(months, self.county.lives.levels, force, strict=True):
            if month.first >= self.county.setting.start:
                values = {**level, **staff}
                values.pop("month")
                rows.append((to_date(month.after - 1).isoformat(), *values.values()))
                names = list(values)
        _write(folder / "levels.csv", ("month_end", *names), rows)

    def _write_households(self, folder: Path) -> None:
        known = np.flatnonzero(self.county.known)
        kids = self.county.children
        ids = self.county.people.true_id(known).to_pylist()
        twin = self.county.people.true_id(np.maximum(kids.twin_of[known], 0)).to_pylist()
        mother = self.county.people.true_id(len(kids) + np.maximum(kids.household[known], 0)).to_pylist()
        rows = [
            (i, int(h) if h >= 0 else "", m if h >= 0 else "", t if w >= 0 else "", to_date(b).isoformat())
            for i, h, m, t, w, b in zip(
                ids, kids.household[known].tolist(), mother, twin, kids.twin_of[known].tolist(),
                kids.birth[known].tolist(), strict=True,
            )
        ]  # fmt: skip
        _write(folder / "households.csv", ("true_id", "household", "mother", "twin_of", "date_of_birth"), rows)

    def _planted(self) -> dict[str, object]:
        teams = self.county.structure.teams
        worse = teams[self.county.worse_team]
        return {
            "worse_team": {"team_id": worse.team_id, "successor_team_id": worse.successor_id},
            "sources": sorted(name for name in BY_NAME),
            "open": OPEN,
        }


def _write(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(headers)
    write_text(path, headers, [pa.array([str(value) for value in column], pa.string()) for column in columns])
