"""Reference extracts that a council downloads rather than receives: postcodes and population, from the ONS."""

from lineofsight.sources.declaration import Column, Source
from lineofsight.standards.columns import Code, Integer, Text

POSTCODES = Source(
    name="reference_postcodes", supplier="Office for National Statistics", title="National Statistics Postcode Lookup",
    grain="one row per postcode", agreement="open-government-licence", family="reference", key=("pcds",),
    columns=(
        Column("pcds", Text(), also=("pcd",), personal="no", required=True, description="Postcode with one space"),
        Column("laua", Text(), also=("oslaua", "ladcd"), personal="no", required=True, description="District (ONS)"),
        Column("lsoa21", Text(), also=("lsoa21cd",), personal="no", optional=True),
    ),
)  # fmt: skip

POPULATION = Source(
    name="reference_population", supplier="Office for National Statistics", title="Mid-year population estimates",
    grain="one row per area, mid-year, age and sex", agreement="open-government-licence", family="reference",
    key=("code", "year", "age", "sex"),
    columns=(
        Column("code", Text(), personal="no", required=True, description="ONS code of a district or of the county"),
        Column("name", Text(), personal="no", optional=True, description="Name of the area"),
        Column("year", Integer(), personal="no", required=True, description="The estimate is for 30 June of this year"),
        Column("sex", Code("sex"), personal="no", required=True),
        Column("age", Integer(), personal="no", required=True, description="Single year of age"),
        Column("population", Integer(), personal="no", required=True),
    ),
)  # fmt: skip
"""Newer than what ships with the product, where a council has it: its areas replace the packaged ones whole."""
