"""Police reports of children missing. There is no national file: this is Lineofsight's own minimal layout."""

from lineofsight.sources.declaration import Column, Names, Source
from lineofsight.standards.columns import Date, DateTime, Flag, Text

_MOMENT = DateTime("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")

POLICE_MISSING = Source(
    name="police_missing",
    supplier="Police",
    title="Police missing episodes",
    grain="one row per report of a child missing",
    agreement="police-missing",
    family="police",
    key=("report_ref",),
    columns=(
        Column("report_ref", Text(), header="Ref", also=("misper_id",), required=True),
        Column("surname", Text(), header="Surname", personal="identifies"),
        Column("forename", Text(), header="Forename", personal="identifies"),
        Column("date_of_birth", Date("%d/%m/%Y", "%Y-%m-%d"), header="DOB", personal="identifies"),
        Column("sex", Text(), header="Sex", optional=True),
        Column("postcode", Text(), header="Home Postcode", personal="identifies", optional=True),
        Column("missing_from_at", _MOMENT, header="Missing From", required=True),
        Column("from_care", Flag(), header="From Care"),
        Column("returned_at", _MOMENT, header="Returned", blank_means="not yet returned"),
        Column("risk_grade", Text(), header="Risk", description="Police grading of the report, not of the child"),
        Column("recorded_at", _MOMENT, header="Recorded", optional=True),
    ),
    names=Names(
        key="report_ref", forename="forename", surname="surname", date_of_birth="date_of_birth", sex="sex",
        postcode="postcode", seen_on="missing_from_at",
    ),
)  # fmt: skip
