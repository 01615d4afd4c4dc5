"""The areas that figures are given for: six districts, the county, its region and England."""

import json
from typing import Any

from lineofsight.standards.codes import code_set
from lineofsight.standards.package_data import FOLDER

COUNTY = "E10000013"
REGION = "E12000009"
ENGLAND = "E92000001"

UNKNOWN_DISTRICT = "unknown"
OUTSIDE_COUNTY = "outside"
"""A child whose home postcode no list holds is 'unknown'; one who lives elsewhere is 'outside'. Neither is left out."""


def district_shapes() -> list[dict[str, Any]]:
    """The outline of each district, as GeoJSON features with a code and a name."""
    text = FOLDER.joinpath("geography", "districts.geojson").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["features"]
    return found


def districts() -> dict[str, str]:
    """ONS code and name of each district of the county."""
    return dict(code_set("district"))
