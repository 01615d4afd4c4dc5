"""Extracts written out in a test, as an agency would send them."""

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lineofsight.sources.findings import Finding
from lineofsight.sources.reader import Extracts, read_extracts

RECORDED: dict[str, dict[str, Any]] = {
    name: {}
    for name in ("childrens-social-care", "police-missing", "school-census", "workforce", "lineofsight-decisions",
                 "open-government-licence")
}  # fmt: skip
"""Every agreement, in force without end."""


def read_files(folder: Path, files: Mapping[str, str | bytes], **options: Any) -> Extracts:
    """Write files into a folder and read it. Texts are dedented, so that they can be written in place."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).lstrip("\n").encode())
    return read_extracts(folder, **({"agreements": RECORDED} | options))


def codes(extracts: Extracts) -> list[str]:
    """The codes of the findings, in order."""
    return [finding.code for finding in extracts.findings]


def only_finding(extracts: Extracts) -> Finding:
    """The one finding there is."""
    (found,) = extracts.findings
    return found


def set_aside(extracts: Extracts) -> list[tuple[int, str, str]]:
    """Row, column and reason of each row set aside, in order."""
    return [(row["row"], row["column"], row["reason"]) for row in extracts.set_aside.to_pylist()]


def rows(extracts: Extracts, source: str, *columns: str) -> list[tuple[Any, ...]]:
    """The values of some columns of the rows kept."""
    return [tuple(row[name] for name in columns) for row in extracts.tables[source].to_pylist()]
