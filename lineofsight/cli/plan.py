"""`lineofsight plan`: the board's plan. It lives in the application's database, so the web half does the work."""

from pathlib import Path
from typing import Annotated

import typer

from lineofsight.cli.authored import exec_web
from lineofsight.cli.options import HomeOption, JsonOption, example
from lineofsight.home import find_home

app = typer.Typer(no_args_is_help=True, help="Load a board paper into the plan; show the plan.",
                  epilog=example("lineofsight plan import paper.txt --home home"))  # fmt: skip

PaperArgument = Annotated[Path, typer.Argument(help="The board paper, saved as plain text (.txt).")]


@app.command("import", epilog=example("lineofsight plan import directors_report.txt --home home --json"))
def import_command(paper: PaperArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Load a board paper: ambitions, items, numbered paragraphs, key priorities. The same paper again changes nothing.

    Every line of the paper is placed, or listed as unplaced.
    """
    where = find_home(home)
    where.root.mkdir(parents=True, exist_ok=True)
    exec_web(where, "plan_import", *_flags(as_json), "--", str(paper.expanduser().resolve()))


@app.command("show", epilog=example("lineofsight plan show --home home --json"))
def show_command(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show the plan as it stands: ambitions, their open items, and the latest paper's paragraphs."""
    where = find_home(home)
    where.root.mkdir(parents=True, exist_ok=True)
    exec_web(where, "plan_show", *_flags(as_json))


def _flags(as_json: bool) -> list[str]:
    return ["--json"] if as_json else []
