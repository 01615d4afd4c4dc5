"""Code sets of the field, read once from the package's own data.

Source: `data/codelists/README.md` names each list's origin.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_FOLDER = files("lineofsight.standards") / "data" / "codelists"


class CodeSet(Mapping[str, str]):
    """One code list: code to label. `resolve` also knows the words some systems write instead of codes."""

    def __init__(self, name: str, labels: dict[str, str], aliases: dict[str, str]) -> None:
        self.name = name
        self._labels = labels
        self._by_folded = {_fold(code): code for code in labels} | {_fold(w): code for w, code in aliases.items()}

    def __getitem__(self, code: str) -> str:
        return self._labels[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def resolve(self, text: str) -> str | None:
        """The code that a text stands for, whatever its case or spacing; None where no list holds it."""
        return self._by_folded.get(_fold(text))


@cache
def code_set(name: str) -> CodeSet:
    """A code set by its file name. Errors: KeyError if there is none."""
    labels = _read(name)
    if labels is None:
        raise KeyError(name)
    return CodeSet(name, labels, _read(f"{name}_alias") or {})


def code_set_names() -> list[str]:
    return sorted(entry.name.removesuffix(".csv") for entry in _FOLDER.iterdir() if entry.name.endswith(".csv"))


def _read(name: str) -> dict[str, str] | None:
    path = _FOLDER / f"{name}.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["label"] for row in csv.DictReader(lines)}


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
