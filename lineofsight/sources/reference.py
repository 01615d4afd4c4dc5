"""Reference extracts that a council downloads rather than receives: the ONS postcode lookup."""

from lineofsight.sources.declaration import Column, Source
from lineofsight.standards.columns import Text

POSTCODES = Source(
    name="reference_postcodes", supplier="Office for National Statistics", title="National Statistics Postcode Lookup",
    grain="one row per postcode", agreement="open-government-licence", family="reference", key=("pcds",),
    columns=(
        Column("pcds", Text(), also=("pcd",), personal="no", required=True, description="Postcode with one space"),
        Column("laua", Text(), also=("oslaua", "ladcd"), personal="no", required=True, description="District (ONS)"),
        Column("lsoa21", Text(), also=("lsoa21cd",), personal="no", optional=True),
    ),
)  # fmt: skip
