"""`lineofsight synth`: the files of a synthetic county."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lineofsight.cli.options import JsonOption, example
from lineofsight.cli.printing import print_rows, progress, say

EXAMPLE = example("lineofsight synth --size small --seed 1 --out county")

_DAY = ["%Y-%m-%d"]


class Size(StrEnum):
    """60,000 or 640,000 residents."""

    SMALL = "small"
    FULL = "full"


SizeOption = Annotated[Size, typer.Option("--size", help="60,000 or 640,000 residents.")]
ResidentsOption = Annotated[
    int | None, typer.Option("--residents", help="Any number from 1,000 on, instead of a size.", show_default=False)
]
SeedOption = Annotated[int, typer.Option("--seed", help="The same seed makes the same county, byte for byte.")]
UntilOption = Annotated[
    datetime | None,
    typer.Option(
        "--until", formats=_DAY, show_default=False, help="The last day of the history. Default: 30 April 2024."
    ),
]
ExtractedOption = Annotated[
    datetime | None,
    typer.Option(
        "--extracted-on", formats=_DAY, show_default=False,
        help="The day the files were made: they hold what was recorded by then. Default: the last day.",
    ),
]  # fmt: skip
OutOption = Annotated[Path, typer.Option("--out", help="Folder for extracts and truth; files in it are replaced.")]


def command(
    out: OutOption,
    size: SizeOption = Size.SMALL,
    residents: ResidentsOption = None,
    seed: SeedOption = 1,
    until: UntilOption = None,
    extracted_on: ExtractedOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the files that agencies would send about a county in which nobody exists, and what is true of it.

    `extracts` holds the files; `truth` says who is who and what was planted, for tests: no build reads it.
    """
    from lineofsight.synth import LAST_DAY, SIZES, make_county

    with progress("Making a county") as steps:
        made = make_county(
            out,
            residents=residents or SIZES[size],
            seed=seed,
            until=until.date() if until else LAST_DAY,
            extracted_on=extracted_on.date() if extracted_on else None,
            progress=steps,
        )
    rows = [{"file": path, "rows": count} for path, count in made.files.items()]
    print_rows(rows, as_json=as_json, title=f"{made.rows:,} rows about {made.residents:,} residents")
    if not as_json:
        say(f"Written to {out}. Next: lineofsight build --extracts {out}/extracts")
