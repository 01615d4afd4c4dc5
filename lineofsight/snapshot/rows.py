"""What a snapshot answers with: one frozen row type a question. Dates are days; null means as said beside the field."""

from dataclasses import dataclass
from datetime import date

BEFORE_OUR_DATA = "before our data"
"""The marker of a figure whose period our data do not cover. Its counts are there, and its value is not."""


@dataclass(frozen=True)
class Figure:
    """One indicator at one month end for one group. `value` is null where `marker` says why.

    Units: `value` is a count, a proportion (0 to 1), a rate per 10,000 or a proportional change, as the indicator
    declares. `by` is 'all' or a breakdown; `group` is '' for 'all'.
    """

    indicator: str
    at: date
    by: str
    group: str
    numerator: float | None
    denominator: float | None
    value: float | None
    marker: str


@dataclass(frozen=True)
class MonthSum:
    """What one calendar month adds to an indicator for one group, before any window rolls. `at` is its month end."""

    at: date
    numerator: float
    denominator: float


@dataclass(frozen=True)
class Flow:
    """Children who came into a level or left it in the month to `at`. `flow` is 'start', 'end' or 'aged out'."""

    at: date
    flow: str
    age_band: str
    part: str
    n: int


@dataclass(frozen=True)
class Case:
    """One row behind a figure. `person_id` is null for posts and workers."""

    indicator: str
    case_id: str
    person_id: str | None
    counted_on: date
    in_numerator: bool
    district: str | None
    team_id: str | None
    age_band: str | None
    sex: str | None
    ethnicity: str | None
    source: str
    source_file: str
    source_row: int


@dataclass(frozen=True)
class Team:
    """A team of the dated structure. `closed_on` null: open. `district` null: county-wide."""

    team_id: str
    team_name: str
    parent_team_id: str | None
    service: str | None
    district: str | None
    opened_on: date | None
    closed_on: date | None
    successor_team_id: str | None


@dataclass(frozen=True)
class Identity:
    """The best-known names and identifiers of a person. Null: no source gives it."""

    person_id: str
    forename: str | None
    surname: str | None
    date_of_birth: date | None
    sex: str | None
    nhs_number: str | None
    upn: str | None
    la_child_id: str | None
    postcode: str | None
    n_records: int


@dataclass(frozen=True)
class IdentityRecord:
    """One supplier's record that was linked to the person."""

    source: str
    source_key: str
    forename: str | None
    surname: str | None
    date_of_birth: date | None
    postcode: str | None
    seen_on: date | None
    source_file: str
    source_row: int


@dataclass(frozen=True)
class Event:
    """Something that happened to a child. `detail` is a code of `code_set`, or an id where `code_set` is null."""

    event: str
    happened_on: date
    detail: str | None
    code_set: str | None
    ref: str | None
    source: str
    source_file: str
    source_row: int


@dataclass(frozen=True)
class Spell:
    """A state from `start_date` up to but not including `end_date`; null end: still so."""

    state: str
    start_date: date
    end_date: date | None
    ref: str | None


@dataclass(frozen=True)
class Involvement:
    """A worker and team involved with a child, dated. Null end: still involved."""

    worker_id: str | None
    worker_name: str | None
    job_title: str | None
    team_id: str | None
    team_name: str | None
    role: str | None
    start_date: date
    end_date: date | None


@dataclass(frozen=True)
class SourceStatus:
    """How one declared extract stands in this snapshot. `last_seen`: the newest day that its rows speak of."""

    source: str
    title: str
    supplier: str
    agreement: str
    loaded: bool
    last_seen: date | None
    rows_read: int
    rows_kept: int
    rows_set_aside: int


@dataclass(frozen=True)
class Published:
    """An official figure beside ours. `value` is null where `marker` (c, x, z, low …) says why."""

    indicator: str
    area_code: str
    area_name: str
    area_kind: str
    period: str
    period_end: date
    value: float | None
    marker: str
    numerator: float | None
    denominator: float | None
