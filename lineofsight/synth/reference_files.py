"""What a council downloads: postcodes of the county and estimates of how many live in it, as files."""

import numpy as np

from lineofsight.standards.areas import COUNTY
from lineofsight.standards.population import population
from lineofsight.synth.county import County
from lineofsight.synth.households import DISTRICTS
from lineofsight.synth.writing import Coded, Frame, texts


def reference_frames(county: County) -> dict[str, Frame]:
    return {"postcodes": _postcodes(county), "population": _population(county)}


def _postcodes(county: County) -> Frame:
    """Postcodes of the county only: one outside it is in no lookup that a county council keeps."""
    n = county.postcodes.inside
    place = county.postcodes.place[:n]
    columns = {
        "pcds": texts(county.postcodes.text[:n]), "laua": Coded(county.places.district[place], DISTRICTS),
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
