"""Children looked after from the yearly SSDA903 files, worked out slowly: csv, dates, lists and loops.

It shares no code with the product and was written from the readings in lineofsight/journey/readings.py, so that a slip
in the engine's SQL shows as a difference.
"""

import csv
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

SHORT_BREAKS = ("V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
ADOPTED_BY_CARER = ("A3", "A5")
FAR = date(9999, 12, 31)


@dataclass
class Episode:
    child: str
    begins: date
    reason: str
    status: str
    place: str
    provider: str
    urn: str
    ends: date | None
    file: str
    line: int


@dataclass
class Placement:
    begins: date
    place: tuple[str, str, str]
    is_temporary: bool
    ends: date


@dataclass
class Period:
    episodes: list[Episode]
    next_begins: date = FAR

    @property
    def begins(self) -> date:
        return self.episodes[0].begins

    @property
    def ends(self) -> date:
        return min(self.next_begins, max(episode.ends or FAR for episode in self.episodes))


@dataclass(frozen=True)
class YearEnd:
    """What the twin says of one 31 March."""

    in_care: int
    started: int
    three_placements: int


def measure(folder: Path, as_of: date) -> dict[date, YearEnd]:
    """Each 31 March from the end of the first file's year to `as_of`."""
    care = {child: as_known(found, births(folder).get(child), as_of) for child, found in merged(folder).items()}
    years = [date(year, 3, 31) for year in range(first_year(folder) + 1, as_of.year + 1)]
    return {day: year_end(care, day) for day in years if day <= as_of}


def first_year(folder: Path) -> int:
    return min(int(path.name[:4]) for path in folder.glob("*-episodes.csv"))


def births(folder: Path) -> dict[str, date]:
    found = {}
    for path in sorted(folder.glob("*-header.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                found[row["CHILD"]] = day(row["DOB"])
    return {child: born for child, born in found.items() if born}


def merged(folder: Path) -> dict[str, list[Episode]]:
    """Every child's episodes, one for each day of beginning, in order."""
    by_child: dict[str, dict[date, list[Episode]]] = {}
    reach: dict[str, date] = {}
    for path in sorted(folder.glob("*-episodes.csv")):
        for episode in read(path):
            last = max(episode.begins, episode.ends or episode.begins)
            reach[episode.file] = max(reach.get(episode.file, last), last)
            by_child.setdefault(episode.child, {}).setdefault(episode.begins, []).append(episode)
    return {
        child: [
            max(versions, key=lambda one: (one.ends is not None, reach[one.file], one.file, one.line))
            for _, versions in sorted(by_day.items())
        ]
        for child, by_day in by_child.items()
    }


def read(path: Path) -> list[Episode]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    episodes = []
    for line, row in enumerate(rows, start=2):
        begins = day(row["DECOM"])
        if begins is not None:
            episodes.append(
                Episode(row["CHILD"], begins, row["RNE"], row["LS"], row["PLACE"], row["PLACE_PROVIDER"], row["URN"],
                        day(row["DEC"]), path.name, line)
            )  # fmt: skip
    return episodes


def day(text: str) -> date | None:
    if not text.strip():
        return None
    of_month, month, year = text.strip().split("/")
    return date(int(year), int(month), int(of_month))


def as_known(episodes: list[Episode], born: date | None, as_of: date) -> list[Episode]:
    """The episodes as they stood on `as_of`: each with the day it ended, if it had."""
    begun = [episode for episode in episodes if episode.begins <= as_of]
    for number, episode in enumerate(begun):
        ends = episode.ends
        if ends is None and number + 1 < len(begun):
            ends = begun[number + 1].begins
        if ends is not None and ends > as_of:
            ends = None
        if ends is not None and ends < episode.begins:
            ends = episode.begins
        episode.ends = ends
    for episode in begun:
        if born is None:
            continue
        birthday = eighteenth(born)
        if episode.begins < birthday <= min(episode.ends or as_of, as_of):
            episode.ends = birthday
    return begun


def eighteenth(born: date) -> date:
    if (born.month, born.day) == (2, 29):
        return date(born.year + 18, 2, 28)
    return date(born.year + 18, born.month, born.day)


def periods(episodes: list[Episode]) -> list[Period]:
    found: list[Period] = []
    for episode in episodes:
        if episode.status in SHORT_BREAKS:
            continue
        unbroken = found and episode.begins <= found[-1].ends
        if unbroken and episode.reason != "S":
            found[-1].episodes.append(episode)
        else:
            if found:
                found[-1].next_begins = episode.begins
            found.append(Period([episode]))
    return found


def placements(period: Period) -> list[Placement]:
    """Those that count, in order: each lasts until the next begins or the period ends."""
    stays: list[Placement] = []
    for number, episode in enumerate(period.episodes):
        place = (episode.place, episode.provider, episode.urn)
        ends = episode.ends or FAR
        if number and episode.reason == "L":
            stays[-1].ends = max(stays[-1].ends, ends)
            continue
        temporary = episode.place in TEMPORARY
        settled = [stay for stay in stays if not stay.is_temporary]
        keeps_carer = episode.reason in ("T", "U") or episode.place in ADOPTED_BY_CARER
        comes_back = bool(stays) and stays[-1].is_temporary and bool(settled) and settled[-1].place == place
        if not temporary and settled and (keeps_carer or comes_back):
            settled[-1].ends = max(settled[-1].ends, ends)
            settled[-1].place = place
        else:
            stays.append(Placement(episode.begins, place, temporary, ends))
    counted = [stay for stay in stays if not stay.is_temporary and stay.ends > stay.begins]
    for stay, after in pairwise(counted):
        stay.ends = after.begins
    if counted:
        counted[-1].ends = period.ends
    return counted


def year_end(care: dict[str, list[Episode]], at: date) -> YearEnd:
    year_before = date(at.year - 1, 3, 31)
    in_care = started = three = 0
    for episodes in care.values():
        mine = periods(episodes)
        if any(period.episodes[0].reason == "S" and year_before < period.begins <= at for period in mine):
            started += 1
        if any(
            episode.status not in SHORT_BREAKS and episode.begins <= at < (episode.ends or FAR) for episode in episodes
        ):
            in_care += 1
            homes = [stay for period in mine for stay in placements(period)]
            three += sum(stay.begins <= at and stay.ends > year_before for stay in homes) >= 3
    return YearEnd(in_care, started, three)
