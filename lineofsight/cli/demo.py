"""`lineofsight demo`: a synthetic county, built and served, with a user for each role."""

from enum import StrEnum
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
    """Make a synthetic county, build a snapshot from its files, load the real board paper, create a user a role, serve.

    Run again, it reuses what is there. Nobody in it exists.
    """
    where = find_home(home)
    _make_county(where, size, seed)
    _build(where)
    run_web(where, "migrate", "--verbosity", "0")
    run_web(where, "plan_import", "--sample")
    run_web(where, "create_demo_users", "--reset")
    if not no_serve:
        serve(where.root, host, port)


def _make_county(home: Home, size: Size, seed: int) -> None:
    from lineofsight.sources import SOURCES
    from lineofsight.synth import SIZES, make_county

    done = home.root / f".county-{size}-{seed}"
    if done.exists():
        say(f"The {size} county is there already.")
        return
    with progress(f"Making the {size} county") as steps:
        make_county(home.root, residents=SIZES[size], seed=seed, progress=steps)
    agreements = sorted({source.agreement for source in SOURCES})
    listed = "".join(f'[agreements.{name}]\npurpose = "Demonstration"\n\n' for name in agreements)
    home.config_file.write_text(_CONFIG + listed, encoding="utf-8")
    done.touch()


def _build(home: Home) -> None:
    from lineofsight.cli.authored import export_decisions
    from lineofsight.snapshot.build import BuildRequest, build

    with progress("Building") as steps:
        result = build(BuildRequest(home, home.extracts, decisions=export_decisions(home)), progress=steps)
    say(f"Snapshot {result.snapshot} is in force.")
