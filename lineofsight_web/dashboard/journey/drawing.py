"""The flow of the journey as SVG or PNG, and its table as rows of a file."""

from lineofsight.snapshot import Snapshot
from lineofsight_web.dashboard.downloads import Cell
from lineofsight_web.dashboard.journey.page import HEADINGS, JourneyPage, Stop
from lineofsight_web.ui import words
from lineofsight_web.ui.charts import Size
from lineofsight_web.ui.flow_diagram import Band, Station, flow_diagram

MOVED_HEADERS = ("layer", "from", "to", "children", "children_at_from", "share", "cohort_after", "cohort_until",
                 "district", "snapshot")  # fmt: skip
STAGE_HEADERS = (
    "stage",
    "began",
    "still_in",
    "half_left_by",
    "four_fifths_left_by",
    "ways_out",
    "district",
    "snapshot",
)
RETURN_HEADERS = ("ended", "came_back_by", "share", "made_of", "district", "snapshot")

Table = tuple[tuple[str, ...], list[list[Cell]]]


def drawing(page: JourneyPage, size: Size) -> str:
    """The diagram of the page's flow."""
    at = page.at
    stations: dict[Stop, Station] = {stop: Station(*stop, words.number(n)) for stop, n in at.items()}
    bands = [Band(stations[one.source], stations[one.target], one.n) for one in page.moved]
    return flow_diagram(HEADINGS, bands, title=page.headline, size=size)


def tables(page: JourneyPage, snapshot: Snapshot, district: str) -> dict[str, Table]:
    """Every table of the page, by the name of its file."""
    where = district or "county"
    moved: list[list[Cell]] = [
        [HEADINGS[one.target[0]], one.source[1], one.target[1], one.n, one.of, round(one.share, 4),
         page.after.isoformat(), page.until.isoformat(), where, snapshot.id]
        for one in page.moved
    ]  # fmt: skip
    stages: list[list[Cell]] = [
        [row.name, row.began, row.still_in, row.half, row.four_fifths, row.ways, where, snapshot.id]
        for row in page.stages
    ]
    returns: list[list[Cell]] = [
        [row.left, row.back, row.share, row.made_of, where, snapshot.id] for row in page.returns
    ]
    return {"flow": (MOVED_HEADERS, moved), "stages": (STAGE_HEADERS, stages), "returns": (RETURN_HEADERS, returns)}
