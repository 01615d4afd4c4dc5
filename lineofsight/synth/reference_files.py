"""What a council downloads: postcodes of the county and estimates of how many live in it, as files."""

import numpy as np

from lineofsight.standards.areas import COUNTY
from lineofsight.standards.population import population
from lineofsight.synth.county import County
from lineofsight.synth.households import DISTRICTS
from lineofsight.synth.writing import Coded, Frame, texts

BEYOND = ("E06000019", "E06000025", "E06000030", "E06000054", "E07000181", "E07000221", "E07000235", "E07000238")
"""Districts that border the county: Herefordshire, South Gloucestershire, Swindon, Wiltshire, West Oxfordshire,
Stratford-on-Avon, Malvern Hills and Wychavon."""


def reference_frames(county: County) -> dict[str, Frame]:
    return {"postcodes": _postcodes(county), "population": _population(county)}


def _postcodes(county: County) -> Frame:
    """The lookup is national: postcodes outside the county are in it, here with the districts that border it."""
    place = county.postcodes.place
    here = place >= 0
    district = np.where(
        here, county.places.district[np.maximum(place, 0)], len(DISTRICTS) + np.arange(len(place)) % len(BEYOND)
    )
    columns = {
        "pcds": texts(county.postcodes.text), "laua": Coded(district.astype(np.int32), (*DISTRICTS, *BEYOND)),
        "lsoa21": Coded(place, county.places.code),
    }  # fmt: skip
    return Frame(columns)


def _population(county: County) -> Frame:
    """Mid-year estimates of the county and its districts, in real proportion to the residents asked for.

    Each district is scaled and rounded; the county is their sum, as in the published table.
    """
    setting = county.setting
    inside = [row for row in population(setting.until.year) if row.area in DISTRICTS]
    scaled = [round(row.population * setting.scale) for row in inside]
    whole: dict[tuple[int, int, str], int] = {}
    for row, count in zip(inside, scaled, strict=True):
        cell = (row.mid_year, row.age, row.sex)
        whole[cell] = whole.get(cell, 0) + count
    columns = {
        "code": texts([row.area for row in inside] + [COUNTY] * len(whole)),
        "year": np.array([row.mid_year for row in inside] + [cell[0] for cell in whole]),
        "sex": texts([row.sex for row in inside] + [cell[2] for cell in whole]),
        "age": np.array([row.age for row in inside] + [cell[1] for cell in whole]),
        "population": np.array(scaled + list(whole.values())),
    }
    return Frame(columns)
