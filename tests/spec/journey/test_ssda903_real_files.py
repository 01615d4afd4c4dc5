"""Five years of real SSDA903 files against a slow, plain twin that shares no code with the engine."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from lineofsight.engines import DuckDBEngine
from lineofsight.journey import prepare
from lineofsight.sources.reader import read_extracts
from tests.factories.tables import every_step, make_tables, steps_for
from tests.factories.worlds import reference_tables

title = "SSDA903: the yearly files complete one another"

FILES = Path(__file__).parents[2] / "data" / "ssda903"
MARCHES = [date(year, 3, 31) for year in range(2018, 2023)]
WANTED = ("journey.periods_of_care", "journey.placements", "journey.care_leavers", "journey.people")


@dataclass(frozen=True)
class Episode:
    child: str
    start: date
    end: date | None
    reason: str
    status: str
    place: str


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007  a day has no zone


def _episodes() -> dict[str, list[Episode]]:
    """Each child's episodes in order: one for each DECOM, the closed version before the open one."""
    best: dict[tuple[str, date], Episode] = {}
    for path in sorted(FILES.glob("*-episodes.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                start = _day(row["DECOM"])
                assert start is not None
                found = Episode(row["CHILD"], start, _day(row["DEC"]), row["RNE"], row["LS"], row["PLACE"])
                known = best.get((found.child, start))
                if known is None or found.end is not None or known.end is None:
                    best[found.child, start] = found
    children = defaultdict(list)
    for (child, _), episode in sorted(best.items()):
        children[child].append(episode)
    return children


def _looked_after(episodes: list[Episode], day: date) -> bool:
    return any(
        episode.start <= day and (episode.end is None or episode.end > day)
        for episode in episodes
        if episode.status not in {"V3", "V4"}
    )


def _begins_a_period(episode: Episode, covered_until: date | None) -> bool:
    return episode.reason == "S" or covered_until is None or covered_until < episode.start


def _stays(episodes: list[Episode]) -> set[date]:
    """The days on which a child's stays with a carer began."""
    began = set()
    covered_until: date | None = None
    for episode in episodes:
        if episode.status in {"V3", "V4"}:
            continue
        same_carer = episode.reason in {"L", "T", "U"} or episode.place in {"A3", "A5"}
        if _begins_a_period(episode, covered_until) or not same_carer:
            began.add(episode.start)
        covered_until = max(covered_until or date.min, episode.end or date.max)
    return began


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


@pytest.fixture(scope="module")
def real() -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine(threads=1)
    prepare(engine, date(2022, 3, 31))
    read = read_extracts(FILES).tables
    tables = {f"source.{name}": rows for name, rows in read.items()}
    make_tables(engine, steps_for(WANTED, every_step()), tables | reference_tables())
    yield engine
    engine.close()


def _children(engine: DuckDBEngine, sql: str) -> set[str]:
    return set(engine.rows(sql).column(0).to_pylist())


@pytest.mark.parametrize("day", MARCHES, ids=str)
def test_children_looked_after_on_31_march(real, day):
    """A child is looked after on a day that an episode covers, its last day not included, short breaks left out."""
    ours = _children(
        real,
        f"""
        SELECT person_id FROM journey.periods_of_care
        WHERE start_date <= DATE '{day}' AND (end_date IS NULL OR end_date > DATE '{day}')
        """,
    )
    twin = {child for child, episodes in _episodes().items() if _looked_after(episodes, day)}
    assert ours == twin
    assert ours


@pytest.mark.parametrize("day", MARCHES, ids=str)
def test_children_starting_in_the_year_to_31_march(real, day):
    """A start is an episode that began with S in the year; a child counts once."""
    ours = _children(
        real,
        f"""
        SELECT person_id FROM journey.periods_of_care
        WHERE start_reason = 'S' AND start_date > DATE '{_year_before(day)}' AND start_date <= DATE '{day}'
        """,
    )
    twin = {
        child
        for child, episodes in _episodes().items()
        for episode in episodes
        if episode.reason == "S" and episode.status not in {"V3", "V4"} and _year_before(day) < episode.start <= day
    }
    assert ours == twin
    assert ours


def test_stays_with_a_carer(real):
    """A change of legal status, a move with the same carer and adoption by the carer go on with the stay."""
    counted = real.rows("SELECT person_id, start_date FROM journey.placements WHERE counts")
    ours = set(zip(counted["person_id"].to_pylist(), counted["start_date"].to_pylist(), strict=True))
    twin = {(child, start) for child, episodes in _episodes().items() for start in _stays(episodes)}
    assert ours == twin


def test_each_care_leaver_stands_at_a_birthday_of_the_collection_year(real):
    """The files named 2019 are those of the year to 31 March 2020; nearly everybody turns 17 or 18 in it."""
    rows = real.rows("SELECT source_file, position_date, age FROM journey.care_leavers").to_pylist()
    assert sum(row["age"] in {17, 18} for row in rows) >= len(rows) - 3
    for row in rows:
        year = int(row["source_file"][:4])
        assert date(year, 4, 1) <= row["position_date"] <= date(year + 1, 3, 31)
    assert len(rows) == sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in FILES.glob("*-oc3.csv"))
