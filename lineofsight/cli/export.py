"""`lineofsight export`: a snapshot's figures as a folder of Parquet files, for Power BI and other tools."""

from pathlib import Path
from typing import Annotated

import typer

from lineofsight.cli.options import HomeOption, JsonOption, SnapshotOption, example
from lineofsight.cli.printing import print_rows, say
from lineofsight.home import find_home

EXAMPLE = example("lineofsight export --home home --out figures")

OutOption = Annotated[Path, typer.Option("--out", help="The folder to write, made if it is not there.")]
SmallOption = Annotated[
    bool, typer.Option("--small-numbers", help="With figures of fewer than six children. Keep them inside the service.")
]


def command(
    out: OutOption, home: HomeOption = None, snapshot: SnapshotOption = None, small_numbers: SmallOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Write every figure, with what it means, as Parquet files. Small numbers are hidden unless asked for."""
    from lineofsight.snapshot import open_snapshot
    from lineofsight.snapshot.export import export_figures

    where = find_home(home)
    opened = open_snapshot(where, snapshot)
    written = export_figures(opened, out, council=where.config().authority_name, small_numbers=small_numbers)
    rows = [{"file": f"{name}.parquet", "rows": n} for name, n in written.items()]
    print_rows(rows, as_json=as_json, title=f"Snapshot {opened.id}")
    if not as_json:
        say(f"Written to {out}. In Power BI: Get data, Folder, or each file by Get data, Parquet.")
