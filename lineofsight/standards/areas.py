"""The areas that figures are given for: six districts, the county, its region and England."""

from lineofsight.standards.codes import code_set

COUNTY = "E10000013"
REGION = "E12000009"
ENGLAND = "E92000001"

UNKNOWN_DISTRICT = "unknown"
OUTSIDE_COUNTY = "outside"
"""A child whose home postcode no list holds is 'unknown'; one who lives elsewhere is 'outside'. Neither is left out."""


def districts() -> dict[str, str]:
    """ONS code and name of each district of the county."""
    return dict(code_set("district"))
