"""What is true, for tests and evaluation. The product never reads it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.sources.declaration import Source
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days, to_date
from lineofsight.synth.dirt import Spot
from lineofsight.synth.draws import Ints
from lineofsight.synth.errors import RATES, UNACCOMPANIED_DEFAULT_BIRTH
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.names import ORIGINS
from lineofsight.synth.planted import planted
from lineofsight.synth.roster import Roster
from lineofsight.synth.writing import MINUTES, Frame, Values, texts, write_text

LATE_FROM = 8
"""Days after which an entry counts as late in `events_recorded.csv`."""


class Truth:
    """Gathers what is true while files are made, and writes it at the end."""

    def __init__(self, county: County) -> None:
        self.county = county
        self._who: list[tuple[str, pa.Array, pa.Array]] = []
        self._mistakes: list[tuple[str, str, str]] = []
        self._counts: list[tuple[str, str, int, int]] = []
        self._dirt: list[tuple[str, int, str, str, str]] = []
        self._late: list[tuple[pa.Array, ...]] = []

    def people_of_ssd(self, roster: Roster, mistakes: Mapping[str, Ints]) -> None:
        self.people_of_file("ssd_person", roster.key, roster.person(self.county), mistakes, roster.first_seen)

    def people_of_return(self, child: Ints, mistakes: Mapping[str, Ints]) -> None:
        """The return's children are known by the id printed on it. `child` are those in any year's header."""
        people = self.county.people
        row = np.full(len(self.county.children), -1, np.int64)
        row[child] = np.arange(len(child))
        here = {kind: row[rows][row[rows] >= 0] for kind, rows in mistakes.items()}
        self.people_of_file("ssda903_header", people.legacy[child], child, here)

    def people_of_file(
        self, source: str, keys: Values, person: Ints, mistakes: Mapping[str, Ints], recorded: Days | None = None
    ) -> None:
        """Who the records of a source are about, and the mistakes they have."""
        shown = np.ones(len(person), np.bool_) if recorded is None else recorded <= self.county.setting.extracted
        text = pc.cast(keys if isinstance(keys, pa.Array) else pa.array(keys), pa.string())
        self._who.append((source, text.filter(pa.array(shown)), self.county.people.true_id(person[shown])))
        for kind, rows in mistakes.items():
            of = rows[shown[rows]]
            self._mistakes += [(source, key, kind) for key in text.take(pa.array(of)).to_pylist()]
            self._counts.append((source, kind, len(of), int(shown.sum())))

    def late(self, source: Source, frame: Frame) -> None:
        """Entries made more than a week after what they tell of, whether or not the extract has them yet."""
        for column, entered in ((frame.happened, frame.recorded), ("".join(frame.end_columns[:1]), frame.ended)):
            if not column or entered is None:
                continue
            on = np.asarray(frame.columns[column])
            on = on // MINUTES if on.dtype == np.int64 and on.max(initial=0) > OPEN else on
            rows = np.flatnonzero((entered < OPEN) & (on < OPEN) & (entered - on >= LATE_FROM))
            keys = frame.columns[source.key[0]]
            key = pc.cast(keys if isinstance(keys, pa.Array) else pa.array(keys), pa.string()).take(pa.array(rows))
            here = [texts([text] * len(rows)) for text in (source.name, column)]
            self._late.append((here[0], key, here[1], _days(on[rows]), _days(entered[rows])))

    def soiled(self, path: str, rows: Ints, spots: Sequence[Spot]) -> None:
        """Where mistakes ended up: the line of each in its file, the header being line 1; of a repeat, the later."""
        if not spots:
            return
        line: dict[int, list[int]] = {}
        wanted = {spot.row for spot in spots}
        for at, row in enumerate(rows.tolist()):
            if row in wanted:
                line.setdefault(row, []).append(at + 2)
        for spot in spots:
            if spot.row in line:
                self._dirt.append((path, line[spot.row][-1], spot.column, spot.kind, spot.reason))

    def write(self, folder: Path) -> None:
        columns = [pa.concat_arrays(part) for part in zip(*[_with_source(*who) for who in self._who], strict=True)]
        write_text(folder / "who_is_who.csv", ("source", "source_key", "true_id"), columns)
        _write(folder / "mistakes.csv", ("source", "source_key", "mistake"), self._mistakes)
        _write(folder / "mistakes_counted.csv", ("source", "mistake", "records_with_it", "records"), self._counts)
        _write(folder / "planted_dirt.csv", ("file", "line", "column", "kind", "reason"), sorted(self._dirt))
        self._write_rates(folder / "error_rates.csv")
        self._write_levels(folder / "levels.csv")
        self._write_people(folder / "households.csv")
        late = [pa.concat_arrays(part) for part in zip(*self._late, strict=True)]
        write_text(
            folder / "events_recorded.csv", ("source", "source_key", "column", "happened_on", "recorded_on"), late
        )
        told = json.dumps(planted(self.county), indent=2)
        (folder / "planted.json").write_text(told + "\n", encoding="utf-8")

    def _write_rates(self, path: Path) -> None:
        rates = [(kind, source, rate) for kind, table in RATES.items() for source, rate in table.items()]
        alone = "default birth date of an unaccompanied child"
        rates += [(alone, source, rate) for source, rate in UNACCOMPANIED_DEFAULT_BIRTH.items()]
        _write(path, ("mistake", "source", "per_100_records"), rates)

    def _write_levels(self, path: Path) -> None:
        rows, names = [], ["month_end"]
        lives, force = self.county.lives.levels, self.county.workforce.levels
        for month, level, staff in zip(self.county.setting.months, lives, force, strict=True):
            if month.first >= self.county.setting.start:
                values = {"month_end": to_date(month.after - 1).isoformat(), **level, **staff}
                del values["month"]
                names = list(values)
                rows.append(tuple(values.values()))
        _write(path, names, rows)

    def _write_people(self, path: Path) -> None:
        """Every child whom the case system or a return knows: family, twin, and the origin that names follow."""
        known = np.flatnonzero(self.county.known)
        kids, homes, people = self.county.children, self.county.homes, self.county.people
        home, twin = kids.household[known], kids.twin_of[known]
        mother = people.true_id(len(kids) + np.maximum(home, 0))
        origin = np.where(home < 0, ORIGINS.index("arabic"), homes.origin[np.maximum(home, 0)])
        columns = [
            people.true_id(known), pc.if_else(pa.array(home < 0), "", pc.cast(pa.array(home), pa.string())),
            pc.if_else(pa.array(home < 0), "", mother),
            pc.if_else(pa.array(twin < 0), "", people.true_id(np.maximum(twin, 0))), _days(kids.birth[known]),
            texts(ETHNICITIES).take(pa.array(kids.ethnicity[known])), texts(ORIGINS).take(pa.array(origin)),
        ]  # fmt: skip
        headers = ("true_id", "household", "mother", "twin_of", "date_of_birth", "ethnicity", "name_origin")
        write_text(path, headers, columns)


def _with_source(source: str, keys: pa.Array, true_ids: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    return texts([source] * len(keys)), keys, true_ids


def _days(days: Days) -> pa.Array:
    return pc.cast(pa.array(days.astype(np.int32)).cast(pa.date32()), pa.string())


def _write(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(headers)
    write_text(path, headers, [texts([str(value) for value in column]) for column in columns])
