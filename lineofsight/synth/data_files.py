"""Tables that ship with the synthetic county. `data/README.md` names the source and licence of each."""

import csv
from importlib.resources import files
from io import StringIO

_FOLDER = files("lineofsight.synth") / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_FOLDER.joinpath(name).read_text(encoding="utf-8"))))
