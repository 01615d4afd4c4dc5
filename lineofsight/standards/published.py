"""Official figures that ship with the product, beside which a county reads its own: neighbours, region and England."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lineofsight.errors import LineofsightError
from lineofsight.standards.areas import ENGLAND
from lineofsight.standards.package_data import FOLDER, read_rows
from lineofsight.standards.tables import TableStore

AreaKind = Literal["own", "neighbour", "region", "england"]

MARKERS = {
    "c": "suppressed to protect confidentiality",
    "x": "not available",
    "[x]": "not available",
    "z": "not applicable",
    "u": "low reliability",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "-": "missing: the publication does not say why",
    "blank": "not published",
    "[note 4]": "no grade given: see the publication's note",
}
"""What a marker means, in words for a reader. A marker stands where there is no value, and is never a zero."""

ATTRIBUTION = (
    "Contains public sector information from the Department for Education, the Office for National Statistics, the "
    "Ministry of Housing, Communities and Local Government, Ofsted, the Office for Health Improvement and Disparities "
    "and others, licensed under the Open Government Licence v3.0."
)

SCHEMA = pa.schema(
    {
        "indicator_id": pa.string(),
        "area_code": pa.string(),
        "area_name": pa.string(),
        "area_kind": pa.string(),
        "period": pa.string(),
        "period_end": pa.date32(),
        "value": pa.float64(),
        "marker": pa.string(),
        "numerator": pa.float64(),
        "denominator": pa.float64(),
    }
)


@dataclass(frozen=True)
class Area:
    """An area by its newest code; `codes` are all it has had. `region` is '' for a region and for England.

    Inner and Outer London are regions within one.
    """

    code: str
    name: str
    kind: Literal["authority", "region", "england"]
    region: str
    codes: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Two for an entry that holds two authorities together, else the area itself."""
        return tuple(self.code.split(" / "))


def published_figures(indicator_id: str, authority_code: str) -> pa.Table:
    """Every published figure of an indicator for an authority, its ten neighbours, its region and England.

    Grain: one row per area and period, in the order of periods, then own, neighbours (the closest first), region,
    England. `value` is null where `marker` says why.
    Errors: LineofsightError for an authority that the figures do not know; ValueError for an unknown indicator.
    """
    return _compared([indicator_id], authority_code)[indicator_id]


def _compared(indicator_ids: Sequence[str], authority_code: str) -> dict[str, pa.Table]:
    """`published_figures` of several indicators, the file read once."""
    unknown = sorted(set(indicator_ids) - set(published_indicators()))
    if unknown:
        raise ValueError(f"no published figures with the id {', '.join(unknown)}")
    places = compared_areas(authority_code)
    held: dict[str, list[dict[str, object]]] = {indicator: [] for indicator in indicator_ids}
    for row in _figures(indicator_ids, _held_under(code for code, _ in places)):
        held[str(row["indicator_id"])].append(row)
    return {indicator: _in_order(rows, places) for indicator, rows in held.items()}


def _in_order(held: Sequence[dict[str, object]], places: Sequence[tuple[str, AreaKind]]) -> pa.Table:
    rows = [row for code, kind in places for row in _rows_of(held, code, kind)]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["period_end"])), schema=SCHEMA)


def _rows_of(held: Sequence[dict[str, object]], code: str, kind: AreaKind) -> list[dict[str, object]]:
    """An area's rows; for periods that a publication gives only for two authorities joined, the joint rows."""
    own = [row for row in held if row["area_code"] == code]
    periods = {row["period"] for row in own}
    joint = [
        row
        for row in held
        if row["area_code"] != code and code in areas()[str(row["area_code"])].members and row["period"] not in periods
    ]
    return [{**row, "area_name": areas()[str(row["area_code"])].name, "area_kind": kind} for row in [*own, *joint]]


def compared_areas(authority_code: str) -> list[tuple[str, AreaKind]]:
    """The authority, its neighbours (the closest first), its region and England, each code with its kind."""
    own = authority(authority_code)
    pairs: list[tuple[str, AreaKind]] = [(own.code, "own")]
    pairs += [(code, "neighbour") for code in neighbours(own.code)]
    return [*pairs, (own.region, "region"), (ENGLAND, "england")]


def authority(code: str) -> Area:
    """An authority by any code it has had. Errors: LineofsightError if there is none."""
    for area in areas().values():
        if code in area.codes and area.kind == "authority":
            return area
    raise LineofsightError(
        f"There are no published figures for an authority with the code {code}\n"
        "  Next  set authority_code in lineofsight.toml to a county's or unitary authority's code, like E10000013"
    )


@cache
def areas() -> dict[str, Area]:
    """Every area of the published figures by its code."""
    rows = read_rows("published/areas.csv")
    found = [
        Area(
            code=row["area_code"],
            name=row["area_name"],
            kind=_KINDS[row["kind"]],
            region=row["region_code"],
            codes=_codes(row["codes"]),
        )
        for row in rows
    ]
    return {area.code: area for area in found}


_KINDS: dict[str, Literal["authority", "region", "england"]] = {
    "authority": "authority",
    "region": "region",
    "england": "england",
}


def _codes(text: str) -> tuple[str, ...]:
    return (text,) if " / " in text else tuple(text.split())


@cache
def neighbours(authority_code: str) -> tuple[str, ...]:
    """The ten statistical neighbours of an authority, the closest first; none for an abolished one."""
    rows = [row for row in read_rows("published/statistical_neighbours.csv") if row["area_code"] == authority_code]
    return tuple(row["neighbour_code"] for row in sorted(rows, key=lambda row: int(row["rank"])))


@cache
def published_indicators() -> dict[str, dict[str, str]]:
    """What each published indicator is: name, domain, unit, publication, note, first and last period."""
    return {row["indicator_id"]: row for row in read_rows("published/indicators.csv")}


def _held_under(codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [code for code, area in areas().items() if wanted & set(area.members)]


def _figures(indicator_ids: Sequence[str], area_codes: Sequence[str]) -> list[dict[str, object]]:
    wanted = pc.field("indicator_id").isin(pa.array(indicator_ids, pa.string()))
    wanted &= pc.field("area_code").isin(pa.array(area_codes, pa.string()))
    with as_file(FOLDER.joinpath("published", "figures.parquet")) as path:
        rows: list[dict[str, object]] = pq.read_table(path, filters=wanted).to_pylist()
    return rows


def put_published(engine: TableStore, authority_code: str, pairs: Mapping[str, str]) -> None:
    """Make published.figures: the official figures that stand beside ours.

    `pairs` gives for an indicator of ours the published one that measures the same.
    Grain: one row per indicator of ours, area and period. Columns: those of `published_figures`, with our `indicator`.
    """
    schema = SCHEMA.set(0, pa.field("indicator", pa.string()))
    found = _compared(sorted(set(pairs.values())), authority_code)
    tables = [_named(found[published], ours, schema) for ours, published in sorted(pairs.items())]
    engine.put("published.figures", pa.concat_tables([schema.empty_table(), *tables]))


def _named(figures: pa.Table, indicator: str, schema: pa.Schema) -> pa.Table:
    return figures.set_column(0, "indicator", pa.array([indicator] * figures.num_rows, pa.string())).cast(schema)
