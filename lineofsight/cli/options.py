"""Options that several commands share, so that each is spelled and explained once."""

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The home folder. Default: $LINEOFSIGHT_HOME, else ./home.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for another program to read.")]
SnapshotOption = Annotated[
    str | None,
    typer.Option("--snapshot", help="A snapshot id. Default: the one in force.", show_default=False),
]
EngineOption = Annotated[str, typer.Option("--engine", help="duckdb, or spark (needs the spark extra and Java 17).")]
ExtractsOption = Annotated[
    Path | None,
    typer.Option("--extracts", help="The folder of extracts. Default: extracts in the home.", show_default=False),
]


def example(text: str) -> str:
    """The example that ends a command's help."""
    return f"Example:  {text}"
