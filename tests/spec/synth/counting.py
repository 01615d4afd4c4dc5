"""Counts a synthetic county's files in the plainest way, sharing no code with what wrote them."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import holidays

Row = dict[str, str]

FREE = set(holidays.country_holidays("GB", subdiv="ENG", years=range(1995, 2036)))
SHORT_BREAKS = {"V3", "V4"}


@dataclass(frozen=True)
class Period:
    """A period of care: its episodes in order, and the day after the last one."""

    key: str
    child: str
    start: date
    end: date | None
    why: str
    episodes: tuple[Row, ...]
    is_short_break: bool


class Files:
    """The files under one folder, read when asked for. Rows planted to be refused are left out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, list[Row]] = {}
        with (folder / "truth" / "planted_dirt.csv").open(encoding="utf-8", newline="") as lines:
            self.dirt = {(row["file"], int(row["line"])): row for row in csv.DictReader(lines)}

    def ssd(self, table: str) -> list[Row]:
        return self.rows(f"extracts/ssd/ssd_{table}.csv")

    def truth(self, name: str) -> list[Row]:
        return self.rows(f"truth/{name}.csv")

    def returned(self, name: str, year: int) -> list[Row]:
        return self.rows(f"extracts/ssda903/{year - 1}-{year % 100:02d}/ssda903_{year}_{name}.csv")

    def rows(self, path: str) -> list[Row]:
        if path not in self._read:
            with (self.folder / path).open(encoding="utf-8", newline="") as lines:
                kept = enumerate(csv.DictReader(lines), start=2)
                self._read[path] = [row for line, row in kept if (path, line) not in self.dirt]
        return self._read[path]

    @cached_property
    def every_period(self) -> list[Period]:
        """Periods of care from the case system's episodes, short breaks among them."""
        status = {(row["lega_person_id"], row["lega_legal_status_start_date"]): row for row in self.ssd("legal_status")}
        episodes: dict[str, list[Row]] = defaultdict(list)
        for row in self.ssd("cla_episodes"):
            episodes[row["clae_cla_id"]].append(row)
        found = []
        for key, rows in episodes.items():
            rows.sort(key=lambda row: row["clae_cla_episode_start_date"])
            child, start = rows[0]["clae_person_id"], rows[0]["clae_cla_episode_start_date"]
            short = status[child, start]["lega_legal_status"] in SHORT_BREAKS
            end, why = day(rows[-1]["clae_cla_episode_ceased_date"]), rows[-1]["clae_cla_episode_ceased_reason"]
            found.append(Period(key, child, that_day(start), end, why, tuple(rows), short))
        return found

    @cached_property
    def periods(self) -> list[Period]:
        return [period for period in self.every_period if not period.is_short_break]

    def looked_after(self, when: date) -> list[Period]:
        return [period for period in self.periods if period.start <= when and (period.end is None or period.end > when)]

    @cached_property
    def plans(self) -> list[Row]:
        """Child protection plans of our own."""
        return [row for row in self.ssd("cp_plans") if row["cppl_cp_plan_ola"] != "Y"]

    def on_a_plan(self, when: date) -> list[Row]:
        return open_on(self.plans, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", when)

    @cached_property
    def true_id(self) -> dict[tuple[str, str], str]:
        return {(row["source"], row["source_key"]): row["true_id"] for row in self.truth("who_is_who")}

    @cached_property
    def true_birth(self) -> dict[tuple[str, str], date]:
        """True birth dates of children, by source and the source's key."""
        true = {row["true_id"]: that_day(row["date_of_birth"]) for row in self.truth("households")}
        return {record: true[person] for record, person in self.true_id.items() if person in true}

    @cached_property
    def social_workers(self) -> list[Row]:
        return [row for row in self.rows("extracts/workforce/workforce_staff.csv") if row["is_social_worker"] == "Y"]

    def fte(self, when: date, *, agency: str) -> float:
        present = open_on(self.social_workers, "start", "end", when)
        return sum(float(row["fte"]) for row in present if row["agency"] == agency)

    def vacancy_percent(self, when: date) -> float:
        present = open_on(self.social_workers, "start", "end", when)
        filled = {row["post_id"] for row in present if row["agency"] == "N"}
        posts = open_on(self.rows("extracts/workforce/workforce_posts.csv"), "post_start", "post_end", when)
        vacant = sum(float(row["fte"]) for row in posts if row["post_id"] not in filled)
        return 100 * vacant / (vacant + self.fte(when, agency="N"))

    def turnover_percent(self, when: date) -> float:
        since = when.replace(year=when.year - 1)
        left = [
            row
            for row in self.social_workers
            if row["agency"] == "N" and row["leaving_reason"] not in ("", "moved within")
        ]
        return (
            100
            * sum(float(row["fte"]) for row in left if since < that_day(row["end"]) <= when)
            / self.fte(when, agency="N")
        )


def that_day(text: str) -> date:
    return date.fromisoformat(text)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def uk_day(text: str) -> date | None:
    return date(int(text[6:]), int(text[3:5]), int(text[:2])) if text else None


def inside(when: date | None, year: int) -> bool:
    """Whether a day falls in the year to 31 March."""
    return when is not None and date(year - 1, 4, 1) <= when <= date(year, 3, 31)


def in_year(rows: list[Row], column: str, year: int) -> list[Row]:
    return [row for row in rows if inside(day(row[column]), year)]


def open_on(rows: list[Row], start: str, end: str, when: date) -> list[Row]:
    return [row for row in rows if that_day(row[start]) <= when and (not row[end] or that_day(row[end]) > when)]


def working_days(start: date, end: date) -> int:
    """Working days after the start, up to and including the end."""
    steps = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(is_working(step) for step in steps)


def is_working(when: date) -> bool:
    return when.weekday() < 5 and when not in FREE


def a_year_before(when: date) -> date:
    return when.replace(year=when.year - 1, day=28 if (when.month, when.day) == (2, 29) else when.day)


def age_on(birth: date, when: date) -> int:
    return when.year - birth.year - ((when.month, when.day) < (birth.month, birth.day))


def of_each(rows: list[Row], column: str) -> Iterator[list[Row]]:
    """Rows grouped by the value of a column."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return iter(groups.values())
