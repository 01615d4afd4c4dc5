"""Code sets of the field, read once from the package's own data.

Source: `data/codelists/README.md` names each list's origin.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from lineofsight.standards.package_data import FOLDER, read_rows


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


@cache
def code_set_names() -> tuple[str, ...]:
    found = (FOLDER / "codelists").iterdir()
    return tuple(sorted(entry.name.removesuffix(".csv") for entry in found if entry.name.endswith(".csv")))


def _read(name: str) -> dict[str, str] | None:
    if name not in code_set_names():
        return None
    return {row["code"]: row["label"] for row in read_rows(f"codelists/{name}.csv")}


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
