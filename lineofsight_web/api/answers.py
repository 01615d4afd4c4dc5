"""What the API answers with. Field names are those of the snapshot's rows; a value that is not there has a marker."""

from datetime import date

from ninja import Field, Schema


class SnapshotAnswer(Schema):
    """One snapshot. `in_force`: the one that is shown where none is named."""

    id: str
    as_of: date
    made_at: str
    in_force: bool
    code_version: str


class IndicatorAnswer(Schema):
    """One indicator's definition."""

    id: str
    title: str
    theme: str
    of: str
    unit: str
    better: str
    period: str
    ambitions: list[int]
    breakdowns: list[str]
    balanced_by: list[str] = Field(description="Indicators that must stand beside it.")
    why: str
    reading: str
    source: str
    differs: str
    owner: str
    review_by: date
    lacking: str = Field(description="What would have to be sent before there can be figures; blank where there are.")


class FigureAnswer(Schema):
    """One indicator at one month end for one group. `value` is null where `marker` says why.

    A percentage or a change is a proportion: 0.22 is 22%. Small numbers are hidden unless the person may see them.
    """

    indicator: str
    at: date
    by: str
    group: str
    group_name: str
    numerator: float | None
    denominator: float | None
    value: float | None
    marker: str


class FiguresAnswer(Schema):
    """Figures, and the snapshot they are of."""

    snapshot: str
    figures: list[FigureAnswer]


class CaseAnswer(Schema):
    """One row behind a figure. `source_file` and `source_row` are null for those who may not see them."""

    case_id: str
    person_id: str | None
    counted_on: date
    in_numerator: bool
    district: str | None
    team_id: str | None
    source: str
    source_file: str | None
    source_row: int | None


class CasesAnswer(Schema):
    """A page of cases. `total` is how many there are in all."""

    snapshot: str
    total: int
    cases: list[CaseAnswer]


class Problem(Schema):
    """Why there is no answer. `whom_to_ask`: who could change a refusal."""

    detail: str
    whom_to_ask: str = ""
