"""Make a county and write its files: what agencies send into `extracts`, and what is true into `truth`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.sources import BY_NAME
from lineofsight.sources.declaration import Source
from lineofsight.synth.county import County, make_whole
from lineofsight.synth.days import to_date
from lineofsight.synth.dirt import leave_blank, soil
from lineofsight.synth.police import police_frame
from lineofsight.synth.reference_files import reference_frames
from lineofsight.synth.roster import make_roster
from lineofsight.synth.school import census_days, census_frame, sessions_frame
from lineofsight.synth.setting import Setting
from lineofsight.synth.ssd_care import care_frames
from lineofsight.synth.ssd_cases import case_frames
from lineofsight.synth.ssd_leavers import leaver_frames
from lineofsight.synth.ssd_people import other_frames, person_frame
from lineofsight.synth.ssd_wellbeing import wellbeing_frames
from lineofsight.synth.ssd_workers import make_work, worker_frames
from lineofsight.synth.ssda903 import Return, years_of_return
from lineofsight.synth.truth import Truth
from lineofsight.synth.workforce_files import decision_frame, workforce_frames
from lineofsight.synth.writing import Frame, to_text, write_text

SIZES = {"small": 60_000, "full": 640_000}
LAST_DAY = date(2024, 4, 30)
"""The end of the history where none is asked for: the month that the board paper reports."""


@dataclass(frozen=True)
class CountySummary:
    """What was written: each file by its path inside the folder, and its rows."""

    out: Path
    residents: int
    seed: int
    until: date
    extracted_on: date
    files: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.files.values())


@dataclass(frozen=True)
class Extract:
    """One file to be written."""

    path: str
    source: str
    frame: Frame


def make_county(
    out: Path,
    *,
    residents: int,
    seed: int,
    until: date = LAST_DAY,
    years: int = 6,
    extracted_on: date | None = None,
    progress: Callable[..., object] | None = None,
) -> CountySummary:
    """Write a synthetic county's files: `out/extracts` as agencies send them, `out/truth` for tests and evaluation.

    The same size, seed, dates and version give the same bytes on every machine. `extracted_on` is the day on which the
    agencies made their files: they hold what had been recorded by then. `progress` is called with words, and while
    files are written with how many are done. Errors: LineofsightError where no such county can be made.
    """
    setting = Setting(residents, seed, until, years, extracted_on or until)
    tell = progress or _quietly
    county = make_whole(setting, tell)
    truth = Truth(county)
    files: dict[str, int] = {}
    for extract in _extracts(county, truth):
        tell("Writing files", len(files))
        files[extract.path] = write_extract(out, extract, truth)
    truth.write(out / "truth")
    return CountySummary(out, residents, seed, until, setting.extracted_on, files)


def _quietly(*_: object) -> None:
    """Progress that nobody watches."""


def _extracts(county: County, truth: Truth) -> Iterator[Extract]:
    """Every file, family by family."""
    yield from _ssd(county, truth)
    yield from _returns(county, truth)
    for day in census_days(county):
        frame, child, mistakes = census_frame(county, day)
        truth.people_of_file("school_census_pupils_on_roll", frame.columns["pupilonrolltableid"], child, mistakes)
        name = f"school_census_{to_date(day).year}_spring_pupilonroll.csv"
        yield Extract(f"extracts/school_census/{name}", "school_census_pupils_on_roll", frame)
        attended = f"school_census_{to_date(day).year}_spring_termlysessiondetails.csv"
        yield Extract(
            f"extracts/school_census/{attended}", "school_census_sessions", sessions_frame(county, day, child)
        )
    frame, child, mistakes = police_frame(county)
    truth.people_of_file("police_missing", frame.columns["report_ref"], child, mistakes, frame.recorded)
    month = f"{county.setting.extracted_on:%Y-%m}"
    yield Extract(f"extracts/police/police_missing_{month}.csv", "police_missing", frame)
    for name, frame in workforce_frames(county).items():
        yield Extract(f"extracts/workforce/{name}.csv", name, frame)
    for name, frame in reference_frames(county).items():
        yield Extract(f"extracts/reference/{name}.csv", f"reference_{name}", frame)


def _ssd(county: County, truth: Truth) -> Iterator[Extract]:
    roster, work = make_roster(county), make_work(county)
    person, mistakes = person_frame(county, roster)
    truth.people_of_ssd(roster, mistakes)
    frames = {
        "ssd_person": person, **other_frames(county, roster), **case_frames(county, roster, work),
        **care_frames(county, work), **wellbeing_frames(county), **leaver_frames(county), **worker_frames(county),
    }  # fmt: skip
    for name, frame in frames.items():
        yield Extract(f"extracts/ssd/{name}.csv", name, frame)
    decisions = decision_frame(county, roster)
    yield Extract("extracts/decisions/decisions_identity.csv", "decisions_identity", decisions)


def _returns(county: County, truth: Truth) -> Iterator[Extract]:
    returns = Return(county)
    for year in years_of_return(county):
        folder = f"extracts/ssda903/{year - 1}-{year % 100:02d}"
        for name, frame in returns.frames(year):
            yield Extract(f"{folder}/ssda903_{year}_{name.removeprefix('ssda903_')}.csv", name, frame)
    truth.people_of_return(returns.shown, returns.planted)


def write_extract(out: Path, extract: Extract, truth: Truth) -> int:
    """Write what had been recorded on the day the file was made, with the mistakes that a reader must report."""
    source, frame = BY_NAME[extract.source], extract.frame
    day = truth.county.setting.extracted if frame.as_of is None else frame.as_of
    texts = _texts(source, frame, day)
    leave_blank(truth.county.setting, texts)
    spots, again = soil(truth.county.setting, source, extract.path, texts)
    shown = np.ones(len(frame), np.bool_) if frame.recorded is None else frame.recorded <= day
    rows = np.concatenate([np.flatnonzero(shown), again[shown[again]]])
    truth.late(source, frame)
    truth.soiled(extract.path, rows, spots)
    columns = [column for column in source.columns if column.name in texts]
    cells = [texts[column.name].take(pa.array(rows)) for column in columns]
    return write_text(out / extract.path, [column.header for column in columns], cells)


def _texts(source: Source, frame: Frame, day: int) -> dict[str, pa.Array]:
    """A frame's cells as text, with what had not ended, or was not known to have, left blank."""
    lacking = [column.name for column in source.columns if column.name not in frame.columns and not column.optional]
    if lacking:
        raise ValueError(f"{source.name} lacks {', '.join(lacking)}")
    present = [column for column in source.columns if column.name in frame.columns]
    texts = {column.name: to_text(column.type, frame.columns[column.name]) for column in present}
    if frame.ended is not None:
        hidden = pa.array(frame.ended > day)
        texts |= {name: pc.if_else(hidden, "", texts[name]) for name in frame.end_columns}
    return texts
