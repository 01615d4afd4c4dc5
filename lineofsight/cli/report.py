"""`lineofsight report`: the board's paper. Its claims are read and judged by the web half."""

from pathlib import Path
from typing import Annotated

import typer

from lineofsight.cli.authored import exec_web
from lineofsight.cli.options import HomeOption, JsonOption, example
from lineofsight.home import find_home

app = typer.Typer(no_args_is_help=True, help="Hold what a board paper says against the data.",
                  epilog=example("lineofsight report claims paper.txt --home home"))  # fmt: skip

PaperArgument = Annotated[Path, typer.Argument(help="The board paper, saved as plain text (.txt).")]


@app.callback()
def report() -> None:
    """Hold what a board paper says against the data."""


@app.command("claims", epilog=example("lineofsight report claims directors_report.txt --home home --json"))
def claims_command(paper: PaperArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Find every claim of a paper that holds a number or a comparison, and say whether the snapshot in force bears it.

    Verdicts: supported, within chance, contradicted, definition differs, not computable. What must be looked at comes
    first. Nothing is changed.
    """
    exec_web(
        find_home(home), "report_claims", *(["--json"] if as_json else []), "--", str(paper.expanduser().resolve())
    )
