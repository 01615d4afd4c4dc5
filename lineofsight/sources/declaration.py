"""What one extract is. The reader, checks, generated documents, synthetic county and access rules all work from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyarrow as pa

from lineofsight.standards.columns import ColumnType

Personal = Literal["identifies", "about the child", "about a worker", "no"]
"""How much a column says about someone. The careful answer is the default; say otherwise only with cause."""

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def fold_header(text: str) -> str:
    """A header as it is compared: case, spaces and a byte-order mark do not matter."""
    return " ".join(text.replace("\ufeff", "").split()).casefold()


@dataclass(frozen=True)
class Column:
    """One column of an extract.

    `header` is the text in the file (the column's name if not given); `also` lists other headers for the same thing.
    `optional` columns may be absent from a file; they are then read as null. `required` columns may not be blank in a
    row: a row without the value is set aside (VALUE-MISSING). A text that cannot be read as the type sets the row
    aside, unless `unreadable="blank"` says that this column is known to hold other things. `mandatory` columns are
    those that a statutory return asks of every row of the table: a row without one is kept, and counts as incomplete.
    """

    name: str
    type: ColumnType
    header: str = ""
    also: tuple[str, ...] = ()
    personal: Personal = "about the child"
    required: bool = False
    optional: bool = False
    mandatory: bool = False
    unreadable: Literal["set aside", "blank"] = "set aside"
    blank_means: str = "not recorded"
    description: str = ""

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ValueError(f"{self.name!r} is not a column name: lower case, digits and underscores")
        if self.required and self.optional:
            raise ValueError(f"column {self.name} cannot be both required and optional")
        if not self.header:
            object.__setattr__(self, "header", self.name)

    @property
    def headers(self) -> tuple[str, ...]:
        return (self.header, *self.also)


@dataclass(frozen=True)
class Names:
    """Which columns of a source identify a person, for linking. `key` is the supplier's own key for the person."""

    key: str
    forename: str = ""
    surname: str = ""
    other_surnames: tuple[str, ...] = ()
    date_of_birth: str = ""
    sex: str = ""
    postcode: str = ""
    nhs_number: str = ""
    upn: str = ""
    other_upns: tuple[str, ...] = ()
    la_child_id: str = ""
    seen_on: str = ""

    def columns(self) -> Iterator[str]:
        for value in vars(self).values():
            yield from (value if isinstance(value, tuple) else (value,) if value else ())


@dataclass(frozen=True)
class Source:
    """A frozen declaration of one extract, refused if it is wrong.

    `names` is set for a source that introduces people (it is linked); `person_key` is set for a source whose rows are
    about a person that another source introduces (`persons_of`). `files` says what several files of this source mean:
    "latest" keeps the row of the last file (in name order) for each key; "all" keeps every row, for returns whose
    years complete one another. `unlike` names headers that show a file to be another block of the same return, which
    shares most columns.
    """

    name: str
    supplier: str
    title: str
    grain: str
    agreement: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    family: Literal["ssd", "ssda903", "school_census", "police", "workforce", "decisions", "reference"]
    names: Names | None = None
    person_key: str = ""
    persons_of: str = ""
    files: Literal["latest", "all"] = "latest"
    unlike: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ValueError(f"{self.name!r} is not a source name")
        known = [column.name for column in self.columns]
        if len(known) != len(set(known)):
            raise ValueError(f"{self.name} declares a column twice")
        used = [
            *self.key,
            *([self.person_key] if self.person_key else []),
            *(self.names.columns() if self.names else ()),
        ]
        missing = sorted(set(used) - set(known))
        if missing:
            raise ValueError(f"{self.name} names columns it does not declare: {', '.join(missing)}")
        if bool(self.person_key) != bool(self.persons_of):
            raise ValueError(f"{self.name}: person_key and persons_of go together")
        headers = [fold_header(header) for column in self.columns for header in column.headers]
        if len(headers) != len(set(headers)):
            raise ValueError(f"{self.name} declares a header twice")

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> dict[str, Column]:
        return {fold_header(header): column for column in self.columns for header in column.headers}

    @property
    def table(self) -> str:
        """The engine table that the kept rows go to."""
        return f"source.{self.name}"

    @cached_property
    def schema(self) -> pa.Schema:
        """Columns of `table`: the declared ones, then where each row came from.

        `source_file` is the file's path inside the extracts folder; `source_row` is the line on which the row starts,
        the header being line 1.
        """
        fields = [pa.field(column.name, column.type.arrow) for column in self.columns]
        return pa.schema([*fields, pa.field("source_file", pa.string()), pa.field("source_row", pa.int32())])
