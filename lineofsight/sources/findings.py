"""What a check found: one frozen value, printed so that a reader knows what happened and what to do next."""

import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "information"]

_ROWS_SHOWN = 3
_WIDTH = 110
_INDENT = 12


@dataclass(frozen=True)
class Finding:
    """One problem of one kind in one place. Holds counts and positions, never a value from a record.

    `rows` counts the rows that have the problem, 0 where it is not about rows; `sample` names the first of them.
    """

    code: str
    severity: Severity
    message: str
    effect: str
    next: str
    source: str = ""
    file: str = ""
    rows: int = 0
    sample: tuple[int, ...] = ()
    column: str = ""
    expected: str = ""
    found: str = ""

    @property
    def title(self) -> str:
        """One line: what, where it came from, and the code."""
        return f"{self.source or self.file or 'extracts'}: {self.message} ({self.code})"

    def __str__(self) -> str:
        parts = {
            "Where": self._where(),
            "Expected": self.expected,
            "Found": self.found,
            "Effect": self.effect,
            "Next": self.next,
        }
        return "\n".join([self.title, "", *(_part(name, text) for name, text in parts.items() if text)])

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the parts that other programs build on come first and stay."""
        first = {
            name: getattr(self, name) for name in ("code", "severity", "source", "file", "rows", "message", "effect")
        }
        return first | {name: value for name, value in asdict(self).items() if name not in first}

    def _where(self) -> str:
        column = f'column "{self.column}"' if self.column else ""
        place = " in ".join(part for part in (column, self.file) if part)
        return ", ".join(part for part in (place, _rows_in_words(self.sample, self.rows)) if part)


def _part(name: str, text: str) -> str:
    lines = textwrap.wrap(text, _WIDTH - _INDENT, break_long_words=False, break_on_hyphens=False)
    return f"  {name:<{_INDENT - 2}}" + ("\n" + " " * _INDENT).join(lines)


def _rows_in_words(sample: Sequence[int], rows: int) -> str:
    if not sample:
        return ""
    shown = [str(row) for row in sample[:_ROWS_SHOWN]]
    more = rows - len(shown)
    if more > 0:
        return f"rows {', '.join(shown)} and {more:,} more"
    return f"row {shown[0]}" if len(shown) == 1 else f"rows {', '.join(shown[:-1])} and {shown[-1]}"
