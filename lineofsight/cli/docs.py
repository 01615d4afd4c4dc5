"""`lineofsight docs`: the reference pages that are written from declarations."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from lineofsight.cli.options import example
from lineofsight.cli.printing import say

EXAMPLE = example("lineofsight docs --out docs/reference")

OutOption = Annotated[Path, typer.Option("--out", help="The folder of reference pages.")]
CheckOption = Annotated[bool, typer.Option("--check", help="Write nothing; say which pages are out of date.")]


def pages() -> dict[str, Callable[[], str]]:
    """Every generated page and what writes it."""
    from lineofsight.checks import RULES
    from lineofsight.cli.manual import commands_page
    from lineofsight.measures.documentation import indicators_page
    from lineofsight.snapshot.documentation import tables_page
    from lineofsight.sources.documentation import findings_page, sources_page

    return {
        "sources.md": sources_page,
        "findings.md": lambda: findings_page(("Across rows, files and years", RULES)),
        "tables.md": tables_page,
        "indicators.md": indicators_page,
        "commands.md": commands_page,
    }


def command(out: OutOption = Path("docs/reference"), check: CheckOption = False) -> None:
    """Write the reference pages from the declarations they describe."""
    stale = [name for name, page in pages().items() if not _is_current(out / name, page())]
    if check:
        for name in stale:
            say(f"{out / name} is not current: run `lineofsight docs`.")
        raise typer.Exit(1 if stale else 0)
    out.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (out / name).write_text(pages()[name](), encoding="utf-8")
    say(f"Wrote {len(stale)} pages, {len(pages()) - len(stale)} were current.")


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
