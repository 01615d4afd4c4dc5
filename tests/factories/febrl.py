"""The FEBRL files as two of our sources: the first as the school census, the second as social care."""

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa

from lineofsight.sources import BY_NAME
from lineofsight.standards.identifiers import upn_check_letter

FILES = Path(__file__).parents[1] / "data" / "linkage"


def febrl4() -> tuple[dict[str, pa.Table], dict[str, str]]:
    """Source tables by name, and the true person of each key.

    The Australian social security number becomes the digits of a pupil number, with the check letter of the right one,
    so that a slip is found out as it is in ours. Suburb and postcode become the postcode, as ours are that small.
    """
    originals, copies = _rows("febrl_dataset4a.csv"), _rows("febrl_dataset4b.csv")
    letters = {_who(row): upn_check_letter(_digits(row)) for row in originals}
    first, second = ([_person(row, letters[_who(row)]) for row in rows] for rows in (originals, copies))
    tables = {"school_census_pupils_on_roll": _as_pupils(first), "ssd_person": _as_persons(second)}
    homes = [
        {"addr_table_id": row["key"], "addr_person_id": row["key"], "addr_address_postcode": row["home"]}
        for row in second
    ]
    tables["ssd_address"] = _table("ssd_address", homes)
    return tables, {str(row["key"]): str(row["key"]).split("-")[1] for row in [*first, *second]}


def _rows(name: str) -> list[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as lines:
        return [
            {key: value.strip() for key, value in row.items()} for row in csv.DictReader(lines, skipinitialspace=True)
        ]


def _who(row: dict[str, str]) -> str:
    return row["rec_id"].split("-")[1]


def _digits(row: dict[str, str]) -> str:
    return f"9160{row['soc_sec_id'].zfill(7)}1"


def _person(row: dict[str, str], letter: str | None) -> dict[str, object]:
    return {
        "key": row["rec_id"],
        "forename": row["given_name"] or None,
        "surname": row["surname"] or None,
        "born": _day(row["date_of_birth"]),
        "home": f"{row['suburb']}{row['postcode']}" or None,
        "upn": f"{letter}{_digits(row)}" if row["soc_sec_id"] else None,
    }


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def _as_pupils(people: list[dict[str, object]]) -> pa.Table:
    names = {"pupilonrolltableid": "key", "forename": "forename", "surname": "surname", "dob": "born",
             "postcode": "home", "upn": "upn"}  # fmt: skip
    return _table(
        "school_census_pupils_on_roll", [{ours: row[theirs] for ours, theirs in names.items()} for row in people]
    )


def _as_persons(people: list[dict[str, object]]) -> pa.Table:
    names = {"pers_person_id": "key", "pers_forename": "forename", "pers_surname": "surname", "pers_dob": "born",
             "pers_upn": "upn"}  # fmt: skip
    return _table("ssd_person", [{ours: row[theirs] for ours, theirs in names.items()} for row in people])


def _table(source: str, rows: list[dict[str, object]]) -> pa.Table:
    schema = BY_NAME[source].schema
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema)
