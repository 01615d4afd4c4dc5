"""Tables that ship with the package, each folder with a README that names its source and licence."""

import csv
from importlib.resources import files
from io import StringIO

FOLDER = files("lineofsight.standards") / "data"


def read_rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file under `standards/data`, its path written with slashes."""
    text = FOLDER.joinpath(*path.split("/")).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))
