"""The command `lineofsight`: one thin command a stage. Each module here reads options, calls the engine and prints."""

import os
import sys
from functools import cache

import typer

from lineofsight.cli.printing import say
from lineofsight.errors import LineofsightError

app = typer.Typer(
    name="lineofsight",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="From the files agencies send to a signed board paper. Every figure opens to the children and source rows "
    "behind it.",
    epilog="Start here:  lineofsight demo     Your own extracts:  lineofsight check, then lineofsight build",
)


@cache
def register() -> None:
    """Add the commands, in the order a new user meets them. A name you can search for beats discovery.

    They are imported when the program runs, so that importing a shared piece of this package imports no command.
    """
    from lineofsight.cli import (
        backup,
        build,
        check,
        demo,
        docs,
        doctor,
        export,
        identity,
        indicators,
        plan,
        report,
        serve,
        snapshots,
        synth,
    )

    app.command("demo", epilog=demo.EXAMPLE)(demo.command)
    app.command("synth", epilog=synth.EXAMPLE)(synth.command)
    app.command("check", epilog=check.EXAMPLE)(check.command)
    app.command("build", epilog=build.EXAMPLE)(build.command)
    app.add_typer(snapshots.app, name="snapshots")
    app.add_typer(indicators.app, name="indicators")
    app.add_typer(identity.app, name="identity")
    app.add_typer(plan.app, name="plan")
    app.add_typer(report.app, name="report")
    app.command("export", epilog=export.EXAMPLE)(export.command)
    app.command("serve", epilog=serve.EXAMPLE)(serve.command)
    app.command("backup", epilog=backup.BACKUP_EXAMPLE)(backup.backup_command)
    app.command("restore", epilog=backup.RESTORE_EXAMPLE)(backup.restore_command)
    app.command("doctor", epilog=doctor.EXAMPLE)(doctor.command)
    app.command("docs", epilog=docs.EXAMPLE)(docs.command)


def main() -> None:
    """Run the command. An expected problem is printed without a traceback and exits with 1; ours keeps its own."""
    # Models of a few thousand children gain nothing from threads, which wait for each other on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    register()
    try:
        app()
    except LineofsightError as problem:
        say(str(problem))
        sys.exit(1)
