"""What commands print: results to standard output, everything else to standard error."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

_out = Console()
_err = Console(stderr=True)


def say(text: str) -> None:
    """A line for the person at the terminal."""
    _err.print(text, markup=False, highlight=False)


def print_text(text: str) -> None:
    """Text that is the result."""
    _out.print(text, markup=False, highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """JSON on standard output, dates in ISO form, keys in the order given."""
    print(json.dumps(value, default=_plain, ensure_ascii=False))  # noqa: T201 - standard output is the result


def print_rows(
    rows: Sequence[Mapping[str, Any]], *, as_json: bool, title: str, empty: str = "Nothing to show."
) -> None:
    """Rows as a table, or as a JSON array of objects."""
    if as_json:
        print_json(list(rows))
        return
    if not rows:
        say(empty)
        return
    table = Table(title=title, title_justify="left", header_style="bold")
    for name in rows[0]:
        right = any(isinstance(row[name], int | float) for row in rows)
        table.add_column(name.replace("_", " "), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    _out.print(table)


@contextmanager
def progress(title: str) -> Iterator["Steps"]:
    """Progress on a terminal; a plain line a step where there is none."""
    if not _err.is_terminal:
        yield Steps(None, title)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err, transient=True) as bar:
        yield Steps(bar, title)


class Steps:
    """Tells what is being done, and how far. Called as steps(words, done, total)."""

    def __init__(self, bar: Progress | None, title: str) -> None:
        self._bar = bar
        self._task = bar.add_task(title, total=None) if bar else None
        self._last = ""

    def __call__(self, words: str, done: int | None = None, total: int | None = None) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=words, completed=done or 0, total=total)
        elif words != self._last:
            say(words)
        self._last = words


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.3f}"
    return str(value)
