"""A few hundred invented records with planted faults, for comparing one way of linking with another."""

import random
from datetime import date, timedelta

import pyarrow as pa

from lineofsight.sources import BY_NAME
from lineofsight.standards.identifiers import upn_check_letter

_FIRST = {"M": ["Oliver", "Mohammed", "Thomas", "Leo", "Katya", "Samir", "William", "Jakub"],
          "F": ["Amelia", "Aisha", "Katherine", "Ruby", "Mia", "Zofia", "Grace", "Elizabeth"]}  # fmt: skip
_LAST = [
    "Castellan",
    "O'Neill",
    "Smith",
    "Khan",
    "Wetherall",
    "Smith-Jones",
    "Nowak",
    "Featherstone",
    "Adeyemi",
    "Holt",
]
_PET = {"Thomas": "Tom", "William": "Bill", "Katherine": "Katie", "Elizabeth": "Beth", "Mohammed": "Muhammad"}


def neighbours(n: int, seed: int) -> dict[str, pa.Table]:
    """Source tables of n children: each in schools, some in social care and the 903, some reported by the police."""
    chance = random.Random(seed)  # noqa: S311  # made-up records, not secrets
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in (
        "school_census_pupils_on_roll", "ssd_person", "ssd_address", "ssda903_header", "police_missing")}  # fmt: skip
    twin: dict[str, object] | None = None
    for number in range(n):
        child = _child(number, chance, twin)
        twin = child if chance.random() < 0.05 else None
        _send(number, child, rows, chance)
    return {name: _table(name, listed) for name, listed in rows.items()}


def _child(number: int, chance: random.Random, twin: dict[str, object] | None) -> dict[str, object]:
    sex, sector = chance.choice("MF"), f"GL{chance.randrange(1, 20)} {chance.randrange(1, 9)}"
    digits = f"916{number:08d}1"
    return {
        "first": chance.choice(_FIRST[sex]), "sex": sex, "upn": f"{upn_check_letter(digits)}{digits}",
        "last": twin["last"] if twin else chance.choice(_LAST),
        "born": twin["born"] if twin else date(2008, 1, 1) + timedelta(chance.randrange(4000)),
        "home": twin["home"] if twin else f"{sector}{chance.choice('ABDE')}A",
    }  # fmt: skip


def _send(
    number: int, child: dict[str, object], rows: dict[str, list[dict[str, object]]], chance: random.Random
) -> None:
    rows["school_census_pupils_on_roll"].append({
        "pupilonrolltableid": f"C{number}", "forename": child["first"], "surname": child["last"], "dob": child["born"],
        "sex": child["sex"], "postcode": child["home"], "upn": child["upn"], "censusdate": date(2024, 1, 18),
    })  # fmt: skip
    if chance.random() < 0.5:
        seen = _misspelt(child, chance)
        rows["ssd_person"].append({
            "pers_person_id": f"S{number}", "pers_forename": seen["first"], "pers_surname": seen["last"],
            "pers_dob": seen["born"], "pers_sex": seen["sex"], "pers_legacy_id": f"{40_000 + number}",
            "pers_upn": child["upn"] if chance.random() < 0.6 else None,
        })  # fmt: skip
        rows["ssd_address"].append(
            {"addr_table_id": f"A{number}", "addr_person_id": f"S{number}", "addr_address_postcode": seen["home"]}
        )
        if chance.random() < 0.3:
            rows["ssda903_header"].append({"child": f"{40_000 + number}", "sex": child["sex"], "dob": child["born"]})
    if chance.random() < 0.2:
        seen = _misspelt(child, chance)
        rows["police_missing"].append({
            "report_ref": f"M{number}", "forename": seen["first"], "surname": seen["last"],
            "date_of_birth": seen["born"], "postcode": seen["home"],
        })  # fmt: skip


def _misspelt(child: dict[str, object], chance: random.Random) -> dict[str, object]:
    seen = dict(child)
    fault = chance.randrange(8)
    first, last, born = str(child["first"]), str(child["last"]), child["born"]
    if fault == 0:
        seen["first"] = _PET.get(first, first)
    elif fault == 1:
        seen["last"] = last[:2] + last[3:]
    elif fault == 2 and isinstance(born, date) and born.day <= 12:
        seen["born"] = date(born.year, born.day, born.month)
    elif fault == 3:
        seen["home"] = "GL50 1ZZ"
    elif fault == 4:
        seen["last"] = chance.choice(_LAST)
    return seen


def _table(source: str, rows: list[dict[str, object]]) -> pa.Table:
    schema = BY_NAME[source].schema
    placed = [{**row, "source_file": f"{source}.csv", "source_row": line} for line, row in enumerate(rows, 2)]
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in placed], schema=schema)
