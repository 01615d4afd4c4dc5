"""One relational step: a table made by one SELECT, written in DuckDB's dialect and run as it is or through SQLGlot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp

from lineofsight.errors import LineofsightError


@dataclass(frozen=True)
class Step:
    """A derived table. `grain` says in words what a row is, `key` by which columns; `about` says what null means.

    An `interim` table is only a step on the way to others: a snapshot leaves it out.
    """

    table: str
    sql: str
    grain: str
    key: tuple[str, ...]
    about: str = ""
    interim: bool = False

    def __post_init__(self) -> None:
        schema, dot, name = self.table.partition(".")
        if not (dot and schema.isidentifier() and name.isidentifier()):
            raise ValueError(f"{self.table!r} is not schema.table")

    @property
    def reads(self) -> frozenset[str]:
        """The tables this step selects from, as schema.table."""
        return tables_read(self.sql)


@cache
def tables_read(sql: str) -> frozenset[str]:
    """Schema-qualified tables in a SELECT; common table expressions have no schema and are left out."""
    found = sqlglot.parse_one(sql, read="duckdb").find_all(exp.Table)
    return frozenset(f"{table.db}.{table.name}" for table in found if table.db)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The steps so that each comes after those it reads. Steps already in order keep their order.

    Errors: LineofsightError names the steps that wait for one another.
    """
    waiting = list(steps)
    made_here = {step.table for step in waiting}
    done: list[Step] = []
    made: set[str] = set()
    while waiting:
        ready = [step for step in waiting if not (step.reads & made_here) - made - {step.table}]
        if not ready:
            raise LineofsightError(f"These steps read one another: {', '.join(step.table for step in waiting)}")
        done += ready
        made |= {step.table for step in ready}
        waiting = [step for step in waiting if step.table not in made]
    return done
