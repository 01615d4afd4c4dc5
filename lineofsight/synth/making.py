"""Make a county and write its files: what agencies send into `extracts`, and what is true into `truth`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from lineofsight.sources import BY_NAME
from lineofsight.synth.county import County, make_whole
from lineofsight.synth.days import OPEN, to_date
from lineofsight.synth.dirt import soil
from lineofsight.synth.draws import Ints
from lineofsight.synth.police import police_frame
from lineofsight.synth.school import census_days, census_frame
from lineofsight.synth.setting import Setting
from lineofsight.synth.ssd_care import care_frames
from lineofsight.synth.ssd_cases import case_frames
from lineofsight.synth.ssd_people import make_roster, other_frames, person_frame
from lineofsight.synth.ssd_workers import make_work, worker_frames
from lineofsight.synth.ssda903 import Return, years
from lineofsight.synth.truth import Truth
from lineofsight.synth.workforce_files import decision_frame, population_frame, postcode_frame, workforce_frames
from lineofsight.synth.writing import Coded, Frame, Values, to_text, write_text

SIZES = {"small": 60_000, "full": 640_000}


@dataclass(frozen=True)
class CountySummary:
    """What was written, file by file: path inside the folder, and rows."""

    out: Path
    residents: int
    seed: int
    until: date
    extracted_on: date
    files: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.files.values())


def make_county(
    out: Path,
    *,
    residents: int,
    seed: int,
    until: date = date(2024, 4, 30),
    years: int = 6,
    extracted_on: date | None = None,
    progress: Callable[..., object] | None = None,
) -> CountySummary:
    """Write a synthetic county's files: `out/extracts` as agencies send them, `out/truth` for tests and evaluation.

    The same size, seed, dates and version give the same bytes on every machine. `extracted_on` is the day on which the
    agencies made their files: they hold what had been recorded by then. Errors: LineofsightError where no such county
    can be made.
    """
    setting = Setting(residents, seed, until, years, extracted_on or until)
    tell = progress or (lambda *_: None)
    county = make_whole(setting, tell)
    truth = Truth(county)
    files: dict[str, int] = {}
    for path, frame in _files(county, truth):
        tell(f"Writing {path.rsplit('/', 1)[-1]}")
        files[path] = _write(out, path, frame, truth)
    truth.write(out / "truth")
    return CountySummary(out, residents, seed, until, setting.extracted_on, files)


def _files(county: County, truth: Truth) -> Iterator[tuple[str, tuple[str, Frame]]]:
    """Every extract: its path, its source's name and its columns."""
    roster, work = make_roster(county), make_work(county)
    person, mistakes = person_frame(county, roster)
    truth.people_of_ssd(roster, mistakes)
    frames = {
        "ssd_person": person, **other_frames(county, roster), **case_frames(county, roster, work),
        **care_frames(county, work), **worker_frames(county),
    }  # fmt: skip
    for name, frame in frames.items():
        yield f"extracts/ssd/{name}.csv", (name, frame)
    del frames
    returns = Return(county)
    for year in years(county):
        for name, frame in returns.frames(year):
            short = name.removeprefix("ssda903_")
            folder = f"{year - 1}-{year % 100:02d}"
            yield f"extracts/ssda903/{folder}/ssda903_{year}_{short}.csv", (name, frame)
    truth.people_of_return(returns.planted)
    for day in census_days(county):
        census, child, mistakes = census_frame(county, day)
        truth.people_of_file("school_census_pupils_on_roll", "pupilonrolltableid", census, child, mistakes)
        name = f"school_census_{to_date(day).year}_spring_pupilonroll.csv"
        yield f"extracts/school_census/{name}", ("school_census_pupils_on_roll", census)
    police, child, mistakes = police_frame(county)
    truth.people_of_file("police_missing", "report_ref", police, child, mistakes)
    yield f"extracts/police/police_missing_{county.setting.extracted_on:%Y-%m}.csv", ("police_missing", police)
    for name, frame in workforce_frames(county).items():
        yield f"extracts/workforce/{name}.csv", (name, frame)
    yield "extracts/reference/postcodes.csv", ("reference_postcodes", postcode_frame(county))
    yield "extracts/reference/population.csv", ("reference_population", population_frame(county))
    yield "extracts/decisions/decisions_identity.csv", ("decisions_identity", decision_frame(county, roster))


def _write(out: Path, path: str, named: tuple[str, Frame], truth: Truth) -> int:
    """Write what had been recorded by the day of the extract, with the mistakes that a reader must report."""
    name, frame = named
    source = BY_NAME[name]
    day = truth.county.setting.extracted
    n = (
        len(next(iter(frame.columns.values())).at)
        if isinstance(next(iter(frame.columns.values())), Coded)
        else len(
            next(iter(frame.columns.values()))  # type: ignore[arg-type]
        )
    )
    shown = np.ones(n, np.bool_) if frame.recorded is None else frame.recorded <= day
    hidden = frame.ended > day if frame.ended is not None else None
    present = [column for column in source.columns if column.name in frame.columns]
    missing = [c.name for c in source.columns if c.name not in frame.columns and not c.optional]
    if missing:
        raise ValueError(f"{name} lacks {', '.join(missing)}")
    texts = {}
    for column in present:
        text = to_text(column.type, frame.columns[column.name])
        if hidden is not None and column.name in frame.end_columns:
            text = pa.compute.if_else(pa.array(hidden), "", text)
        texts[column.name] = text
    rows = np.flatnonzero(shown)
    dirtied, planted, again = soil(truth.county.setting, source, path, texts, n)
    texts = {column: text.take(pa.array(rows)) for column, text in dirtied.items()}
    texts = _repeat(texts, rows, again)
    truth.dirt_of(path, rows, planted, again)
    written, _ = write_text(out / path, [column.header for column in present], [texts[c.name] for c in present])
    return written


def _repeat(texts: dict[str, pa.Array], rows: Ints, again: Ints) -> dict[str, pa.Array]:
    """The rows that the file holds twice are written once more, at its end."""
    at = np.searchsorted(rows, again[np.isin(again, rows)])
    if not len(at):
        return texts
    order = np.concatenate([np.arange(len(rows)), at])
    return {name: text.take(pa.array(order)) for name, text in texts.items()}


__all__ = ["OPEN", "SIZES", "CountySummary", "Values", "make_county"]
