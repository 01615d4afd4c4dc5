"""Runs the checks on the tables source.*."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from lineofsight.checks.check import Check
from lineofsight.checks.rules import CHECKS, NOT_CHECKED
from lineofsight.engines import Engine
from lineofsight.sources.findings import Finding

_SAMPLE = 20
_NAMES_SHOWN = 5


def run_checks(
    engine: Engine, as_of: date, *, loaded: Collection[str] | None = None, checks: Sequence[Check] = CHECKS
) -> list[Finding]:
    """One finding per check and file that breaks it; and one per rule for the sources it was not checked on.

    `loaded` names the sources that were read; if it is not given, those that have rows. A check that needs another is
    not run, and says so: it has not passed.
    """
    have = loaded if loaded is not None else _with_rows(engine, checks)
    found: list[Finding] = []
    for check in checks:
        if set(check.needs) <= set(have):
            found += _findings(check, _broken(engine, check, as_of))
    return [*found, *_not_checked(checks, have)]


def _with_rows(engine: Engine, checks: Sequence[Check]) -> set[str]:
    names = {name for check in checks for name in check.needs}
    return {name for name in names if engine.rows(f"SELECT source_row FROM source.{name} LIMIT 1").num_rows}


def _broken(engine: Engine, check: Check, as_of: date) -> pa.Table:
    rows = engine.rows(check.sql.replace("{as_of}", f"DATE '{as_of.isoformat()}'"))
    if check.refuses:
        rows = rows.filter(check.refuses(rows.column("text").combine_chunks()))
    return rows.select(["source_file", "source_row"])


def _findings(check: Check, rows: pa.Table) -> Iterator[Finding]:
    files = np.array(rows.column("source_file").to_pylist(), dtype=object)
    lines = rows.column("source_row").to_numpy()
    for file in sorted(set(files)):
        mine = np.sort(lines[files == file])
        about = f" ({check.about})" if check.about else ""
        yield Finding(
            code=check.rule.code, severity=check.rule.severity, source=check.source, file=file, rows=len(mine),
            sample=tuple(int(line) for line in mine[:_SAMPLE]), effect=check.rule.effect, next=check.rule.next,
            message=f"{len(mine):,} {'row' if len(mine) == 1 else 'rows'}: {check.rule.meaning}{about}",
        )  # fmt: skip


def _not_checked(checks: Sequence[Check], loaded: Collection[str]) -> Iterator[Finding]:
    waiting: dict[str, set[str]] = {}
    absent: dict[str, set[str]] = {}
    for check in checks:
        missing = set(check.needs) - set(loaded)
        if missing:
            waiting.setdefault(check.rule.code, set()).add(check.source)
            absent.setdefault(check.rule.code, set()).update(missing)
    for code, sources in waiting.items():
        yield Finding(
            code=NOT_CHECKED.code, severity=NOT_CHECKED.severity, effect=NOT_CHECKED.effect, next=NOT_CHECKED.next,
            message=f"{code} was not checked on {len(sources)} source{'s' if len(sources) > 1 else ''}",
            found=f"not loaded: {_some(sorted(absent[code]))}",
        )  # fmt: skip


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
