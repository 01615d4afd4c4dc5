"""Reading a snapshot: everything the web half, the commands and the reports may know of derived data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from lineofsight.engines.parquet_reader import ParquetReader
from lineofsight.home import Home
from lineofsight.identity import vault
from lineofsight.measures.comparison import COMPARISONS, MODELS, ComparisonRow, ModelRow
from lineofsight.snapshot.after import Departed, Departures, Years, departed_sql, departures_sql
from lineofsight.snapshot.at_the_door import CONTACTS, REFERRALS, CameBack, Contacts, Referrals, came_back_sql
from lineofsight.snapshot.hidden import HIDDEN_TABLE, NOT_RELEASED, hidden_now, is_released, withhold
from lineofsight.snapshot.journeys import Journeys
from lineofsight.snapshot.locked import LockedTable
from lineofsight.snapshot.moves import MOVES_OF, Move, Mover, moved_sql
from lineofsight.snapshot.rows import (
    Case,
    Event,
    Figure,
    Flow,
    Identity,
    IdentityRecord,
    Involvement,
    MonthSum,
    Published,
    SourceStatus,
    Spell,
    Team,
)
from lineofsight.snapshot.store import current_id, folder_of, read_manifest
from lineofsight.standards.areas import district_shapes
from lineofsight.standards.codes import code_set

Row = TypeVar("Row")

IN_MEMORY = (
    "measures.figures",
    "measures.monthly",
    "measures.flows",
    "measures.periods",
    "measures.comparisons",
    "measures.comparison_models",
    "workforce.teams",
    "workforce.workers",
    "published.figures",
)
"""Small tables that most pages ask for."""
_BREAKDOWNS_KEPT = 512

_CASE_FILTERS = {
    "district": "district",
    "team": "team_id",
    "age_band": "age_band",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "need": "need",
    "part": "part",
}


class Snapshot(Journeys):
    """One immutable snapshot, open for reading."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.manifest: dict[str, Any] = read_manifest(folder)
        self.id: str = self.manifest["id"]
        self.as_of: date = date.fromisoformat(self.manifest["as_of"])
        self._remembered = lru_cache(_BREAKDOWNS_KEPT)(self._group_figures)  # one page asks for a table more than once

    def __repr__(self) -> str:
        return f"Snapshot({self.id})"

    # Figures

    def periods(self) -> list[date]:
        """The month ends that have figures, oldest first."""
        return list(self._periods)

    @cached_property
    def _periods(self) -> tuple[date, ...]:
        return tuple(row[0] for row in self._rows('SELECT "at" FROM measures.periods ORDER BY "at"'))

    def figures(self, indicator: str, *, by: str = "all", at: date | None = None) -> list[Figure]:
        """Figures of one indicator and breakdown, oldest first, then by group; one month end if `at` is given."""
        if by == "all":
            county = self._county_figures.get(indicator, ())
            return [figure for figure in county if at in (None, figure.at)]
        return list(self._remembered(indicator, by, at))

    def _group_figures(self, indicator: str, by: str, at: date | None) -> tuple[Figure, ...]:
        sql = f'SELECT {_FIGURE} FROM measures.figures WHERE indicator = ? AND "by" = ?'
        given: list[Any] = [indicator, by]
        if at:
            sql += ' AND "at" = ?'
            given.append(at)
        return tuple(self._as(Figure, sql + ' ORDER BY "at", grp', given))

    @cached_property
    def _county_figures(self) -> Mapping[str, tuple[Figure, ...]]:
        # A list of measures asks for each of them, and a snapshot never changes.
        sql = f'SELECT {_FIGURE} FROM measures.figures WHERE "by" = \'all\' ORDER BY indicator, "at"'
        found = groupby(self._as(Figure, sql), lambda figure: figure.indicator)
        return {indicator: tuple(figures) for indicator, figures in found}

    def released_figures(self, indicator: str, *, by: str = "all", at: date | None = None) -> list[Figure]:
        """The same as they may leave the service: small numbers hidden, and what would give them away.

        Groups are released for two month ends; at others their figures are withheld.
        """
        hidden, newest = self._hidden.get(indicator, frozenset()), max(self.periods(), default=self.as_of)
        return [
            withhold(figure, is_hidden=(figure.at, figure.by, figure.group) in hidden)
            if is_released(by, figure.at, newest)
            else withhold(figure, is_hidden=True, marker=NOT_RELEASED)
            for figure in self.figures(indicator, by=by, at=at)
        ]

    def latest_figures(self) -> dict[str, Figure]:
        """Every indicator's figure for the whole county at the snapshot's date."""
        sql = f'SELECT {_FIGURE} FROM measures.figures WHERE "by" = \'all\' AND "at" = ? ORDER BY indicator'
        return {figure.indicator: figure for figure in self._as(Figure, sql, [self.as_of])}

    def months(self, indicator: str, *, by: str = "all", group: str = "") -> list[MonthSum]:
        """What happened in each month that has figures, oldest first; nothing in a month is a zero.

        For an indicator of 12 months these are the months that its window adds up; for a level, the level itself. An
        older snapshot that was made without them has none.
        """
        if not self._has_table("measures.monthly"):
            return []
        sql = """
            SELECT p."at", COALESCE(SUM(m.numerator), 0), COALESCE(SUM(m.denominator), 0)
            FROM measures.periods AS p
            LEFT JOIN measures.monthly AS m ON m.month = p.month AND m.indicator = ? AND m."by" = ? AND m.grp = ?
            GROUP BY p."at" ORDER BY p."at"
        """
        return self._as(MonthSum, sql, [indicator, by, group])

    def flows(self, indicator: str) -> list[Flow]:
        """Who came into a level and who left it, by month, kind, age band and part. May not be held, as `months`."""
        if not self._has_table("measures.flows"):
            return []
        sql = """
            SELECT p."at", f.flow, f.age_band, f.part, f.n
            FROM measures.flows AS f JOIN measures.periods AS p ON p.month = f.month
            WHERE f.indicator = ? ORDER BY p."at", f.flow, f.age_band, f.part
        """
        return self._as(Flow, sql, [indicator])

    def moves(self, indicator: str, *, after: date, until: date) -> list[Move]:
        """The same taken apart by who came unaccompanied and why care ended, in the months after one month end up to
        another. Errors: ValueError for a level that is not taken apart.
        """
        sql = f"""
            SELECT "at", flow, age_band, is_uasc, reason, CAST(COUNT(*) AS INTEGER)
            FROM ({_moved(indicator)}) AS moves GROUP BY ALL ORDER BY ALL
        """
        return self._as(Move, sql, _months_moved(indicator, after, until))

    def movers(self, indicator: str, *, after: date, until: date) -> list[Mover]:
        """The children whom `moves` counts, newest first."""
        sql = f'{_moved(indicator)} ORDER BY moved."at" DESC, moved.person_id'
        return self._as(Mover, sql, _months_moved(indicator, after, until))

    def departures(self, years: Years) -> list[Departures]:
        """What became of children after care, a plan, a conference or an enquiry, by kind, group and year. May not be
        held, as `months`.
        """
        if not self._has_table("journey.aftermath"):
            return []
        return self._as(Departures, departures_sql(years.within), [years.since, years.since_before, years.until])

    def departed(
        self, years: Years, kind: str, outcome: str, *, who: str | None, is_latest: bool, with_outcome: bool
    ) -> list[Departed]:
        """The children whom `departures` counts, newest first; only those with the outcome if so asked.

        Errors: ValueError for an outcome that is not known.
        """
        bounds = [years.since, years.until] if is_latest else [years.since_before, years.since]
        sql = departed_sql(years.within, outcome, who, with_outcome=with_outcome)
        return self._as(Departed, sql, [kind, *bounds, *([who] if who else [])])

    def contacts_at_the_door(self, years: Years) -> list[Contacts]:
        """Contacts of the two years, by referrer, age, outcome and whether the child had been in contact before."""
        return self._as(Contacts, CONTACTS, [years.since, years.since_before, years.until])

    def referrals_at_the_door(self, years: Years) -> list[Referrals]:
        """Referrals of the two years, by referrer, primary need and whether they ended in no further action."""
        return self._as(Referrals, REFERRALS, [years.since, years.since_before, years.until])

    def came_back(self, years: Years) -> list[CameBack]:
        """How many contacts that ended in advice or no further action came back as an enquiry in time, by referrer. May
        not be held, as `months`.
        """
        if not self._has_table("journey.aftermath"):
            return []
        return self._as(CameBack, came_back_sql(years.within), [years.since, years.since_before, years.until])

    def first_departure(self, kind: str) -> date | None:
        """The day of the earliest departure of a kind that is held; null without any."""
        if not self._has_table("journey.aftermath"):
            return None
        found = self._rows("SELECT MIN(left_on) FROM journey.aftermath WHERE kind = ?", [kind])
        return found[0][0] if found else None

    def published(self, indicator: str) -> list[Published]:
        """Official figures beside an indicator, oldest first, own authority first within a period."""
        return list(self._published.get(indicator, ()))

    @cached_property
    def _published(self) -> Mapping[str, tuple[Published, ...]]:
        order = "CASE area_kind WHEN 'own' THEN 0 WHEN 'neighbour' THEN 1 WHEN 'region' THEN 2 ELSE 3 END"
        sql = f"SELECT {_names(Published)} FROM published.figures ORDER BY indicator, period_end, {order}, area_name"
        found = groupby(self._as(Published, sql), lambda row: row.indicator)
        return {indicator: tuple(rows) for indicator, rows in found}

    # Teams and districts compared

    @cached_property
    def has_comparisons(self) -> bool:
        """Whether this snapshot was made by a version that compares teams."""
        return (self.folder / "tables" / f"{COMPARISONS}.parquet").exists()

    def comparisons(self, indicator: str, by: str) -> list[ComparisonRow]:
        """Every team or district in one question, by id; `by` is a key of measures.comparison.BY."""
        return self._compared(ComparisonRow, 'indicator = ? AND "by" = ? ORDER BY grp', [indicator, by])

    def all_comparisons(self, by: str) -> dict[str, list[ComparisonRow]]:
        """By measure, every team or district in every question."""
        found: defaultdict[str, list[ComparisonRow]] = defaultdict(list)
        for row in self._compared(ComparisonRow, '"by" = ? ORDER BY indicator, grp', [by]):
            found[row.indicator].append(row)
        return dict(found)

    def comparisons_of(self, group: str, by: str) -> list[ComparisonRow]:
        """Every question in which one team or district has children."""
        return self._compared(ComparisonRow, 'grp = ? AND "by" = ? ORDER BY indicator', [group, by])

    def comparison_models(self, by: str) -> dict[str, ModelRow]:
        """By indicator: what each question allowed for."""
        found = self._compared(ModelRow, '"by" = ? ORDER BY indicator', [by])
        return {model.indicator: model for model in found}

    def _compared(self, kind: type[Row], where: str, given: list[Any]) -> list[Row]:
        """Nothing, where the snapshot compares nobody."""
        if not self.has_comparisons:
            return []
        table = COMPARISONS if kind is ComparisonRow else MODELS
        columns = ", ".join(f'"{field.name}"' for field in fields(kind))  # type: ignore[arg-type]  # a dataclass
        return self._as(kind, f"SELECT {columns} FROM {table} WHERE {where}", given)

    # Cases

    def cases(
        self, indicator: str, at: date, *, by: str = "all", group: str | None = None,
        limit: int | None = None, offset: int = 0,
    ) -> list[Case]:  # fmt: skip
        """The rows that a figure adds up, in date order."""
        where, given = case_filter(indicator, at, by, group)
        page = f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
        sql = f"SELECT {_names(Case)} FROM measures.cases WHERE {where} ORDER BY counted_on, case_id{page}"
        return self._as(Case, sql, given)

    def count_cases(self, indicator: str, at: date, *, by: str = "all", group: str | None = None) -> int:
        """How many rows `cases` would give without a limit."""
        where, given = case_filter(indicator, at, by, group)
        return int(self._rows(f"SELECT COUNT(*) FROM measures.cases WHERE {where}", given)[0][0])

    def case_days(self, indicator: str, *, since: date, until: date) -> list[tuple[date, bool]]:
        """Each case's day and whether it is in the numerator, in date order."""
        sql = """
            SELECT counted_on, in_numerator FROM measures.cases
            WHERE indicator = ? AND counted_on BETWEEN ? AND ? ORDER BY counted_on, case_id
        """
        return [(row[0], bool(row[1])) for row in self._rows(sql, [indicator, since, until])]

    # The county

    def districts(self) -> dict[str, str]:
        """District codes and names, by name."""
        return {code: name for name, code in sorted((name, code) for code, name in code_set("district").items())}

    def district_shapes(self) -> list[dict[str, Any]]:
        """The outline of each district, as GeoJSON features with a code and a name."""
        return district_shapes()

    def teams(self) -> Mapping[str, Team]:
        """Every team there has been, by id, in the order of their names."""
        return self._teams

    @cached_property
    def _teams(self) -> Mapping[str, Team]:
        # A page asks for the name of each team it shows, and a snapshot never changes.
        teams = self._as(Team, f"SELECT {_names(Team)} FROM workforce.teams ORDER BY team_name, team_id")
        return MappingProxyType({team.team_id: team for team in teams})

    def label(self, set_name: str, code: str) -> str:
        """The words of a code; the code itself where no list holds it."""
        return code_set(set_name).get(code, code)

    def sources(self) -> list[SourceStatus]:
        """How each declared extract stands: loaded or not, how new, how many rows."""
        return [
            SourceStatus(**{**row, "last_seen": date.fromisoformat(row["last_seen"]) if row["last_seen"] else None})
            for row in self.manifest["sources"]
        ]

    # One child. The web half calls these only after its access function has allowed and logged it.

    def has_person(self, person_id: str) -> bool:
        """Whether any source knows this person."""
        return bool(self._rows("SELECT 1 FROM journey.people WHERE person_id = ?", [person_id]))

    def team_of(self, person_id: str, on: date) -> str | None:
        """The team that held the child on a day."""
        sql = f"SELECT team_id FROM journey.team_spells WHERE person_id = ? AND {_OPEN_ON}"
        found = self._rows(sql, [person_id, on, on])
        return found[0][0] if found else None

    def people_of_team(self, team_id: str, on: date) -> set[str]:
        """The children a team held on a day."""
        sql = f"SELECT person_id FROM journey.team_spells WHERE team_id = ? AND {_OPEN_ON}"
        return {row[0] for row in self._rows(sql, [team_id, on, on])}

    def timeline(self, person_id: str) -> list[Event]:
        """What happened to the child, newest first."""
        sql = f"SELECT {_names(Event)} FROM journey.events WHERE person_id = ?"
        return self._as(Event, f"{sql} ORDER BY happened_on DESC, event, ref", [person_id])

    def spells(self, person_id: str) -> list[Spell]:
        """The child's states, newest first; those with no end date are so now."""
        sql = f"SELECT {_names(Spell)} FROM journey.spells WHERE person_id = ?"
        return self._as(Spell, f"{sql} ORDER BY start_date DESC, state", [person_id])

    def involvements(self, person_id: str) -> list[Involvement]:
        """Who is and was involved, those involved now first."""
        sql = """
            SELECT i.worker_id, w.worker_name, w.job_title, i.team_id, t.team_name, i.role, i.start_date, i.end_date
            FROM journey.involvements AS i
            LEFT JOIN workforce.workers AS w ON w.worker_id = i.worker_id
            LEFT JOIN workforce.teams AS t ON t.team_id = i.team_id
            WHERE i.person_id = ?
            ORDER BY i.end_date IS NOT NULL, i.start_date DESC, i.involvement_id
        """
        return self._as(Involvement, sql, [person_id])

    def identity(self, person_id: str) -> Identity | None:
        """Names and identifiers. Errors: LineofsightError where the key that opens them is not held."""
        found = self._locked("people", "person_id").find(person_id)
        return Identity(**_only(Identity, found[0])) if found else None

    def records(self, person_id: str) -> list[IdentityRecord]:
        """The suppliers' records that were linked to this person."""
        found = (
            IdentityRecord(**_only(IdentityRecord, row)) for row in self._locked("records", "person_id").find(person_id)
        )
        return sorted(found, key=lambda record: (record.source, record.source_key))

    def search(
        self, *, surname: str | None = None, date_of_birth: date | None = None, identifier: str | None = None
    ) -> list[str]:
        """Person ids by exact normalised keys: surname with date of birth, or one identifier. Never by a scan."""
        from lineofsight.identity.search import search_key  # small, and only a search needs it

        key = search_key(surname=surname, date_of_birth=date_of_birth, identifier=identifier)
        return sorted({row["person_id"] for row in self._locked("search_keys", "key").find(key)}) if key else []

    def close(self) -> None:
        """Let go of the files."""
        if "_reader" in self.__dict__:
            self._reader.close()

    @cached_property
    def _reader(self) -> ParquetReader:
        # Opened at first use, so after a server has forked its workers.
        files = {path.stem: path for path in sorted((self.folder / "tables").glob("*.parquet"))}
        reader = ParquetReader(self.folder, files)
        for table in IN_MEMORY:
            if table in files:  # a snapshot of an earlier version has fewer tables
                reader.keep_in_memory(table)
        return reader

    @cached_property
    def _hidden(self) -> Mapping[str, frozenset[tuple[date, str, str]]]:
        """Month end, breakdown and group of the figures hidden, by indicator.

        Where a snapshot of older code holds too little to decide by, every figure is hidden.
        """
        columns = 'indicator, "at", "by", grp'
        if self._has_table(HIDDEN_TABLE):
            rows = self._rows(f"SELECT {columns} FROM {HIDDEN_TABLE}")
        elif self._has_table("measures.monthly"):
            rows = hidden_now(self._rows)
        else:
            rows = self._rows(f"SELECT {columns} FROM measures.figures")
        found: defaultdict[str, set[tuple[date, str, str]]] = defaultdict(set)
        for indicator, at, by, group in rows:
            found[indicator].add((at, by, group))
        return {indicator: frozenset(hidden) for indicator, hidden in found.items()}

    def _has_table(self, table: str) -> bool:
        return (self.folder / "tables" / f"{table}.parquet").is_file()

    def _locked(self, table: str, column: str) -> LockedTable:
        return LockedTable(self.folder / "identity" / f"{table}.parquet", column, vault.load_or_make_key(self.home))

    def _rows(self, sql: str, given: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        return self._reader.rows(sql, list(given))

    def _as(self, kind: type[Row], sql: str, given: Iterable[Any] = ()) -> list[Row]:
        return [kind(*row) for row in self._rows(sql, given)]


def open_snapshot(home: Home, snapshot_id: str | None = None) -> Snapshot:
    """A snapshot to read: the one in force, or any by id. Opened once a process; a new one in force is met at once.

    Errors: SnapshotMissing.
    """
    wanted = snapshot_id or current_id(home)
    folder = folder_of(home, wanted)
    return _open(home, folder, (folder / "manifest.json").stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _open(home: Home, folder: Path, _written: int) -> Snapshot:
    return Snapshot(home, folder)


_OPEN_ON = "start_date <= ? AND (end_date IS NULL OR end_date > ?)"
_FIGURE = 'indicator, "at", "by", grp, numerator, denominator, value, marker'


def _moved(indicator: str) -> str:
    if indicator not in MOVES_OF:
        raise ValueError(f"{indicator} is not taken apart; choose one of {', '.join(MOVES_OF)}")
    return moved_sql(indicator)


def _months_moved(indicator: str, after: date, until: date) -> list[Any]:
    months = [at.year * 12 + at.month - 1 for at in (after, until)]
    return [indicator, *months, *months]


def _names(kind: type) -> str:
    return ", ".join(field.name for field in fields(kind))


def _only(kind: type, row: dict[str, Any]) -> dict[str, Any]:
    return {field.name: row[field.name] for field in fields(kind)}


def case_filter(indicator: str | None, at: date, by: str, group: str | None) -> tuple[str, list[Any]]:
    """The WHERE of the rows of measures.cases that a figure adds up, and its parameters; of every indicator if null."""
    month = at.year * 12 + at.month - 1
    where = "month <= ? AND month > ? - months"
    given: list[Any] = [month, month]
    if indicator is not None:
        where, given = f"indicator = ? AND {where}", [indicator, *given]
    if by != "all":
        where += f" AND {_CASE_FILTERS[by]} = ?"
        given.append(group)
    return where, given
