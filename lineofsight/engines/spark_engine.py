"""Local Spark, for councils whose data platform has it. Needs the `spark` extra and Java 17.

SQL comes in DuckDB's dialect and is rewritten by SQLGlot. Spark's temporary views have no schema, so journey.referrals
becomes journey__referrals. Every step's rows are kept (a local checkpoint, in memory as far as they fit and then on
disk): otherwise each later step would run all the earlier ones again.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from sqlglot import exp

from lineofsight.engines.plain import plain
from lineofsight.engines.step import Step
from lineofsight.errors import LineofsightError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.maxPlanStringLength": "20000",
    "spark.io.encryption.enabled": "true",
    # A broadcast must fit in one machine's memory beside everything else, and Spark's guess of a
    # table's size is often far too low after a chain of joins: sorted joins are slower and never fail.
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "-1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}

_NEXT = "Next  pip install 'lineofsight[spark]', with Java 17 on the machine"


@cache
def to_spark(sql: str) -> str:
    """DuckDB's SQL as Spark's, with schema.table flattened to schema__table."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    _name_nested_ctes_apart(tree)
    for table in tree.find_all(exp.Table):
        if table.db:
            alias = table.alias or table.name
            table.set("this", exp.to_identifier(f"{table.db}__{table.name}"))
            table.set("db", None)
            table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))
    return tree.sql(dialect="spark")


def _name_nested_ctes_apart(tree: exp.Expr) -> None:
    """SQLGlot lifts the WITH of a subquery to the top for Spark, where two subqueries may both call a table `found`.

    The innermost come first, so that a name is always that of the nearest WITH.
    """
    nested = [found for found in tree.find_all(exp.With) if found.parent is not tree]
    for number, nearest in enumerate(reversed(nested)):
        names = {cte.alias for cte in nearest.expressions}
        for cte in nearest.expressions:
            cte.args["alias"].set("this", exp.to_identifier(f"{cte.alias}_{number}"))
        for table in nearest.parent.find_all(exp.Table) if nearest.parent else ():
            if not table.db and table.name in names:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.alias or table.name)))
                table.set("this", exp.to_identifier(f"{table.name}_{number}"))


class SparkEngine:
    """Tables are temporary views. All engines of a process share the one session that Spark allows.

    `threads` and `memory_limit` hold for the first engine of a process: they are fixed when Java starts. What does not
    fit in memory goes, encrypted, to Spark's own temporary folder (SPARK_LOCAL_DIRS).
    """

    name = "spark"

    def __init__(self, *, threads: int | None = None, memory_limit: str | None = None) -> None:
        self.session = _session(threads or 2, memory_limit or "3g")
        self._tables: set[str] = set()

    def put(self, table: str, rows: pa.Table) -> None:
        # In one piece: pyspark 4.3 stops reading at an empty one, which a file with only a header leaves in a table.
        self._name(table, self.session.createDataFrame(plain(rows).combine_chunks()))

    def put_parquet(self, table: str, paths: Sequence[Path]) -> None:
        self._name(table, self.session.read.parquet(*(str(path) for path in paths)))

    def create(self, step: Step) -> None:
        self._name(step.table, self.session.sql(to_spark(step.sql)).localCheckpoint(eager=True))

    def rows(self, sql: str) -> pa.Table:
        return plain(self.session.sql(to_spark(sql)).toArrow())

    def has(self, table: str) -> bool:
        return table in self._tables

    def write_parquet(self, table: str, path: Path, *, order_by: Sequence[str] = ()) -> int:
        order = " ORDER BY " + ", ".join(f'"{column}"' for column in order_by) if order_by else ""
        rows = self.rows(f"SELECT * FROM {table}{order}")
        pq.write_table(rows, path, compression="zstd")
        return len(rows)

    def close(self) -> None:
        for table in self._tables:
            self.session.catalog.dropTempView(_flat(table))
        self._tables.clear()

    def _name(self, table: str, rows: "DataFrame") -> None:
        rows.createOrReplaceTempView(_flat(table))
        self._tables.add(table)


def _flat(table: str) -> str:
    return table.replace(".", "__")


def _session(threads: int, memory: str) -> "SparkSession":
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise LineofsightError(f"The Spark engine is not installed.\n  {_NEXT}") from None
    builder = SparkSession.builder.master(f"local[{threads}]").appName("lineofsight")
    for name, value in (_SETTINGS | {"spark.driver.memory": memory}).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise LineofsightError(f"Spark did not start: {error.getCondition()}.\n  {_NEXT}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session
