"""Finds the files of an extracts folder. Opens none of them."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lineofsight.errors import LineofsightError
from lineofsight.sources.finding_codes import finding
from lineofsight.sources.findings import Finding


@dataclass(frozen=True)
class FoundFile:
    """A file and its name: the path inside the extracts folder, written with slashes."""

    path: Path
    name: str


@dataclass
class Walk:
    """What a folder holds: files in the order of their names, and what was passed over."""

    files: list[FoundFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def walk(folder: Path) -> Walk:
    """Every file under a folder. Errors: LineofsightError if there is no such folder."""
    if not folder.is_dir():
        raise LineofsightError(f"There is no folder {folder}.\n  Next  put the agencies' files there, or name another")
    found = Walk()
    hidden: list[str] = []
    for path in _entries(folder):
        _sort_out(path, _name(path, folder), found, hidden)
    if hidden:
        words = f"{len(hidden):,} hidden {'file or folder' if len(hidden) == 1 else 'files or folders'} passed over"
        found.findings.append(finding("FILE-HIDDEN", words, found=", ".join(hidden[:5])))
    found.files.sort(key=lambda file: file.name)
    found.findings.sort(key=lambda one: one.file)
    return found


def _entries(folder: Path) -> Iterator[Path]:
    """Files, links and hidden folders; other folders are entered."""
    for here, folders, names in os.walk(folder):
        for name in [*names, *folders]:
            path = Path(here, name)
            if name in names or name.startswith(".") or path.is_symlink():
                yield path
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def _sort_out(path: Path, name: str, found: Walk, hidden: list[str]) -> None:
    if path.name.startswith("."):
        hidden.append(name)
    elif path.is_symlink():
        found.findings.append(finding("FILE-LINK", "a link was not followed", file=name))
    elif not stat.S_ISREG(path.lstat().st_mode):
        found.findings.append(finding("FILE-NOT-READ", "not an ordinary file", file=name))
    else:
        found.files.append(FoundFile(path, name))


def _name(path: Path, folder: Path) -> str:
    """The path inside the folder, with a mark for what cannot be printed: a name may come from anywhere."""
    text = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
