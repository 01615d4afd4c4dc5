"""`lineofsight demo`: a synthetic county, built and served, with a user for each role."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lineofsight.cli.authored import run_web
from lineofsight.cli.options import HomeOption, example
from lineofsight.cli.printing import progress, say
from lineofsight.cli.serve import HostOption, PortOption
from lineofsight.cli.serve import command as serve
from lineofsight.home import Home, find_home

EXAMPLE = example("lineofsight demo --home .demo/small")

_CONFIG = """\
# Settings of this home. Everything in it is synthetic.
authority_name = "Gloucestershire"
authority_code = "E10000013"
months = 36

# A source is read only under a sharing agreement in force. `until` is the last day of the agreement.
"""


class Size(StrEnum):
    """60,000 or 640,000 residents."""

    SMALL = "small"
    FULL = "full"


SizeOption = Annotated[Size, typer.Option("--size", help="The county: 60,000 or 640,000 residents.")]
SeedOption = Annotated[int, typer.Option("--seed", help="The same seed makes the same county, byte for byte.")]
NoServeOption = Annotated[bool, typer.Option("--no-serve", help="Make everything, then stop.")]


def command(
    home: HomeOption = None,
    size: SizeOption = Size.SMALL,
    seed: SeedOption = 1,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    no_serve: NoServeOption = False,
) -> None:
    """Make a synthetic county, build it as it was known a month ago and now, load the real board paper, create a user
    a role, serve.

    The files of the month before hold what had been recorded by then, so that there is late recording to see. Run
    again, it reuses what is there. Nobody in it exists.
    """
    where = find_home(home)
    _make_county(where, size, seed)
    _build_month_before(where)
    _build(where, where.extracts)
    run_web(where, "migrate", "--verbosity", "0")
    run_web(where, "plan_import", "--sample")
    run_web(where, "create_demo_users", "--reset")
    if not no_serve:
        serve(where.root, host, port)


def _make_county(home: Home, size: Size, seed: int) -> None:
    from lineofsight.sources import SOURCES
    from lineofsight.synth import LAST_DAY, SIZES, make_county

    done = home.root / f".county-{size}-{seed}"
    if done.exists():
        say(f"The {size} county is there already.")
        return
    month_before = LAST_DAY.replace(day=1) - timedelta(days=1)
    for out, day in ((_month_before(home), month_before), (home.root, LAST_DAY)):
        with progress(f"Making the {size} county as recorded by {day:%-d %B %Y}") as steps:
            make_county(out, residents=SIZES[size], seed=seed, extracted_on=day, progress=steps)
    agreements = sorted({source.agreement for source in SOURCES})
    listed = "".join(f'[agreements.{name}]\npurpose = "Demonstration"\n\n' for name in agreements)
    home.config_file.write_text(_CONFIG + listed, encoding="utf-8")
    done.touch()


def _month_before(home: Home) -> Path:
    """Where the files lie that the agencies made a month earlier."""
    return home.root / "month-before"


def _build_month_before(home: Home) -> None:
    """The older snapshot, once: after it is pruned or the code has changed, the council's history is what is left."""
    from lineofsight.snapshot import list_snapshots

    extracts = _month_before(home) / "extracts"
    if extracts.is_dir() and not list_snapshots(home):
        _build(home, extracts)


def _build(home: Home, extracts: Path) -> None:
    from lineofsight.cli.authored import export_decisions
    from lineofsight.snapshot.build import BuildRequest, build

    with progress("Building") as steps:
        result = build(BuildRequest(home, extracts, decisions=export_decisions(home)), progress=steps)
    say(f"Snapshot {result.snapshot} is in force.")
