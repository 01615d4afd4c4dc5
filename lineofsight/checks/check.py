"""What a check is: a rule across rows, files or years, which gives findings and never alters data."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from lineofsight.sources.finding_codes import FindingCode


@dataclass(frozen=True)
class Check:
    """A rule on one source; `rule` says what breaking it means, and several checks may share one.

    `sql` selects the rows that break the rule: their source_file and source_row, and nothing else; {as_of} stands for
    the day the run reports up to. With `refuses`, it also selects a column `text`, and the rows are those that it marks
    in that whole column: a call a row would take seconds. `needs` are the sources that must be loaded, the one the
    rows are of first.
    """

    rule: FindingCode
    needs: tuple[str, ...]
    sql: str
    about: str = ""
    refuses: Callable[[pa.Array], pa.Array] | None = None

    def __post_init__(self) -> None:
        if not self.needs:
            raise ValueError(f"{self.rule.code} is a check of no source")

    @property
    def source(self) -> str:
        return self.needs[0]
